/** What a run of `npm run relevance` says: tables in Markdown. */
import type { CaseOutcome } from './cases.ts'
import { macroOf, type Outcome, precisionByTier, type Score } from './judged.ts'

export type Table = Record<string, Score>

/** A part of the report with the figures that the baseline keeps. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly lines: readonly string[]
  readonly table: Table
}

export const three = (n: number): string => n.toFixed(3)

const markdown = (rows: readonly (readonly string[])[]): string[] =>
  [rows[0]!, rows[0]!.map(() => '---'), ...rows.slice(1)].map((row) => `| ${row.join(' | ')} |`)

/** One row a set, four figures a searcher; the share of empty answers is ours, the first searcher's. */
export function tableText(columns: readonly (readonly [string, Table])[]): string[] {
  const first = columns[0]![1]
  const head = ['set', 'queries', ...columns.flatMap(([name]) => [`${name}: success@1`, '@3', '@10', 'MRR']), 'empty']
  const rows = Object.keys(first).map((kind) => {
    const cells = columns.flatMap(([, table]) => {
      const s = table[kind]!
      return [three(s.success1), three(s.success3), three(s.success10), three(s.mrr)]
    })
    return [kind, String(first[kind]!.queries), ...cells, three(first[kind]!.empty)]
  })
  return markdown([head, ...rows])
}

/** How often the first answer is right, by how it was found. */
export function tierText(outcomes: readonly Outcome[]): string[] {
  const rows = Object.entries(precisionByTier(outcomes))
    .sort((a, b) => b[1].queries - a[1].queries)
    .map(([tier, { queries, right }]) => [tier, String(queries), three(right)])
  return markdown([['first answer found as', 'queries', 'right'], ...rows])
}

export const failuresText = (outcomes: readonly Outcome[]): string[] => [
  '<details><summary>Queries whose first answer is not right</summary>',
  '',
  ...outcomes
    .filter((o) => o.rank !== 1)
    .map(
      (o) =>
        `- ${o.judged.id} “${o.judged.q}” (${o.judged.kind}): ${o.rank === 0 ? 'not in the first ten' : `at ${o.rank}`}; first is ${o.first}`,
    ),
  '',
  '</details>',
  '',
]

/** Several sets and their macro average as one table. */
export function setsTable(sets: readonly (readonly [string, Score])[]): Table {
  return { ...Object.fromEntries(sets), macro: macroOf(sets.map(([, score]) => score)) }
}

export function casesText(outcomes: readonly CaseOutcome[]): string[] {
  const kinds = Map.groupBy(outcomes, ({ asked }) => asked.kind)
  const row = (name: string, list: readonly CaseOutcome[]): string[] => [
    name,
    String(list.length),
    String(list.filter(({ right }) => right).length),
  ]
  return [
    ...markdown([
      ['kind', 'cases', 'right'],
      ...[...kinds].map(([kind, list]) => row(kind, list)),
      row('all', outcomes),
    ]),
    '',
    '<details><summary>Cases that are not right</summary>',
    '',
    ...outcomes
      .filter(({ right }) => !right)
      .map(({ asked, got }) => `- ${asked.id} “${asked.q}”: wants ${asked.want.join(' ')}; got ${got}`),
    '',
    '</details>',
    '',
  ]
}

/** The share of right cases as a score, so that the baseline keeps it like the others. */
export function casesScore(outcomes: readonly CaseOutcome[]): Score {
  const right = outcomes.filter((o) => o.right).length / outcomes.length
  return { queries: outcomes.length, success1: right, success3: right, success10: right, mrr: right, empty: 0 }
}

/** Figures of ours that fell below `baseline`, by more than rounding. */
export function drops(sections: readonly Section[], baseline: Record<string, Table>): string[] {
  return sections.flatMap(({ id, table }) =>
    Object.entries(baseline[id] ?? {}).flatMap(([kind, before]) => {
      const now = table[kind]
      if (!now) return [`${id} ${kind}: no longer measured`]
      return (['success1', 'success10', 'mrr'] as const)
        .filter((figure) => now[figure] < before[figure] - 0.0005)
        .map((figure) => `${id} ${kind} ${figure}: ${three(before[figure])} → ${three(now[figure])}`)
    }),
  )
}

export function reportText(sections: readonly Section[]): string {
  return [
    '# Search quality, measured',
    '',
    'Written by `npm run relevance`. Each query is searched once, without filters; a right answer is a code a coder accepted',
    'for it, and a collapsed family counts as the codes in it. success@k is the share of queries with a right answer among',
    'the first k; MRR is the mean of 1 / rank of the first right answer, 0 beyond ten; empty is the share of queries without',
    'any answer. The peers search the same titles and names in the same run. A figure that falls below the committed baseline',
    'fails the run.',
    '',
    ...sections.flatMap((s) => s.lines),
  ].join('\n')
}
