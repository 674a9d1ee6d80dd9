import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Json } from '../terminology/json.ts'
import { subset } from './subset.ts'

const CODE_SYSTEM: Json = {
  resourceType: 'CodeSystem',
  id: 'colours',
  meta: { tag: [{ code: 'mine' }] },
  url: 'urn:colours',
  status: 'active',
  content: 'complete',
  text: { status: 'empty' },
  concept: [{ code: 'red' }],
}
const ask = (query: string, resource = CODE_SYSTEM): Json => subset(resource, new URLSearchParams(query))

describe('a part of a resource', () => {
  it('has the elements asked for and those that no resource is without, and says that it is a part', () => {
    const part = ask('_elements=url,%20status&_elements=title')
    assert.deepEqual(Object.keys(part), ['resourceType', 'id', 'meta', 'url', 'status', 'content'])
    assert.deepEqual(
      (part['meta'] as { tag: { code: string }[] }).tag.map(({ code }) => code),
      ['mine', 'SUBSETTED'],
    )
  })

  it('is a summary without codes, the data without text, or the text', () => {
    assert.deepEqual([ask('_summary=true')['concept'], ask('_summary=true')['url']], [undefined, 'urn:colours'])
    assert.deepEqual([ask('_summary=data')['text'], ask('_summary=data')['concept']], [undefined, [{ code: 'red' }]])
    assert.deepEqual([ask('_summary=text')['text'], ask('_summary=text')['concept']], [{ status: 'empty' }, undefined])
  })

  it('is made of each resource of a bundle', () => {
    const bundle = ask('_elements=url', {
      resourceType: 'Bundle',
      total: 1,
      entry: [{ fullUrl: 'x', resource: CODE_SYSTEM }],
    })
    const [entry] = bundle['entry'] as { fullUrl: string; resource: Json }[]
    assert.deepEqual([bundle['total'], entry!.fullUrl, entry!.resource['concept']], [1, 'x', undefined])
  })

  it('is the whole where nothing is asked, and an error for a summary that FHIR does not know', () => {
    assert.equal(ask(''), CODE_SYSTEM)
    assert.equal(ask('_summary=false'), CODE_SYSTEM)
    assert.throws(() => ask('_summary=all'), /_summary is one of true, false, text, data, count/)
  })
})
