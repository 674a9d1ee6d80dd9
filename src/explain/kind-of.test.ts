import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Concept } from '../catalog/types.ts'
import { isoDate } from '../core/date.ts'
import { kindOf } from './kind-of.ts'

function kind(
  system: Concept['system'],
  code: string,
  title: string,
  properties: Record<string, string> = {},
  level: Concept['level'] = 'code',
) {
  const concept: Concept = {
    id: 1,
    system,
    code,
    level,
    title,
    shortTitle: undefined,
    billable: true,
    status: 'active',
    validFrom: isoDate('2020-01-01'),
    validTo: undefined,
    parentId: undefined,
  }
  const list = Object.entries(properties).map(([name, value]) => ({ name, value }))
  return kindOf(concept, { notes: [], designations: [], properties: list })
}

describe('the template of a code', () => {
  it('follows the system, and headers are groups', () => {
    assert.equal(kind('icd10cm', 'E119', 'A'), 'diagnosis')
    assert.equal(kind('icd10pcs', '0FT44ZZ', 'A'), 'procedure')
    assert.equal(kind('icd10cm', 'E11', 'A', {}, 'category'), 'group')
    assert.equal(kind('hcpcs', 'LT', 'Left side', {}, 'modifier'), 'group')
  })

  it('follows the publisher’s grouping in HCPCS, the letter where that is empty', () => {
    assert.equal(kind('hcpcs', 'J9999', 'Thing, 10 mg', { betos: 'O1D' }), 'drug')
    assert.equal(kind('hcpcs', 'E9999', 'Pump', { betos: 'D1E' }), 'supply')
    assert.equal(kind('hcpcs', 'G9999', 'A blood count', { betos: 'T1D' }), 'laboratory')
    assert.equal(kind('hcpcs', 'A0999', 'Ambulance ride', { betos: 'O1A' }), 'procedure')
    assert.equal(kind('hcpcs', 'K9999', 'Seat', { betos: 'Z2' }), 'supply')
    assert.equal(kind('hcpcs', 'G8888', 'A quality measure', { betos: 'Z2' }), 'procedure')
  })

  it('does not take a test of the mouth for a drug by mouth', () => {
    assert.equal(kind('hcpcs', 'S9999', 'Antibody testing of oral mucosal fluid', { betos: 'Z2' }), 'procedure')
    assert.equal(kind('hcpcs', 'S9999', 'Prochlorperazine, oral, 5 mg', { betos: 'Z2' }), 'drug')
  })

  it('takes a thing for a thing where it is grouped with the service it is used in', () => {
    assert.equal(kind('hcpcs', 'A9999', 'Tissue marker, implantable', { betos: 'I1E' }), 'supply')
    assert.equal(kind('hcpcs', 'A9999', 'Administration set, with nebulizer', { betos: 'D1E' }), 'supply')
    assert.equal(kind('hcpcs', 'A9999', 'Technetium, diagnostic, per study dose', { betos: 'I1E' }), 'drug')
    assert.equal(kind('hcpcs', 'V2999', 'Contact lens (for contact lens modification)', { betos: 'D1F' }), 'supply')
    assert.equal(kind('hcpcs', 'S9999', 'Scintimammography, including supply of radiopharmaceutical'), 'procedure')
    assert.equal(kind('hcpcs', 'V5999', 'Repair/modification of a hearing aid', { betos: 'O1F' }), 'procedure')
  })

  it('follows plain words of the title against a grouping that says less', () => {
    assert.equal(kind('hcpcs', 'P9999', 'Platelets, each unit', { betos: 'T1H' }), 'drug')
    assert.equal(kind('hcpcs', 'A9999', 'Tracer, diagnostic, per 0.5 millicurie', { betos: 'I1E' }), 'drug')
    assert.equal(kind('hcpcs', 'V5999', 'Hearing screening', { betos: 'O1F' }), 'procedure')
    assert.equal(kind('hcpcs', 'S9999', 'Home infusion therapy, per diem', { betos: 'Z2' }), 'procedure')
    assert.equal(kind('hcpcs', 'C9997', 'Insertion of catheter through a blocked vein', { betos: 'D1A' }), 'procedure')
    assert.equal(kind('hcpcs', 'S9998', 'Single vision lens (safety), per lens', { betos: 'Z2' }), 'supply')
    assert.equal(kind('hcpcs', 'S9997', 'Contact lens evaluation', { betos: 'Z2' }), 'procedure')
    assert.equal(kind('hcpcs', 'S9996', 'Drug citrate, 25 mg', { betos: 'Z2' }), 'drug')
    assert.equal(kind('hcpcs', 'A9998', 'Dialysate solution, each bag', { betos: 'P9B' }), 'supply')
    assert.equal(kind('hcpcs', 'C9998', 'Brachytherapy source, stranded, per source', { betos: 'I4B' }), 'supply')
  })
})
