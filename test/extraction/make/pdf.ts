/** Sets a source as a PDF: one or two columns, running header and footer with page numbers, tables over page breaks. */
import PDFDocument from 'pdfkit'
import { type Block, BREAK, blocksOf } from './markup.ts'
import type { Spec } from './spec.ts'

export interface PdfStyle {
  readonly columns: 1 | 2
  readonly font: 'Helvetica' | 'Times-Roman' | 'Courier'
  readonly bold: string
  readonly size: number
  /** Print the first row of a table again after a page break. */
  readonly repeatHead: boolean
  readonly rules: boolean
}

const PAGE = { width: 612, height: 792, margin: 54, top: 80, bottom: 724, gap: 24 }
const DATE = new Date(Date.UTC(2026, 0, 5))

export function pdfOf(spec: Spec, style: PdfStyle): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'LETTER',
    margin: 0,
    bufferPages: true,
    info: { Title: spec.meta.title, Author: spec.meta.payer, CreationDate: DATE, ModDate: DATE },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<Buffer>((resolve) => pdf.on('end', () => resolve(Buffer.concat(chunks))))
  const flow = flowOf(pdf, style)
  for (const block of blocksOf(spec.text)) place(flow, block, style)
  frame(pdf, spec, style)
  pdf.end()
  return done
}

interface Flow {
  readonly pdf: PDFKit.PDFDocument
  readonly width: number
  x: number
  y: number
  /** Makes room for `height`; true when that began a new column or page. */
  room(height: number): boolean
  page(): void
}

function flowOf(pdf: PDFKit.PDFDocument, style: PdfStyle): Flow {
  const inner = PAGE.width - 2 * PAGE.margin
  const width = style.columns === 2 ? (inner - PAGE.gap) / 2 : inner
  let column = 0
  const flow: Flow = {
    pdf,
    width,
    x: PAGE.margin,
    y: PAGE.top,
    room(height) {
      if (flow.y + height <= PAGE.bottom) return false
      column += 1
      if (column === style.columns) flow.page()
      else flow.x = PAGE.margin + column * (width + PAGE.gap)
      flow.y = PAGE.top
      return true
    },
    page() {
      pdf.addPage()
      column = 0
      flow.x = PAGE.margin
      flow.y = PAGE.top
    },
  }
  return flow
}

function linesOf(pdf: PDFKit.PDFDocument, text: string, width: number): string[] {
  return text.split(BREAK).flatMap((part) => {
    const lines: string[] = []
    let line = ''
    for (const word of part.trim().split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && pdf.widthOfString(longer) > width) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return [...lines, line]
  })
}

function place(flow: Flow, block: Block, style: PdfStyle): void {
  if (block.kind === 'page') flow.page()
  else if (block.kind === 'table') placeTable(flow, block.rows, style)
  else placeText(flow, block, style)
}

function placeText(flow: Flow, block: Extract<Block, { text: string }>, style: PdfStyle): void {
  const isHeading = block.kind === 'heading'
  const size = isHeading ? style.size + Math.max(0, 6 - 2 * block.level) : style.size
  const indent = block.kind === 'item' ? 14 : 0
  flow.pdf.font(isHeading ? style.bold : style.font).fontSize(size)
  if (isHeading) {
    flow.room(size * 4)
    flow.y += 6
  }
  linesOf(flow.pdf, block.text, flow.width - indent).forEach((line, n) => {
    flow.room(size * 1.25)
    if (n === 0 && indent > 0) flow.pdf.text('•', flow.x + 2, flow.y, { lineBreak: false })
    flow.pdf.text(line, flow.x + indent, flow.y, { lineBreak: false })
    flow.y += size * 1.25
  })
  flow.y += block.kind === 'item' ? 2 : 5
}

/** Widths follow the longest word or line of each column, the widest column taking what is left. */
function widthsOf(flow: Flow, rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(...rows.map((row) => row.length))
  const wish = Array.from({ length: count }, (_, c) =>
    Math.max(...rows.map((row) => Math.min(flow.pdf.widthOfString(row[c] ?? ''), flow.width) + 10)),
  )
  const over = wish.reduce((a, b) => a + b, 0) - flow.width
  const widest = wish.indexOf(Math.max(...wish))
  wish[widest] = Math.max(60, wish[widest]! - over)
  const total = wish.reduce((a, b) => a + b, 0)
  return total > flow.width ? wish.map((w) => (w * flow.width) / total) : wish
}

function placeTable(flow: Flow, rows: readonly (readonly string[])[], style: PdfStyle): void {
  const size = style.size - 1
  const { pdf } = flow
  const set = (head: boolean): void => void pdf.font(head ? style.bold : style.font).fontSize(size)
  set(true)
  const widths = widthsOf(flow, rows)
  const draw = (row: readonly string[], head: boolean): void => {
    set(head)
    const cells = row.map((cell, c) => linesOf(pdf, cell, widths[c]! - 6))
    const height = Math.max(...cells.map((lines) => lines.length)) * size * 1.25 + 3
    if (flow.room(height) && !head && style.repeatHead) draw(rows[0]!, true)
    set(head)
    let x = flow.x
    cells.forEach((lines, c) => {
      lines.forEach((line, n) => void pdf.text(line, x + 3, flow.y + 2 + n * size * 1.25, { lineBreak: false }))
      x += widths[c]!
    })
    flow.y += height
    if (style.rules) pdf.moveTo(flow.x, flow.y).lineTo(x, flow.y).lineWidth(0.4).stroke()
  }
  rows.forEach((row, n) => void draw(row, n === 0))
  flow.y += 6
}

function frame(pdf: PDFKit.PDFDocument, spec: Spec, style: PdfStyle): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let n = start; n < start + count; n += 1) {
    pdf.switchToPage(n)
    pdf.font(style.font).fontSize(8)
    const put = (text: string, y: number): void => {
      const filled = text.replace('{page}', String(n + 1)).replace('{pages}', String(count))
      pdf.text(filled, PAGE.margin, y, { lineBreak: false })
    }
    if (spec.header) put(spec.header, 40)
    if (spec.footer) put(spec.footer, 752)
  }
}
