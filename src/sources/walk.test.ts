import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { all } from '../../test/tools/memory-file.ts'
import { zipOf } from '../../test/tools/zip-writer.ts'
import { AppError, type ErrorCode } from '../core/errors.ts'
import type { Issue } from '../core/issue.ts'
import { readHead } from './head.ts'
import { LIMITS, type Limits } from './limits.ts'
import type { SourceFile } from './source-file.ts'
import { walkSources } from './walk.ts'

const failed = (code: ErrorCode, pattern: RegExp) => (error: unknown) =>
  error instanceof AppError && error.code === code && pattern.test(error.message)

describe('walking sources', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'medcodex-walk-'))
  })
  after(() => rm(folder, { recursive: true }))

  async function put(name: string, bytes: Uint8Array | string): Promise<string> {
    const path = join(folder, name)
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, bytes)
    return path
  }

  async function walk(path: string, limits: Limits = LIMITS): Promise<{ files: SourceFile[]; issues: Issue[] }> {
    const issues: Issue[] = []
    return { files: await all(walkSources(path, (issue) => issues.push(issue), limits)), issues }
  }

  async function textOf(file: SourceFile | undefined): Promise<string> {
    return file === undefined ? '' : Buffer.concat(await all(file.open())).toString()
  }

  it('reads a folder in name order with its folders, and leaves hidden files out', async () => {
    await put('set/b.txt', 'b')
    await put('set/a/c.txt', 'c')
    await put('set/.hidden', 'x')
    const { files } = await walk(join(folder, 'set'))
    assert.deepEqual(
      files.map((file) => [file.name, file.path, file.size]),
      [
        ['c.txt', 'a/c.txt', 1],
        ['b.txt', 'b.txt', 1],
      ],
    )
  })

  it('opens zips in zips and gz files, and says where each file stands', async () => {
    const inner = zipOf([{ name: 'data/x.txt', bytes: 'inside' }])
    const path = await put(
      'outer.zip',
      zipOf([
        { name: 'in/inner.zip', bytes: inner },
        { name: 'y.xml.gz', bytes: gzipSync('<y/>') },
      ]),
    )
    const { files } = await walk(path)
    assert.deepEqual(
      files.map((file) => file.path),
      ['outer.zip!in/inner.zip!data/x.txt', 'outer.zip!y.xml.gz!y.xml'],
    )
    assert.deepEqual(
      files.map((file) => file.name),
      ['x.txt', 'y.xml'],
    )
    assert.equal(await textOf(files[0]), 'inside')
    assert.equal(await textOf(files[1]), '<y/>')
  })

  it('gives the bytes of a file as often as they are asked for, and only as many', async () => {
    const path = await put('again.zip', zipOf([{ name: 'x.txt', bytes: 'abc'.repeat(100_000) }]))
    const { files } = await walk(path)
    assert.equal((await textOf(files[0])).length, 300_000)
    assert.equal((await textOf(files[0])).length, 300_000)
    const head = files[0] && (await readHead(files[0], 4))
    assert.equal(Buffer.from(head ?? []).toString(), 'abca')
  })

  it('takes names that climb out of an archive for names only', async () => {
    const members = ['../../etc/passwd', '/abs/y.txt', '__MACOSX/._x.txt', 'a/', 'a/z.txt']
    const path = await put('climb.zip', zipOf(members.map((name) => ({ name, bytes: '' }))))
    const { files } = await walk(path)
    assert.deepEqual(
      files.map((file) => file.name),
      ['passwd', 'y.txt', 'z.txt'],
    )
  })

  it('says that a file is missing', async () => {
    await assert.rejects(walk(join(folder, 'nothing.zip')), failed('file-missing', /nothing\.zip/))
  })

  it('says that a web page is not a zip', async () => {
    const path = await put('page.zip', '\ufeff\r\n<!DOCTYPE html>\n<html><title>Not found</title></html>')
    await assert.rejects(walk(path), failed('file-unreadable', /is an HTML page, not a zip/))
    const gz = await put('page.xml.gz', '<html></html>')
    await assert.rejects(walk(gz), failed('file-unreadable', /is an HTML page, not a gz file/))
  })

  it('says that a download was cut off', async () => {
    const whole = zipOf([{ name: 'x.txt', bytes: 'x'.repeat(1000) }])
    await assert.rejects(
      walk(await put('cut.zip', whole.subarray(0, whole.length - 30))),
      failed('file-unreadable', /cut off/),
    )
    await assert.rejects(walk(await put('empty.zip', '')), failed('file-unreadable', /cut off/))
    const gz = gzipSync(Buffer.from('some text that is long enough'))
    const { files } = await walk(await put('cut.txt.gz', gz.subarray(0, gz.length - 10)))
    await assert.rejects(textOf(files[0]), failed('file-unreadable', /cut off/))
  })

  it('says that a member is damaged', async () => {
    const path = await put('damaged.zip', zipOf([{ name: 'x.txt', bytes: 'text', declaredCrc: 1 }]))
    const { files } = await walk(path)
    await assert.rejects(textOf(files[0]), failed('file-unreadable', /checksum/))
  })

  it('refuses a zip bomb from its header', async () => {
    const path = await put('bomb.zip', zipOf([{ name: 'x.txt', bytes: Buffer.alloc(20 * 1024 ** 2) }]))
    await assert.rejects(walk(path), failed('file-too-large', /200 times/))
    await assert.rejects(walk(path, { ...LIMITS, memberBytes: 1024 ** 2 }), failed('file-too-large', /1 MB/))
  })

  it('refuses a zip bomb whose header lies while it is unpacked', async () => {
    const liar = zipOf([{ name: 'x.txt', bytes: Buffer.alloc(20 * 1024 ** 2), declaredSize: 100 }])
    const { files } = await walk(await put('liar.zip', liar))
    await assert.rejects(textOf(files[0]), failed('file-too-large', /100 bytes its archive declares/))
  })

  it('refuses a gz bomb while it is unpacked', async () => {
    const { files } = await walk(await put('bomb.txt.gz', gzipSync(Buffer.alloc(30 * 1024 ** 2))))
    await assert.rejects(textOf(files[0]), failed('file-too-large', /bomb\.txt/))
  })

  it('refuses an archive of too many files', async () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ name: `${n}.txt`, bytes: '' }))
    await assert.rejects(
      walk(await put('many.zip', zipOf(many)), { ...LIMITS, members: 20 }),
      failed('file-too-large', /20 files/),
    )
  })

  it('opens archives to a depth of four and tells about deeper ones', async () => {
    let bytes = zipOf([{ name: 'x.txt', bytes: 'x' }])
    for (let depth = 2; depth <= 4; depth += 1) bytes = zipOf([{ name: `${depth}.zip`, bytes }])
    assert.equal((await walk(await put('four.zip', bytes))).files.length, 1)
    const { files, issues } = await walk(await put('five.zip', zipOf([{ name: '5.zip', bytes }])))
    assert.equal(files.length, 0)
    assert.deepEqual(
      issues.map((issue) => issue.code),
      ['nested-too-deep'],
    )
  })
})
