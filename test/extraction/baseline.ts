/** The figures that were measured last and agreed to, and what is written when new ones take their place. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pageOf } from './page.ts'
import { type DocumentScore, type Rates, rates } from './score.ts'

/** Labelled documents that the project measures itself by. */
export const COLLECTIONS = {
  corpus: join(import.meta.dirname, 'corpus'),
  further: join(import.meta.dirname, 'further'),
} as const
export type Collection = keyof typeof COLLECTIONS

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

export type AllFigures = Readonly<Record<Collection, Figures>>

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

/** One line for each overall figure that fell since the baseline; none without a baseline. */
export function dropsSince(all: AllFigures): string[] {
  if (!existsSync(BASELINE)) return ['There is no baseline: run with --promote.']
  const before = JSON.parse(readFileSync(BASELINE, 'utf8')) as AllFigures
  return (Object.keys(COLLECTIONS) as Collection[]).flatMap((name) =>
    (['mention', 'disposition'] as const).flatMap((what) =>
      (['precision', 'recall', 'f1'] as const).flatMap((rate) => {
        const [was, is] = [before[name][what][rate], all[name][what][rate]]
        return was - is > TOLERANCE ? [`drop: ${name} ${what} ${rate} ${was.toFixed(4)} -> ${is.toFixed(4)}`] : []
      }),
    ),
  )
}

export function promote(all: AllFigures): void {
  writeFileSync(BASELINE, `${JSON.stringify(all, null, 2)}\n`)
  writeFileSync(PAGE, pageOf(all))
}
