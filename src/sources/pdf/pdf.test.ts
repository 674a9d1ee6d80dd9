import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'
import { pdf } from '../../../test/tools/pdf-writer.ts'
import { readPdf } from './pdf.ts'

const SENTENCE = 'The plan reviews each request with the criteria in force on the date of service. '

describe('a PDF file as parts', () => {
  it('has headings, tables with wrapped cells, and no running lines', async () => {
    const bytes = await pdf((doc) => {
      for (const page of [1, 2, 3]) {
        if (page > 1) doc.addPage()
        doc.font('Helvetica').fontSize(8).text('Example Plan   Policy 77', 54, 30, { lineBreak: false })
        doc.text(`Page ${page} of 3`, 500, 750, { lineBreak: false })
        doc.font('Helvetica-Bold').fontSize(14).text(`Part ${page}`, 54, 70)
        doc.font('Helvetica').fontSize(10).text(SENTENCE.repeat(3))
        const rows = [
          ['Code', 'Description', 'PA'],
          ['96413', `Words that go on ${SENTENCE}`, 'Y'],
          ['96415', 'Short', 'N'],
        ]
        let y = doc.y + 10
        for (const [code = '', words = '', mark = ''] of rows) {
          doc.text(code, 54, y, { width: 70 }).text(words, 140, y, { width: 160 }).text(mark, 330, y, { width: 60 })
          y += doc.heightOfString(words, { width: 160 }) + 8
        }
      }
    })
    const { parts, pages, problems } = await readPdf(bytes, 'a.pdf')
    assert.equal(pages, 3)
    assert.deepEqual(problems, [])
    assert.deepEqual(
      parts.filter((p) => p.kind === 'heading').map((p) => p.text),
      ['Part 1', 'Part 2', 'Part 3'],
    )
    const rows = parts.filter((p) => p.kind === 'row' && p.page === 1)
    assert.deepEqual(
      rows.map((r) => [r.cells?.[0], r.cells?.[2]]),
      [
        ['Code', 'PA'],
        ['96413', 'Y'],
        ['96415', 'N'],
      ],
    )
    assert.ok(!parts.some((p) => /Policy 77|Page \d/.test(p.text)))
  })

  it('reads one column after the other', async () => {
    const bytes = await pdf((doc) => {
      const text = `First words. ${SENTENCE.repeat(14)} Middle words. ${SENTENCE.repeat(14)} Last words.`
      doc.fontSize(10).text(text, { columns: 2, columnGap: 24, height: 330 })
    })
    const all = (await readPdf(bytes, 'a.pdf')).parts.map((p) => p.text.replaceAll('\n', ' ')).join(' ')
    assert.equal(all.split(SENTENCE.trim()).length - 1, 28)
  })

  it('names pages that are pictures', async () => {
    const bytes = await pdf((doc) => {
      doc.text('Words').addPage().rect(10, 10, 100, 100).fill('red')
    })
    assert.deepEqual((await readPdf(bytes, 'a.pdf')).emptyPages, [2])
  })

  it('ends in a problem for encrypted, damaged and exploding files, and goes on with the next', async () => {
    const good = await pdf((doc) => doc.text('Words'))
    const codes: (string | undefined)[] = []
    const files = [
      await pdf((doc) => doc.text('x'), { userPassword: 'a', ownerPassword: 'b' }),
      good.subarray(0, 300),
      bomb(),
      good,
    ]
    for (const bytes of files) codes.push((await readPdf(bytes, 'a.pdf')).problems[0]?.code)
    assert.deepEqual(codes, ['document-encrypted', 'document-damaged', 'document-too-large', undefined])
  })
})

/** One page whose content unpacks to 300 MB of blanks. */
function bomb(): Buffer {
  const stream = deflateSync(Buffer.alloc(300 * 1024 ** 2, 32), { level: 9 })
  const head =
    '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n' +
    '3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>\nendobj\n' +
    `4 0 obj\n<</Length ${stream.length}/Filter/FlateDecode>>\nstream\n`
  return Buffer.concat([
    Buffer.from(head),
    stream,
    Buffer.from('\nendstream\nendobj\ntrailer\n<</Size 5/Root 1 0 R>>\n%%EOF'),
  ])
}
