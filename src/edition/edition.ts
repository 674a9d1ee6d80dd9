/** An open edition: the catalog, the search engine and the manifest that belong together. Read-only. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Catalog } from '../catalog/catalog.ts'
import { type Manifest, ManifestSchema } from '../catalog/manifest.ts'
import { FORMAT_VERSION } from '../catalog/schema.ts'
import { AppError, problemOf } from '../core/errors.ts'
import { SearchEngine } from '../search/engine.ts'
import { SearchIndex } from '../search/index/search-index.ts'
import { currentId, type Home } from './home.ts'

export interface Edition {
  readonly id: string
  /** Its folder. */
  readonly path: string
  readonly manifest: Manifest
  readonly catalog: Catalog
  readonly engine: SearchEngine
  close(): void
}

/** Opens the edition in a folder. @throws AppError `edition-format`, `edition-damaged`, `no-edition` */
export function openEdition(path: string): Edition {
  const manifestPath = join(path, 'manifest.json')
  if (!existsSync(manifestPath)) throw new AppError('no-edition', { home: path })
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(manifestPath, 'utf8'))
  } catch (thrown) {
    throw new AppError('edition-damaged', { path, problem: problemOf(thrown) }, { cause: thrown })
  }
  const found = (raw as { formatVersion?: unknown } | null)?.formatVersion
  if (found !== FORMAT_VERSION)
    throw new AppError('edition-format', { path, found: String(found), expected: FORMAT_VERSION })
  const parsed = ManifestSchema.safeParse(raw)
  if (!parsed.success) throw new AppError('edition-damaged', { path, problem: 'manifest.json is not whole' })
  const catalog = Catalog.open(join(path, 'catalog.sqlite'))
  try {
    const engine = new SearchEngine(new SearchIndex(readFileSync(join(path, 'search.bin'))))
    return { id: parsed.data.id, path, manifest: parsed.data, catalog, engine, close: () => catalog.close() }
  } catch (thrown) {
    catalog.close()
    if (thrown instanceof AppError) throw thrown
    throw new AppError('edition-damaged', { path, problem: problemOf(thrown) }, { cause: thrown })
  }
}

/** Folder of the current edition. @throws AppError `no-edition` */
export function currentEditionPath(home: Home): string {
  const id = currentId(home)
  if (id === undefined) throw new AppError('no-edition', { home: home.root })
  return join(home.editions, id)
}
