/** The page docs/policy-extraction.md: figures as measured, between words that are kept in page-words.md. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AllFigures, Figures, Pair } from './baseline.ts'
import type { Rates } from './score.ts'

const WORDS = join(import.meta.dirname, 'page-words.md')

const cells = ({ precision, recall, f1 }: Rates): string => [precision, recall, f1].map((n) => n.toFixed(4)).join(' | ')

const row = (name: string, { documents, mention, disposition }: Pair): string =>
  `| ${name} | ${documents} | ${cells(mention)} | ${cells(disposition)} |`

const HEAD = `| | documents | mention P | R | F1 | disposition P | R | F1 |\n|---|--:|--:|--:|--:|--:|--:|--:|`

const styles = (figures: Figures): string =>
  [HEAD, ...Object.entries(figures.styles).map(([style, pair]) => row(style, pair))].join('\n')

export function pageOf({ corpus, further }: AllFigures): string {
  const overall = [HEAD, row('corpus', corpus), row('further styles', further)].join('\n')
  return readFileSync(WORDS, 'utf8')
    .replace('{{overall}}', overall)
    .replace('{{corpus}}', styles(corpus))
    .replace('{{further}}', styles(further))
}
