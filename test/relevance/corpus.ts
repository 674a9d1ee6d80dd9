/**
 * The catalog and the indexes that quality is measured on, kept in the temporary folder by what they are made from: the
 * catalog changes with the release files and the code that reads them, an index with the dictionaries and the code that
 * builds it too. A second run then starts in a second.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSearch, type SearchInputs } from '../../src/edition/build-search.ts'
import { dictionaryRewrites } from '../../src/edition/dictionaries.ts'
import { currentEditionPath, type Edition, openEdition } from '../../src/edition/edition.ts'
import { currentId } from '../../src/edition/home.ts'
import { buildMeaning, staticModel } from '../../src/edition/meaning.ts'
import { textNames } from '../../src/edition/text-names.ts'
import { loadExplainers, SHIPPED_EXPLAINERS } from '../../src/explain/files/load.ts'
import { SearchEngine } from '../../src/search/engine.ts'
import { SearchIndex } from '../../src/search/index/search-index.ts'
import { staticMeaning } from '../../src/search/meaning/static-meaning.ts'
import { SYSTEMS } from '../../src/systems/registry.ts'
import { addAlphabeticIndex, editionOf, FULL_FILES, homeWith } from '../full-edition.ts'

const SOURCE = join(import.meta.dirname, '../../src')
const CACHE = join(tmpdir(), 'medcodex-relevance')

/** Code whose changes change a catalog, and code whose changes change an index made from it. */
const CATALOG_CODE = ['core', 'sources', 'systems', 'catalog', 'policy/store']
const INDEX_CODE = [
  'core',
  'search/analysis',
  'search/index',
  'search/dictionaries',
  'edition/build-search.ts',
  'edition/text-names.ts',
]

function* filesIn(path: string): IterableIterator<string> {
  if (!statSync(path).isDirectory()) {
    if (!path.endsWith('.test.ts')) yield path
    return
  }
  for (const name of readdirSync(path).sort()) yield* filesIn(join(path, name))
}

function hashOf(parts: readonly string[], ...facts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(facts))
  for (const part of parts) {
    const path = join(SOURCE, part)
    for (const file of existsSync(path) ? filesIn(path) : []) hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

/** The full edition; built anew when a release file or the code that reads them has changed. */
export async function corpusEdition(): Promise<Edition | { missing: string }> {
  const home = await homeWith('relevance', FULL_FILES)
  if ('missing' in home) return home
  const missing = await addAlphabeticIndex(home)
  if (missing) return missing
  const mark = join(home.root, 'made-from')
  const key = hashOf(CATALOG_CODE, ...FULL_FILES)
  if (existsSync(mark) && readFileSync(mark, 'utf8') === key && currentId(home) !== undefined)
    return openEdition(currentEditionPath(home))
  const edition = await editionOf(home)
  writeFileSync(mark, key)
  return edition
}

/** What the texts that ship call codes. */
const shippedNames = () => textNames(loadExplainers(SHIPPED_EXPLAINERS).explainers)

/** The search index over an edition's catalog. `name` says what is left out, if anything, and is part of the key. */
export function indexOver(edition: Edition, name = 'whole', inputs: Partial<SearchInputs> = {}): SearchIndex {
  const key = hashOf(
    INDEX_CODE,
    edition.id,
    name,
    JSON.stringify([inputs.rewrites?.length, inputs.texts ?? shippedNames()]),
  )
  const path = join(CACHE, `${name}-${key}.bin`)
  if (!existsSync(path)) {
    mkdirSync(CACHE, { recursive: true })
    const bytes = buildSearch(edition.catalog, {
      systems: SYSTEMS,
      rewrites: dictionaryRewrites(),
      texts: shippedNames(),
      ...inputs,
    })
    writeFileSync(`${path}.part`, bytes)
    renameSync(`${path}.part`, path)
  }
  return new SearchIndex(readFileSync(path))
}

/** Search over an edition's catalog by words and by the meaning of the model that ships with the program. */
export function engineOver(edition: Edition, name = 'whole', inputs: Partial<SearchInputs> = {}): SearchEngine {
  const index = indexOver(edition, name, inputs)
  const model = staticModel()
  const path = join(CACHE, `${name}-${hashOf([...INDEX_CODE, 'edition/embed/texts.ts'], edition.id, model.id)}.meaning`)
  if (!existsSync(path)) writeFileSync(path, buildMeaning(index, edition.id))
  return new SearchEngine(index, staticMeaning(readFileSync(path), model))
}
