/**
 * Writes the labelled corpus: `node test/extraction/make/make.ts [FOLDER]` (default test/extraction/corpus). The same
 * specs give the same bytes.
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { writeYaml } from '../../../src/core/yaml.ts'
import { workbookOf } from '../../tools/xlsx-writer.ts'
import { CORPUS } from './corpus.ts'
import { docxOf } from './docx.ts'
import { htmlOf } from './html.ts'
import { type PdfStyle, pdfOf } from './pdf.ts'
import type { Spec } from './spec.ts'

const SERIF = { font: 'Times-Roman', bold: 'Times-Bold', size: 11 } as const
const SANS = { font: 'Helvetica', bold: 'Helvetica-Bold', size: 10 } as const
const PDF_STYLES: Readonly<Record<string, PdfStyle>> = {
  meridian: { ...SERIF, columns: 2, repeatHead: false, rules: false },
  cascade: { ...SANS, columns: 1, repeatHead: true, rules: true },
  helix: { ...SERIF, columns: 1, repeatHead: false, rules: false },
  ridgeline: { ...SANS, columns: 1, repeatHead: false, rules: true },
}

const rowsOf = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))

const csvCell = (cell: string): string => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** The document as its payer would publish it. */
export async function bytesOf(spec: Spec): Promise<string | Buffer> {
  switch (spec.type) {
    case 'pdf':
      return pdfOf(spec, PDF_STYLES[spec.stem.replace(/-\d+$/, '')]!)
    case 'docx':
      return docxOf(spec)
    case 'html':
      return htmlOf(spec)
    case 'xlsx':
      // Bare numbers are number cells, as spreadsheet programs make them.
      return workbookOf(
        rowsOf(spec.text).map((row) => row.map((cell) => (/^[1-9]\d*$/.test(cell) ? Number(cell) : cell || undefined))),
      )
    case 'csv':
      return `${rowsOf(spec.text)
        .map((row) => row.map(csvCell).join(','))
        .join('\r\n')}\r\n`
    default:
      return spec.text
  }
}

export const goldLines = (spec: Spec): string => `${spec.gold.map((gold) => JSON.stringify(gold)).join('\n')}\n`

async function main(folder: string): Promise<void> {
  for (const spec of CORPUS) {
    const base = join(folder, spec.stem)
    writeFileSync(`${base}.${spec.type}`, await bytesOf(spec))
    writeFileSync(`${base}.yaml`, writeYaml(spec.meta))
    writeFileSync(`${base}.gold.jsonl`, goldLines(spec))
  }
  process.stdout.write(`${CORPUS.length} documents, ${CORPUS.reduce((n, s) => n + s.gold.length, 0)} gold lines\n`)
}

if (import.meta.main) await main(resolve(process.argv[2] ?? join(import.meta.dirname, '../corpus')))
