import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readCodes } from './read-codes.ts'
import { findSystem, SYSTEMS } from './registry.ts'

/** What exists in the tests, by system. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  icd10cm: [
    'I10',
    'E785',
    'E119',
    'E1165',
    'J45909',
    'A419',
    'M5451',
    'N390',
    'R319',
    'W2189XA',
    'T07XXXD',
    'E11',
    'D500',
  ],
  icd10pcs: ['099680Z', '0DTJ4ZZ'],
  hcpcs: ['J1885', 'E0601', 'J9190', 'RR', 'JW'],
  'cpt-numbers': ['99213', '93306', '25000'],
  icd9cm: ['25000'],
  ndc: ['0002-8215-01', '50090-001-30'],
  cvx: ['208', '08'],
  msdrg: ['470', '039'],
  loinc: ['4548-4'],
}
const REPLACED = new Set(['icd10cm T407X1A'])

const read = (text: string) =>
  readCodes(text, {
    systems: SYSTEMS,
    loaded: ({ id }) => id in CODES,
    exists: ({ id }, code) => CODES[id]?.includes(code) === true,
    replaced: ({ id }, code) => REPLACED.has(`${id} ${code}`),
    find: findSystem,
  })
const found = (text: string): string[] => read(text).codes.map(({ system, code }) => `${system.id} ${code}`)

describe('codes in any company', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'I10;': ['icd10cm I10'],
    '(E78.5)': ['icd10cm E785'],
    '"e78.5",': ['icd10cm E785'],
    'dx e785': ['icd10cm E785'],
    'ICD10: E78.5': ['icd10cm E785'],
    'icd 10 cm code E78.5': ['icd10cm E785'],
    'ICD10CM:M54.51': ['icd10cm M5451'],
    'http://hl7.org/fhir/sid/icd-10-cm|M54.51': ['icd10cm M5451'],
    'urn:oid:2.16.840.1.113883.6.90|M54.51': ['icd10cm M5451'],
    'E11.9^Type 2 diabetes mellitus^I10C': ['icd10cm E119'],
    'J45.909 asthma': ['icd10cm J45909'],
    'A41.9 - Sepsis, unspecified organism': ['icd10cm A419'],
    'E11.65, I10': ['icd10cm E1165', 'icd10cm I10'],
    'N39.0 & R31.9': ['icd10cm N390', 'icd10cm R319'],
    'I10/E11.9': ['icd10cm I10', 'icd10cm E119'],
    'E0601-RR': ['hcpcs E0601'],
    'J1885 JW': ['hcpcs J1885'],
    'e11 9': ['icd10cm E119'],
    I1O: ['icd10cm I10'],
    Ｉ１０: ['icd10cm I10'],
    'I\u200b10': ['icd10cm I10'],
    'W21.89A': ['icd10cm W2189XA'],
    T07XXXXD: ['icd10cm T07XXXD'],
    '99680Z': ['icd10pcs 099680Z'],
    '00002821501': ['ndc 0002-8215-01'],
    'NDC 50090-0001-30': ['ndc 50090-001-30'],
    'CVX 208': ['cvx 208'],
    'DRG 39': ['msdrg 039'],
    '4548-4': ['loinc 4548-4'],
    '250.00': ['icd9cm 25000'],
    '25000': ['cpt-numbers 25000', 'icd9cm 25000'],
    '99213 office visit': ['cpt-numbers 99213'],
    'CPT 99213': ['cpt-numbers 99213'],
  }
  for (const [text, wanted] of Object.entries(cases))
    it(`reads "${text}"`, () => {
      const read = found(text)
      for (const code of wanted) assert.ok(read.includes(code), `${code} is not among ${read.join(', ')}`)
      assert.equal(read[0], wanted[0])
    })

  it('takes no amount, age or plain word for a code', () => {
    for (const text of [
      'lasix 40 mg',
      'cough for 2 weeks',
      '45 yo male',
      'heparin 25000 units',
      'vitamin B12',
      'in the hospital',
    ])
      assert.deepEqual(found(text), [], text)
  })

  it('names the modifiers behind a code', () => {
    assert.deepEqual(read('93306-26-59').codes[0]?.modifiers, ['26', '59'])
    assert.deepEqual(read('J1885 JW').codes[0]?.modifiers, ['JW'])
  })

  it('tells a code that is not there from one of a system that is not loaded', () => {
    const [none] = read('E78.50').absent
    assert.deepEqual(none?.readings.map(({ system }) => system.id).slice(0, 1), ['icd10cm'])
    const [dental] = read('D0120').absent
    assert.equal(dental?.readings[0]?.system.id, 'cdt')
    assert.equal(dental?.readings[0]?.loaded, false)
  })

  it('tells what took the place of a code before it mends it', () => {
    assert.equal(read('T40.7X1A').absent[0]?.readings[0]?.code, 'T407X1A')
  })

  it('says that a spreadsheet lost a code', () => assert.deepEqual(read('1.10E+12').damaged, ['1.10E+12']))

  it('reads ranges with a hyphen or a word', () => {
    for (const text of ['J9000-J9100', 'J9000 to J9100'])
      assert.deepEqual(
        read(text).ranges.map(({ first, last }) => [first, last]),
        [['J9000', 'J9100']],
      )
  })

  it('reads a code with any punctuation around it, in any case', () => {
    const around = fc.constantFrom('', ' ', '(', ')', '"', ',', ';', ':', '.', '[', ']', '*')
    fc.assert(
      fc.property(fc.constantFrom('E78.5', 'J1885', 'M54.51'), around, around, fc.boolean(), (code, a, b, lower) => {
        const [first] = found(`${a}${lower ? code.toLowerCase() : code}${b}`)
        assert.equal(first?.split(' ')[1], code.replace('.', ''))
      }),
    )
  })

  it('never throws, and keeps the words of a text without codes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const all = read(text)
        assert.ok(all.codes.length <= 400)
      }),
    )
    assert.equal(read('sepsis of the newborn').rest, 'sepsis of the newborn')
  })
})
