/** Finds the release files to build from: what the user added or a fetch brought, and the starter set. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ManifestSource } from '../catalog/manifest.ts'
import { isoDate } from '../core/date.ts'
import type { Issue } from '../core/issue.ts'
import { sha256OfFile } from '../sources/fetch/store.ts'
import type { Provenance } from '../sources/provenance.ts'
import { PROVENANCE_SUFFIX } from '../sources/provenance.ts'
import type { SourceFile } from '../sources/source-file.ts'
import { walkSources } from '../sources/walk.ts'
import { OwnDeclarationSchema } from '../systems/own/own.ts'
import { allSystems, declareOwn, recognizeFile } from '../systems/registry.ts'
import type { CodeSystem, RecognizedFile, ReleaseFiles } from '../systems/system.ts'
import type { Home } from './home.ts'

export const STARTER = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'starter')

/** A release ready to load, with where each of its files came from. */
export interface ReleaseInput extends ReleaseFiles {
  readonly sources: readonly ManifestSource[]
}

export interface SystemInput {
  readonly system: CodeSystem
  /** Oldest first; every one lists codes. */
  readonly releases: readonly ReleaseInput[]
}

interface Found {
  readonly recognized: RecognizedFile
  readonly source: ManifestSource
}

/** Files on disk below `folder`, provenance notes and hidden files left out, in a fixed order. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (e) => e.isFile() && !e.name.startsWith('.') && !e.name.endsWith(PROVENANCE_SUFFIX) && !e.name.endsWith('.part'),
    )
    .map((e) => join(e.parentPath, e.name))
    .sort()
}

function provenanceOf(path: string): Provenance | undefined {
  const beside = `${path}${PROVENANCE_SUFFIX}`
  return existsSync(beside) ? (JSON.parse(readFileSync(beside, 'utf8')) as Provenance) : undefined
}

/** A member that was declared as a system of the user's own when it was added. */
function ownFile(provenance: Provenance | undefined, file: SourceFile): RecognizedFile | undefined {
  const member = file.path.split('!').slice(1).join('!')
  const found = provenance?.own?.find((each) => each.member === member)
  const declared = OwnDeclarationSchema.safeParse(found?.declaration)
  if (!found || !declared.success) return undefined
  const { id } = declareOwn(declared.data)
  return { role: found.role, file, release: { system: id, label: found.label, validFrom: isoDate(found.validFrom) } }
}

/** Recognised release files inside one file on disk. */
async function recognizeIn(
  path: string,
  location: ManifestSource['location'],
  onIssue: (issue: Issue) => void,
): Promise<Found[]> {
  const provenance = provenanceOf(path)
  const sha256 = provenance?.sha256 ?? (await sha256OfFile(path))
  const found: Found[] = []
  for await (const file of walkSources(path, onIssue)) {
    const recognized = ownFile(provenance, file) ?? (await recognizeFile(file))
    if (!recognized) {
      // What lies beside the starter set is no file of the user's.
      if (location === 'starter') continue
      onIssue({
        type: 'issue',
        code: 'not-recognized',
        severity: 'notice',
        file: file.path,
        text: 'It is no file of a release that Medcodex reads.',
      })
      continue
    }
    const shared = { file: file.path, role: recognized.role, sha256, location: provenance?.location ?? location }
    found.push({ recognized, source: provenance?.url === undefined ? shared : { ...shared, url: provenance.url } })
  }
  return found
}

/** True when the roles present make a release that lists codes. */
const listsCodes = (system: CodeSystem, files: readonly Found[]): boolean =>
  system.codeRoles.some((roles) => roles.every((role) => files.some((f) => f.recognized.role === role)))

/**
 * Releases of one system, oldest first. Files of a release without a code list (an index of another year) join the
 * release they amend, or else the next newer one that has a list, or else the newest, so that nothing the user added is
 * left out. An amendment has the parts of its release that go on and that it does not bring itself.
 */
function releasesOf(system: CodeSystem, found: readonly Found[]): ReleaseInput[] {
  const labelOf = (files: readonly Found[]): string => files[0]!.recognized.release.label
  const amended = (files: readonly Found[]): string | undefined => system.amendments?.of(labelOf(files))
  const groups = Map.groupBy(
    found.filter((f) => f.recognized.release.system === system.id),
    (f) => f.recognized.release.label,
  )
  const dated = [...groups.values()].sort((a, b) =>
    a[0]!.recognized.release.validFrom < b[0]!.recognized.release.validFrom ? -1 : 1,
  )
  const complete = dated.filter((files) => listsCodes(system, files)).map((files) => [...files])
  const labelled = (label: string | undefined) => complete.find((each) => labelOf(each) === label)
  for (const files of dated) {
    if (listsCodes(system, files)) continue
    const from = files[0]!.recognized.release.validFrom
    const newer = complete.find((c) => c[0]!.recognized.release.validFrom >= from)
    const host = labelled(amended(files)) ?? newer ?? complete.at(-1)
    host?.push(...files)
  }
  for (const files of complete) {
    const roles = new Set(files.map((f) => f.recognized.role))
    const going = (f: Found): boolean =>
      system.amendments?.keep.includes(f.recognized.role) === true && !roles.has(f.recognized.role)
    files.push(...(labelled(amended(files)) ?? []).filter(going))
  }
  return complete.map((files) => ({
    release: files[0]!.recognized.release,
    files: files.map((f) => f.recognized),
    sources: files.map((f) => f.source),
  }))
}

/** Everything there is to build from. The starter set serves the systems for which nothing else lists codes. */
export async function collectInputs(
  home: Home,
  { onIssue, starter = STARTER }: { onIssue: (issue: Issue) => void; starter?: string },
): Promise<SystemInput[]> {
  const own: Found[] = []
  for (const path of filesBelow(home.sources)) own.push(...(await recognizeIn(path, 'user', onIssue)))
  let shipped: Found[] | undefined
  const inputs: SystemInput[] = []
  for (const system of allSystems()) {
    let releases = releasesOf(system, own)
    if (releases.length === 0) {
      shipped ??= (await Promise.all(filesBelow(starter).map((path) => recognizeIn(path, 'starter', onIssue)))).flat()
      const there = system.shipsWhole
        ? shipped.map(({ recognized, source }) => ({ recognized, source: { ...source, location: 'program' as const } }))
        : shipped
      releases = releasesOf(system, there)
    }
    if (releases.length > 0) inputs.push({ system, releases })
  }
  return inputs
}
