import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { all, memoryFile } from '../../test/tools/memory-file.ts'
import { SYSTEM_IDS } from '../core/system-id.ts'
import { walkSources } from '../sources/walk.ts'
import { recognizeFile, SYSTEMS, systemOf } from './registry.ts'

describe('the registry of code systems', () => {
  it('has one system for every identifier', () => {
    assert.deepEqual(SYSTEMS.map((system) => system.id).toSorted(), [...SYSTEM_IDS].toSorted())
    for (const id of SYSTEM_IDS) assert.equal(systemOf(id).id, id)
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
