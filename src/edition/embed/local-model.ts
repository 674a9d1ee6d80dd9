/** The sentence model in this process: tokens in, mean of the token vectors out, scaled to length 1. */
import { AppError, problemOf } from '../../core/errors.ts'
import type { Embedder } from '../../search/meaning/embedder.ts'
import { WordPiece } from '../../search/meaning/wordpiece.ts'
import { readModel } from './model-files.ts'
import { type Importer, loadRuntime, type OrtSession, type OrtTensor, type Runtime } from './runtime.ts'
import { unit } from './unit.ts'

/** Tokens a text is cut to; the model was trained on no more. */
const MOST_TOKENS = 128
const DIMENSIONS = 384

/** Everything that changes the vectors: model file (by its checksum), pooling, length. */
export const LOCAL_ID = 'all-MiniLM-L6-v2-int8 8199be6f mean 128'
export const LOCAL_DIMENSIONS = DIMENSIONS

export interface LocalModel extends Embedder {
  /** What runs it. */
  readonly runtime: string
}

/** Loads the model from `models`. @throws AppError `embedder-failed` */
export async function openLocalModel(models: string, load?: Importer): Promise<LocalModel> {
  const [runtime, { model, vocabulary }] = await Promise.all([loadRuntime(models, load), readModel(models)])
  const words = new WordPiece(vocabulary)
  const session = await runtime.open(model).catch((thrown: unknown) => {
    throw failed(thrown)
  })
  // One run at a time: the WebAssembly session cannot be entered twice.
  let last: Promise<unknown> = Promise.resolve()
  return {
    id: LOCAL_ID,
    dimensions: DIMENSIONS,
    runtime: runtime.name,
    embed(texts) {
      const tokens = texts.map((text) => words.encode(text, MOST_TOKENS))
      const next = last.then(() => embedTokens(tokens, runtime, session))
      last = next.catch(() => {})
      return next
    },
  }
}

const failed = (thrown: unknown): AppError =>
  new AppError('embedder-failed', { problem: problemOf(thrown) }, { cause: thrown })

async function embedTokens(
  tokens: readonly (readonly number[])[],
  runtime: Runtime,
  session: OrtSession,
): Promise<Float32Array[]> {
  if (tokens.length === 0) return []
  const longest = Math.max(...tokens.map((ids) => ids.length))
  const ids = new BigInt64Array(tokens.length * longest)
  const mask = new BigInt64Array(ids.length)
  tokens.forEach((row, t) => {
    row.forEach((id, i) => {
      ids[t * longest + i] = BigInt(id)
      mask[t * longest + i] = 1n
    })
  })
  const dims = [tokens.length, longest]
  const inputs: Record<string, OrtTensor> = {
    input_ids: runtime.tensor(ids, dims),
    attention_mask: runtime.tensor(mask, dims),
  }
  if (session.inputNames.includes('token_type_ids')) {
    inputs['token_type_ids'] = runtime.tensor(new BigInt64Array(ids.length), dims)
  }
  try {
    const output = (await session.run(inputs))[session.outputNames[0]!]!
    return meansOf(output.data as Float32Array, tokens, longest)
  } catch (thrown) {
    throw failed(thrown)
  }
}

/** Mean over each text's own tokens; padding is left out. */
function meansOf(data: Float32Array, tokens: readonly (readonly number[])[], longest: number): Float32Array[] {
  return tokens.map((row, t) => {
    const sum = new Float32Array(DIMENSIONS)
    for (let i = 0; i < row.length; i++) {
      const at = (t * longest + i) * DIMENSIONS
      for (let d = 0; d < DIMENSIONS; d++) sum[d]! += data[at + d]!
    }
    return unit(sum)
  })
}
