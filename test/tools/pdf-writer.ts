/** PDF files for tests, on letter paper. */
import PDFDocument from 'pdfkit'

/** The bytes of a document that `write` fills. */
export function pdf(
  write: (doc: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'LETTER', margin: 54, ...options })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    write(doc)
    doc.end()
  })
}
