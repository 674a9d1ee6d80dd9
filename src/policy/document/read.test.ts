/** Files that are large, hostile or unusual: each ends in text or in an Issue, and nothing in them is run or fetched. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { Document, Packer, Paragraph } from 'docx'
import { workbookOfSheets } from '../../../test/extraction/make/sheets.ts'
import { pdf } from '../../../test/tools/pdf-writer.ts'
import { zipOf } from '../../../test/tools/zip-writer.ts'
import { PDF_LIMITS, readPdf } from '../../sources/pdf/pdf.ts'
import { extract } from '../extract.ts'
import { readDocument } from './read.ts'

const HEADER = { payer: 'Example', kind: 'pa-list', number: 'PA-1', title: 'Prior authorization list' } as const

const codesOf = (found: readonly { disposition: string }[]): string[] =>
  found.map((f) => `${'code' in f ? f.code : ''} ${f.disposition}`)

describe('documents that are unusual', () => {
  it('reads 300 pages and knows on which one a code stands', async () => {
    const bytes = await pdf((doc) => {
      for (let n = 1; n <= 300; n++) {
        if (n > 1) doc.addPage()
        doc.fontSize(10).text(`HCPCS code J${9000 + n} requires prior authorization.`)
      }
    })
    const { text, findings } = await extract({ name: 'a.pdf', bytes }, HEADER)
    assert.equal(text.pages, 300)
    assert.equal(findings.length, 300)
    const last = findings.find((f) => 'code' in f && f.code === 'J9300')
    assert.equal(last?.disposition, 'needs-authorization')
    assert.equal(last?.evidence.page, 300)
  })

  it('reads three columns one after the other', async () => {
    const words = 'The plan looks at each request with the rules in force on that day. '
    const bytes = await pdf((doc) => {
      const text = `CPT 27447 is not covered. ${words.repeat(12)} ${words.repeat(12)} HCPCS E0784 requires prior authorization. ${words.repeat(10)}`
      doc.fontSize(9).text(text, { columns: 3, columnGap: 18, height: 260 })
    })
    const { text, findings } = await extract({ name: 'a.pdf', bytes }, HEADER)
    assert.equal(text.text.replace(/\s+/g, ' ').split(words.trim()).length - 1, 34)
    assert.deepEqual(codesOf(findings), ['27447 excludes', 'E0784 needs-authorization'])
  })

  it('reads a page that is turned, and one that is written across', async () => {
    const write = (doc: PDFKit.PDFDocument): void => {
      doc.fontSize(10).text('HCPCS code E0784 is not covered.', 60, 100, { lineBreak: false })
      doc.text('HCPCS code E0786 requires prior authorization.', 60, 130, { lineBreak: false })
    }
    const across = await pdf((doc) => {
      doc.rotate(-90, { origin: [300, 300] })
      write(doc)
    })
    const turned = await pdf((doc) => {
      Object.assign(doc.page.dictionary.data, { Rotate: 90 })
      doc.rotate(-90, { origin: [300, 300] })
      write(doc)
    })
    for (const bytes of [across, turned]) {
      const { findings } = await extract({ name: 'a.pdf', bytes }, HEADER)
      assert.deepEqual(codesOf(findings), ['E0784 excludes', 'E0786 needs-authorization'])
    }
  })

  it('says that a scan needs OCR', async () => {
    const bytes = await pdf((doc) => doc.rect(10, 10, 300, 300).fill('grey'))
    const { issues, text } = await readDocument({ name: 'a.pdf', bytes })
    assert.equal(text, '')
    assert.deepEqual(
      issues.map((i) => [i.code, i.severity]),
      [['needs-ocr', 'error']],
    )
  })

  it('ends the thread of a file that takes too long or too much memory, and reads the next one', async () => {
    const long = await pdf((doc) => {
      for (let n = 0; n < 200; n++) doc.addPage().fontSize(6).text('words and words '.repeat(300))
    })
    const slow = await readPdf(long, 'a.pdf', { ...PDF_LIMITS, silentSeconds: -1 })
    assert.equal(slow.problems[0]?.code, 'document-too-large')
    const big = await readPdf(long, 'a.pdf', { ...PDF_LIMITS, memoryBytes: -(2 ** 40) })
    assert.match(big.problems[0]?.text ?? '', /memory/)
    const short = await pdf((doc) => doc.text('Words'))
    assert.deepEqual((await readPdf(short, 'a.pdf')).problems, [])
  })

  it('runs nothing of an HTML page and fetches nothing', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      response.end('HCPCS J1234 is covered')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const page = `<html><head><link rel="stylesheet" href="${at}/a.css"><style>.J1111{}</style><script src="${at}/a.js">globalThis.ran = 1 // J2222</script></head>
      <body onload="globalThis.ran = 1"><iframe src="${at}/i" srcdoc="<p>HCPCS J3333</p>"></iframe><img src="${at}/p.png" onerror="globalThis.ran = 1" alt="J4444">
      <object data="${at}/o"></object><noscript>J5555</noscript><p onclick="globalThis.ran = 1">HCPCS J9190 is covered.</p><svg><script>globalThis.ran = 1</script></svg></body></html>`
    const { findings } = await extract({ name: 'a.html', bytes: Buffer.from(page) }, HEADER)
    server.close()
    assert.deepEqual(codesOf(findings), ['J9190 covers'])
    assert.equal(asked, 0)
    assert.equal('ran' in globalThis, false)
  })

  it('refuses a Word document that unpacks to too much, and one that lies about it', async () => {
    const whole = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('HCPCS J9190')] }] }))
    assert.equal((await readDocument({ name: 'a.docx', bytes: whole })).issues.length, 0)
    const blanks = Buffer.alloc(60 * 1024 ** 2, 32)
    for (const declaredSize of [blanks.length, 10]) {
      const bytes = zipOf([
        { name: '[Content_Types].xml', bytes: '<Types/>' },
        { name: 'word/document.xml', bytes: blanks, declaredSize },
      ])
      const { issues } = await readDocument({ name: 'a.docx', bytes })
      assert.equal(issues[0]?.code, 'document-too-large')
    }
  })

  it('reads all sheets of a workbook, each under its own header', async () => {
    const bytes = workbookOfSheets([
      {
        name: 'Medical',
        rows: [
          ['Example Plan 2026', undefined],
          ['Code', 'PA required'],
          [27447, 'Yes'],
          ['E0784', 'No'],
        ],
      },
      {
        name: 'Not covered',
        rows: [
          ['HCPCS', 'Drug'],
          ['J3520', 'edetate disodium'],
        ],
      },
      { name: 'Empty', rows: [] },
    ])
    const { findings } = await extract({ name: 'a.xlsx', bytes }, HEADER)
    assert.deepEqual(codesOf(findings), ['27447 needs-authorization', 'E0784 mentions', 'J3520 excludes'])
  })
})
