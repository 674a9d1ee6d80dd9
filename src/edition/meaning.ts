/**
 * Meaning without an embedder of the user's: the static model that ships with the program gives every edition vectors of
 * its names, made in seconds by the build, and finds concepts near to a query in about a millisecond.
 */
import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ManifestFile } from '../catalog/manifest.ts'
import { problemOf } from '../core/errors.ts'
import type { Meaning } from '../search/engine.ts'
import type { SearchIndex } from '../search/index/search-index.ts'
import type { SharedRows } from '../search/meaning/kernel.ts'
import { modelId, staticMeaning } from '../search/meaning/static-meaning.ts'
import { StaticModel } from '../search/meaning/static-model.ts'
import { encodeVectors, type VectorRow } from '../search/meaning/vectors.ts'
import { checkBytes } from './checksums.ts'
import { conceptTexts } from './embed/texts.ts'
import { MEANING_FILE } from './files.ts'

export const MODEL = join(dirname(dirname(fileURLToPath(import.meta.url))), 'search', 'meaning', 'static-model.bin')
let opened: StaticModel | undefined

const modelOf = (bytes: Uint8Array): StaticModel => new StaticModel(bytes, modelId(hash('sha256', bytes)))

/** The model, read when it is first needed. */
export function staticModel(path = MODEL): StaticModel {
  if (opened && path === MODEL) return opened
  const model = modelOf(readFileSync(path))
  if (path === MODEL) opened = model
  return model
}

/** The vectors of an index's names, as `meaning.bin` holds them. The same model and index give the same bytes. */
export function buildMeaning(index: SearchIndex, edition: string, model = staticModel()): Uint8Array {
  const { id: embedder, dimensions } = model
  return encodeVectors(rowsOf(index, model), { embedder, edition, dimensions })
}

function* rowsOf(index: SearchIndex, model: StaticModel): Iterable<VectorRow> {
  for (const { concept, text } of conceptTexts(index)) {
    const vector = model.vectorOf(text)
    if (vector) yield { concept, vector }
  }
}

/** The bytes of `meaning.bin` and of the model, in memory that threads share. */
export interface SharedMeaning {
  readonly vectors: Uint8Array
  readonly model: Uint8Array
  readonly rows: SharedRows | undefined
}

export interface MeaningSource {
  /** What another thread has read. */
  readonly shared?: SharedMeaning | undefined
  /** What the manifest says of the file, where it was not checked when the edition opened: it is when it is read. */
  readonly unchecked?: ManifestFile | undefined
}

/**
 * The meaning of an edition's `meaning.bin`, read when words first find little; undefined where the file is missing. A
 * file that cannot be read or was made by another model is left alone with a warning: search goes on by words.
 */
export function lazyMeaning(folder: string, from: MeaningSource = {}): Meaning | undefined {
  if (!from.shared && !existsSync(join(folder, MEANING_FILE))) return undefined
  let read: { readonly meaning: Meaning | undefined } | undefined
  const open = (): Meaning | undefined => {
    read ??= { meaning: openMeaning(folder, from) }
    return read.meaning
  }
  return {
    nearest: (text, limit, accept) => open()?.nearest(text, limit, accept) ?? [],
    knows: (word) => open()?.knows(word) ?? false,
  }
}

function openMeaning(folder: string, { shared, unchecked }: MeaningSource): Meaning | undefined {
  const path = join(folder, MEANING_FILE)
  try {
    if (shared) opened ??= modelOf(shared.model)
    const bytes = shared?.vectors ?? readFileSync(path)
    if (unchecked) checkBytes(folder, unchecked, bytes)
    const meaning = staticMeaning(bytes, staticModel(), shared?.rows)
    if (!meaning) process.emitWarning(`${path} was made by another model and is not used. Run: medcodex build`)
    return meaning
  } catch (thrown) {
    process.emitWarning(`${path} is not used: ${problemOf(thrown)} Run: medcodex build`)
    return undefined
  }
}
