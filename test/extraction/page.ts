/** The page docs/policy-extraction.md: figures as measured, between words that are kept in page-words.md. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AllFigures, Figures, Pair } from './baseline.ts'
import { knownLeftOut, type LeftOutFigures } from './left-out-file.ts'
import type { Rates } from './score.ts'

const WORDS = join(import.meta.dirname, 'page-words.md')

const cells = ({ precision, recall, f1 }: Rates): string => [precision, recall, f1].map((n) => n.toFixed(4)).join(' | ')

const row = (name: string, { documents, mention, disposition }: Pair): string =>
  `| ${name} | ${documents} | ${cells(mention)} | ${cells(disposition)} |`

const HEAD = `| | documents | mention P | R | F1 | disposition P | R | F1 |\n|---|--:|--:|--:|--:|--:|--:|--:|`

const styles = (figures: Figures): string =>
  [HEAD, ...Object.entries(figures.styles).map(([style, pair]) => row(style, pair))].join('\n')

function leftOutTable({ all, rules }: LeftOutFigures): string {
  return [HEAD, row('rules alone', rules), row('rules, stances and resolver', all)].join('\n')
}

function reliabilityTable({ reliability }: LeftOutFigures): string {
  const head = '| confidence | findings | said | right | |\n|---|--:|--:|--:|---|'
  const rows = reliability.map(({ from, to, findings, said, right }) => {
    const bar = '█'.repeat(Math.round(right * 20))
    return `| ${from.toFixed(2)} to ${to.toFixed(2)} | ${findings} | ${said.toFixed(3)} | ${right.toFixed(3)} | ${bar} |`
  })
  return [head, ...rows].join('\n')
}

const sureSentence = ({ sure, lineByOthers, heldBack }: LeftOutFigures): string =>
  `${(100 * sure.share).toFixed(1)} % of all findings are called sure, and ${sure.precision.toFixed(4)} of these are right; with the line, too, chosen on the ` +
  `other styles, ${(100 * lineByOthers.share).toFixed(1)} % and ${lineByOthers.precision.toFixed(4)}. ` +
  `${heldBack.findings} are only named with a candidate beside them, which was right ${heldBack.candidateRight} times.`

export function pageOf({ corpus, further }: AllFigures, leftOut = knownLeftOut()): string {
  const left = leftOut && {
    table: leftOutTable(leftOut),
    sure: sureSentence(leftOut),
    lines: reliabilityTable(leftOut),
  }
  const overall = [HEAD, row('corpus', corpus), row('further styles', further)].join('\n')
  return readFileSync(WORDS, 'utf8')
    .replace('{{overall}}', overall)
    .replace('{{left-out}}', left?.table ?? '')
    .replace('{{sure}}', left?.sure ?? '')
    .replace('{{reliability}}', left?.lines ?? '')
    .replace('{{corpus}}', styles(corpus))
    .replace('{{further}}', styles(further))
}
