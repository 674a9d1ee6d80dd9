/** Reads one policy document without adding it to anything. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { partialSystems } from '../catalog/manifest.ts'
import { AppError } from '../core/errors.ts'
import { type Extraction, extract } from '../policy/extract.ts'
import { catalogLookup } from '../policy/lookup.ts'
import { openEdition } from './edition.ts'
import { currentId, type Home } from './home.ts'

/**
 * Reads one document without adding it, checked against the edition that is there, if any.
 * @throws AppError `file-missing`
 */
export async function extractFile(home: Home, path: string): Promise<Extraction> {
  if (!existsSync(path)) throw new AppError('file-missing', { path })
  const file = { name: basename(path), bytes: readFileSync(path) }
  const id = currentId(home)
  const header = { payer: 'Unknown', kind: 'commercial', number: file.name, title: file.name } as const
  if (id === undefined) return await extract(file, header)
  const edition = openEdition(join(home.editions, id))
  const { catalog, manifest } = edition.entitled
  try {
    return await extract(file, header, catalogLookup(catalog, partialSystems(manifest.releases)))
  } finally {
    edition.close()
  }
}
