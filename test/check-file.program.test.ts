/** `medcodex check`: verdicts of planted faults, damaged rows that are never lost, every format, and the exit code. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { FOUND_WRONG } from '../src/cli/check-command.ts'
import { dayOf } from '../src/service/check-file.ts'
import { readData } from '../src/sources/data-file.ts'
import { medcodex } from './cli.ts'
import { workbookOf } from './tools/xlsx-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-check-'))
const home = join(folder, 'home')

before(async () => {
  const { code, stderr } = await medcodex(['build', '--home', home])
  assert.equal(code, 0, stderr)
})
after(() => rmSync(folder, { recursive: true, force: true }))

const HEADING = 'id,dos,dx1,hcpcs'
const GOOD = ['1,2026-01-15,E11.9,J9000', '2,1/15/2026,e119,', '3,20260115,,J9000']
const FAULTY = [
  '4,2026-01-15,EII.9,J9000',
  '5,2026-01-15,S93.401,J9000',
  '6,2026-01-15,E11.99,J9000',
  '7,2026-01-15,J9000,J9000',
  '8,2026-01-15,E11.9,J2505',
  '9,1999-01-01,E11.9,J9000',
  '10,soon,E11.9,J9000',
  '11,2026-01-15,E11.9',
  '12,2026-01-15,"E11.9,J9000',
  '13,2026-01-15,"E11.9","J9000"',
]

type Row = Record<string, string>

function fileWith(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Checks a file; its rows by id, the summary and the exit code. */
async function check(
  path: string,
  ...flags: string[]
): Promise<{ code: number | null; text: string; summary: Summary }> {
  const columns = ['--column', 'dx1=icd10cm', '--column', 'hcpcs', '--as-of-column', 'dos']
  const run = await medcodex(['check', path, ...columns, ...flags, '--home', home, '--json'])
  return { code: run.code, text: run.stdout, summary: JSON.parse(run.stderr) as Summary }
}

interface Summary {
  rows: number
  wrongRows: number
  damaged: number
  problems: { line: number; problem: string }[]
  columns: {
    column: string
    counts: Record<string, number>
    mended: number
    wrong: { written: string; count: number }[]
  }[]
}

const table = (text: string, delimiter = ','): Row[] => parse(text, { columns: true, delimiter }) as Row[]

describe('medcodex check', () => {
  it('ends with 0 where nothing is wrong, and tidies what is only written otherwise', async () => {
    const { code, text, summary } = await check(fileWith('good.csv', [HEADING, ...GOOD, ''].join('\n')))
    assert.equal(code, 0)
    assert.equal(summary.wrongRows, 0)
    const rows = table(text)
    assert.equal(rows.length, 3)
    assert.deepEqual([rows[1]!['dx1'], rows[1]!['dx1_code'], rows[1]!['dx1_billable']], ['e119', 'E11.9', 'yes'])
    assert.match(rows[0]!['dx1_title'] ?? '', /^Type 2 diabetes/)
    assert.equal(rows[2]!['dx1_status'], 'empty')
    assert.equal(summary.columns[0]!.mended, 1)
  })

  it('says what is wrong with each code, and what was meant', async () => {
    const { code, text, summary } = await check(fileWith('faulty.csv', [HEADING, ...GOOD, ...FAULTY].join('\r\n')))
    assert.equal(code, FOUND_WRONG)
    const rows = new Map(table(text).map((row) => [row['id'], row]))
    assert.equal(rows.size, GOOD.length + FAULTY.length)
    const said = (id: string, column: string): (string | undefined)[] =>
      ['status', 'suggestion'].map((what) => rows.get(id)?.[`${column}_${what}`])
    assert.deepEqual(said('4', 'dx1'), ['unknown', 'E11.9'])
    assert.deepEqual(said('5', 'dx1'), ['header', 'S93.401A'])
    assert.deepEqual(said('6', 'dx1'), ['unknown', 'E11.9'])
    assert.match(rows.get('7')?.['dx1_reason'] ?? '', /is a HCPCS Level II code/)
    assert.deepEqual([rows.get('8')?.['hcpcs_status'], rows.get('8')?.['hcpcs_billable']], ['ended', 'no'])
    assert.equal(rows.get('9')?.['dx1_status'], 'future')
    assert.equal(rows.get('10')?.['dx1_status'], 'undated')
    assert.equal(rows.get('10')?.['row_problem'], 'dos holds no day')
    assert.match(rows.get('11')?.['row_problem'] ?? '', /^3 cells where the heading has 4$/)
    assert.equal(rows.get('13')?.['dx1_status'], 'valid')
    assert.equal(summary.rows, GOOD.length + FAULTY.length)
    assert.equal(summary.damaged, 2)
    assert.deepEqual(
      summary.problems.map(({ line }) => line),
      [11, 12, 13],
    )
  })

  it('reads and writes TSV, semicolons and packed files alike, and a workbook as CSV', async () => {
    const lines = [HEADING, ...GOOD, FAULTY[0]!]
    const cells = lines.map((line) => line.split(','))
    const expected = table((await check(fileWith('a.csv', lines.join('\n')))).text)
    const tabbed = await check(fileWith('a.tsv', cells.map((row) => row.join('\t')).join('\n')))
    assert.deepEqual(table(tabbed.text, '\t'), expected)
    const semicolons = await check(fileWith('b.csv', cells.map((row) => row.join(';')).join('\n')))
    assert.deepEqual(table(semicolons.text, ';'), expected)
    const packed = await check(fileWith('a.csv.gz', gzipSync(lines.join('\n'))))
    assert.deepEqual(table(packed.text), expected)
    const book = await check(fileWith('a.xlsx', workbookOf(cells)))
    assert.deepEqual(table(book.text), expected)
  })

  it('reads and writes NDJSON, and keeps lines that are none', async () => {
    const lines = [
      '{"id":1,"dos":"2026-01-15","dx1":"E11.9","more":{"a":[1]}}',
      'not json',
      '[1]',
      '{"dx1":"E11.99","dos":"2026-01-15"}',
    ]
    const { code, text, summary } = await check(fileWith('a.ndjson', `${lines.join('\n')}\n`))
    assert.equal(code, FOUND_WRONG)
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    assert.deepEqual(rows[0]!['more'], { a: [1] })
    assert.equal(rows[0]!['dx1_status'], 'valid')
    assert.deepEqual([rows[1]!['row_text'], rows[1]!['row_problem']], ['not json', 'no JSON'])
    assert.equal(rows[2]!['row_text'], '[1]')
    assert.equal(rows[3]!['dx1_suggestion'], 'E11.9')
    assert.equal(summary.damaged, 2)
  })

  it('writes to a file, and tells a person what was found', async () => {
    const path = fileWith('c.csv', [HEADING, ...FAULTY].join('\n'))
    const output = join(folder, 'c.out.csv')
    const args = [
      'check',
      path,
      '--column',
      'dx1=ICD-10-CM',
      '--as-of',
      '2026-01-15',
      '--output',
      output,
      '--home',
      home,
    ]
    const { code, stdout } = await medcodex(args)
    assert.equal(code, FOUND_WRONG)
    assert.equal(table(readFileSync(output, 'utf8')).length, FAULTY.length)
    assert.match(stdout, /^10 rows in .* s; \d+ with something wrong, 2 damaged$/m)
    assert.match(stdout, /^dx1 \(icd10cm\): /m)
    assert.match(stdout, /1 × E11\.99 {2}unknown: ICD-10-CM E11\.9 is the nearest code\./)
    assert.match(stdout, /line 10: a quote that is not closed/)
  })

  it('may write over the file it reads', async () => {
    const path = fileWith('same.csv', `${HEADING}\n1,2026-01-15,E11.9,J9000\n`)
    const { code, stderr } = await medcodex(['check', path, '--column', 'hcpcs', '--output', path, '--home', home])
    assert.equal(code, 0, stderr)
    assert.match(readFileSync(path, 'utf8'), /\n1,2026-01-15,E11\.9,J9000,valid/)
  })

  it('refuses what it cannot begin with, and says why', async () => {
    const path = fileWith('d.csv', `${HEADING}\n`)
    const refused = async (...args: string[]): Promise<string> => {
      const { code, stderr } = await medcodex(['check', ...args, '--home', home])
      assert.ok(code === 2 || code === 4 || code === 7, `${code}`)
      return stderr
    }
    assert.match(await refused(path), /no column is named/)
    assert.match(await refused(path, '--column', 'dx9=icd10cm'), /no column "dx9"; it has: id, dos, dx1, hcpcs/)
    assert.match(await refused(path, '--column', 'dx1=nosuch'), /no code system "nosuch"/)
    assert.match(await refused(join(folder, 'absent.csv'), '--column', 'hcpcs'), /no file or folder/)
    assert.match(await refused(path, '--column', 'hcpcs', '--as-of', 'soon'), /not a date/)
    assert.match(
      await refused(path, '--column', 'hcpcs', '--output', join(folder, 'no/such/place.csv')),
      /cannot be written/,
    )
  })
})

describe('a damaged table', () => {
  const rowsOf = async (text: string): Promise<{ cells: readonly string[]; line: number; problem?: string }[]> => {
    const bytes = Buffer.from(text)
    async function* open(): AsyncIterable<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
    }
    const rows = []
    const file = { name: 'a.csv', path: 'a.csv', size: bytes.length, open }
    for await (const batch of readData(file, { format: 'csv', delimiter: ',' })) rows.push(...batch)
    return rows
  }

  it('costs a quote that never closes its own line and no other', async () => {
    const after = Array.from({ length: 200 }, (_, i) => `${i},b`)
    const rows = await rowsOf(['a,"b', ...after].join('\n'))
    assert.equal(rows.length, 201)
    assert.deepEqual([rows[0]!.cells, rows[0]!.problem], [['a', '"b'], 'a quote that is not closed'])
    assert.ok(
      rows.slice(1).every((row, i) => row.problem === undefined && row.line === i + 2 && row.cells[0] === String(i)),
    )
  })

  it('keeps quoted cells over several lines together', async () => {
    const rows = await rowsOf('a,"b\nc ""d""\n",e\r\nf,g,h')
    assert.deepEqual(
      rows.map(({ cells, line }) => [line, ...cells]),
      [
        [1, 'a', 'b\nc "d"\n', 'e'],
        [4, 'f', 'g', 'h'],
      ],
    )
  })

  it('is read in time that grows with its length, whatever its quotes', async () => {
    const started = performance.now()
    const rows = await rowsOf(Array.from({ length: 5_000 }, (_, i) => `"${i},x`).join('\n'))
    assert.ok(rows.length >= 2_500)
    assert.ok(performance.now() - started < 60_000)
  })
})

describe('a day', () => {
  it('is read as claims write it, and nothing else is', () => {
    for (const text of [
      '2026-01-15',
      '2026-01-15T10:00:00Z',
      '2026-01-15 10:00',
      '20260115',
      '1/15/2026',
      '01-15-2026',
    ])
      assert.equal(dayOf(text), '2026-01-15', text)
    for (const text of ['', 'soon', '2026-02-30', '15/1/2026', '45672', '2026-01-15x', '99999999'])
      assert.equal(dayOf(text), undefined, text)
  })
})
