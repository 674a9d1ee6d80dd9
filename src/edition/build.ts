/**
 * Sources in, an edition out: load, check, write to a temporary folder, fsync, rename, point `current` at it. A
 * build that dies at any moment leaves the old edition serving; its temporary folder is swept by the next build.
 */

import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { CatalogBuilder } from '../catalog/builder.ts'
import { Catalog } from '../catalog/catalog.ts'
import { checkRelease } from '../catalog/checks.ts'
import { type Manifest, type ManifestRelease, partialSystems } from '../catalog/manifest.ts'
import { gatherRelease, type ReleaseContent } from '../catalog/release-content.ts'
import { FORMAT_VERSION } from '../catalog/schema.ts'
import { AppError } from '../core/errors.ts'
import { append } from '../core/lists.ts'
import { encodeExplainers } from '../explain/bundle.ts'
import type { RewriteInput } from '../search/index/builder.ts'
import { frameOf } from '../search/index/frame.ts'
import { SearchIndex } from '../search/index/search-index.ts'
import { levelsOf } from '../systems/levels.ts'
import { ownDeclarations, systemOf } from '../systems/registry.ts'
import { VERSION } from '../version.ts'
import { buildSearch } from './build-search.ts'
import { checkFiles, describeFile, MANIFEST_FILE, sealManifest } from './checksums.ts'
import { readSealed } from './edition.ts'
import { describeExplainers, type ExplainerInputs, explainersHash } from './explainers.ts'
import { EXPLAINERS_FILE, FRAME_FILE, MEANING_FILE, POLICIES_FILE, SEARCH_FILE } from './files.ts'
import { type Home, prepareHome, setCurrent, writeError } from './home.ts'
import type { ReleaseInput, SystemInput } from './inputs.ts'
import { issueSummary } from './issue-summary.ts'
import { takeLock } from './lock.ts'
import { buildMeaning, staticModel } from './meaning.ts'
import { type PolicyInputs, policiesHash, writePolicies } from './policies.ts'
import { withSmallHeap } from './small-heap.ts'
import { textNames } from './text-names.ts'

/** Told often during a build: what is being done, rows so far, seconds since the start. */
export type OnProgress = (progress: { stage: string; rows: number; seconds: number }) => void

export interface BuildOptions {
  readonly rewrites: readonly RewriteInput[]
  /** Policies; none when absent. */
  readonly policies?: PolicyInputs
  /** Texts of plain words; none when absent. */
  readonly explainers?: ExplainerInputs
  readonly onProgress?: OnProgress
  /** Builds even when an edition from the same sources exists. */
  readonly force?: boolean
}

export interface BuildResult {
  readonly id: string
  readonly path: string
  /** False when an edition from the same sources was there already. */
  readonly built: boolean
  readonly manifest: Manifest
}

const PROGRESS_EVERY = 20_000

/** What the catalog and the search index are made from. */
export function codesId(
  inputs: readonly SystemInput[],
  { rewrites, explainers }: Pick<BuildOptions, 'rewrites' | 'explainers'>,
): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([FORMAT_VERSION, VERSION]))
  for (const { system, releases } of inputs) {
    for (const { release, sources } of releases) {
      hash.update(
        JSON.stringify([
          system.id,
          ownDeclarations([system.id]),
          release,
          sources.map((s) => [s.file, s.role, s.sha256, s.location, s.url]),
        ]),
      )
    }
  }
  // Of the texts only what they call codes: their sections can change without a new index.
  hash.update(JSON.stringify([rewrites, textNames(explainers?.explainers ?? []), staticModel().id]))
  return hash.digest('hex').slice(0, 16)
}

/** The same sources, dictionaries and program give the same id. */
export function editionId(inputs: readonly SystemInput[], options: BuildOptions): string {
  const { policies, explainers } = options
  const hash = createHash('sha256')
  const parts = [policies && policiesHash(policies), explainers && explainersHash(explainers)]
  hash.update(JSON.stringify([codesId(inputs, options), ...parts]))
  return hash.digest('hex').slice(0, 16)
}

/** The manifest of an edition that is whole; undefined for one that is not there, is damaged or of another format. */
function readManifest(folder: string): Manifest | undefined {
  try {
    const manifest = readSealed(folder)
    checkFiles(folder, manifest.files)
    return manifest
  } catch {
    return undefined
  }
}

/** Takes the build lock; the returned function gives it back. */
function lock(home: Home): () => void {
  try {
    return takeLock(join(home.root, 'build.lock'), (pid) => new AppError('build-busy', { home: home.root, pid }))
  } catch (thrown) {
    throw writeError(home, thrown)
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function describe(content: ReleaseContent, input: ReleaseInput): ManifestRelease {
  const counted = levelsOf(systemOf(content.release.system).levels, 'code', 'header', 'frame')
  const codes = [...content.concepts.values()].filter((c) => counted.includes(c.level))
  return {
    system: content.release.system,
    label: content.release.label,
    validFrom: content.release.validFrom,
    codes: codes.length,
    billable: codes.filter((c) => c.billable).length,
    records: content.records,
    ...issueSummary(content.issues),
    sources: [...input.sources],
  }
}

/**
 * Builds an edition from `inputs`, or finds the one already built from them, and makes it current.
 * @throws AppError `no-sources`, `build-refused`, `build-busy`, `disk-full`, `home-unwritable`
 */
export async function buildEdition(
  home: Home,
  inputs: readonly SystemInput[],
  options: BuildOptions,
): Promise<BuildResult> {
  if (inputs.length === 0) throw new AppError('no-sources', { home: home.root })
  prepareHome(home)
  const id = editionId(inputs, options)
  const path = join(home.editions, id)
  const existing = readManifest(path)
  if (existing && options.force !== true) {
    setCurrent(home, id)
    return { id, path, built: false, manifest: existing }
  }
  const unlock = lock(home)
  const temporary = join(home.editions, `.tmp-${process.pid}`)
  try {
    sweep(home)
    mkdirSync(temporary)
    const manifest = await withSmallHeap(() => write(temporary, { home, id, inputs, options }))
    publish(home, temporary, path)
    setCurrent(home, id)
    removeOldEditions(home, id)
    return { id, path, built: true, manifest }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : isFileError(thrown) ? writeError(home, thrown) : thrown
  } finally {
    rmSync(temporary, { recursive: true, force: true })
    unlock()
  }
}

const isFileError = (thrown: unknown): boolean =>
  thrown instanceof Error && ('code' in thrown || /disk is full/.test(thrown.message))

/** Removes what builds that died left behind. */
function sweep(home: Home): void {
  for (const name of readdirSync(home.editions)) {
    if (name.startsWith('.tmp-') || name.startsWith('.old-'))
      rmSync(join(home.editions, name), { recursive: true, force: true })
  }
}

interface Work {
  readonly home: Home
  readonly id: string
  readonly inputs: readonly SystemInput[]
  readonly options: BuildOptions
}

/** The part of a manifest about codes. */
type Codes = Pick<Manifest, 'concepts' | 'releases' | 'warnings'>

async function write(folder: string, { home, id, inputs, options }: Work): Promise<Manifest> {
  const started = performance.now()
  const report = (stage: string, rows = 0): void =>
    options.onProgress?.({ stage, rows, seconds: (performance.now() - started) / 1000 })
  const codes = codesId(inputs, options)
  const made = options.force === true ? undefined : reuseCodes(home, codes, folder)
  const content = made ?? (await writeCodes(folder, { inputs, options, report, codes }))
  let policies: Manifest['policies']
  if (options.policies && options.policies.files.length > 0) {
    report('reading policies')
    const catalog = Catalog.open(join(folder, CATALOG_FILE), 'entitled')
    try {
      const partial = partialSystems(content.releases)
      policies = await writePolicies(join(folder, POLICIES_FILE), options.policies, {
        catalog,
        partial,
        codesId: codes,
      })
    } finally {
      catalog.close()
    }
  }
  const { explainers } = options
  const own = ownDeclarations(inputs.map(({ system }) => system.id))
  if (explainers) writeFileSync(join(folder, EXPLAINERS_FILE), encodeExplainers(explainers.explainers))
  const manifest: Manifest = {
    formatVersion: FORMAT_VERSION,
    builder: VERSION,
    id,
    ...content,
    codesId: codes,
    ...(own.length > 0 && { own }),
    ...(policies && { policies }),
    ...(explainers && { explainers: describeExplainers(explainers) }),
    files: readdirSync(folder)
      .sort()
      .map((name) => describeFile(folder, name)),
  }
  writeFileSync(join(folder, MANIFEST_FILE), sealManifest(manifest))
  report('done')
  return manifest
}

const CATALOG_FILE = 'catalog.sqlite'

/**
 * Takes the catalog and the index over from an edition made from the same codes: only policies or explainers have
 * changed, and editions are never written to, so the files can be shared.
 */
function reuseCodes(home: Home, codes: string, folder: string): Codes | undefined {
  for (const name of readdirSync(home.editions)) {
    if (!/^[0-9a-f]{16}$/.test(name)) continue
    const from = join(home.editions, name)
    const manifest = readManifest(from)
    if (manifest?.codesId !== codes) continue
    for (const file of [CATALOG_FILE, SEARCH_FILE, FRAME_FILE, MEANING_FILE])
      linkOrCopy(join(from, file), join(folder, file))
    const { concepts, releases, warnings } = manifest
    return { concepts, releases, warnings }
  }
  return undefined
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}

async function writeCodes(
  folder: string,
  {
    inputs,
    options,
    report,
    codes,
  }: Pick<Work, 'inputs' | 'options'> & { codes: string; report: (stage: string, rows?: number) => void },
): Promise<Codes> {
  let rows = 0
  const releases: ManifestRelease[] = []
  const refusals: string[] = []
  const warnings: string[] = []
  const builder = new CatalogBuilder(join(folder, CATALOG_FILE))
  let concepts = 0
  try {
    for (const { system, releases: inputsOfSystem } of inputs) {
      const contents: ReleaseContent[] = []
      for (const input of inputsOfSystem) {
        const stage = `${system.name} ${input.release.label}`
        report(stage, rows)
        const content = await gatherRelease(input.release, system.load(input), () => {
          if (++rows % PROGRESS_EVERY === 0) report(stage, rows)
        })
        const checked = checkRelease(content, { system, previous: contents.at(-1) })
        append(refusals, checked.refusals)
        append(warnings, checked.warnings)
        releases.push(describe(content, input))
        contents.push(content)
      }
      if (refusals.length > 0) throw new AppError('build-refused', { problem: refusals.join('; ') })
      report(`${system.name}: writing`, rows)
      builder.addSystem({ system: system.id, releases: contents })
    }
    report('indexing the catalog', rows)
    concepts = builder.finish()
  } catch (thrown) {
    builder.abandon()
    throw thrown
  }
  report('building the search index', rows)
  const catalog = Catalog.open(join(folder, CATALOG_FILE), 'entitled')
  try {
    const systems = inputs.map((i) => i.system)
    const bytes = buildSearch(catalog, {
      systems,
      rewrites: options.rewrites,
      texts: textNames(options.explainers?.explainers ?? []),
    })
    writeFileSync(join(folder, SEARCH_FILE), bytes)
    const index = new SearchIndex(bytes)
    writeFileSync(join(folder, FRAME_FILE), frameOf(index))
    report('placing names by meaning', rows)
    writeFileSync(join(folder, MEANING_FILE), buildMeaning(index, codes))
  } finally {
    catalog.close()
  }
  return { concepts, releases, warnings }
}

/** Puts the finished folder in its place: files first to the disk, then one rename. */
function publish(home: Home, temporary: string, path: string): void {
  for (const name of readdirSync(temporary)) sync(join(temporary, name))
  sync(temporary)
  if (existsSync(path)) renameSync(path, join(home.editions, `.old-${process.pid}`))
  renameSync(temporary, path)
  sync(home.editions)
  rmSync(join(home.editions, `.old-${process.pid}`), { recursive: true, force: true })
}

/** Keeps the current edition and the one before it, so that a server that has not swapped yet can still be started. */
function removeOldEditions(home: Home, id: string): void {
  const others = readdirSync(home.editions, { withFileTypes: true })
    .filter((e) => e.isDirectory() && e.name !== id && /^[0-9a-f]{16}$/.test(e.name))
    .map((e) => join(home.editions, e.name))
  if (others.length <= 1) return
  const newestFirst = others.sort((a, b) => modified(b) - modified(a))
  for (const folder of newestFirst.slice(1)) rmSync(folder, { recursive: true, force: true })
}

function modified(folder: string): number {
  return statSync(join(folder, 'manifest.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
