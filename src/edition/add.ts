/** Adding release files of the user's own: recognised first, then copied into the home, once per content. */

import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../core/errors.ts'
import type { Issue } from '../core/issue.ts'
import type { SystemId } from '../core/system-id.ts'
import { type DownloadOptions, download } from '../sources/fetch/download.ts'
import { fileNameOf, storedFiles, writeProvenance } from '../sources/fetch/store.ts'
import { PROVENANCE_SUFFIX, type Provenance } from '../sources/provenance.ts'
import { walkSources } from '../sources/walk.ts'
import { makeFolder } from '../sources/whole-file.ts'
import { needsConsent } from '../systems/licence.ts'
import { declareOwn, recognizeFile, systemOf } from '../systems/registry.ts'
import { type Home, prepareHome, writeError } from './home.ts'
import { declareFrom, type OwnFile, type OwnWords } from './own.ts'

/** A part of a release found in an added file. */
export interface AddedPart {
  readonly system: SystemId
  /** Label of the release: `FY2027`. */
  readonly release: string
  readonly role: string
  /** Where it stands, containers joined by `!`. */
  readonly file: string
}

export interface AddedFile {
  /** Where the file stands in the home now. */
  readonly path: string
  /** `there`: the same content had been added or fetched before, and nothing was done. */
  readonly outcome: 'added' | 'replaced' | 'there'
  readonly sha256: string
  readonly parts: readonly AddedPart[]
}

export interface AddResult {
  readonly files: readonly AddedFile[]
  /** Names of files in a folder in which nothing was recognised; they were not copied. */
  readonly ignored: readonly string[]
  /** One sentence for the screen. */
  readonly text: string
}

export interface AddOptions {
  /** Told about members of archives that cannot be opened. */
  readonly onIssue?: (issue: Issue) => void
  /** The user says that a licence covers the use of files whose text is under one. */
  readonly licenceHeld?: boolean
  /** What the user says of a code system of their own. */
  readonly own?: OwnWords
  /** For addresses; its `onProgress` tells how far the download is. */
  readonly download?: DownloadOptions
}

/** How many names a refusal lists. */
const NAMES_SHOWN = 5

/**
 * Copies the release files at `from` (a file, a folder, or an http or https address) into the home.
 * A file of the same name that holds the same parts of the same releases is replaced; any other is kept.
 * @throws AppError `file-missing`, `file-unreadable`, `file-too-large`, `file-unrecognized` (naming what was seen),
 * `download-failed`, `home-unwritable`, `disk-full`
 */
export async function addSource(home: Home, from: string, options: AddOptions = {}): Promise<AddResult> {
  prepareHome(home)
  if (!/^https?:\/\//i.test(from)) return addPath(home, resolve(from), { options, shown: from })
  if (!URL.canParse(from)) throw new AppError('invalid-input', { problem: `"${from}" is no address` })
  const folder = join(home.root, `.add-${randomUUID()}`)
  try {
    const url = new URL(from).href
    const path = join(folder, fileNameOf(url))
    await download(url, path, { ...options.download, location: 'user' })
    return await addPath(home, await withEnding(path), { options, shown: from, url })
  } catch (thrown) {
    throw thrown instanceof Error && 'syscall' in thrown ? writeError(home, thrown) : thrown
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Addresses often end in no file name; an archive is only opened when its name says that it is one. */
async function withEnding(path: string): Promise<string> {
  if (/\.(?:zip|whl|gz|xlsx|txt|xml|csv|prn)$/i.test(path)) return path
  const handle = await open(path, 'r')
  const head = Buffer.alloc(4)
  await handle.read(head, 0, 4, 0).finally(() => handle.close())
  if (head.toString('latin1') !== 'PK\x03\x04') return path
  await rename(path, `${path}.zip`)
  return `${path}.zip`
}

interface Source {
  readonly options: AddOptions
  /** What the user typed, for messages. */
  readonly shown: string
  readonly url?: string
}

async function addPath(home: Home, path: string, source: Source): Promise<AddResult> {
  const { shown, options } = source
  const stats = await stat(path).catch((cause: unknown) => {
    throw new AppError('file-missing', { path: shown }, { cause })
  })
  const onIssue = options.onIssue ?? (() => {})
  const found: { path: string; parts: AddedPart[]; own: OwnFile[] }[] = []
  const seen: string[] = []
  const ignored: string[] = []
  // Each file by itself, as a build will see it: the names of folders around it are gone by then.
  for (const file of stats.isDirectory() ? await filesIn(path) : [path]) {
    const { parts, own } = await partsOf(file, { seen, onIssue, words: options.own ?? {} }).catch((thrown: unknown) => {
      // One broken archive does not spoil a folder.
      if (!stats.isDirectory() || !(thrown instanceof AppError)) throw thrown
      onIssue({ type: 'issue', code: thrown.code, severity: 'warning', file: basename(file), text: thrown.message })
      return { parts: [], own: [] }
    })
    if (parts.length > 0) found.push({ path: file, parts, own })
    else ignored.push(basename(file))
  }
  if (found.length === 0) throw new AppError('file-unrecognized', { path: shown, seen: seenText(seen) })
  for (const { parts } of found) checkLicence(parts, options)
  const files: AddedFile[] = []
  try {
    for (const each of found) files.push(await addFile(home, each, source))
  } catch (thrown) {
    throw writeError(home, thrown)
  }
  return { files, ignored, text: textOf(files) }
}

const asksConsent = ({ system }: AddedPart): boolean => needsConsent(systemOf(system))

/** Text under a licence is taken in only on the user's word. @throws AppError `license-needed` */
function checkLicence(parts: readonly AddedPart[], { licenceHeld }: AddOptions): void {
  const part = parts.find(asksConsent)
  if (!part || licenceHeld === true) return
  const licensed = systemOf(part.system)
  throw new AppError('license-needed', {
    what: `${licensed.name} text`,
    licence: `of the ${licensed.publisher}`,
    url: licensed.licence.url,
    flag: '--i-have-a-license',
  })
}

async function partsOf(
  path: string,
  {
    seen,
    onIssue,
    words,
  }: { readonly seen: string[]; readonly onIssue: (issue: Issue) => void; readonly words: OwnWords },
): Promise<{ parts: AddedPart[]; own: OwnFile[] }> {
  const parts: AddedPart[] = []
  const own: OwnFile[] = []
  for await (const member of walkSources(path, onIssue)) {
    seen.push(member.name)
    // A file that the user gives a name of their own is theirs, whatever it looks like.
    const known = words.system === undefined ? await recognizeFile(member) : undefined
    if (known) {
      const { release, role } = known
      parts.push({ system: release.system, release: release.label, role, file: member.path })
      continue
    }
    const declared = await declareFrom(member, words)
    if (!declared) continue
    declareOwn(declared.declaration)
    own.push(declared)
    parts.push({ system: declared.declaration.id, release: declared.label, role: declared.role, file: member.path })
  }
  return { parts, own }
}

/** Files below `folder` in name order; hidden ones and what is in hidden folders are left out. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(?:^|[/\\])\./.test(relative(folder, path)))
    .sort()
}

function seenText(seen: readonly string[]): string {
  if (seen.length === 0) return ' (it is empty)'
  const more = seen.length > NAMES_SHOWN ? ` and ${seen.length - NAMES_SHOWN} more` : ''
  return ` (seen: ${seen.slice(0, NAMES_SHOWN).join(', ')}${more})`
}

async function addFile(
  home: Home,
  { path, parts, own }: { readonly path: string; readonly parts: readonly AddedPart[]; readonly own: OwnFile[] },
  { url, options }: Source,
): Promise<AddedFile> {
  const folder = join(home.sources, 'user')
  makeFolder(folder)
  const copy = join(folder, `${randomUUID()}.part`)
  try {
    const { sha256, size } = await copyHashed(path, copy)
    const stored = await storedFiles(home.sources)
    const same = stored.find(({ provenance }) => provenance.sha256 === sha256)
    if (same) return { path: same.path, outcome: 'there', sha256, parts }
    const plain = join(folder, basename(path))
    const replaces = existsSync(plain) && (await holdsSame(plain, parts))
    // Publishers reuse names for other releases, so only a file with the same parts makes way.
    const target = replaces || !existsSync(plain) ? plain : join(folder, sha256.slice(0, 8), basename(path))
    makeFolder(dirname(target))
    const provenance: Provenance = { location: 'user', sha256, size, date: new Date().toISOString() }
    const licenceHeld = options.licenceHeld === true && parts.some(asksConsent)
    // Without a note a file's checksum is computed; with the old one's note it would be wrong.
    await rm(`${target}${PROVENANCE_SUFFIX}`, { force: true })
    await rename(copy, target)
    // Some files tell their release by nothing but the day they were last changed.
    const { atime, mtime } = await stat(path)
    await utimes(target, atime, mtime)
    await writeProvenance(target, {
      ...provenance,
      ...(url === undefined ? {} : { url }),
      ...(licenceHeld ? { licenceHeld: true as const } : {}),
      ...(own.length > 0 ? { own } : {}),
    })
    return { path: target, outcome: replaces ? 'replaced' : 'added', sha256, parts }
  } finally {
    await rm(copy, { force: true })
  }
}

async function copyHashed(from: string, to: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(createReadStream(from), count, createWriteStream(to, { flush: true }))
  return { sha256: hash.digest('hex'), size }
}

/** True when the file at `path` holds exactly these parts of these releases, or cannot be read any more. */
async function holdsSame(path: string, parts: readonly AddedPart[]): Promise<boolean> {
  const names = (list: readonly AddedPart[]): string =>
    JSON.stringify(list.map((part) => `${part.system} ${part.release} ${part.role}`).sort())
  try {
    const { parts: there } = await partsOf(path, { seen: [], onIssue: () => {}, words: {} })
    return names(there) === names(parts)
  } catch (thrown) {
    if (thrown instanceof AppError) return true
    throw thrown
  }
}

function textOf(files: readonly AddedFile[]): string {
  const fresh = files.filter((file) => file.outcome !== 'there')
  const of = (list: readonly AddedFile[]): string =>
    [...new Set(list.flatMap((file) => file.parts.map((part) => `${part.system} ${part.release} ${part.role}`)))].join(
      ', ',
    )
  if (fresh.length === 0) return `Nothing to do: the same content is there already (${of(files)}).`
  return `Added ${fresh.length === 1 ? basename(fresh[0]!.path) : `${fresh.length} files`}: ${of(fresh)}.`
}
