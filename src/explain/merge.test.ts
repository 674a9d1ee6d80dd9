import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { flatten, type MergeInput, mergePage } from './merge.ts'
import type { Explainer, Section, Sentence } from './model.ts'

const sentence = (text: string, sources: string[] = [], facts: string[] = []): Sentence => ({ text, sources, facts })
const section = (id: string, text: string, more: { sources?: string[]; facts?: string[] } = {}): Section => ({
  id,
  heading: id,
  blocks: [{ type: 'paragraph', sentences: [sentence(text, more.sources, more.facts)] }],
})

const authored: Explainer = {
  id: 'pump',
  title: 'Pump',
  kind: 'procedure',
  applies: [{ system: 'hcpcs', code: 'E0783' }],
  sections: [
    section('summary', 'A pump gives a drug.', { sources: ['a', 'b'] }),
    section('tools', 'A pump.', { sources: ['b'] }),
    section('name', 'The pump.'),
  ],
  sources: [
    { id: 'a', title: 'Page A', url: 'https://example.org/a' },
    { id: 'b', title: 'Page B', url: 'https://example.org/b' },
  ],
  status: 'authored',
  facets: { setting: ['home'] },
}
const other: Explainer = {
  ...authored,
  id: 'other',
  sections: [section('risks', 'Risk.', { sources: ['x'] })],
  sources: [{ id: 'x', title: 'The same page B', url: 'https://example.org/b' }],
  reviewed: { name: 'R', date: '2026-01-02' as never },
}
const draft: Explainer = { ...authored, id: 'draft', status: 'draft', sections: [section('purpose', 'A draft.')] }

const input = (more: Partial<MergeInput> = {}): MergeInput => ({
  system: 'hcpcs',
  code: 'E0783',
  kind: 'procedure',
  composed: [
    section('name', 'Official', { facts: ['title'] }),
    section('summary', 'Composed.', { facts: ['betos'] }),
    section('coding', 'May be reported.', { facts: ['billable'] }),
  ],
  facts: new Map([
    ['title', { id: 'title', kind: 'title', value: 'Official' }],
    ['betos', { id: 'betos', kind: 'property', value: 'D1E' }],
    ['billable', { id: 'billable', kind: 'billable', value: 'yes' }],
    ['unused', { id: 'unused', kind: 'note', value: 'x' }],
  ]),
  explainers: [authored, other, draft],
  showDrafts: false,
  ...more,
})

describe('a page put together', () => {
  const page = mergePage(input())

  it('takes the written text first and keeps what is composed for this code inside it', () => {
    const summary = page.sections.find((each) => each.id === 'summary')
    assert.equal(summary?.status, 'authored')
    assert.equal(summary?.explainer, 'pump')
    assert.deepEqual(
      summary?.sections.map((each) => [each.id, each.status]),
      [['summary.code', 'composed']],
    )
  })

  it('keeps the official name first', () => {
    const name = page.sections[0]
    assert.equal(name?.status, 'composed')
    assert.deepEqual(
      name?.sections.map((each) => [each.id, each.status]),
      [['name.text', 'authored']],
    )
  })

  it('follows the template, with a parent for sections inside one', () => {
    assert.deepEqual(
      page.sections.map((each) => each.id),
      ['name', 'summary', 'description', 'risks', 'coding'],
    )
    const description = page.sections.find((each) => each.id === 'description')
    assert.deepEqual(description?.blocks, [])
    assert.equal(description?.sections[0]?.id, 'tools')
  })

  it('numbers each source once, in reading order', () => {
    assert.deepEqual(
      page.sources.map((each) => [each.id, each.url]),
      [
        ['1', 'https://example.org/a'],
        ['2', 'https://example.org/b'],
      ],
    )
    const risks = page.sections.find((each) => each.id === 'risks')
    assert.ok(risks?.blocks[0]?.type === 'paragraph')
    assert.deepEqual(risks.blocks[0].sentences[0]?.sources, ['2'])
    assert.equal(risks.reviewed?.name, 'R')
  })

  it('lists the facts that are named, the texts and their values', () => {
    assert.deepEqual(page.facts.map((each) => each.id).sort(), ['betos', 'billable', 'title'])
    assert.deepEqual(
      page.explainers.map((each) => each.id),
      ['pump', 'other'],
    )
    assert.deepEqual(page.facets, { setting: ['home'] })
    assert.match(page.disclaimer, /not medical advice/)
  })

  it('shows drafts only where asked, and says that one is there', () => {
    assert.equal(page.hasDraft, false)
    assert.ok(!flatten(page.sections).some((each) => each.status === 'draft'))
    const shown = mergePage(input({ showDrafts: true }))
    assert.equal(shown.hasDraft, true)
    assert.ok(shown.sections.some((each) => each.id === 'purpose' && each.status === 'draft'))
  })

  it('prefers a written text to a draft that is more specific', () => {
    const close = { ...draft, sections: [section('risks', 'Draft risk.')] }
    const shown = mergePage(input({ explainers: [close, other], showDrafts: true }))
    assert.equal(shown.sections.find((each) => each.id === 'risks')?.status, 'authored')
  })

  it('loses no section when the text is of another kind, and says the code’s own words first', () => {
    const shown = mergePage(input({ kind: 'supply', composed: [...input().composed, section('billing', 'One item.')] }))
    assert.deepEqual(
      shown.sections.map((each) => each.id),
      ['name', 'summary', 'description', 'risks', 'billing', 'coding'],
    )
    const summary = shown.sections.find((each) => each.id === 'summary')
    assert.equal(summary?.status, 'composed')
    assert.equal(summary?.sections[0]?.heading, 'Pump')
    assert.equal(flatten(shown.sections).find((each) => each.id === 'tools')?.status, 'authored')
  })

  it('keeps what a group holds behind its summary', () => {
    const group = mergePage(
      input({ kind: 'group', composed: [...input().composed, section('contents', 'Two codes.')] }),
    )
    assert.deepEqual(
      group.sections.map((each) => each.id),
      ['name', 'summary', 'contents', 'description', 'risks', 'coding'],
    )
  })
})
