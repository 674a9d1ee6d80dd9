/** What stands where decides: names of sheets, columns of a page, and codes that the end of a page cuts in two. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { workbookOfSheets } from '../../test/extraction/make/sheets.ts'
import { pdf } from '../../test/tools/pdf-writer.ts'
import { extract } from './extract.ts'
import type { PolicyHeader } from './model.ts'

const HEADER: PolicyHeader = { payer: 'Test Plan', kind: 'commercial', number: 'T1', title: 'Test' }

/** What is said of each code: `{ covers: 'E0781 E0784' }`. */
async function read(name: string, bytes: Buffer): Promise<Record<string, string>> {
  const { findings } = await extract({ name, bytes }, HEADER)
  const said: Record<string, string[]> = {}
  for (const f of findings) {
    said[f.disposition] ??= []
    said[f.disposition]!.push('code' in f ? f.code : 'range' in f ? f.range.join('-') : `${f.stub}*`)
  }
  return Object.fromEntries(Object.entries(said).map(([disposition, codes]) => [disposition, codes.sort().join(' ')]))
}

describe('the name of a sheet', () => {
  const TABLE = [
    ['Code', 'Description'],
    ['E0784', 'Pump'],
    ['E0783', 'Pump, implanted'],
  ]
  const cases: readonly (readonly [sheet: string, disposition: string])[] = [
    ['PA required', 'needs-authorization'],
    ['Prior Auth List', 'needs-authorization'],
    ['Precert', 'needs-authorization'],
    ['No PA', 'mentions'],
    ['PA not required', 'mentions'],
    ['Non-covered', 'excludes'],
    ['Investigational', 'excludes'],
    ['Covered', 'covers'],
  ]
  for (const [sheet, disposition] of cases)
    it(`is read as what holds for its codes: ${sheet}`, async () => {
      const bytes = workbookOfSheets([
        { name: 'Read me', rows: [['This workbook lists codes by rule.']] },
        { name: sheet, rows: TABLE },
      ])
      assert.deepEqual(await read('a.xlsx', bytes), { [disposition]: 'E0783 E0784' })
    })

  it('gives way to a column that says it of each code, and says nothing of other sheets', async () => {
    const bytes = workbookOfSheets([
      {
        name: 'PA required',
        rows: [
          ['Code', 'Covered?'],
          ['E0784', 'Yes'],
          ['E0785', 'No'],
        ],
      },
      {
        name: 'History',
        rows: [
          ['Date', 'Change'],
          ['2025-01-01', 'E0786 added'],
        ],
      },
    ])
    assert.deepEqual(await read('a.xlsx', bytes), { covers: 'E0784', excludes: 'E0785', mentions: 'E0786' })
  })
})

describe('two columns of a page', () => {
  const SIDES = [54, 324] as const
  /** Two columns; the first line of each is bold. */
  const columns = (...sides: readonly [readonly string[], readonly string[]]): Promise<Buffer> =>
    pdf((doc) => {
      doc.font('Helvetica-Bold').fontSize(14).text('Pumps and other devices', 54, 70).fontSize(10)
      for (const [side, lines] of sides.entries()) {
        let y = 150
        for (const [i, line] of lines.entries()) {
          doc.font(i === 0 ? 'Helvetica-Bold' : 'Helvetica').text(line, SIDES[side]!, y, { width: 230 })
          y = doc.y + 4
        }
      }
    })

  it('of codes under a heading each keep to their own', async () => {
    const bytes = await columns(
      ['Reconstructive: covered when criteria are met', '19316 Mastopexy', '19318 Reduction', '19350 Nipple'],
      ['Cosmetic: never covered', '15820 Lid', '15824 Brow', '15828 Cheek'],
    )
    assert.deepEqual(await read('a.pdf', bytes), { conditional: '19316 19318 19350', excludes: '15820 15824 15828' })
  })

  for (const [name, system] of [
    ['bare', ''],
    ['with the name of the system', 'HCPCS '],
  ] as const)
    it(`may differ in length: ${name}`, async () => {
      const codes = (...all: string[]): string[] => all.map((code) => system + code)
      const long = codes('E0781', 'E0784', 'E0791', 'E0779', 'K0455')
      const short = codes('E0218', 'E0221')
      const expected = { covers: 'E0779 E0781 E0784 E0791 K0455', excludes: 'E0218 E0221' }
      const left = await columns(['Covered services', ...long], ['Services not covered', ...short])
      assert.deepEqual(await read('a.pdf', left), expected)
      const right = await columns(['Services not covered', ...short], ['Covered services', ...long])
      assert.deepEqual(await read('a.pdf', right), expected)
    })

  it('of sentences are read one after the other', async () => {
    const bytes = await columns(
      [
        'Covered',
        'The plan covers HCPCS E0781 and E0784 for members of any age. No other rule applies to these pumps.',
      ],
      [
        'Not covered',
        'The plan does not cover HCPCS E0218 or E0221. They are comfort items and no plan of ours pays them.',
      ],
    )
    assert.deepEqual(await read('a.pdf', bytes), { covers: 'E0781 E0784', excludes: 'E0218 E0221' })
  })
})

describe('the end of a page', () => {
  /** Words at the foot of a page and at the head of the next, with running lines between them. */
  const pages = (...parts: readonly [string, string]): Promise<Buffer> =>
    pdf((doc) => {
      for (const [i, words] of parts.entries()) {
        if (i > 0) doc.addPage()
        doc.font('Helvetica').fontSize(8).text('Example Plan   Policy 77', 54, 30, { lineBreak: false })
        doc.text(`Page ${i + 1} of 2`, 500, 750, { lineBreak: false }).fontSize(10)
        if (i === 0) doc.text('The plan reads each request with care. '.repeat(6), 54, 500)
        doc.text(words, 54, i === 0 ? 700 : 70)
        if (i === 1) doc.text('Records are kept for ten years. '.repeat(4), 54, 300)
      }
    })

  const cases: readonly (readonly [what: string, foot: string, head: string, expected: Record<string, string>])[] = [
    [
      'between codes of a list',
      'The following pumps are covered: HCPCS E0781, E0784,',
      'E0791 and E0779. Others are looked at one by one.',
      { covers: 'E0779 E0781 E0784 E0791' },
    ],
    [
      'before what is said of them',
      'The pumps HCPCS E0781, E0784, E0791',
      'and E0779 are not covered under any plan.',
      { excludes: 'E0779 E0781 E0784 E0791' },
    ],
    [
      'before the condition',
      'HCPCS E0781 is considered medically necessary',
      'when oral drugs have failed.',
      { conditional: 'E0781' },
    ],
    ['in a range', 'These are not covered: CPT 97810 –', '97814.', { excludes: '97810-97814' }],
    [
      'in a code, with a hyphen',
      'Prior authorization is required for HCPCS E0781 and E07-',
      '84 and for E0791.',
      { 'needs-authorization': 'E0781 E0784 E0791' },
    ],
    [
      'in a diagnosis, at its point',
      'Diagnoses that support medical necessity: C22.0, C22.1, C22.',
      '2, C22.3 and C78.7.',
      { 'supports-necessity': 'C220 C221 C222 C223 C787' },
    ],
  ]
  for (const [what, foot, head, expected] of cases)
    it(`may fall ${what}`, async () => {
      assert.deepEqual(await read('a.pdf', await pages(foot, head)), expected)
    })

  it('does not make a range of categories one code', async () => {
    const bytes = await pages('Diagnoses that support medical necessity: E08-', 'E13, and K21.0.')
    assert.deepEqual(await read('a.pdf', bytes), { 'supports-necessity': 'E08-E13 K210' })
  })
})
