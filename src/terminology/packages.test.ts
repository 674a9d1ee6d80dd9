import assert from 'node:assert/strict'
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, describe, it } from 'node:test'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { loadResources } from './packages.ts'
import type { ConceptMap } from './resources.ts'
import { animals, valueSet } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-packages-'))
after(() => rmSync(folder, { recursive: true }))

const r4Map = {
  resourceType: 'ConceptMap',
  url: 'http://example.org/ConceptMap/m',
  status: 'active',
  sourceUri: 'http://example.org/ValueSet/s',
  group: [
    { source: 'http://a', target: 'http://b', element: [{ code: 'x', target: [{ code: 'y', equivalence: 'wider' }] }] },
  ],
}

async function writePackage(name: string, files: Record<string, string>): Promise<void> {
  const archive = pack()
  for (const [path, text] of Object.entries(files)) archive.entry({ name: path }, text)
  archive.finalize()
  await pipeline(archive, createGzip(), createWriteStream(join(folder, name)))
}

describe('resources of files', () => {
  it('are those of JSON files and packages, R4 read as R5, and what is broken is named', async () => {
    writeFileSync(join(folder, 'a.json'), `\uFEFF${JSON.stringify(animals())}`)
    writeFileSync(join(folder, 'b.json'), '{"resourceType": "CodeSystem", "content": "all of it"}')
    writeFileSync(join(folder, 'c.json'), 'not JSON')
    writeFileSync(join(folder, 'd.txt'), 'not looked at')
    await writePackage('e.tgz', {
      'package/package.json': '{"name": "example", "fhirVersions": ["4.0.1"]}',
      'package/ConceptMap-m.json': JSON.stringify(r4Map),
      'package/ValueSet-v.json': JSON.stringify(valueSet('v', { include: [] })),
      'package/Patient-p.json': '{"resourceType": "Patient"}',
      'package/other/CodeSystem-x.json': JSON.stringify(animals('9')),
    })
    const { resources, issues } = await loadResources(folder)
    assert.deepEqual(
      resources.map((r) => r.resourceType),
      ['CodeSystem', 'ConceptMap', 'ValueSet'],
    )
    const map = resources[1] as ConceptMap
    assert.equal(map.group?.[0]?.element?.[0]?.target?.[0]?.relationship, 'source-is-narrower-than-target')
    assert.equal(map.sourceScopeUri, 'http://example.org/ValueSet/s')
    assert.deepEqual(
      issues.map((i) => i.file.slice(folder.length + 1)),
      ['b.json', 'c.json'],
    )
    assert.match(issues[0]!.problem, /content/)
  })

  it('may be one file, and must be there', async () => {
    assert.equal((await loadResources(join(folder, 'a.json'))).resources.length, 1)
    await assert.rejects(loadResources(join(folder, 'none')), /There is no file or folder/)
  })

  it('of a package cut short are none, and that is said', async () => {
    writeFileSync(join(folder, 'cut.tgz'), Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]))
    const { resources, issues } = await loadResources(join(folder, 'cut.tgz'))
    assert.deepEqual([resources.length, issues.length], [0, 1])
  })
})
