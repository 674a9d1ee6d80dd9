import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Surroundings } from './mention.ts'
import { scanText } from './scan.ts'

/** Mentions in short: `hcpcs J9190`, `cpt 96401..96549 except 96425`, `icd10cm C22*`. */
function short(text: string, around: Surroundings = {}): string[] {
  return scanText(text, around)
    .mentions.filter((m) => !m.doubtful)
    .map((m) => {
      const spec = m.code ?? (m.range ? m.range.join('..') : `${m.stub}*`)
      return `${m.system} ${spec}${m.except ? ` except ${m.except.join(' ')}` : ''}`
    })
}

describe('the grammar of mentions', () => {
  const cases: readonly (readonly [string, readonly string[], Surroundings?])[] = [
    [
      'HCPCS J9000–J9999 except J9190 and J9035',
      ['hcpcs J9000..J9999 except J9190 J9035', 'hcpcs J9190', 'hcpcs J9035'],
    ],
    ['CPT 99281 through 99285, 99213-25', ['cpt 99281..99285', 'cpt 99213', 'cpt 25']],
    ['CPT 96401-96549 except 96425', ['cpt 96401..96549 except 96425', 'cpt 96425']],
    ['HCPCS J9000-9999; CPT 99281-85', ['hcpcs J9000..J9999', 'cpt 99281..99285']],
    [
      'ICD-10: E11.0 to E11.9, E11.9/E11.65, I10',
      ['icd10cm E110..E119', 'icd10cm E119', 'icd10cm E1165', 'icd10cm I10'],
    ],
    ['dental codes beginning with D01', ['cdt D01*'], { hint: 'cdt' }],
    ['codes beginning with J9 or with C22', ['hcpcs J9*']],
    ['C22.-, C22.x and C23.*', ['icd10cm C22*', 'icd10cm C22*', 'icd10cm C23*']],
    ['ICD-10-PCS 0SRC0*, 0W9G*, 0DTJ4ZZ', ['icd10pcs 0SRC0*', 'icd10pcs 0W9G*', 'icd10pcs 0DTJ4ZZ']],
    ['J9190 J9035 96413 96415', ['hcpcs J9190', 'hcpcs J9035', 'cpt 96413', 'cpt 96415']],
    ['J0585, J0586 and J0587', ['hcpcs J0585', 'hcpcs J0586', 'hcpcs J0587']],
    ['0071T-0073T, 3044F, 0001U', ['cpt 0071T..0073T', 'cpt 3044F', 'cpt 0001U']],
    ['NDC 00006-3026-02 and 55513020010', ['ndc 00006302602', 'ndc 55513020010']],
    ['billed with modifiers RT, LT and 50; the KX modifier', ['hcpcs RT', 'hcpcs LT', 'cpt 50', 'hcpcs KX']],
    [
      'MS-DRG 469 and 470; CVX 208; ICD-9-CM 174.0, V10.3',
      ['msdrg 469', 'msdrg 470', 'cvx 208', 'icd9cm 1740', 'icd9cm V103'],
    ],
    ['E119, S72001A, E1165', ['icd10cm E119', 'icd10cm S72001A', 'icd10cm E1165'], { hint: 'icd10cm', column: true }],
    ['D2740', ['cdt D2740']],
    ['code j9190 and e11.9', ['hcpcs J9190', 'icd10cm E119']],
    ['C77.0*', ['icd10cm C770'], { starNotes: true }],
    ['C77.0*', ['icd10cm C770*']],
  ]
  for (const [text, expected, around] of cases) {
    it(`reads "${text}"${around ? ` with ${JSON.stringify(around)}` : ''}`, () =>
      assert.deepEqual(short(text, around), expected))
  }

  const decoys: readonly string[] = [
    'Call 1-800-555-1234 ext 12345 or fax 612-555-0199.',
    'Minneapolis, MN 55440-1459',
    'Form CMS-1500 and form 10126',
    'LCD L33577 (A56781), NCD 110.17',
    'vitamin B12, BRAF V600E mutation, stage T1N0M0, hemoglobin A1C, E2F1, D5W',
    'N Engl J Med. 2019;380(7):617-628. doi:10.1056/NEJMoa1234 PMID: 30123456; 42 CFR 410.32',
    'In 2019, 12345 patients paid $96413 under policy number 96413 (contract H5521-001)',
    'revenue code 0636; bill type 013X; place of service codes 11 and 22',
    'F18 FDG and Y90 microspheres at levels L4-L5',
    'up to 10000 units per 30 days, 12500 mg in all',
    'https://example.org/policies/J9190-96413.pdf',
  ]
  for (const text of decoys) it(`finds nothing in "${text}"`, () => assert.deepEqual(short(text), []))

  it('says why a number was left out', () => {
    const { rejected } = scanText('Mail to Minneapolis, MN 55440')
    assert.deepEqual(
      rejected.map((r) => [r.text, r.reason]),
      [['55440', 'ZIP code']],
    )
  })

  it('doubts a bare number and believes it beside a word or a code', () => {
    assert.deepEqual(short('64612 muscles'), [])
    assert.deepEqual(short('CPT 64612 muscles'), ['cpt 64612'])
    assert.deepEqual(short('J0585, 64612'), ['hcpcs J0585', 'cpt 64612'])
  })
})
