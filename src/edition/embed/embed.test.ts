/** Embedding an edition: whole or not at all, continued after a stop, taken away again. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type StarterEdition, starterEdition } from '../../../test/starter-edition.ts'
import { AppError } from '../../core/errors.ts'
import { openEdition, VECTORS_FILE } from '../edition.ts'
import { type Home, homeAt, setCurrent } from '../home.ts'
import { openLive } from '../live.ts'
import { readConfig, writeConfig } from './config.ts'
import { embedEdition } from './embed.ts'
import { endpointId } from './openai.ts'
import { lazily, openQueryEmbedder } from './query.ts'
import { removeEmbedding } from './remove.ts'
import { serveEmbeddings, wordEmbedder, wordVector } from './testing.ts'
import { conceptTexts } from './texts.ts'

let starter: StarterEdition
let home: Home
let vectorsPath: string

before(async () => {
  starter = await starterEdition()
  home = homeAt(dirname(dirname(starter.edition.path)))
  vectorsPath = join(starter.edition.path, VECTORS_FILE)
})
beforeEach(() => void removeEmbedding(home))
after(() => starter.close())

const failure = new AppError('embedder-failed', { problem: 'stopped here' })

describe('embedding an edition', () => {
  it('gives every concept text a row and finds it by its own words', async () => {
    const embedder = wordEmbedder()
    const result = await embedEdition(starter.edition, embedder, { home })
    const texts = conceptTexts(starter.edition.engine.index)
    assert.equal(result.rows, texts.length)
    assert.equal(result.made, new Set(texts.map((t) => t.text)).size)
    assert.deepEqual(new Set(embedder.asked), new Set(texts.map((t) => t.text)))
    const opened = openEdition(starter.edition.path)
    assert.equal(opened.vectors?.header.rows, texts.length)
    const { concept, text } = texts[Math.floor(texts.length / 2)]!
    const near = opened.vectors!.nearest(wordVector(text, 32), 5).map((n) => n.concept)
    assert.ok(near.includes(concept))
    opened.close()
    assert.deepEqual(
      readdirSync(starter.edition.path).filter((name) => name.includes('.part')),
      [],
    )
  })

  it('goes on where it was stopped and tells how far it is', async () => {
    let batches = 0
    const dying = wordEmbedder({
      before() {
        if (++batches === 4) throw failure
      },
    })
    await assert.rejects(embedEdition(starter.edition, dying, { home, batch: 10 }), failure)
    assert.equal(existsSync(vectorsPath), false)
    const again = wordEmbedder()
    const told: number[] = []
    const onProgress = ({ done }: { done: number }): void => void told.push(done)
    const { made } = await embedEdition(starter.edition, again, { home, batch: 10, onProgress })
    assert.equal(told[0], 30)
    assert.equal(made, again.asked.length)
    assert.equal(made, told.at(-1)! - 30)
    assert.ok(dying.asked.every((text) => !again.asked.includes(text)))
  })

  it('makes nothing twice, and the same bytes', async () => {
    await embedEdition(starter.edition, wordEmbedder(), { home })
    const bytes = readFileSync(vectorsPath)
    const again = wordEmbedder()
    assert.equal((await embedEdition(starter.edition, again, { home })).made, 0)
    assert.deepEqual(again.asked, [])
    assert.ok(readFileSync(vectorsPath).equals(bytes))
  })

  it('keeps the vectors there were when it fails', async () => {
    await embedEdition(starter.edition, wordEmbedder(), { home })
    const bytes = readFileSync(vectorsPath)
    const failing = wordEmbedder({
      id: 'other',
      before() {
        throw failure
      },
    })
    await assert.rejects(embedEdition(starter.edition, failing, { home }), failure)
    assert.ok(readFileSync(vectorsPath).equals(bytes))
  })

  it('stops after the batch at work when told to', async () => {
    const stopper = new AbortController()
    const embedder = wordEmbedder({ before: () => stopper.abort() })
    const stopped = embedEdition(starter.edition, embedder, { home, batch: 7, signal: stopper.signal })
    await assert.rejects(stopped, /what was made is kept/)
    assert.equal(embedder.asked.length, 7)
  })

  it('is done by one process at a time', async () => {
    // The parent of this process runs for as long as the test does.
    writeFileSync(join(home.root, 'embed.lock'), `${process.ppid}`)
    await assert.rejects(embedEdition(starter.edition, wordEmbedder(), { home }), /another medcodex embed is running/)
    writeFileSync(join(home.root, 'embed.lock'), '999999999')
    await embedEdition(starter.edition, wordEmbedder(), { home })
    assert.equal(existsSync(join(home.root, 'embed.lock')), false)
  })

  it('refuses dimensions the file cannot hold', async () => {
    const odd = wordEmbedder({ dimensions: 50 })
    await assert.rejects(embedEdition(starter.edition, odd, { home }), /50 dimensions; a multiple of 32/)
  })
})

describe('an edition with vectors', () => {
  it('is opened without them when they are another edition’s or damaged, with a warning', async (t) => {
    await embedEdition(starter.edition, wordEmbedder(), { home })
    const bytes = readFileSync(vectorsPath)
    const warnings: string[] = []
    t.mock.method(process, 'emitWarning', (text: string) => warnings.push(text))
    const other = Buffer.from(bytes)
    other.write(
      starter.edition.id.replace(/^./, (c) => (c === '0' ? '1' : '0')),
      other.indexOf(starter.edition.id),
    )
    for (const wrong of [other, bytes.subarray(0, 500), Buffer.from('nothing')]) {
      writeFileSync(vectorsPath, wrong)
      const opened = openEdition(starter.edition.path)
      assert.equal(opened.vectors, undefined)
      opened.close()
    }
    assert.equal(warnings.length, 3)
    for (const warning of warnings) assert.match(warning, /Run: medcodex embed/)
  })

  it('is taken up by a server that runs, and given up again', async () => {
    setCurrent(home, starter.edition.id)
    const live = openLive(home)
    assert.equal(live.get().vectors, undefined)
    await embedEdition(starter.edition, wordEmbedder(), { home })
    assert.equal(live.check(), true)
    assert.ok(live.get().vectors)
    removeEmbedding(home)
    assert.equal(live.check(), true)
    assert.equal(live.get().vectors, undefined)
    live.close()
  })

  it('loses all of it by removal', async () => {
    await embedEdition(starter.edition, wordEmbedder(), { home })
    await writeConfig(home, { kind: 'local' })
    assert.deepEqual(removeEmbedding(home), [home.models, vectorsPath])
    assert.equal(await readConfig(home), undefined)
    assert.deepEqual(removeEmbedding(home), [])
  })
})

describe('the embedder for queries', () => {
  it('is there only when it fits the vectors', async () => {
    assert.equal(await openQueryEmbedder(home, starter.edition), undefined)
    await writeConfig(home, { kind: 'local' })
    await embedEdition(starter.edition, wordEmbedder(), { home })
    const edition = openEdition(starter.edition.path)
    assert.equal(await openQueryEmbedder(home, edition), undefined, 'other vectors than the local model’s')
    edition.close()
  })

  it('asks the endpoint the vectors were made with', async () => {
    const server = await serveEmbeddings()
    const config = { kind: 'openai', url: server.origin, model: 'm' } as const
    await writeConfig(home, config)
    await embedEdition(starter.edition, wordEmbedder({ id: endpointId(config.url, config.model) }), { home })
    const edition = openEdition(starter.edition.path)
    const embedder = await openQueryEmbedder(home, edition)
    assert.equal(server.asked.length, 0)
    assert.ok(embedder)
    assert.equal((await embedder.embed(['broken toe']))[0]!.length, 32)
    assert.deepEqual(
      server.asked.map((request) => request.input),
      [['broken toe']],
    )
    edition.close()
    await server.close()
  })

  it('says which file is damaged', async () => {
    await embedEdition(starter.edition, wordEmbedder(), { home })
    writeFileSync(join(home.models, 'embedder.json'), '{"kind": "local", "key": "secret"}')
    const edition = openEdition(starter.edition.path)
    await assert.rejects(openQueryEmbedder(home, edition), /embedder.json cannot be read/)
    edition.close()
  })

  it('is opened by its first use, once', async () => {
    let opened = 0
    const embedder = lazily({ id: 'words', dimensions: 32 }, async () => {
      opened++
      return wordEmbedder()
    })
    assert.equal(opened, 0)
    await Promise.all([embedder.embed(['a']), embedder.embed(['b'])])
    assert.equal(opened, 1)
  })

  it('fails at once for a while after a failure, then tries again', async (t) => {
    let opened = 0
    const embedder = lazily({ id: 'words', dimensions: 32 }, async () => {
      if (++opened === 1) throw failure
      return wordEmbedder()
    })
    const now = t.mock.method(performance, 'now', () => 1000)
    await assert.rejects(embedder.embed(['a']), failure)
    await assert.rejects(embedder.embed(['a']), failure)
    assert.equal(opened, 1)
    now.mock.mockImplementation(() => 32_000)
    assert.equal((await embedder.embed(['a'])).length, 1)
  })

  it('refuses vectors of other dimensions', async () => {
    const embedder = lazily({ id: 'words', dimensions: 64 }, async () => wordEmbedder())
    await assert.rejects(embedder.embed(['a']), /32 dimensions, the vectors have 64/)
  })
})
