/** The lists judged by hand: which codes a coder would call near to a code, and how a ranking does by them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Rows of a list that are judged. */
export const JUDGED = 5

/** A code in stored form with its system: `icd10cm:E119`. */
export type Key = string
/** Ranked codes for a code, best first. */
export type Ranker = (key: Key) => Key[]

export interface Seed {
  readonly seed: string
  readonly good: readonly string[]
  readonly why: string
  /** Its list was looked at while the ranking was made, before it was judged. */
  readonly seen?: boolean
  /** Seed of the draw it comes from, made before its list was looked at. */
  readonly draw?: number
}

export const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / Math.max(1, list.length)

export const readSeeds = (): Seed[] =>
  readFileSync(join(import.meta.dirname, 'similar-seeds.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Seed)

export const storedKey = (text: string): Key => {
  const [system, code = ''] = text.split(':')
  return `${system}:${code.replace('.', '')}`
}

export interface Judged {
  /** Of five rows; one that is not there counts as wrong. */
  readonly precision: number
  /** Of the rows that are there. */
  readonly shown: number
  readonly drawn: number
  readonly bySystem: Readonly<Record<string, number>>
}

export function judgeSeeds(rank: Ranker, seeds: readonly Seed[]): Judged {
  const each = seeds.map(({ seed, good, draw }) => {
    const list = rank(storedKey(seed)).slice(0, JUDGED)
    const right = list.filter((key) => good.map(storedKey).some((prefix) => key.startsWith(prefix)))
    return {
      system: seed.split(':')[0]!,
      draw,
      right: right.length,
      shown: list.length,
      precision: right.length / JUDGED,
    }
  })
  const systems = Object.entries(Object.groupBy(each, (e) => e.system))
  return {
    precision: mean(each.map((e) => e.precision)),
    shown:
      each.reduce((sum, e) => sum + e.right, 0) /
      Math.max(
        1,
        each.reduce((sum, e) => sum + e.shown, 0),
      ),
    drawn: mean(each.filter((e) => e.draw !== undefined).map((e) => e.precision)),
    bySystem: Object.fromEntries(systems.map(([system, list]) => [system, mean(list!.map((e) => e.precision))])),
  }
}
