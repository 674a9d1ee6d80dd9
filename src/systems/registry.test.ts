import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { all, memoryFile } from '../../test/tools/memory-file.ts'
import { isSystemId } from '../core/system-id.ts'
import { walkSources } from '../sources/walk.ts'
import { findSystem, recognizeFile, SYSTEMS, systemOf } from './registry.ts'

describe('the registry of code systems', () => {
  it('has one system for every identifier', () => {
    const ids = SYSTEMS.map((system) => system.id)
    assert.equal(new Set(ids).size, ids.length)
    for (const id of ids) {
      assert.ok(isSystemId(id), id)
      assert.equal(systemOf(id).id, id)
    }
  })

  it('finds a system by every name it is called', () => {
    for (const name of [
      'ICD-10-CM',
      'ICD10CM',
      'icd10',
      'http://hl7.org/fhir/sid/icd-10-cm',
      'urn:oid:2.16.840.1.113883.6.90',
    ])
      assert.equal(findSystem(name)?.id, 'icd10cm', name)
    for (const system of SYSTEMS) {
      const oids = (system.oids ?? []).flatMap((oid) => [oid, `urn:oid:${oid}`])
      for (const name of [system.id, system.name, system.title, system.uri, ...oids, ...(system.names ?? [])])
        assert.equal(findSystem(name)?.id, system.id, name)
    }
    for (const name of ['', ' ', 'nonsense', 'urn:oid:1.2.3']) assert.equal(findSystem(name), undefined, name)
  })

  it('recognises the fixtures of each system as files of that system and no other', async () => {
    for (const { id } of SYSTEMS) {
      const folder = join(import.meta.dirname, '../../fixtures', id)
      assert.ok(existsSync(folder), folder)
      const files = await all(walkSources(folder, (issue) => assert.fail(issue.text)))
      const found = await Promise.all(files.map(recognizeFile))
      assert.ok(found.some((each) => each !== undefined))
      for (const each of found) if (each) assert.equal(each.release.system, id, each.file.path)
    }
  })

  it('reads no more than the beginning of a file to recognise it', async () => {
    let given = 0
    const file = {
      ...memoryFile('unknown.bin', ''),
      async *open(): AsyncIterable<Uint8Array> {
        for (; given < 100; given += 1) yield Buffer.alloc(4096, 0xff)
      },
    }
    assert.equal(await recognizeFile(file), undefined)
    assert.ok(given < 2)
  })
})
