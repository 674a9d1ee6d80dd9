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

/** A result: its system, every code it stands for, and how it was found, where the searcher tells. */
export interface Answer {
  readonly system: string
  readonly codes: readonly string[]
  readonly tier?: string
}

/** Answers to a query, best first; only the first ten count. */
export type Searcher = (query: string) => readonly Answer[]

export interface Score {
  readonly queries: number
  readonly success1: number
  readonly success3: number
  readonly success10: number
  readonly mrr: number
  /** Share of queries without any answer. */
  readonly empty: number
}

export interface Outcome {
  readonly judged: Judged
  /** 1 to 10, or 0 when no right answer is among the first ten. */
  readonly rank: number
  readonly first: string
  /** Tier of the first answer, where the searcher tells; undefined when there is none. */
  readonly tier: string | undefined
  readonly answers: number
}

export function readJudged(path: string): Judged[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Judged)
}

export const compact = (code: string): string => code.replace(/[.-]/g, '').toUpperCase()

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
      tier: first?.tier,
      answers: answers.length,
    }
  })
}

/** Shares of queries with a right answer among the first 1, 3 and 10, and the mean of 1 / rank. */
export function scoreOf(outcomes: readonly Outcome[]): Score {
  const n = outcomes.length
  const share = (k: number): number => outcomes.filter(({ rank }) => rank > 0 && rank <= k).length / n
  const mrr = outcomes.reduce((sum, { rank }) => sum + (rank > 0 ? 1 / rank : 0), 0) / n
  const empty = outcomes.filter(({ answers }) => answers === 0).length / n
  return { queries: n, success1: share(1), success3: share(3), success10: share(10), mrr, empty }
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

/** The mean of several scores, each counting alike however many queries it has. */
export function macroOf(scores: readonly Score[]): Score {
  const mean = (figure: keyof Score): number => scores.reduce((sum, s) => sum + s[figure], 0) / scores.length
  return {
    queries: scores.reduce((sum, s) => sum + s.queries, 0),
    success1: mean('success1'),
    success3: mean('success3'),
    success10: mean('success10'),
    mrr: mean('mrr'),
    empty: mean('empty'),
  }
}

/** How often the first answer is right, by how it was found. */
export function precisionByTier(outcomes: readonly Outcome[]): Record<string, { queries: number; right: number }> {
  const tiers = Map.groupBy(outcomes, (o) => o.tier ?? 'nothing')
  return Object.fromEntries(
    [...tiers].map(([tier, list]) => [
      tier,
      { queries: list.length, right: list.filter((o) => o.rank === 1).length / list.length },
    ]),
  )
}
