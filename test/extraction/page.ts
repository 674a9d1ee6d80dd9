/** The page docs/policy-extraction.md: figures as measured, between words that are kept in page-words.md. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figures, halvesOf, Pair } from './baseline.ts'
import type { Rates } from './score.ts'

const WORDS = join(import.meta.dirname, 'page-words.md')

const cells = ({ precision, recall, f1 }: Rates): string => [precision, recall, f1].map((n) => n.toFixed(4)).join(' | ')

const row = (name: string, { documents, mention, disposition }: Pair): string =>
  `| ${name} | ${documents} | ${cells(mention)} | ${cells(disposition)} |`

const HEAD = `| | documents | mention P | R | F1 | disposition P | R | F1 |\n|---|--:|--:|--:|--:|--:|--:|--:|`

export function pageOf(figures: Figures, { seen, held }: ReturnType<typeof halvesOf>): string {
  const overall = [HEAD, row('all', figures), row('looked at (1, 3, 5)', seen), row('held out (2, 4)', held)].join('\n')
  const styles = [HEAD, ...Object.entries(figures.styles).map(([style, pair]) => row(style, pair))].join('\n')
  return readFileSync(WORDS, 'utf8').replace('{{overall}}', overall).replace('{{styles}}', styles)
}
