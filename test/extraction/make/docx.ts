/** Sets a source as a Word document. The package is zipped anew so that the same source gives the same bytes. */
import {
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { fromBufferPromise } from 'yauzl'
import { type ZipEntry, zipOf } from '../../tools/zip-writer.ts'
import { type Block, BREAK, blocksOf } from './markup.ts'
import type { Spec } from './spec.ts'

const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4] as const

export async function docxOf(spec: Spec): Promise<Buffer> {
  const children = blocksOf(spec.text).map(elementOf)
  const line = (text: string): Paragraph[] => [new Paragraph({ text })]
  const file = new Document({
    title: spec.meta.title,
    creator: spec.meta.payer,
    sections: [
      {
        ...(spec.header ? { headers: { default: new Header({ children: line(spec.header) }) } } : {}),
        ...(spec.footer ? { footers: { default: new Footer({ children: line(spec.footer) }) } } : {}),
        children,
      },
    ],
  })
  return repack(await Packer.toBuffer(file))
}

function runsOf(text: string): TextRun[] {
  return text.split(BREAK).map((part, n) => new TextRun(n === 0 ? { text: part } : { text: part, break: 1 }))
}

function elementOf(block: Block): Paragraph | Table {
  if (block.kind === 'heading')
    return new Paragraph({ text: block.text, heading: LEVELS[block.level - 1] ?? LEVELS[3] })
  if (block.kind === 'item') return new Paragraph({ children: runsOf(block.text), bullet: { level: 0 } })
  if (block.kind === 'page') return new Paragraph({ pageBreakBefore: true })
  if (block.kind === 'paragraph') return new Paragraph({ children: runsOf(block.text) })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: block.rows.map(
      (row, n) =>
        new TableRow({
          tableHeader: n === 0,
          children: row.map((cell) => new TableCell({ children: [new Paragraph({ children: runsOf(cell) })] })),
        }),
    ),
  })
}

async function repack(bytes: Buffer): Promise<Buffer> {
  const zip = await fromBufferPromise(bytes)
  const entries: ZipEntry[] = []
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue
    const stream = await zip.openReadStreamPromise(entry)
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks)
    entries.push({
      name: entry.fileName,
      bytes: entry.fileName.endsWith('.xml')
        ? text.toString('utf8').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-01-05T00:00:00Z')
        : text,
    })
  }
  return zipOf(entries.sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1)))
}

const rank = (name: string): number => (name === '[Content_Types].xml' ? 0 : 1)
