/** The figures that were measured last and agreed to, and what is written when new ones take their place. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pageOf } from './page.ts'
import { type DocumentScore, type Rates, rates } from './score.ts'

export const CORPUS_FOLDER = join(import.meta.dirname, 'corpus')
const BASELINE = join(import.meta.dirname, 'baseline.json')
const PAGE = join(import.meta.dirname, '../../docs/policy-extraction.md')
/** A figure may fall by this much: less than two findings of the corpus. */
const TOLERANCE = 0.001

export interface Pair {
  readonly documents: number
  readonly mention: Rates
  readonly disposition: Rates
}

export interface Figures extends Pair {
  readonly styles: Readonly<Record<string, Pair>>
}

const pairOf = (scores: readonly DocumentScore[]): Pair => ({
  documents: scores.length,
  mention: rounded(rates(scores.map((s) => s.mention))),
  disposition: rounded(rates(scores.map((s) => s.disposition))),
})

function rounded({ precision, recall, f1 }: Rates): Rates {
  const four = (n: number): number => Math.round(n * 10_000) / 10_000
  return { precision: four(precision), recall: four(recall), f1: four(f1) }
}

export function figuresOf(scores: readonly DocumentScore[]): Figures {
  const styles = [...Map.groupBy(scores, (s) => s.style)].sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...pairOf(scores), styles: Object.fromEntries(styles.map(([style, of]) => [style, pairOf(of)])) }
}

/** Documents 1, 3 and 5 of each style, whose misses were looked at, and 2 and 4, whose misses were not. */
export function halvesOf(scores: readonly DocumentScore[]): { readonly seen: Pair; readonly held: Pair } {
  const isHeld = (s: DocumentScore): boolean => /0[24]\.\w+$/.test(s.document)
  return { seen: pairOf(scores.filter((s) => !isHeld(s))), held: pairOf(scores.filter(isHeld)) }
}

/** One line for each overall figure that fell since the baseline; none without a baseline. */
export function dropsSince(figures: Pair): string[] {
  if (!existsSync(BASELINE)) return ['There is no baseline: run with --promote.']
  const before = JSON.parse(readFileSync(BASELINE, 'utf8')) as Figures
  return (['mention', 'disposition'] as const).flatMap((what) =>
    (['precision', 'recall', 'f1'] as const).flatMap((name) => {
      const [was, is] = [before[what][name], figures[what][name]]
      return was - is > TOLERANCE ? [`drop: ${what} ${name} ${was.toFixed(4)} -> ${is.toFixed(4)}`] : []
    }),
  )
}

export function promote(figures: Figures, halves: ReturnType<typeof halvesOf>): void {
  writeFileSync(BASELINE, `${JSON.stringify({ ...figures, ...halves }, null, 2)}\n`)
  writeFileSync(PAGE, pageOf(figures, halves))
}
