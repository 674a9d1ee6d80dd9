/** Small files that unfold to more than any document: each is set aside with its reason, and the next one is read. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'
import { zipOf } from '../../../test/tools/zip-writer.ts'
import { extract } from '../extract.ts'
import { readDocument } from './read.ts'

const HEADER = { payer: 'Example', kind: 'pa-list', number: 'PA-1', title: 'Prior authorization list' } as const
const MOST_SECONDS = 60

function workbook(cells: string, dimension = ''): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const parts = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${packages}"><Relationship Id="r" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}">${dimension}<sheetData>${cells}</sheetData></worksheet>`,
  }
  return zipOf(Object.entries(parts).map(([name, bytes]) => ({ name, bytes })))
}

const cell = (at: string, row: number): string =>
  `<row r="${row}"><c r="${at}" t="inlineStr"><is><t>J9035</t></is></c></row>`

/** A PDF of one page with a stream that unpacks to 300 MB, its filter written as given. */
function bomb(filter: string, more = ''): Buffer {
  const stream = deflateSync(Buffer.alloc(300 * 1024 ** 2, 32), { level: 9 })
  const head =
    '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n' +
    `3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>\nendobj\n${more}` +
    `4 0 obj\n<</Length ${stream.length}${filter}>>\nstream\n`
  const tail = Buffer.from('\nendstream\nendobj\ntrailer\n<</Size 6/Root 1 0 R>>\n%%EOF')
  return Buffer.concat([Buffer.from(head), stream, tail])
}

const CODES = ['document-too-large', 'document-damaged', 'document-too-long', 'no-text']

async function setAside(name: string, bytes: Buffer, codes: readonly string[] = CODES): Promise<string> {
  const began = Date.now()
  const { issues, findings } = await extract({ name, bytes }, HEADER)
  assert.ok(Date.now() - began < MOST_SECONDS * 1_000, `${name} took ${Date.now() - began} ms`)
  const [first] = issues
  assert.ok(first, `${name} was read as if nothing were odd, with ${findings.length} findings`)
  assert.ok(codes.includes(first.code), first.code)
  assert.equal(first.file, name)
  return first.text
}

/** Read or set aside, but soon. */
async function survives(name: string, bytes: Buffer): Promise<void> {
  const began = Date.now()
  const { text, issues } = await extract({ name, bytes }, HEADER)
  assert.ok(Date.now() - began < MOST_SECONDS * 1_000, `${name} took ${Date.now() - began} ms`)
  assert.ok(text.text !== '' || issues.length > 0)
}

async function readsOn(): Promise<void> {
  const { findings } = await extract({ name: 'good.txt', bytes: Buffer.from('J9035 is not covered.\n') }, HEADER)
  assert.equal(findings.length, 1)
}

describe('hostile documents', () => {
  it('XLSX with cells in opposite corners, or a dimension that says so', async () => {
    assert.match(await setAside('a.xlsx', workbook(cell('A1', 1) + cell('XFD1048576', 1_048_576))), /room for/)
    await setAside('b.xlsx', workbook(cell('A1', 1), '<dimension ref="A1:XFD1048576"/>'))
    await setAside('c.xlsx', workbook(`<row r="1048576"><c r="XFD1048576"/></row>`))
    const { findings } = await extract({ name: 'good.xlsx', bytes: workbook(cell('A1', 1) + cell('B9', 9)) }, HEADER)
    assert.ok(findings.length > 0)
  })

  it('HTML nested a million deep', async () => {
    assert.match(await setAside('a.html', Buffer.from('<div>'.repeat(1_000_000))), /deep/)
    await setAside('b.html', Buffer.from(`${'<ul><li>'.repeat(600_000)}J9035`))
    await setAside('c.html', Buffer.from('<table><tr><td>'.repeat(300_000)))
    await readsOn()
  })

  it('CSV of half a million columns; 140,000 rows are read', async () => {
    assert.match(await setAside('a.csv', Buffer.from('x,'.repeat(500_000))), /cells/)
    const rows = Array.from({ length: 140_000 }, (_, i) => `row ${i},words\n`).join('')
    const { text } = await extract(
      { name: 'b.csv', bytes: Buffer.from(`Code,Says\nJ9035,not covered\n${rows}`) },
      HEADER,
    )
    assert.equal(text.blocks.length, 140_002)
  })

  it('ten megabytes of one paragraph, in any format', async () => {
    const words = 'J9035 is covered with E11.9 '.repeat(370_000)
    for (const [name, text] of [
      ['a.txt', words],
      ['b.html', `<p>${words}</p>`],
      ['c.md', words],
      ['d.csv', words],
    ] as const)
      await setAside(name, Buffer.from(text))
    await survives('e.txt', Buffer.from('J9035 is covered\n'.repeat(50_000)))
    await readsOn()
  })

  it('Markdown of stars and brackets', async () => {
    await setAside('a.md', Buffer.from('*a **b '.repeat(400_000)))
    await survives('b.md', Buffer.from('['.repeat(300_000)))
    await survives('c.md', Buffer.from(`${'> '.repeat(20_000)}x`))
    await readsOn()
  })

  it('DOCX with a member of a hundred megabytes', async () => {
    const p = '<w:p><w:r><w:t>J9035 is covered.</w:t></w:r></w:p>'
    const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${p.repeat(1_600_000)}</w:body></w:document>`
    await setAside('a.docx', zipOf([{ name: 'word/document.xml', bytes: document }]), ['document-too-large'])
    await readsOn()
  })

  it('PDF whose filter is spelled so that a reader knows it and a search does not', async () => {
    const indirect = '5 0 obj\n/FlateDecode\nendobj\n'
    for (const bytes of [
      bomb('/Filter/Flate#44ecode'),
      bomb('/Filter/#46l'),
      bomb('/Filter 5 0 R', indirect),
      bomb('/Filter [5 0 R]', indirect),
    ])
      assert.match(await setAside('a.pdf', bytes, ['document-too-large']), /unpack to more than/)
  })

  it('leave what was read before and after as it is', async () => {
    const { text } = await readDocument({ name: 'a.txt', bytes: Buffer.from('Policy\n\nJ9035 is covered.\n') }).then(
      (read) => ({ text: read.text }),
    )
    assert.match(text, /J9035 is covered/)
  })
})
