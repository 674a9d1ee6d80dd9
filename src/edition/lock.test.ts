/** A lock is another build's, or a leftover. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { takeLock } from './lock.ts'

describe('a lock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'medcodex-lock-'))
  const path = join(folder, 'build.lock')
  const take = () => takeLock(path, (pid) => new RangeError(`busy ${pid}`))
  const parents = process.ppid

  it('is taken, given back, and held meanwhile', () => {
    const unlock = take()
    const held = readFileSync(path, 'utf8')
    assert.match(held, new RegExp(`^${process.pid}( \\d+)?$`))
    unlock()
    assert.ok(!existsSync(path))
  })

  it('of a process that runs is respected', () => {
    writeFileSync(path, String(parents))
    assert.throws(take, new RangeError(`busy ${parents}`))
  })

  it('of a process that is gone, or of an id that another program has now, is a leftover', {
    skip: process.platform !== 'linux',
  }, () => {
    for (const stale of ['999999999', `${parents} 1`, 'nonsense', '']) {
      writeFileSync(path, stale)
      take()()
    }
    rmSync(folder, { recursive: true })
  })
})
