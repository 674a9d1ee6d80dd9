/** Judged queries: reading them, and scoring an engine against them. */
import { readFileSync } from 'node:fs'

/** One line of a judged set; the format is that of the evaluation README. */
export interface Judged {
  readonly id: string
  readonly q: string
  readonly kind: string
  readonly systems: readonly string[]
  /** Codes or code prefixes without dots; any hit in one of `systems` that begins with one is right. */
  readonly accept: readonly string[]
}

/** A result: its system and every code it stands for. */
export interface Answer {
  readonly system: string
  readonly codes: readonly string[]
}

/** Answers to a query, best first; only the first ten count. */
export type Searcher = (query: string) => readonly Answer[]

export interface Score {
  readonly queries: number
  readonly success1: number
  readonly success3: number
  readonly success10: number
  readonly mrr: number
}

export interface Outcome {
  readonly judged: Judged
  /** 1 to 10, or 0 when no right answer is among the first ten. */
  readonly rank: number
  readonly first: string
}

export function readJudged(path: string): Judged[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Judged)
}

const compact = (code: string): string => code.replace(/[.-]/g, '').toUpperCase()

export function isRight({ systems, accept }: Judged, { system, codes }: Answer): boolean {
  return systems.includes(system) && codes.some((code) => accept.some((prefix) => compact(code).startsWith(prefix)))
}

/** Runs every query once. */
export function runJudged(queries: readonly Judged[], search: Searcher): Outcome[] {
  return queries.map((judged) => {
    const answers = search(judged.q).slice(0, 10)
    const first = answers[0]
    return {
      judged,
      rank: answers.findIndex((answer) => isRight(judged, answer)) + 1,
      first: first ? `${first.system} ${first.codes[0]}` : 'nothing',
    }
  })
}

/** Shares of queries with a right answer among the first 1, 3 and 10, and the mean of 1 / rank. */
export function scoreOf(outcomes: readonly Outcome[]): Score {
  const n = outcomes.length
  const share = (k: number): number => outcomes.filter(({ rank }) => rank > 0 && rank <= k).length / n
  const mrr = outcomes.reduce((sum, { rank }) => sum + (rank > 0 ? 1 / rank : 0), 0) / n
  return { queries: n, success1: share(1), success3: share(3), success10: share(10), mrr }
}

/** Scores of all queries, of each kind, and of each system that can answer. */
export function scoreBy(outcomes: readonly Outcome[]): Record<string, Score> {
  const kinds = Map.groupBy(outcomes, (o) => o.judged.kind)
  const systems = [...new Set(outcomes.flatMap((o) => o.judged.systems))].sort()
  const rows: [string, Outcome[]][] = [
    ['all', [...outcomes]],
    ...[...kinds].sort((a, b) => (a[0] < b[0] ? -1 : 1)),
    ...systems.map((s): [string, Outcome[]] => [`system ${s}`, outcomes.filter((o) => o.judged.systems.includes(s))]),
  ]
  return Object.fromEntries(rows.map(([name, list]) => [name, scoreOf(list)]))
}
