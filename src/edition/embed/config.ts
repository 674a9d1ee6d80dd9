/** Which embedder a home uses, kept as `models/embedder.json`. Never a key. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import { makeFolder } from '../../sources/whole-file.ts'
import type { Home } from '../home.ts'
import { putFile } from './put-file.ts'

const ConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('local') }),
  z.strictObject({ kind: z.literal('openai'), url: z.string(), model: z.string() }),
])

export type EmbedderConfig = z.infer<typeof ConfigSchema>

/** Environment variable of the endpoint's key. */
export const KEY_VARIABLE = 'MEDCODEX_EMBED_KEY'

const pathOf = (home: Home): string => join(home.models, 'embedder.json')

/** Undefined when none was chosen. @throws AppError `embedder-failed` when the file is damaged */
export async function readConfig(home: Home): Promise<EmbedderConfig | undefined> {
  const path = pathOf(home)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return ConfigSchema.parse(JSON.parse(text))
  } catch (thrown) {
    const problem = `${path} cannot be read; run: medcodex embed`
    throw new AppError('embedder-failed', { problem }, { cause: thrown })
  }
}

export async function writeConfig(home: Home, config: EmbedderConfig): Promise<void> {
  makeFolder(home.models)
  await putFile(pathOf(home), Buffer.from(`${JSON.stringify(config, null, 2)}\n`))
}
