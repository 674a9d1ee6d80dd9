/** An open edition: the catalog, the search engine and the manifest that belong together. Read-only. */
import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Catalog, type Readers } from '../catalog/catalog.ts'
import { type Manifest, type ManifestFile, ManifestSchema } from '../catalog/manifest.ts'
import { FORMAT_VERSION } from '../catalog/schema.ts'
import { AppError, problemOf } from '../core/errors.ts'
import { PolicyStore } from '../policy/store/reader.ts'
import { SearchEngine } from '../search/engine.ts'
import type { Columns } from '../search/index/columns.ts'
import { SearchIndex } from '../search/index/search-index.ts'
import { Vectors } from '../search/meaning/vectors.ts'
import type { SearchPort } from '../search/port.ts'
import { declareOwn } from '../systems/registry.ts'
import { checkFile, isSealed, MANIFEST_FILE, readChecked } from './checksums.ts'
import { CATALOG_FILE, EXPLAINERS_FILE, FRAME_FILE, MEANING_FILE, POLICIES_FILE, SEARCH_FILE } from './files.ts'
import { Held } from './held.ts'
import { currentId, type Home } from './home.ts'
import { lazyMeaning } from './meaning.ts'
import { type OpenExplainers, openExplainers } from './open-explainers.ts'
import { type SharedParts, shareParts } from './share.ts'

export const VECTORS_FILE = 'vectors.bin'

/**
 * An edition as everyone may see it: systems under a licence are not in its catalog, its index and its manifest. Their
 * codes are bare numbers then, as in an edition that never had their files.
 */
export interface Edition {
  readonly id: string
  /** Its folder. */
  readonly path: string
  readonly manifest: Manifest
  /** Files that it is served from. */
  readonly files: readonly ManifestFile[]
  /** Files too large to be checked while it opened: nothing is trusted before they are. */
  readonly unchecked: readonly ManifestFile[]
  /** Files too large as well that are checked when they are read, before any answer rests on them. */
  readonly deferred: readonly ManifestFile[]
  readonly catalog: Catalog
  /** The index and the engine over it. What looks for codes by words asks `search`. */
  readonly engine: SearchEngine
  /** Finds codes by words; the engine, unless a cluster answers. */
  readonly search: SearchPort
  /** What health plans say about codes; absent where no policy was loaded. */
  readonly policies?: PolicyStore
  /** Texts of plain words that apply to codes. */
  readonly explainers: OpenExplainers
  /** Made by `medcodex embed`; an edition without them is whole. */
  readonly vectors?: Vectors
  /** What it shares with other threads, where that was asked for. */
  readonly parts?: SharedParts
  /** The same with the text of every system, for those whom the operator's licences cover. */
  readonly entitled: Edition
  /** Prepares what the first requests would otherwise wait for. */
  warm(): void
  /** Keeps it open until the returned function is called, for work that may outlast a swap. */
  hold(): () => void
  /** Closes it as soon as nobody holds it. */
  close(): void
}

/** Bytes of files that are checked before an edition opens: some 100 ms. Larger ones are left to who opened it. */
const CHECKED_AT_OPEN = 128 * 1024 ** 2
/** Files that are checked as they are read, which is later than at opening: vectors, when words first find little. */
const READ_LATER: ReadonlySet<string> = new Set([MEANING_FILE])
const CHECKED_EARLY = 8 * 1024 ** 2

/** Where the names are that searches look through: in the edition's folder, or in a cluster. */
export type NamesAt = 'here' | 'cluster'

export interface OpenOptions {
  readonly names?: NamesAt
}

/** Whether a server needs a file of an edition: one that searches in a cluster holds no index of names. */
export const isUsed = (file: string, names: NamesAt): boolean => names === 'here' || file !== SEARCH_FILE

/** Opens the edition in a folder. @throws AppError `edition-format`, `edition-damaged`, `no-edition` */
export function openEdition(path: string, options?: OpenOptions): Edition {
  return openChecked(path, options)
}

/** The same with its parts in shared memory, for threads. @throws AppError as `openEdition` */
export function openToShare(path: string, options?: OpenOptions): Edition {
  return openChecked(path, options, shareParts)
}

/** The same in a thread, from parts that another one shares; that one has checked the files. @throws AppError as `openEdition` */
export function openShared(path: string, parts: SharedParts): Edition {
  const manifest = readSealed(path)
  for (const declaration of manifest.own ?? []) declareOwn(declaration)
  return assemble(path, manifest, {
    ...{ files: manifest.files, unchecked: [], deferred: [], parts },
    index: parts.columns,
  })
}

function openChecked(
  path: string,
  { names = 'here' }: OpenOptions = {},
  share?: (path: string, search: Uint8Array) => SharedParts,
): Edition {
  const manifest = readSealed(path)
  const files = manifest.files.filter(({ name }) => isUsed(name, names))
  const indexFile = names === 'here' ? SEARCH_FILE : FRAME_FILE
  const unchecked: ManifestFile[] = []
  const deferred: ManifestFile[] = []
  let search: Uint8Array | undefined
  for (const file of files) {
    // The index is read whole in any case, and checked as it was read.
    if (file.name === indexFile) search = readChecked(path, file)
    else if (READ_LATER.has(file.name) && file.bytes > CHECKED_EARLY) deferred.push(file)
    else if (file.bytes > CHECKED_AT_OPEN) unchecked.push(file)
    else checkFile(path, file)
  }
  for (const declaration of manifest.own ?? []) declareOwn(declaration)
  if (!search) throw new AppError('edition-damaged', { path, problem: `${indexFile} is missing` })
  const parts = share?.(path, search)
  return assemble(path, manifest, { files, unchecked, deferred, parts, index: parts?.columns ?? search })
}

/** The catalog alone of the edition in a folder, for those whom the licences cover: all that looking codes up needs. */
export function openCatalog(path: string): Catalog {
  const manifest = readSealed(path)
  for (const declaration of manifest.own ?? []) declareOwn(declaration)
  return Catalog.open(join(path, CATALOG_FILE), 'entitled')
}

/** The manifest in a folder. @throws AppError `edition-format`, `edition-damaged`, `no-edition` */
export function readSealed(path: string): Manifest {
  const manifestPath = join(path, MANIFEST_FILE)
  if (!existsSync(manifestPath)) throw new AppError('no-edition', { home: path })
  let bytes: Buffer
  let raw: unknown
  try {
    bytes = readFileSync(manifestPath)
    raw = JSON.parse(bytes.toString('utf8'))
  } catch (thrown) {
    const problem = `${MANIFEST_FILE} is not as it was built: ${problemOf(thrown)}`
    throw new AppError('edition-damaged', { path, problem }, { cause: thrown })
  }
  const found = (raw as { formatVersion?: unknown } | null)?.formatVersion
  const sealed = isSealed(bytes)
  if (found !== FORMAT_VERSION && (sealed || typeof found === 'number'))
    throw new AppError('edition-format', { path, found: String(found), expected: FORMAT_VERSION })
  const parsed = ManifestSchema.safeParse(raw)
  if (!sealed || !parsed.success)
    throw new AppError('edition-damaged', { path, problem: `${MANIFEST_FILE} is not as it was built` })
  return parsed.data
}

/** Opens the files of an edition whose manifest is good. Nothing stays open when one of them is not. */
function assemble(
  path: string,
  manifest: Manifest,
  {
    files,
    unchecked,
    deferred,
    parts,
    index: from,
  }: {
    readonly files: readonly ManifestFile[]
    readonly unchecked: readonly ManifestFile[]
    readonly deferred: readonly ManifestFile[]
    readonly parts: SharedParts | undefined
    readonly index: Uint8Array | Columns
  },
): Edition {
  const opened: { close(): void }[] = []
  const held = new Held(() => {
    for (const each of opened) each.close()
  })
  const catalogFor = (readers: Readers): Catalog => {
    const catalog = Catalog.open(join(path, CATALOG_FILE), readers)
    opened.push(catalog)
    return catalog
  }
  try {
    const catalog = catalogFor('everyone')
    const index = new SearchIndex(from)
    const engine = new SearchEngine(
      index,
      lazyMeaning(path, { shared: parts?.meaning, unchecked: deferred.find(({ name }) => name === MEANING_FILE) }),
    )
    const vectors = openVectors(path, manifest.id)
    const policiesPath = join(path, POLICIES_FILE)
    const policies = existsSync(policiesPath) ? PolicyStore.open(policiesPath) : undefined
    if (policies) opened.push(policies)
    const shared = {
      id: manifest.id,
      path,
      files,
      unchecked,
      deferred,
      explainers: openExplainers(join(path, EXPLAINERS_FILE), parts?.explainers),
      ...(policies && { policies }),
      ...(vectors && { vectors }),
      ...(parts && { parts }),
      hold: () => held.hold(),
      close: () => held.close(),
    }
    const shown = new Set(catalog.releases.map((r) => r.system))
    const releases = manifest.releases.filter((r) => shown.has(r.system))
    const entitledOf = (): Edition => {
      const whole = catalogFor('entitled')
      return {
        ...shared,
        manifest,
        catalog: whole,
        engine: engine.entitled,
        search: engine.entitled,
        warm: () => whole.warm(),
        get entitled() {
          return this
        },
      }
    }
    let entitled: Edition | undefined
    return {
      ...shared,
      manifest: { ...manifest, releases },
      catalog,
      engine,
      search: engine,
      warm() {
        catalog.warm()
        engine.warm()
        void shared.explainers.index
        if (this.entitled !== this) this.entitled.warm()
      },
      get entitled() {
        if (releases.length === manifest.releases.length) return this
        entitled ??= entitledOf()
        return entitled
      },
    }
  } catch (thrown) {
    held.close()
    if (thrown instanceof AppError) throw thrown
    throw new AppError('edition-damaged', { path, problem: problemOf(thrown) }, { cause: thrown })
  }
}

/**
 * The vectors in an edition's folder. Those that cannot be read or were made for another edition are left alone with
 * a warning: search goes on by words.
 */
function openVectors(path: string, id: string): Vectors | undefined {
  const file = join(path, VECTORS_FILE)
  if (!existsSync(file)) return undefined
  try {
    const bytes = readFileSync(file)
    const sum = `${file}.sha256`
    if (!existsSync(sum) || readFileSync(sum, 'utf8').trim() !== hash('sha256', bytes))
      throw new AppError('edition-damaged', { path, problem: `${VECTORS_FILE} is not as it was made` })
    const vectors = new Vectors(bytes)
    if (vectors.header.edition === id) return vectors
    process.emitWarning(`${file} belongs to edition ${vectors.header.edition} and is not used. Run: medcodex embed`)
  } catch (thrown) {
    process.emitWarning(`${file} is not used: ${problemOf(thrown)} Run: medcodex embed`)
  }
  return undefined
}

/** Folder of the current edition. @throws AppError `no-edition` */
export function currentEditionPath(home: Home): string {
  const id = currentId(home)
  if (id === undefined) throw new AppError('no-edition', { home: home.root })
  return join(home.editions, id)
}
