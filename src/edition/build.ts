/**
 * Sources in, an edition out: load, check, write to a temporary folder, fsync, rename, point `current` at it. A
 * build that dies at any moment leaves the old edition serving; its temporary folder is swept by the next build.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { CatalogBuilder } from '../catalog/builder.ts'
import { Catalog } from '../catalog/catalog.ts'
import { checkRelease } from '../catalog/checks.ts'
import type { Manifest, ManifestRelease } from '../catalog/manifest.ts'
import { gatherRelease, type ReleaseContent } from '../catalog/release-content.ts'
import { FORMAT_VERSION } from '../catalog/schema.ts'
import { AppError } from '../core/errors.ts'
import type { Issue } from '../core/issue.ts'
import type { RewriteInput } from '../search/index/builder.ts'
import { VERSION } from '../version.ts'
import { buildSearch } from './build-search.ts'
import { type Home, prepareHome, setCurrent, writeError } from './home.ts'
import type { ReleaseInput, SystemInput } from './inputs.ts'
import { takeLock } from './lock.ts'

/** Told often during a build: what is being done, rows so far, seconds since the start. */
export type OnProgress = (progress: { stage: string; rows: number; seconds: number }) => void

export interface BuildOptions {
  readonly rewrites: readonly RewriteInput[]
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

const MOST_ISSUES = 100
const PROGRESS_EVERY = 20_000

/** The same sources, dictionaries and program give the same id. */
export function editionId(inputs: readonly SystemInput[], rewrites: readonly RewriteInput[]): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([FORMAT_VERSION, VERSION]))
  for (const { system, releases } of inputs) {
    for (const { release, sources } of releases) {
      hash.update(
        JSON.stringify([system.id, release, sources.map((s) => [s.file, s.role, s.sha256, s.location, s.url])]),
      )
    }
  }
  hash.update(JSON.stringify(rewrites))
  return hash.digest('hex').slice(0, 16)
}

function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, 'manifest.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : undefined
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

function severityRank({ severity }: Issue): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2
}

function describe(content: ReleaseContent, input: ReleaseInput): ManifestRelease {
  const codes = [...content.concepts.values()].filter((c) =>
    ['code', 'category', 'subcategory', 'table'].includes(c.level),
  )
  const issues = [...content.issues].sort((a, b) => severityRank(a) - severityRank(b)).slice(0, MOST_ISSUES)
  return {
    system: content.release.system,
    label: content.release.label,
    validFrom: content.release.validFrom,
    codes: codes.length,
    billable: codes.filter((c) => c.billable).length,
    records: content.records,
    rejected: content.issues.filter((i) => i.severity === 'error').length,
    issueCounts: Object.fromEntries(
      [...Map.groupBy(content.issues, (i) => i.code)].map(([code, list]) => [code, list.length]),
    ),
    issues: issues.map(({ code, severity, file, line, text }) => ({
      code,
      severity,
      file,
      text,
      ...(line === undefined ? {} : { line }),
    })),
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
  const id = editionId(inputs, options.rewrites)
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
    const manifest = await write(temporary, id, { inputs, options })
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

async function write(
  folder: string,
  id: string,
  { inputs, options }: { inputs: readonly SystemInput[]; options: BuildOptions },
): Promise<Manifest> {
  const started = performance.now()
  let rows = 0
  const report = (stage: string): void =>
    options.onProgress?.({ stage, rows, seconds: (performance.now() - started) / 1000 })
  const releases: ManifestRelease[] = []
  const refusals: string[] = []
  const warnings: string[] = []
  const builder = new CatalogBuilder(join(folder, 'catalog.sqlite'))
  let concepts = 0
  try {
    for (const { system, releases: inputsOfSystem } of inputs) {
      const contents: ReleaseContent[] = []
      for (const input of inputsOfSystem) {
        const stage = `${system.name} ${input.release.label}`
        report(stage)
        const content = await gatherRelease(input.release, system.load(input), () => {
          if (++rows % PROGRESS_EVERY === 0) report(stage)
        })
        const checked = checkRelease(content, contents.at(-1))
        refusals.push(...checked.refusals)
        warnings.push(...checked.warnings)
        releases.push(describe(content, input))
        contents.push(content)
      }
      if (refusals.length > 0) throw new AppError('build-refused', { problem: refusals.join('; ') })
      report(`${system.name}: writing`)
      builder.addSystem({ system: system.id, releases: contents })
    }
    report('indexing the catalog')
    concepts = builder.finish()
  } catch (thrown) {
    builder.abandon()
    throw thrown
  }
  report('building the search index')
  const catalog = Catalog.open(join(folder, 'catalog.sqlite'))
  try {
    const systems = inputs.map((i) => i.system)
    writeFileSync(join(folder, 'search.bin'), buildSearch(catalog, { systems, rewrites: options.rewrites }))
  } finally {
    catalog.close()
  }
  const manifest: Manifest = { formatVersion: FORMAT_VERSION, builder: VERSION, id, concepts, releases, warnings }
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  report('done')
  return manifest
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
