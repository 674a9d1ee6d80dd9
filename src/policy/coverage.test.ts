import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { isoDate } from '../core/date.ts'
import { classifyStatement } from './classify.ts'
import { type Coverage, coverage } from './coverage.ts'
import { groupLogic } from './group-logic.ts'
import { readMcd } from './mcd/mcd.ts'
import { mcdExport } from './mcd/testing.ts'
import type { CodeLookup, PolicyRecord } from './model.ts'
import { PolicyStore } from './store/reader.ts'
import { PolicyWriter } from './store/writer.ts'
import { PolicyTextBuilder } from './text-builder.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-coverage-'))
const nothing: CodeLookup = { loaded: () => false, find: () => undefined }

/** A payer's document with ranges and beginnings, as the extraction of documents makes them. */
function payerRecord(): PolicyRecord {
  const builder = new PolicyTextBuilder()
  builder.heading(1, 'Infused drugs')
  const needed = builder.paragraph('J9000 to J9999 except J9190 need prior authorization.')!
  const liver = builder.paragraph('Diagnoses: C22.- support it.')!
  return {
    header: { payer: 'Harbor Plan', kind: 'commercial', number: 'MP-1', title: 'Infused drugs', plan: 'Gold' },
    text: builder.build(),
    groups: [],
    findings: [
      {
        system: 'hcpcs',
        range: ['J9000', 'J9999'],
        except: ['J9190'],
        disposition: 'needs-authorization',
        role: 'drug',
        evidence: needed,
      },
      { system: 'icd10cm', stub: 'C22', disposition: 'supports-necessity', role: 'diagnosis', evidence: liver },
    ],
    related: [],
    revisions: [],
    file: 'mp-1.pdf',
    issues: [],
  }
}

async function openStore(): Promise<PolicyStore> {
  const exportPath = join(folder, 'current_article.zip')
  writeFileSync(exportPath, mcdExport())
  const writer = new PolicyWriter(join(folder, 'policies.sqlite'))
  const options = { lookup: nothing, classify: classifyStatement, onIssue: () => {} }
  for await (const record of readMcd({ exports: [exportPath], answers: [] }, options)) writer.add(record)
  writer.add(payerRecord())
  assert.equal(writer.finish().policies, 5)
  return PolicyStore.open(join(folder, 'policies.sqlite'))
}

describe('the coverage question', async () => {
  const store = await openStore()
  after(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })
  const ask = (
    code: string,
    {
      diagnoses = [],
      day = '2026-03-01',
      system = 'cpt',
      ...more
    }: Record<string, unknown> & { diagnoses?: string[] } = {},
  ): Coverage =>
    coverage(store, {
      system: system as 'cpt',
      code,
      diagnoses: diagnoses.map((each) => ({ code: each, ancestors: [] })),
      date: isoDate(String(day)),
      ...more,
    })

  it('asks for a second list where the paragraph says so', () => {
    const one = ask('93306', { diagnoses: ['E119'], state: 'WI' }).applies[0]!
    assert.equal(one.version.number, 'A90001')
    assert.equal(one.missing.length, 1)
    assert.match(one.missing[0]!, /^A code of Group 2 together with the one of Group 1: “For 93306/)
    assert.deepEqual(ask('93306', { diagnoses: ['E119', 'Z79899'] }).applies[0]!.missing, [])
  })

  it('quotes the footnote of a marked diagnosis', () => {
    const { missing } = ask('93306', { diagnoses: ['I10', 'Z79899'] }).applies[0]!
    assert.deepEqual(missing, ['What the mark at I10 asks for: “*Report the stage as well.”'])
  })

  it('says which lists there are when no diagnosis is given, or none fits', () => {
    assert.match(
      ask('93306').applies[0]!.missing[0]!,
      /^A diagnosis it lists: Group 1 \(2 codes\) or Group 2 \(1 code\)\.$/,
    )
    const other = ask('93306', { diagnoses: ['C220', 'Z0000'] }).applies[0]!
    assert.match(other.missing[0]!, /none of the ones given/)
    assert.deepEqual(
      other.groups.filter((g) => g.matched.length > 0).map((g) => g.disposition),
      ['does-not-support'],
    )
  })

  it('does not apply elsewhere, before its day or to another payer, and says why', () => {
    const reasonOf = (found: Coverage): string[] => found.elsewhere.map((e) => `${e.version.version} ${e.reason}`)
    assert.deepEqual(reasonOf(ask('93306', { state: 'TX' })), ['4 other-state', '3 ended'])
    assert.deepEqual(reasonOf(ask('93306', { day: '2025-06-01' })), ['4 not-yet-effective'])
    assert.equal(ask('93306', { day: '2025-06-01' }).applies[0]!.version.version, '3')
    assert.deepEqual(reasonOf(ask('93306', { payer: 'Harbor Plan' })), ['4 other-payer', '3 other-payer'])
  })

  it('is superseded the day a newer version begins, though it names no end', () => {
    const old = store.versions('medicare', 'A90001').at(-1)!
    assert.deepEqual([old.version, old.superseded], ['3', '2025-12-31'])
  })

  it('finds a code through a range or a beginning, not through what they leave out', () => {
    const drug = (code: string): number => ask(code, { system: 'hcpcs' }).applies.length
    assert.equal(drug('J9000'), 1)
    assert.equal(drug('J9263'), 1)
    assert.equal(ask('J9190', { system: 'hcpcs' }).applies[0]!.version.number, 'A90001', 'only the article')
    assert.equal(drug('J8999'), 0)
    const met = ask('J9263', { system: 'hcpcs', diagnoses: ['C220'], plan: 'gold' }).applies[0]!
    assert.equal(met.groups[0]!.matched[0]!.code, 'C220')
    assert.deepEqual(met.missing, [])
    assert.equal(ask('J9263', { system: 'hcpcs', plan: 'Silver' }).elsewhere[0]!.reason, 'other-plan')
  })

  it('says what is loaded when nothing names the code', () => {
    const none = ask('11111')
    assert.deepEqual([none.applies, none.elsewhere], [[], []])
    assert.deepEqual(
      none.loaded.map((l) => `${l.payer} ${l.policies}`),
      ['Harbor Plan 1', 'Medicare 4'],
    )
  })

  it('finds passages by all their words, by some, and by none', () => {
    assert.equal(store.passages('record keep')[0]!.version.number, 'A90001')
    assert.equal(store.passages('enlarged heart hyperspace')[0]!.version.number, 'L80001')
    assert.deepEqual(store.passages('hyperspace'), [])
    // Words of the language say nothing of what is looked for, and one word of two is something else.
    assert.deepEqual(store.passages('fracture of the'), [])
    assert.deepEqual(store.passages('record hyperspace'), [])
    assert.deepEqual(store.passages('"*^ ( NEAR'), [])
  })
})

describe('the logic of a group', () => {
  const logic = (text: string) => {
    const { kind, groups, services } = groupLogic('Group 1', text)
    return { kind, groups, services }
  }

  it('is any one code unless the words ask for more', () => {
    assert.deepEqual(logic('The following codes support medical necessity.'), { kind: 'any', groups: [], services: [] })
    assert.deepEqual(logic('For J9190 and 96425:'), { kind: 'any', groups: [], services: ['J9190', '96425'] })
    assert.equal(logic('Both of the services were reviewed in 2024.').kind, 'any')
  })

  it('keeps what is asked for in some cases apart from what always is', () => {
    const some = groupLogic(
      'Group 1',
      'Any of these. When billed before surgery, a secondary diagnosis is also required.',
    )
    assert.equal(some.kind, 'any')
    assert.deepEqual(some.cases, ['When billed before surgery, a secondary diagnosis is also required.'])
  })

  it('names the other groups', () => {
    const both = logic('A primary diagnosis of Group 1 and a secondary diagnosis of Group 2 are required.')
    assert.deepEqual(both, { kind: 'with', groups: ['Group 2'], services: [] })
    assert.deepEqual(logic('Codes must be reported with a code from Groups 2 and 3.').groups, ['Group 2', 'Group 3'])
    assert.deepEqual(logic('A secondary diagnosis code must also be reported.'), {
      kind: 'with',
      groups: [],
      services: [],
    })
  })
})
