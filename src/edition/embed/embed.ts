/**
 * Makes `vectors.bin` of an edition: one vector for each concept text, taken from the cache or made now. An edition
 * without it is whole; with it, search may use likeness of meaning. A run that is stopped goes on at the next.
 */
import { hash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../core/errors.ts'
import type { Embedder } from '../../search/meaning/embedder.ts'
import { encodeVectors } from '../../search/meaning/vectors.ts'
import { type Edition, VECTORS_FILE } from '../edition.ts'
import { currentId, type Home, setCurrent, writeError } from '../home.ts'
import { takeLock } from '../lock.ts'
import { VectorCache } from './cache.ts'
import { putFile } from './put-file.ts'
import { conceptTexts } from './texts.ts'

export interface EmbedProgress {
  /** Texts that have their vector, of `total`. */
  readonly done: number
  readonly total: number
  /** Texts a second in this run, 0 while that cannot be told. */
  readonly perSecond: number
}

export interface EmbedOptions {
  readonly home: Home
  readonly onProgress?: (progress: EmbedProgress) => void
  /** Texts given to the embedder at a time. */
  readonly batch?: number
  /** Ends the run after the batch at work; what was made is kept. */
  readonly signal?: AbortSignal
}

export interface EmbedResult {
  readonly path: string
  readonly rows: number
  /** Vectors made in this run; the others were in the cache. */
  readonly made: number
  readonly seconds: number
  readonly bytes: number
}

const BATCH = 16

/**
 * Embeds the concept texts of `edition` and puts `vectors.bin` into its folder, whole or not at all.
 * @throws AppError `embedder-failed`, `disk-full`, `home-unwritable`
 */
export async function embedEdition(edition: Edition, embedder: Embedder, options: EmbedOptions): Promise<EmbedResult> {
  const { home } = options
  if (embedder.dimensions % 32 !== 0) {
    throw failed(`${embedder.id} gives ${embedder.dimensions} dimensions; a multiple of 32 is needed`)
  }
  const unlock = lock(home)
  try {
    return await run(edition, embedder, options)
  } catch (thrown) {
    throw thrown instanceof Error && 'code' in thrown ? writeError(home, thrown) : thrown
  } finally {
    unlock()
  }
}

function lock(home: Home): () => void {
  try {
    return takeLock(join(home.root, 'embed.lock'), (pid) =>
      failed(`another medcodex embed is running in ${home.root} (process ${pid}); wait for it to end, or stop it`),
    )
  } catch (thrown) {
    throw writeError(home, thrown)
  }
}

const failed = (problem: string): AppError => new AppError('embedder-failed', { problem })

async function run(edition: Edition, embedder: Embedder, options: EmbedOptions): Promise<EmbedResult> {
  const { home } = options
  const started = performance.now()
  for (const name of readdirSync(edition.path)) {
    if (name.startsWith(VECTORS_FILE) && name.endsWith('.part')) rmSync(join(edition.path, name), { force: true })
  }
  const texts = conceptTexts(edition.engine.index)
  const cache = await VectorCache.open(home.models, embedder)
  try {
    const made = await fill(cache, embedder, { texts: texts.map((t) => t.text), options })
    const { id, dimensions } = embedder
    const facts = { embedder: id, edition: edition.id, dimensions }
    const rows = texts.map(({ concept, text }) => ({ concept, vector: cache.get(text)! }))
    const bytes = encodeVectors(rows, facts)
    const path = join(edition.path, VECTORS_FILE)
    await putFile(`${path}.sha256`, Buffer.from(`${hash('sha256', bytes)}\n`))
    await putFile(path, bytes)
    // A server looks at the edition again when the pointer is written, even to the same id.
    if (currentId(home) === edition.id) setCurrent(home, edition.id)
    return { path, rows: texts.length, made, seconds: (performance.now() - started) / 1000, bytes: bytes.length }
  } finally {
    await cache.close()
  }
}

/** Makes the vectors that are not in the cache and returns their number. */
async function fill(
  cache: VectorCache,
  embedder: Embedder,
  { texts, options }: { texts: readonly string[]; options: EmbedOptions },
): Promise<number> {
  const { onProgress, batch = BATCH, signal } = options
  const unique = [...new Set(texts)]
  // Alike in length, so that little is padding.
  const pending = unique.filter((text) => !cache.has(text)).sort((a, b) => a.length - b.length)
  const kept = unique.length - pending.length
  const started = performance.now()
  const tell = (made: number): void => {
    const seconds = (performance.now() - started) / 1000
    onProgress?.({ done: kept + made, total: unique.length, perSecond: made === 0 ? 0 : made / seconds })
  }
  tell(0)
  for (let at = 0; at < pending.length; at += batch) {
    if (signal?.aborted) throw failed('it was stopped; what was made is kept, run it again to go on')
    const some = pending.slice(at, at + batch)
    await cache.add(some, await embedder.embed(some))
    tell(at + some.length)
  }
  return pending.length
}
