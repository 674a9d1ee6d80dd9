import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { zipOf } from '../../test/tools/zip-writer.ts'
import { AppError, type ErrorCode } from '../core/errors.ts'
import { inTemporaryFolder, serve } from '../sources/fetch/testing.ts'
import { PROVENANCE_SUFFIX } from '../sources/provenance.ts'
import { addSource } from './add.ts'
import { type Home, homeAt, prepareHome } from './home.ts'
import { collectInputs } from './inputs.ts'

const FIXTURES = fileURLToPath(new URL('../../fixtures/icd10cm/', import.meta.url))
const ORDER = readFileSync(join(FIXTURES, 'icd10cm_order_2026.txt'))
const ZIP = zipOf([{ name: 'icd10cm_order_2026.txt', bytes: ORDER }])

const inHome = (play: (home: Home, folder: string) => Promise<void>): Promise<void> =>
  inTemporaryFolder((folder) => play(homeAt(join(folder, 'home')), folder))

function fileIn(folder: string, name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

const failsWith = (code: ErrorCode, text: RegExp) => (error: unknown) =>
  error instanceof AppError && error.code === code && text.test(error.message)

const releasesIn = async (home: Home): Promise<string[]> =>
  (await collectInputs(home, { onIssue: () => {}, starter: join(home.root, 'none') })).flatMap(({ releases }) =>
    releases.map((each) => each.release.label),
  )

describe('adding release files of the user', () => {
  it('copies a zip, notes where it came from and says what is in it', () =>
    inHome(async (home, folder) => {
      const result = await addSource(home, fileIn(folder, 'codes.zip', ZIP))
      const path = join(home.sources, 'user', 'codes.zip')
      assert.equal(result.files[0]?.path, path)
      assert.equal(result.files[0]?.outcome, 'added')
      assert.deepEqual(result.files[0]?.parts, [
        { system: 'icd10cm', release: 'FY2026', role: 'order', file: 'codes.zip!icd10cm_order_2026.txt' },
      ])
      assert.equal(result.text, 'Added codes.zip: icd10cm FY2026 order.')
      const note = JSON.parse(readFileSync(path + PROVENANCE_SUFFIX, 'utf8'))
      assert.deepEqual([note.location, note.size, note.url], ['user', ZIP.length, undefined])
      assert.deepEqual(await releasesIn(home), ['FY2026'])
      assert.equal(readdirSync(join(home.sources, 'user')).length, 2)
    }))

  it('does nothing the second time, whatever the name, and says so', () =>
    inHome(async (home, folder) => {
      await addSource(home, fileIn(folder, 'codes.zip', ZIP))
      const again = await addSource(home, fileIn(folder, 'other.zip', ZIP))
      assert.equal(again.files[0]?.outcome, 'there')
      assert.match(again.text, /^Nothing to do: the same content is there already \(icd10cm FY2026 order\)/)
      assert.equal(readdirSync(join(home.sources, 'user')).length, 2)
    }))

  it('replaces a file of the same name and parts, and keeps one that holds another release', () =>
    inHome(async (home, folder) => {
      await addSource(home, fileIn(folder, 'codes.zip', ZIP))
      const corrected = zipOf([{ name: 'icd10cm_order_2026.txt', bytes: ORDER.subarray(0, -40) }])
      assert.equal((await addSource(home, fileIn(folder, 'codes.zip', corrected))).files[0]?.outcome, 'replaced')
      assert.deepEqual(readFileSync(join(home.sources, 'user', 'codes.zip')), corrected)
      const next = zipOf([{ name: 'icd10cm_order_2027.txt', bytes: ORDER }])
      assert.equal((await addSource(home, fileIn(folder, 'codes.zip', next))).files[0]?.outcome, 'added')
      assert.deepEqual(await releasesIn(home), ['FY2026', 'FY2027'])
    }))

  it('takes from a folder what it knows, and leaves the rest', () =>
    inHome(async (home, folder) => {
      const from = join(folder, 'release')
      fileIn(from, 'a/codes.zip', ZIP)
      fileIn(from, 'readme.pdf', '%PDF-1.7')
      fileIn(from, 'broken.zip', 'PK cut off')
      fileIn(from, '.hidden/icd10cm_order_2025.txt', ORDER)
      const issues: string[] = []
      const result = await addSource(home, from, { onIssue: (issue) => issues.push(issue.file) })
      assert.equal(result.files.length, 1)
      assert.deepEqual(result.ignored.toSorted(), ['broken.zip', 'readme.pdf'])
      assert.deepEqual(issues, ['broken.zip'])
    }))

  it('refuses what it does not know and names what it saw', () =>
    inHome(async (home, folder) => {
      const many = zipOf(['a.txt', 'b.pdf', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ name, bytes: 'x' })))
      const refused = failsWith('file-unrecognized', /x\.zip .* \(seen: a\.txt, b\.pdf, c, d, e and 2 more\)\.$/)
      await assert.rejects(addSource(home, fileIn(folder, 'x.zip', many)), refused)
      assert.equal(existsSync(join(home.sources, 'user')), false)
    }))

  it('refuses what is not there, what is cut off and empty folders', () =>
    inHome(async (home, folder) => {
      await assert.rejects(addSource(home, join(folder, 'nowhere.zip')), failsWith('file-missing', /nowhere\.zip/))
      const cut = fileIn(folder, 'cut.zip', ZIP.subarray(0, 300))
      await assert.rejects(addSource(home, cut), failsWith('file-unreadable', /cut\.zip/))
      mkdirSync(join(folder, 'empty'))
      await assert.rejects(addSource(home, join(folder, 'empty')), failsWith('file-unrecognized', /it is empty/))
    }))

  it('downloads an address, also one that does not end in a file name', () =>
    inHome(async (home) => {
      const server = await serve({ '/get?id=7': (_request, response) => void response.end(ZIP) })
      try {
        const result = await addSource(home, `${server.origin}/get?id=7`)
        assert.equal(result.files[0]?.path, join(home.sources, 'user', 'get.zip'))
        const note = JSON.parse(readFileSync(`${result.files[0]?.path}${PROVENANCE_SUFFIX}`, 'utf8'))
        assert.deepEqual([note.location, note.url], ['user', `${server.origin}/get?id=7`])
        const failing = addSource(home, `${server.origin}/nothing.zip`)
        await assert.rejects(failing, failsWith('download-failed', /the server answered 404/))
        assert.deepEqual(readdirSync(home.root).sort(), ['editions', 'sources'])
      } finally {
        await server.close()
      }
    }))
})

describe('a wheel of the mirror beside a newer release of the publisher', () => {
  it('gives both releases', () =>
    inHome(async (home) => {
      prepareHome(home)
      for (const [folder, name, members] of [
        ['mirror', 'lists-1.0-py3-none-any.whl', ['code-list-April-2025.txt', 'icd10cm-tabular-April-2025.xml']],
        ['publisher', 'icd10cm-code-descriptions-2026.zip', ['icd10cm_order_2026.txt']],
      ] as const) {
        const entries = members.map((each) => ({ name: `x/data/${each}`, bytes: readFileSync(join(FIXTURES, each)) }))
        fileIn(join(home.sources, folder), name, zipOf(entries))
      }
      assert.deepEqual(await releasesIn(home), ['FY2025-04', 'FY2026'])
      // The order file of the wheel's own release joins it: one release, all files. October's is a release of its own.
      const order = join(FIXTURES, 'icd10cm_order_2026.txt')
      copyFileSync(order, join(home.sources, 'publisher', 'icd10cm_order_April_2025.txt'))
      assert.deepEqual(await releasesIn(home), ['FY2025-04', 'FY2026'])
      copyFileSync(order, join(home.sources, 'publisher', 'icd10cm_order_2025.txt'))
      assert.deepEqual(await releasesIn(home), ['FY2025', 'FY2025-04', 'FY2026'])
    }))
})
