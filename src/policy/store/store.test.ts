/** What is written of a finding's certainty and of lost rows is read back. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import type { PolicyRecord } from '../model.ts'
import { PolicyTextBuilder } from '../text-builder.ts'
import { PolicyStore } from './reader.ts'
import { PolicyWriter } from './writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-store-'))
after(() => rmSync(folder, { recursive: true }))

it('confidence, candidate and lost rows', () => {
  const builder = new PolicyTextBuilder()
  const said = builder.paragraph('E0781 and E0784.')!
  const record: PolicyRecord = {
    header: { payer: 'Plan', kind: 'commercial', number: '1', title: 'Pumps' },
    text: builder.build(),
    groups: [],
    findings: [
      {
        system: 'hcpcs',
        code: 'E0781',
        disposition: 'mentions',
        role: 'device',
        evidence: said,
        confidence: 0.42,
        candidate: 'excludes',
      },
      { system: 'hcpcs', code: 'E0784', disposition: 'covers', role: 'device', evidence: said },
    ],
    related: [],
    revisions: [],
    file: 'a.txt',
    issues: [],
    lost: { rows: 3, why: ['A cell of the row is never closed.'] },
  }
  const path = join(folder, 'policies.sqlite')
  const writer = new PolicyWriter(path)
  writer.add(record)
  writer.finish()
  const store = PolicyStore.open(path)
  const [doubtful] = store.findingsOf('hcpcs', 'E0781')
  const [plain] = store.findingsOf('hcpcs', 'E0784')
  assert.deepEqual([doubtful!.confidence, doubtful!.candidate], [0.42, 'excludes'])
  assert.deepEqual([plain!.confidence, plain!.candidate], [undefined, undefined])
  assert.deepEqual(store.version(plain!.versionId)!.lost, { rows: 3, why: ['A cell of the row is never closed.'] })
  store.close()
})
