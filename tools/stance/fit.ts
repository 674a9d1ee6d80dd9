/** Logistic regression, fitted by AdaGrad in a fixed order: the same examples give the same weights. */
import { softmax } from '../../src/policy/stance/model.ts'

export interface Example {
  /** Places of the features that are there; their values are `values`, or alike and of length one together. */
  readonly features: Int32Array
  readonly values?: Float64Array
  /** Shares of the classes; they sum to 1. */
  readonly target: Float64Array
  readonly weight: number
}

export interface Fitted {
  readonly table: Float32Array
  readonly bias: Float64Array
}

/** Linear congruential: the order of examples in an epoch. */
function shuffled(n: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  let state = seed >>> 0
  for (let i = n - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const j = Math.floor((state / 4294967296) * (i + 1))
    const t = order[i]!
    order[i] = order[j]!
    order[j] = t
  }
  return order
}

export function fit(
  examples: readonly Example[],
  {
    rows,
    classes,
    epochs,
    rate,
    decay,
  }: { rows: number; classes: number; epochs: number; rate: number; decay: number },
): Fitted {
  const table = new Float32Array(rows * classes)
  const bias = new Float64Array(classes)
  const squares = new Float32Array(rows * classes).fill(1e-6)
  const biasSquares = new Float64Array(classes).fill(1e-6)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const at of shuffled(examples.length, 17 + epoch)) {
      const { features, values, target, weight } = examples[at]!
      const norm = values ? 1 : 1 / Math.sqrt(Math.max(1, features.length))
      const scores = new Float64Array(bias)
      for (let i = 0; i < features.length; i++) {
        const v = values ? values[i]! : norm
        const row = features[i]! * classes
        for (let k = 0; k < classes; k++) scores[k]! += table[row + k]! * v
      }
      softmax(scores)
      for (let k = 0; k < classes; k++) {
        const g = (scores[k]! - target[k]!) * weight
        biasSquares[k]! += g * g
        bias[k]! -= (rate * g) / Math.sqrt(biasSquares[k]!)
        if (g > -1e-4 && g < 1e-4) continue
        for (let i = 0; i < features.length; i++) {
          const at = features[i]! * classes + k
          const gi = g * (values ? values[i]! : norm) + decay * table[at]!
          squares[at]! += gi * gi
          table[at]! -= (rate * gi) / Math.sqrt(squares[at]!)
        }
      }
    }
  }
  return { table, bias }
}

/** One case whose classes share weights: for each class, the places of the weights and their values. */
export interface SharedExample {
  readonly features: readonly (readonly [places: readonly number[], values: readonly number[]])[]
  readonly target: Float64Array
  readonly weight: number
}

/** Weights that classes share: the class with the greatest sum is likeliest. */
export function fitShared(
  examples: readonly SharedExample[],
  { weights: size, epochs, rate, decay }: { weights: number; epochs: number; rate: number; decay: number },
): Float64Array {
  const weights = new Float64Array(size)
  const squares = new Float64Array(size).fill(1e-6)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const at of shuffled(examples.length, 7 + epoch)) {
      const { features, target, weight } = examples[at]!
      const scores = new Float64Array(features.length)
      for (const [d, [places, values]] of features.entries())
        for (let i = 0; i < places.length; i++) scores[d]! += weights[places[i]!]! * values[i]!
      softmax(scores)
      for (const [d, [places, values]] of features.entries()) {
        const g = (scores[d]! - target[d]!) * weight
        if (g > -1e-5 && g < 1e-5) continue
        for (let i = 0; i < places.length; i++) {
          const place = places[i]!
          const gi = g * values[i]! + decay * weights[place]!
          squares[place]! += gi * gi
          weights[place]! -= (rate * gi) / Math.sqrt(squares[place]!)
        }
      }
    }
  }
  return weights
}
