/** Words that were wrong once, and are right: units, device lists, quality measures. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fittingTerms } from '../core/fitting-terms.ts'
import type { CodeFacts } from './compose/facts.ts'
import { isQualityMeasure } from './compose/hcpcs.ts'
import { unitOf } from './compose/hcpcs-unit.ts'

describe('words of composed sentences', () => {
  it('tell the unit of a code from a unit of the product', () => {
    assert.equal(
      unitOf('Injection, onabotulinumtoxina, 1 unit')?.sentence,
      'One unit of this code is 1 unit of the product.',
    )
    assert.equal(unitOf('Injection, cytarabine, 100 mg')?.sentence, 'One unit is 100 mg.')
  })

  it('name of the device key what fits the body part', () => {
    const key = ['Total artificial (replacement) heart', 'Hernia patch mesh', 'NexGen Mobile Bearing Knee']
    assert.deepEqual(fittingTerms(key, 'Lower Joints Knee Joint, Right Femoropatellar joint'), [key[2]])
    assert.deepEqual(fittingTerms(key, 'Heart and Great Vessels Ventricle, Right'), [key[0]])
    assert.deepEqual(fittingTerms(key, 'Lower Joints Ankle Joint, Left'), [])
    const tubes = ['Thoracostomy tube', 'Tracheostomy tube']
    assert.deepEqual(fittingTerms(tubes, 'Lower Arteries Thoracic Aorta, Descending'), [])
    assert.deepEqual(fittingTerms(tubes, 'Respiratory System Trachea'), [tubes[1]])
  })

  it('know a code of a quality measure from a service', () => {
    const measure = (code: string, title: string, pricing: string, betos = ''): boolean =>
      isQualityMeasure({
        concept: { code, title },
        facts: new Map([
          ['pricingIndicator', { id: 'pricingIndicator', kind: 'property', value: pricing }],
          ['betos', { id: 'betos', kind: 'property', value: betos }],
        ]),
      } as unknown as Pick<CodeFacts, 'concept' | 'facts'>)
    assert.ok(measure('G8926', 'Spirometry test not performed or documented, reason not given', '00'))
    assert.ok(measure('G9532', 'Patient had a head ct for trauma ordered by someone', '00'))
    assert.ok(
      measure('G9315', 'Amoxicillin, with or without clavulanate, prescribed as a first line antibiotic', '00', 'M5B'),
    )
    assert.ok(!measure('M0064', 'Brief office visit for monitoring drug prescriptions', '00', 'M5B'))
    assert.ok(!measure('G0101', 'Cervical or vaginal cancer screening; pelvic and clinical breast examination', '11'))
  })
})
