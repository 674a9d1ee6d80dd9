import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SYSTEMS, SYSTEMS_IN_DOCUMENTS, type SystemInDocuments } from './registry.ts'
import { shortNameOf } from './system.ts'

/** A code of each system as documents print it, without a point. */
const CODES: Readonly<Record<string, string>> = {
  icd10pcs: '0DTJ4ZZ',
  icd9cm: '25000',
  icd10cm: 'E119',
  msdrg: '470',
  cvx: '208',
  ndc: '0002-8215-01',
  cdt: 'D0120',
  cpt: '99213',
  hcpcs: 'J9035',
}

const places = SYSTEMS_IN_DOCUMENTS.map((system) => ({ system, code: CODES[system.id]! }))
const first = (fits: (system: SystemInDocuments) => boolean): string | undefined => SYSTEMS_IN_DOCUMENTS.find(fits)?.id

describe('systems in documents', () => {
  it('lists every system that declares how documents write about it', () => {
    const declared = SYSTEMS.filter((system) => system.inDocuments).map((system) => system.id)
    assert.deepEqual(SYSTEMS_IN_DOCUMENTS.map((system) => system.id).sort(), declared.sort())
  })

  it('is told by its name, in a text and in the heading of a column', () => {
    for (const { system } of places) {
      const name = shortNameOf(system)
      assert.ok(system.inDocuments.words.global, system.id)
      assert.equal(
        first(({ inDocuments }) => `see ${name} 1`.search(inDocuments.words) >= 0),
        system.id,
      )
      assert.equal(
        first(({ inDocuments }) => inDocuments.heading.test(`${name} Code`)),
        system.id,
      )
    }
  })

  it('fits its own codes, which its grammar reads', () => {
    for (const { system, code } of places) {
      const { shape, whereNamed, segments } = system.inDocuments
      assert.notEqual(system.grammar.normalize(code), undefined, system.id)
      const fits = shape?.whole.test(code) ?? (segments ? code.search(segments.joined) === 0 : undefined)
      assert.ok(fits ?? whereNamed?.test(system.grammar.display(code)), system.id)
      assert.ok(shape?.listed.test(code) ?? true, system.id)
      assert.ok(shape?.mayExist?.(code) ?? true, system.id)
    }
  })

  it('has one shape alone that fits a code whose shape is enough', () => {
    for (const { system, code } of places)
      if (system.inDocuments.shape?.alike === 'nothing')
        assert.deepEqual(
          SYSTEMS_IN_DOCUMENTS.filter(
            ({ inDocuments: { shape } }) => shape?.alike !== 'words' && shape?.whole.test(code),
          ).map(({ id }) => id),
          [system.id],
        )
  })
})
