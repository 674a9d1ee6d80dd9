/** A report of a quality measure, a service or drug that Medicare prices, and what is neither. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { matterOf } from './measures.ts'

const matter = (code: string, title: string, pricingIndicator?: string, betos?: string): string | undefined =>
  matterOf({
    code,
    title,
    level: 'code',
    property: (name) => ({ pricingIndicator, betos })[name],
  })

it('tells a report of a measure from a service, and does not guess', () => {
  assert.equal(
    matter('G9998', 'Documentation of medical reason(s) for an interval of less than 3 years', '00'),
    'report',
  )
  assert.equal(matter('G9315', 'Amoxicillin prescribed as a first line antibiotic', '00', 'M5B'), 'report')
  assert.equal(matter('G0105', 'Colorectal cancer screening; colonoscopy on individual at high risk', '11'), 'service')
  assert.equal(matter('J1100', 'Injection, dexamethasone sodium phosphate, 1 mg', '51'), 'service')
  assert.equal(matter('S0272', 'Physician management of patient home care', '00'), undefined)
  assert.equal(matter('G9522', 'Total number of emergency department visits', '00', 'M5D'), undefined)
  assert.equal(matter('Q4081', 'Injection, epoetin alfa, 100 units'), undefined)
})
