/** Which concepts get a vector, and of what text. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { IndexBuilder } from '../../search/index/builder.ts'
import { SearchIndex } from '../../search/index/search-index.ts'
import { conceptTexts, familyText } from './texts.ts'

interface Row {
  readonly code: string
  readonly title: string
  readonly system?: string
  readonly billable?: boolean
  readonly grouping?: boolean
  readonly family?: string
  readonly names?: readonly string[]
}

function indexOf(rows: readonly Row[]): SearchIndex {
  const builder = new IndexBuilder()
  for (const { code, title, system = 'icd10cm', billable = true, grouping = false, family, names = [] } of rows) {
    const facts = { display: code, current: true, fromDay: 0, toDay: 0xffff_ffff, group: -1, leaf: billable }
    const concept = builder.addConcept({
      system,
      code,
      title,
      billable,
      grouping,
      ...facts,
      ...(family ? { family } : {}),
    })
    for (const text of names) {
      builder.addName({ concept, kind: 'inclusionTerm', text: builder.addText(text), words: text })
    }
  }
  return new SearchIndex(builder.finish())
}

const textsOf = (rows: readonly Row[]): [string, string][] => {
  const index = indexOf(rows)
  return conceptTexts(index).map(({ concept, text }) => [index.code(concept), text])
}

describe('concept texts', () => {
  it('are titles, in order, without the headings that only arrange codes', () => {
    const rows = [
      { code: 'chapter-1', title: 'Certain diseases', grouping: true },
      { code: 'A00', title: 'Cholera', billable: false },
      { code: 'A009', title: 'Cholera, unspecified' },
    ]
    assert.deepEqual(textsOf(rows), [
      ['A00', 'Cholera'],
      ['A009', 'Cholera, unspecified'],
    ])
  })

  it('leave out an ending that hundreds of codes add to the title above them', () => {
    const injuries = Array.from({ length: 500 }, (_, i) => `S${String(i).padStart(3, '0')}`)
    const rows = injuries.flatMap((code, i) => [
      { code, title: `Injury number ${i}`, billable: false },
      { code: `${code}XXA`, title: `Injury number ${i}, initial encounter` },
      ...(i < 3 ? [{ code: `${code}1`, title: `Injury number ${i}, left side` }] : []),
    ])
    const codes = textsOf(rows).map(([code]) => code)
    assert.equal(codes.length, 503)
    assert.ok(codes.includes('S0001'))
    assert.ok(!codes.includes('S000XXA'))
  })

  it('hold the same text once a system, at the code that can be billed', () => {
    const rows = [
      { code: 'B01', title: 'Same', billable: false },
      { code: 'B010', title: 'same' },
      { code: 'X1', title: 'Same', system: 'hcpcs' },
    ]
    assert.deepEqual(textsOf(rows), [
      ['B010', 'same'],
      ['X1', 'Same'],
    ])
  })

  it('are also the other names that stand at a code, unless they are a title or were there before', () => {
    const rows = [
      { code: 'I21', title: 'Myocardial infarction', billable: false, names: ['Cardiac infarction'] },
      {
        code: 'I219',
        title: 'Infarction, unspecified',
        names: ['cardiac infarction', 'Heart attack', 'Myocardial infarction'],
      },
    ]
    assert.deepEqual(textsOf(rows), [
      ['I21', 'Myocardial infarction'],
      ['I21', 'Cardiac infarction'],
      ['I219', 'Infarction, unspecified'],
      ['I219', 'Heart attack'],
    ])
  })

  it('give a family one text, at its first member', () => {
    const system = 'icd10pcs'
    const rows = [
      { code: '0DTJ0ZZ', title: 'Resection of Appendix, Open Approach', system, family: '0DTJ' },
      { code: '0DTJ4ZZ', title: 'Resection of Appendix, Percutaneous Endoscopic Approach', system, family: '0DTJ' },
    ]
    assert.deepEqual(textsOf(rows), [['0DTJ0ZZ', 'Resection of Appendix']])
  })
})

describe('the text of a family', () => {
  const cases: [string, string[]][] = [
    ['Excision of Coccyx, Open Approach', ['', ', Diagnostic'].map((end) => `Excision of Coccyx, Open Approach${end}`)],
    [
      'Excision of Coccyx',
      ['Open Approach', 'External Approach, Diagnostic'].map((end) => `Excision of Coccyx, ${end}`),
    ],
    [
      'Replacement of Dura Mater with Tissue Substitute',
      [
        'Replacement of Dura Mater with Autologous Tissue Substitute, Open Approach',
        'Replacement of Dura Mater with Nonautologous Tissue Substitute, Percutaneous Approach',
      ],
    ],
    [
      'Removal from Left Scapula',
      [
        'Removal of Fixation Device from Left Scapula, Open Approach',
        'Removal of Drain from Left Scapula, External Approach',
      ],
    ],
    [
      'Bypass Coronary Artery, Two Arteries',
      [
        'Bypass Coronary Artery, Two Arteries from Aorta with Vein, Open Approach',
        'Bypass Coronary Artery, Two Arteries from Left Internal Mammary, Open Approach',
        'Bypass Coronary Artery, Two Arteries from Aorta with Vein, Percutaneous Endoscopic Approach',
      ],
    ],
    ['Ultrasonography of Gallbladder', ['Ultrasonography of Gallbladder']],
    [
      'Fluoroscopy of Heart using Osmolar Contrast',
      ['High', 'Low'].map((o) => `Fluoroscopy of Heart using ${o} Osmolar Contrast`),
    ],
    ['One thing', ['One thing', 'Another matter']],
  ]
  for (const [expected, titles] of cases) {
    it(`is “${expected}”`, () => assert.equal(familyText(titles), expected))
  }
})
