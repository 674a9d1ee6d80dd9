import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drugName } from './hcpcs.ts'
import { unitOf } from './hcpcs-unit.ts'

describe('the unit of a description', () => {
  const said: Readonly<Record<string, string>> = {
    'Injection, something, 10 mg': 'One unit is 10 mg.',
    'Injection, something, per 0.5 mg': 'One unit is 0.5 mg.',
    'Injection, something, up to 25 mg': 'One unit is any amount up to 25 mg.',
    'Injection, something (brand), 1 microgram (non-esrd use)': 'One unit is 1 microgram.',
    'Solution, compounded, per milligram': 'One unit is one milligram.',
    'Factor, recombinant, per iu': 'One unit is one iu.',
    'Skin product, per square centimeter': 'One unit is one square centimeter.',
    'Nursing care, in the home, per hour': 'One unit is one hour.',
    'Therapy, each 15 minutes': 'One unit is 15 minutes.',
    'Home therapy, per diem (do not use with another)': 'One unit is one day (“per diem”).',
    'Cane, adjustable, each': 'One unit is one item (“each”).',
    'Tracer, diagnostic, per 100 microcuries, up to 999 microcuries': 'One unit is 100 microcuries.',
    'Tracer, diagnostic, per study dose, up to 25 millicuries':
      'One unit is one dose as used for one study or treatment.',
    'Red blood cells, each unit': 'One unit is one unit of the product.',
    'Gloves, sterile, pair': 'One unit is one pair.',
    'Each additional 15 minutes of management by a clinician, per calendar month': 'One unit is 15 minutes.',
    'Management, monthly bundle, at least 30 minutes, per calendar month': 'One unit is one month.',
  }
  for (const [text, sentence] of Object.entries(said)) {
    it(text, () => assert.equal(unitOf(text)?.sentence, sentence))
  }

  it('is not guessed where the description leaves it open', () => {
    const open = [
      'Drug, oral, greater than 6 mg, but less than or equal to 10 mg',
      'Injection, liposomal, 1 mg first and 2.27 mg second',
      'Formula, 100 calories = 1 unit',
      'Wheelchair, heavy duty',
      'Injection, extended-release, less than or equal to 7 days of therapy',
      'Foam, 16 sq. in. or less',
      'Delivery system, flow rate of 50 ml or greater per hour',
      'Syringe with needle, sterile, 3 cc',
      'Visit with services that would be furnished per diem to a patient',
    ]
    for (const text of open) assert.equal(unitOf(text), undefined, text)
  })
})

describe('the name of a drug', () => {
  it('stands before the first comma', () => {
    assert.equal(drugName('Injection, cytarabine, 100 mg'), 'cytarabine')
    assert.equal(drugName('Injection fluconazole, 200 mg'), 'fluconazole')
    assert.equal(drugName('Esketamine, nasal spray, 1 mg'), 'esketamine')
  })

  it('is absent where there is none', () => {
    for (const text of ['Unclassified biologics', 'Noc drugs, inhalation solution', 'Injection, (unclosed, 1 mg']) {
      assert.equal(drugName(text), undefined, text)
    }
  })
})
