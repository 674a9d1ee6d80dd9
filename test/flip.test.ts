/** Damage: whichever byte of an edition's files is another, the edition is refused by the name of the file. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it, mock } from 'node:test'
import fc from 'fast-check'
import { AppError } from '../src/core/errors.ts'
import { checkFileInTurns } from '../src/edition/checksums.ts'
import { openEdition, readSealed } from '../src/edition/edition.ts'
import { homeAt, setCurrent } from '../src/edition/home.ts'
import { openLive } from '../src/edition/live.ts'
import { lazyMeaning } from '../src/edition/meaning.ts'
import { SearchEngine } from '../src/search/engine.ts'
import { SearchIndex } from '../src/search/index/search-index.ts'
import { medcodex } from './cli.ts'
import { rawGet } from './raw-http.ts'
import { serving } from './serving.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

describe('a flipped byte', () => {
  let starter: StarterEdition
  const root = mkdtempSync(join(tmpdir(), 'medcodex-flip-'))
  const home = homeAt(root)
  const id = 'aaaaaaaaaaaaaaaa'
  const path = join(home.editions, id)

  before(async () => {
    starter = await starterEdition()
    cpSync(starter.edition.path, path, { recursive: true })
    cpSync(starter.edition.path, join(home.editions, 'bbbbbbbbbbbbbbbb'), { recursive: true })
    setCurrent(home, id)
  })
  after(() => {
    starter.close()
    rmSync(root, { recursive: true, force: true })
  })

  /** Runs `use` while one byte of a file is another. */
  function flipped<T>(name: string, at: number, bits: number, use: () => T): T {
    const file = join(path, name)
    const whole = readFileSync(file)
    const other = Buffer.from(whole)
    other[at % other.length]! ^= bits
    writeFileSync(file, other)
    const restore = (): void => writeFileSync(file, whole)
    try {
      const result = use()
      if (result instanceof Promise) return result.finally(restore) as T
      restore()
      return result
    } catch (thrown) {
      restore()
      throw thrown
    }
  }

  const byte = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }))

  it('is refused by name, in every file and wherever it is', () => {
    const names = readdirSync(path)
    for (const name of ['catalog.sqlite', 'explainers.json', 'manifest.json', 'policies.sqlite', 'search.bin'])
      assert.ok(names.includes(name), name)
    for (const name of names) {
      fc.assert(
        fc.property(byte, ([at, bits]) => {
          flipped(name, at, bits, () =>
            assert.throws(
              () => openEdition(path).close(),
              (thrown) =>
                thrown instanceof AppError &&
                ((thrown.code === 'edition-damaged' && thrown.message.includes(name)) ||
                  (name === 'manifest.json' && thrown.code === 'edition-format')),
              `byte ${at} of ${name}`,
            ),
          )
        }),
        { numRuns: name === 'manifest.json' ? 400 : 40 },
      )
    }
    openEdition(path).close()
  })

  it('is found by medcodex verify, which says that a whole edition is whole', async () => {
    const whole = await medcodex(['verify', '--home', root])
    assert.equal(whole.code, 0, whole.stderr)
    assert.match(whole.stdout, /is whole: catalog\.sqlite, explainers\.json, .*search\.bin; /)
    const damaged = await flipped('catalog.sqlite', 123_456, 8, () => medcodex(['verify', '--home', root]))
    assert.equal(damaged.code, 3)
    assert.match(damaged.stderr, /catalog\.sqlite is not as it was built \(between byte 0 and byte \d+\)/)
  })

  it('is found while a server goes on answering', async () => {
    const { files } = readSealed(path)
    const file = files.find(({ name }) => name === 'search.bin')!
    await checkFileInTurns(path, file)
    await flipped('search.bin', 99_999, 1, () => assert.rejects(checkFileInTurns(path, file), /search\.bin is not as/))
  })

  it('is noticed in vectors that were not checked at the start when they are first read: search goes on by words', () => {
    const unchecked = readSealed(path).files.find(({ name }) => name === 'meaning.bin')!
    assert.notDeepEqual(lazyMeaning(path, { unchecked })!.nearest('heart attack', 5, undefined), [])
    const warnings = mock.method(process, 'emitWarning', () => undefined)
    flipped('meaning.bin', unchecked.bytes - 5, 2, () =>
      assert.deepEqual(lazyMeaning(path, { unchecked })!.nearest('heart attack', 5, undefined), []),
    )
    assert.match(String(warnings.mock.calls[0]?.arguments[0]), /meaning\.bin is not as it was built/)
    warnings.mock.restore()
  })

  it('leaves the edition before it serving, at a swap and at a start', async () => {
    const messages: string[] = []
    setCurrent(home, 'bbbbbbbbbbbbbbbb')
    const live = openLive(home, (message) => messages.push(message))
    const serves = live.get().path
    flipped('search.bin', 50_000, 4, () => {
      setCurrent(home, id)
      assert.equal(live.check(), false)
    })
    assert.equal(live.get().path, serves)
    assert.match(messages[0] ?? '', /the old one goes on serving: .*search\.bin/)
    live.close()
    await flipped('catalog.sqlite', 50_000, 4, async () => {
      const server = await serving(root)
      const { status, text } = await rawGet(`${server.url}/api/v1/search?q=asthma`)
      assert.equal(status, 200)
      assert.match(text, /J45/)
      assert.equal((await rawGet(`${server.url}/readyz`)).status, 200)
      assert.equal(await server.stop(), 0)
    })
  })

  it('in an index that is opened without its checksum never makes reading or searching go on for ever', () => {
    const bytes = readFileSync(join(path, 'search.bin'))
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 4 }), fc.boolean(), (flips, header) => {
        const other = new Uint8Array(bytes)
        for (const [at, bits] of flips) other[at % (header ? 2_000 : other.length)]! ^= bits
        const began = performance.now()
        try {
          const engine = new SearchEngine(new SearchIndex(other))
          for (const q of ['asthma', 'E11.9', 'pump infusion', '"left"'])
            engine.search(q, { limit: 5, filters: {}, count: true })
        } catch {
          // Refused, or a string that is not there: both end.
        }
        assert.ok(performance.now() - began < 60_000)
      }),
      { numRuns: 150 },
    )
  })
})
