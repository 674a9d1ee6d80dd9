/** The starter set as it ships: it must load without an error by the ordinary loaders and hold together by itself. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { walkSources } from '../src/sources/walk.ts'
import { rowOf } from '../src/systems/icd10pcs/axes.ts'
import { icd10pcs } from '../src/systems/icd10pcs/index.ts'
import { allowsBulk } from '../src/systems/licence.ts'
import type { SourceRecord } from '../src/systems/records.ts'
import { recognizeFile, SYSTEMS } from '../src/systems/registry.ts'
import { describeCodeSystem, findReleases } from '../src/systems/system.suite.ts'
import type { CodeSystem } from '../src/systems/system.ts'

const STARTER = join(import.meta.dirname, '../starter')

/** What the starter set promises to hold at least, per system: codes that can be reported, and of which release. */
const PROMISED: Readonly<Record<string, { readonly release: string; readonly codes: number }>> = {
  icd10cm: { release: 'FY2026', codes: 600 },
  icd10pcs: { release: 'FY2026', codes: 200 },
  hcpcs: { release: '2024-07', codes: 170 },
  pos: { release: '2024-06-01', codes: 52 },
  poa: { release: '2020-07-14', codes: 5 },
}

const SHIPPED = SYSTEMS.filter((system) => existsSync(join(STARTER, system.id)))

for (const system of SHIPPED) describeCodeSystem(system, STARTER)

describe('the starter set', () => {
  const loaded = new Map<CodeSystem, readonly SourceRecord[]>()

  before(async () => {
    for (const system of SHIPPED) loaded.set(system, await records(system))
  })

  it('holds no file that no system knows, apart from its README', async () => {
    for await (const file of walkSources(STARTER, (issue) => assert.fail(issue.text))) {
      if (file.name === 'README.md') continue
      assert.ok(await recognizeFile(file), `${file.path} is not recognised`)
    }
  })

  it('loads without an error', () => {
    for (const issue of [...loaded.values()].flat().filter((record) => record.type === 'issue')) {
      // Index targets and table combinations beyond the titled codes are expected in an excerpt of a release.
      const expected = issue.code === 'unknown-target' || issue.code === 'untitled-codes'
      assert.ok(expected && issue.severity !== 'error', `${issue.file}: ${issue.code}: ${issue.text}`)
    }
  })

  it('holds nothing under a licence', () => {
    for (const system of SHIPPED) assert.ok(allowsBulk(system), system.id)
    assert.deepEqual(Object.keys(PROMISED).sort(), SHIPPED.map(({ id }) => id).sort())
  })

  it('holds the codes it promises', () => {
    for (const [system, all] of loaded) {
      const codes = all.filter((record) => record.type === 'concept' && record.level === 'code')
      const least = PROMISED[system.id]?.codes ?? 0
      assert.ok(codes.length >= least, `${system.name}: ${codes.length} codes, promised ${least}`)
    }
  })

  it('lists no header without a code under it', () => {
    for (const [system, all] of loaded) {
      const concepts = all.filter((record) => record.type === 'concept')
      const parents = new Set(concepts.map((concept) => concept.parent))
      // Blocks that only group other blocks (C00-C96) stand beside them, in the official list too.
      const headers = concepts.filter((concept) => !['code', 'modifier', 'section'].includes(concept.level))
      for (const { code } of headers) assert.ok(parents.has(code), `${system.name} ${code} has nothing under it`)
    }
  })

  it('reaches every ICD-10-PCS code by a row of its table', () => {
    const all = loaded.get(icd10pcs) ?? []
    const rows = all.filter((record) => record.type === 'axisRow')
    for (const record of all) {
      if (record.type !== 'concept' || record.level !== 'code') continue
      assert.ok(rowOf(record.code, rows), `${record.code} is in no row`)
    }
  })

  it('keeps every text file in UTF-8 without control characters', async () => {
    for await (const file of walkSources(STARTER, (issue) => assert.fail(issue.text))) {
      const bytes = await readFile(join(STARTER, file.path))
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
      assert.doesNotMatch(text, /[\x00-\x08\x0b-\x1f\x7f]/, file.path)
    }
  })
})

async function records(system: CodeSystem): Promise<readonly SourceRecord[]> {
  const releases = await findReleases(system, STARTER)
  assert.deepEqual(
    releases.map((each) => each.release.label),
    [PROMISED[system.id]?.release],
  )
  const all: SourceRecord[] = []
  for (const release of releases) for await (const record of system.load(release)) all.push(record)
  return all
}
