/**
 * How two versions of a text differ, in words where that is affordable. Documents of hundreds of pages are compared too, so
 * nothing here grows with the square of their length: lines that stand once in both are anchors (patience diff), what
 * lies between two anchors is compared sentence by sentence in the same way, and what is left word by word.
 */
import { diffWords } from 'diff'
import type { Budget } from '../core/budget.ts'

export interface TextChange {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

export interface TextDiff {
  readonly changes: readonly TextChange[]
  /** True when passages were left compared as wholes for want of steps. */
  readonly partial: boolean
}

/** Passages longer than this are not compared word by word. */
const MOST_CHARACTERS = 20_000
/** Nor are those with more words added and removed: they are another text. */
const MOST_EDITS = 300
/** Steps of a comparison by words: for each character, and for each pair of edits. */
const CHARACTER_STEPS = 2
const EDIT_STEPS = 0.25

const LINES = /(?<=\n)/
const SENTENCES = /(?<=[.!?;:]\s)/

interface Range {
  readonly from: number
  readonly to: number
}

/** Pairs of equal pieces in order: a common beginning and end, then pieces that are unique on both sides. */
function anchors(
  a: readonly string[],
  b: readonly string[],
  within: { readonly a: Range; readonly b: Range },
): [number, number][] {
  let { from: i, to: iEnd } = within.a
  let { from: j, to: jEnd } = within.b
  const head: [number, number][] = []
  const tail: [number, number][] = []
  while (i < iEnd && j < jEnd && a[i] === b[j]) head.push([i++, j++])
  while (i < iEnd && j < jEnd && a[iEnd - 1] === b[jEnd - 1]) tail.push([--iEnd, --jEnd])
  const unique = (list: readonly string[], { from, to }: Range): Map<string, number> => {
    const at = new Map<string, number>()
    for (let k = from; k < to; k++) at.set(list[k]!, at.has(list[k]!) ? -1 : k)
    return at
  }
  const inB = unique(b, { from: j, to: jEnd })
  const pairs: [number, number][] = []
  for (const [piece, at] of unique(a, { from: i, to: iEnd })) {
    const other = inB.get(piece)
    if (at >= 0 && other !== undefined && other >= 0) pairs.push([at, other])
  }
  return [...head, ...ascending(pairs.sort((x, y) => x[0] - y[0])), ...tail.reverse()]
}

/** The longest run of pairs whose second numbers ascend. */
function ascending(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = []
  const before = new Int32Array(pairs.length).fill(-1)
  pairs.forEach(([, second], at) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const mid = (low + high) >> 1
      if (pairs[ends[mid]!]![1] < second) low = mid + 1
      else high = mid
    }
    if (low > 0) before[at] = ends[low - 1]!
    ends[low] = at
  })
  const run: [number, number][] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) run.push(pairs[at]!)
  return run.reverse()
}

class Differ {
  readonly changes: { kind: TextChange['kind']; text: string }[] = []
  partial = false
  readonly #budget: Budget

  constructor(budget: Budget) {
    this.#budget = budget
  }

  say(kind: TextChange['kind'], text: string): void {
    if (text === '') return
    const last = this.changes.at(-1)
    if (last?.kind === kind) last.text += text
    else this.changes.push({ kind, text })
  }

  /** Compares by pieces; `rest` is told of what stands between pieces that are the same. */
  pieces(a: readonly string[], b: readonly string[], rest: (before: string, after: string) => void): void {
    const whole = { a: { from: 0, to: a.length }, b: { from: 0, to: b.length } }
    let [i, j] = [0, 0]
    const gap = (toA: number, toB: number): void => {
      if (i === toA && j === toB) return
      // Between two anchors other pieces may be unique that were not before.
      const inner = anchors(a, b, { a: { from: i, to: toA }, b: { from: j, to: toB } })
      for (const [x, y] of [...inner, [toA, toB] as const]) {
        if (i < x || j < y) rest(a.slice(i, x).join(''), b.slice(j, y).join(''))
        if (x < toA && y < toB) this.say('same', a[x]!)
        i = Math.min(x + 1, toA)
        j = Math.min(y + 1, toB)
      }
    }
    for (const [x, y] of anchors(a, b, whole)) {
      gap(x, y)
      this.say('same', a[x]!)
      i = x + 1
      j = y + 1
    }
    gap(a.length, b.length)
  }

  words(before: string, after: string): void {
    const characters = before.length + after.length
    if (before !== '' && after !== '' && characters <= MOST_CHARACTERS) {
      if (this.#budget.spend(characters * CHARACTER_STEPS)) {
        const found = diffWords(before, after, { maxEditLength: MOST_EDITS })
        const edits = found?.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0)
        this.#budget.spend(Math.ceil((edits ?? MOST_EDITS) ** 2 * EDIT_STEPS))
        if (found) {
          for (const { value, added, removed } of found) this.say(added ? 'added' : removed ? 'removed' : 'same', value)
          return
        }
      } else this.partial = true
    }
    this.say('removed', before)
    this.say('added', after)
  }
}

/** What was added, removed and left, in the order of the texts. */
export function diffTexts(before: string, after: string, budget: Budget): TextDiff {
  const differ = new Differ(budget)
  differ.pieces(before.split(LINES), after.split(LINES), (a, b) => {
    if (a === '' || b === '') differ.words(a, b)
    else differ.pieces(a.split(SENTENCES), b.split(SENTENCES), (x, y) => differ.words(x, y))
  })
  return { changes: differ.changes, partial: differ.partial }
}
