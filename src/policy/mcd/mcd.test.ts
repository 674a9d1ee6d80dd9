import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { Issue } from '../../core/issue.ts'
import { classifyStatement } from '../classify.ts'
import type { CodeLookup, PolicyRecord } from '../model.ts'
import { isMcdExport } from './export.ts'
import { readMcd } from './mcd.ts'
import { mcdExport } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-mcd-'))
after(() => rmSync(folder, { recursive: true }))

const nothing: CodeLookup = { loaded: () => false, find: () => undefined }

async function read(bytes: Buffer): Promise<{ records: PolicyRecord[]; issues: Issue[] }> {
  const path = join(mkdtempSync(join(folder, 'one-')), 'current_article.zip')
  writeFileSync(path, bytes)
  assert.ok(await isMcdExport(path))
  const issues: Issue[] = []
  const records: PolicyRecord[] = []
  const options = { lookup: nothing, classify: classifyStatement, onIssue: (issue: Issue) => void issues.push(issue) }
  for await (const record of readMcd({ exports: [path], answers: [] }, options)) records.push(record)
  return { records, issues }
}

const only = (records: readonly PolicyRecord[], number: string, version?: string): PolicyRecord => {
  const found = records.filter(
    (r) => r.header.number === number && (version === undefined || r.header.version === version),
  )
  assert.equal(found.length, 1, `${number} ${version}`)
  return found[0]!
}

describe('an export of the Medicare Coverage Database', async () => {
  const { records, issues } = await read(mcdExport())
  const article = only(records, 'A90001', '4')

  it('has a record for each version of each document', () => {
    const all = records.map((r) => `${r.header.number} ${r.header.version}`)
    assert.deepEqual(all, ['999.1 1', 'A90001 3', 'A90001 4', 'A90002 1', 'L80001 2'])
  })

  it('knows days, states, contractors and related documents', () => {
    const { header } = article
    assert.equal(header.effective, '2026-01-01')
    assert.equal(only(records, 'A90001', '3').header.end, '2025-12-31')
    assert.deepEqual(header.states, ['IL', 'WI'], 'a jurisdiction that was given up does not count')
    assert.deepEqual(header.contractors, ['North Contractor, LLC'])
    assert.deepEqual(article.related, [
      { kind: 'lcd', number: 'L80001' },
      { kind: 'ncd', number: '999.1' },
    ])
    assert.deepEqual(
      article.revisions.map((r) => r.number),
      ['R2', 'R1'],
    )
    assert.equal(article.revisions[0]!.text, 'Added E11.9.')
  })

  it('keeps groups with their paragraphs and footnotes', () => {
    const supports = article.groups.filter((g) => g.kind === 'supports')
    assert.deepEqual(
      supports.map((g) => g.title),
      ['Group 1', 'Group 2'],
    )
    assert.match(supports[0]!.paragraph!, /together with a code of Group 2/)
    assert.equal(supports[0]!.footnote, '*Report the stage as well.')
  })

  it('gives each code its disposition, and words that are in the text', () => {
    const said = Object.fromEntries(article.findings.map((f) => ['code' in f ? f.code : '', f.disposition]))
    assert.deepEqual(said, {
      '93306': 'conditional',
      C8929: 'conditional',
      J9190: 'excludes',
      I10: 'supports-necessity',
      E119: 'supports-necessity',
      Z79899: 'supports-necessity',
      Z0000: 'does-not-support',
    })
    for (const record of records) {
      for (const { evidence } of record.findings) {
        assert.equal(record.text.text.slice(...evidence.span), evidence.quote)
      }
    }
    assert.equal(article.findings.find((f) => 'code' in f && f.code === 'I10')!.marked, true)
    const drug = only(records, 'A90002').findings[0]!
    assert.deepEqual([drug.disposition, 'code' in drug && drug.code], ['excludes', 'J3490'])
  })

  it('finds codes that the words name and no list has', () => {
    const lcd = only(records, 'L80001')
    assert.deepEqual(
      lcd.findings.map((f) => ['code' in f ? f.code : '', f.disposition, f.evidence.quote]),
      [
        ['G2012', 'excludes', 'G2012) is not covered'],
        ['Q3014', 'mentions', 'It was billed with Q3014.'],
      ],
    )
  })

  it('drops descriptions and scripts', () => {
    const everything = JSON.stringify(records)
    assert.doesNotMatch(everything, /SECRET|alert\(/)
    assert.match(article.text.text, /Widget scans are billed once a day\.\nKeep a record\./)
  })

  it('names every row it could not use', () => {
    const codes = [...issues, ...records.flatMap((r) => r.issues)].map((i) => i.code).sort()
    assert.deepEqual(codes, ['not-a-code', 'placeholder-code', 'unknown-table'])
  })
})

describe('a damaged export', () => {
  it('keeps what can be read and names the rest', async () => {
    const { records, issues } = await read(
      mcdExport({
        'article.csv': 'article_id,article_version,title\n90001,4,Widget Scans\n1,2\nx,1,No number\n',
        'contractor.csv': 'no heading at all\n',
      }),
    )
    assert.ok(only(records, 'A90001', '4').findings.length > 0)
    const seen = new Set(issues.map((i) => i.code))
    for (const code of ['wrong-width', 'no-document', 'no-header', 'no-main-row']) assert.ok(seen.has(code), code)
  })

  it('reads Windows-1252 where the bytes are not UTF-8', async () => {
    const bytes = Buffer.from('article_id,article_version,title\n90001,4,Sézary scans\n', 'latin1')
    const { records } = await read(mcdExport({ 'article.csv': bytes as unknown as string }))
    assert.equal(only(records, 'A90001', '4').header.title, 'Sézary scans')
  })
})

describe('an export with the faults of real ones', async () => {
  const head =
    'article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range,last_updated,sort_order,description,asterisk\n'
  const { records } = await read(
    mcdExport({
      'article_x_icd10_covered.csv': `${head}90001,4,I10,1,1,,,1,"Words with "quotes" nobody doubled",,,,
90001,4,E11.9,1,1,,,2,"Words with \\"quotes\\" after a backslash",
90001,4,C22.0-C22.9,1,1,,,3,A range in one cell,
90001,4,M17.-,1,1,,,4,A beginning of codes,
90001,4,G47.X,1,1,,,5,Another,
90001,4,Z79.899,1,1,,,6,"A cell that is never closed,
90001,4,R60.0,1,1,,,7,The row after it,
90001,4,1,1,1,,,8,No code,
90001,4,I11.9,1,1,,,9,too,many,cells,to be read
`,
    }),
  )
  const { findings, lost } = only(records, 'A90001', '4')
  const supports = findings
    .filter((f) => f.disposition === 'supports-necessity')
    .map((f) => ('code' in f ? f.code : 'range' in f ? f.range.join('-') : `${f.stub}*`))

  it('reads on after stray quotes, empty cells at the end and a cell that is never closed', () => {
    assert.deepEqual(supports, ['I10', 'E119', 'C220-C229', 'M17*', 'G47*', 'R600'])
  })

  it('counts what is lost at the document that lost it, with the reasons', () => {
    assert.equal(lost?.rows, 4)
    assert.match(lost.why.join(' '), /never closed.*cells where 10 are named.*written like no code/)
  })

  it('says nothing of rows where none is lost', () => {
    assert.equal(only(records, 'A90001', '3').lost, undefined)
  })
})
