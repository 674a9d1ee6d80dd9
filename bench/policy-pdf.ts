/** `node bench/policy-pdf.ts [PAGES]`: pages a second of reading synthetic PDF documents and finding their codes. */
import PDFDocument from 'pdfkit'
import { extract } from '../src/policy/extract.ts'

const PAGES_EACH = 50

function document(number: number, pages: number): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'LETTER', margin: 54 })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    for (let page = 0; page < pages; page++) writePage(doc, number * pages + page)
    doc.end()
  })
}

function writePage(doc: PDFKit.PDFDocument, seed: number): void {
  if (doc.bufferedPageRange().count > 0 && doc.y > 60) doc.addPage()
  doc.font('Helvetica-Bold').fontSize(14).text(`Section ${seed}`)
  const prose = 'The service is covered when the criteria of this section are met and the record documents them. '
  doc.font('Helvetica').fontSize(10).text(prose.repeat(12))
  let y = doc.y + 10
  for (let row = 0; row < 20; row++) {
    doc.text(`J${String(1000 + ((seed * 20 + row) % 9000))}`, 54, y, { width: 70, lineBreak: false })
    doc.text(`Description of item ${row}`, 140, y, { width: 200, lineBreak: false })
    doc.text(row % 2 === 0 ? 'Yes' : 'No', 380, y, { width: 60, lineBreak: false })
    y += 18
  }
}

const wanted = Number(process.argv[2] ?? 1000)
let read = 0
let findings = 0
let seconds = 0
let issues = 0
for (let number = 0; read < wanted; number++) {
  const pages = Math.min(PAGES_EACH, wanted - read)
  const bytes = await document(number, pages)
  const began = performance.now()
  const found = await extract(
    { name: `${number}.pdf`, bytes },
    { payer: 'x', kind: 'pa-list', number: String(number), title: 'x' },
  )
  seconds += (performance.now() - began) / 1000
  read += pages
  findings += found.findings.length
  issues += found.issues.length
}
console.log(
  `${read} pages, ${findings} findings, ${issues} issues: ${seconds.toFixed(1)} s, ${Math.round(read / seconds)} pages/s`,
)
