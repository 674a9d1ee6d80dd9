import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { makeFolder, putWhole, wholeFile } from './whole-file.ts'

const root = mkdtempSync(join(tmpdir(), 'medcodex-whole-'))
after(() => rmSync(root, { recursive: true, force: true }))

describe('a whole file', () => {
  it('is written at once, in folders that are made for it', () => {
    const path = join(root, 'a/b/c.txt')
    putWhole(path, 'one')
    putWhole(path, 'two')
    assert.equal(readFileSync(path, 'utf8'), 'two')
    assert.deepEqual(readdirSync(join(root, 'a/b')), ['c.txt'])
  })

  it('stays as it was, with nothing left beside it, when writing fails', async () => {
    const path = join(root, 'kept.txt')
    putWhole(path, 'kept')
    const failing = wholeFile(path, (part) => {
      writeFileSync(part, 'half')
      throw new TypeError('no more')
    })
    await assert.rejects(failing, /no more/)
    assert.equal(readFileSync(path, 'utf8'), 'kept')
    mkdirSync(join(root, 'folder/inside'), { recursive: true })
    assert.throws(() => putWhole(join(root, 'folder'), 'x'))
    assert.deepEqual(
      readdirSync(root).filter((name) => name.includes('.part')),
      [],
    )
  })
})

describe('a folder', () => {
  it('is made with those above it, and may be there', () => {
    const path = join(root, 'x/y/z')
    makeFolder(path)
    makeFolder(path)
    symlinkSync(path, join(root, 'link'))
    makeFolder(join(root, 'link'))
    assert.ok(existsSync(path))
  })

  it('is refused where there is a file', () => {
    writeFileSync(join(root, 'file'), '')
    assert.throws(() => makeFolder(join(root, 'file')), { code: 'EEXIST' })
    assert.throws(() => makeFolder(join(root, 'file/below')), { code: 'ENOTDIR' })
  })

  it('is refused where the system makes none', {
    skip: !existsSync('/proc/self') && 'linux: there is no /proc',
  }, () => {
    assert.throws(
      () => makeFolder('/proc/medcodex/sources'),
      (thrown) => /^(?:ENOENT|EACCES|EPERM|EROFS)$/.test(String((thrown as NodeJS.ErrnoException).code)),
    )
  })
})
