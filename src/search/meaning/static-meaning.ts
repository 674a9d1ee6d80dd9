/** Likeness of meaning by the static model, over the vectors it made of an edition's names. */
import type { Meaning } from '../engine.ts'
import type { SharedRows } from './kernel.ts'
import { modelWords, type StaticModel } from './static-model.ts'
import { Vectors } from './vectors.ts'

/** Below this likeness two texts have nothing to do with each other. */
const LEAST_LIKENESS = 0.4
/** The same for a text of which the model has seen no word: its letters alone must say much. */
const LEAST_OF_LETTERS = 0.6

/** What the model is called in the files it makes: by the SHA-256 of its bytes, in hexadecimal digits. */
export const modelId = (sha256: string): string => `static-${sha256.slice(0, 16)}`

/** Meaning from a model and the bytes of a `meaning.bin`; undefined when another model made them. `rows` may be shared. */
export function staticMeaning(bytes: Uint8Array, model: StaticModel, rows?: SharedRows): Meaning | undefined {
  const vectors = new Vectors(bytes, { rows })
  if (vectors.header.embedder !== model.id) return undefined
  return {
    nearest(text, limit, accept) {
      const vector = model.vectorOf(text)
      if (!vector) return []
      const least = modelWords(text).some((word) => model.knows(word)) ? LEAST_LIKENESS : LEAST_OF_LETTERS
      return vectors.nearest(vector, limit, { accept, least })
    },
    knows: (word) => model.knows(word),
  }
}
