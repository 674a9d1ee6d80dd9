/** Taking away what `medcodex embed` put there. Editions without vectors are whole. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { VECTORS_FILE } from '../edition.ts'
import { currentId, type Home, setCurrent } from '../home.ts'

/** Removes vectors of all editions, model, runtime, cache and choice; returns the paths that were there. */
export function removeEmbedding(home: Home): string[] {
  const editions = existsSync(home.editions) ? readdirSync(home.editions) : []
  const paths = [home.models, ...editions.map((id) => join(home.editions, id, VECTORS_FILE))].filter(existsSync)
  for (const path of paths) rmSync(path, { recursive: true, force: true })
  const id = currentId(home)
  // A server that runs looks at the edition again when the pointer is written.
  if (id !== undefined && paths.length > 0) setCurrent(home, id)
  return paths
}
