/** Every file there is under a path: folders, zips in zips and gz files opened, nothing unpacked to disk. */
import { createReadStream, type Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type IsoDate, isoDate } from '../core/date.ts'
import { AppError, problemOf } from '../core/errors.ts'
import type { Issue } from '../core/issue.ts'
import { readHead } from './head.ts'
import { bytesText, checkSize, LIMITS, type Limits, tooLarge } from './limits.ts'
import type { SourceFile } from './source-file.ts'
import { tarMembers } from './tar.ts'
import { type ZipBytes, zipMembers } from './zip.ts'

interface Walk {
  readonly onIssue: (issue: Issue) => void
  readonly limits: Limits
  /** Archive members met so far, on all levels. */
  members: number
}

/** A file and, when it is not inside an archive, where it is on disk. */
interface Found extends SourceFile {
  readonly disk?: string
}

/**
 * The files under `path`, which is a file, a folder (read in name order, with its folders; names that start with a
 * dot are left out), a `.zip` or `.whl`, or a `.gz`. Archives inside archives are opened to a depth of four; an
 * archive itself is not given, only what it holds. `SourceFile.path` starts at `path`'s own name, or inside it when
 * it is a folder. Anything may be listed: recognising a file is the code systems' business.
 * What is skipped (encrypted members, deeper archives) is told to `onIssue`.
 * Throws AppError `file-missing`, `file-unreadable` (no whole archive, a web page named .zip) or `file-too-large`;
 * the streams of the files throw the latter two as well, since archives are checked while they are unpacked.
 */
export async function* walkSources(
  path: string,
  onIssue: (issue: Issue) => void,
  limits: Limits = LIMITS,
): AsyncIterable<SourceFile> {
  const walk: Walk = { onIssue, limits, members: 0 }
  const stats = await stat(path).catch((error: unknown) => {
    throw new AppError('file-missing', { path }, { cause: error })
  })
  if (stats.isDirectory()) yield* walkFolder(path, '', walk)
  else yield* expand(diskFile(path, basename(path), stats), 0, walk)
}

async function* walkFolder(folder: string, prefix: string, walk: Walk): AsyncIterable<SourceFile> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()
  for (const name of names) {
    const disk = join(folder, name)
    const stats = await stat(disk).catch(() => undefined)
    if (stats?.isDirectory()) yield* walkFolder(disk, `${prefix}${name}/`, walk)
    else if (stats?.isFile()) yield* expand(diskFile(disk, prefix + name, stats), 0, walk)
    else walk.onIssue(skipped(prefix + name, 'unreadable-file', 'It is neither a file nor a folder that can be read.'))
  }
}

function diskFile(disk: string, path: string, { size, mtime }: Stats): Found {
  const modified = dayOfTime(mtime)
  return {
    name: basename(disk),
    path,
    size,
    modified,
    disk,
    open: () => createReadStream(disk) as AsyncIterable<Uint8Array>,
  }
}

/** `file` itself, or what it holds when it is an archive. */
async function* expand(file: Found, depth: number, walk: Walk): AsyncIterable<SourceFile> {
  const kind = /\.(zip|whl|tgz|tar\.gz|tar|gz)$/i.exec(file.name)?.[1]?.toLowerCase()
  if (kind === undefined) {
    yield bare(file)
    return
  }
  if (depth >= walk.limits.depth) {
    walk.onIssue(skipped(file.path, 'nested-too-deep', `Archives are opened to a depth of ${walk.limits.depth}.`))
    return
  }
  await refuseWebPage(file, kind === 'zip' || kind === 'whl' ? 'zip' : `${kind} file`)
  if (kind === 'gz') {
    const name = file.name.slice(0, -3)
    const path = `${file.path}!${name}`
    yield* expand(
      { name, path, size: undefined, ...day(file), open: () => gunzip(file, path, walk.limits) },
      depth + 1,
      walk,
    )
    return
  }
  if (kind !== 'zip' && kind !== 'whl') {
    const options = { path: file.path, gzipped: kind !== 'tar', limits: walk.limits }
    for await (const member of tarMembers(file.open, options)) {
      countMember(file, walk)
      const name = member.name.split(/[/\\]/).at(-1) ?? member.name
      if (name.startsWith('.')) continue
      const open = async function* () {
        yield member.bytes
      }
      yield* expand({ name, path: `${file.path}!${member.name}`, size: member.bytes.length, open }, depth + 1, walk)
    }
    return
  }
  const bytes: ZipBytes = file.disk ?? (await collect(file, walk.limits))
  for await (const member of zipMembers(bytes, file.path, walk.limits)) {
    countMember(file, walk)
    const path = `${file.path}!${member.name}`
    const name = member.name.split(/[/\\]/).at(-1) ?? member.name
    // Archives made on a Mac carry a shadow of each file; like hidden files, nobody means them.
    if (name.startsWith('.') || member.name.startsWith('__MACOSX/')) continue
    if (!member.readable) {
      walk.onIssue(skipped(path, 'unreadable-member', 'It is encrypted or packed by an unknown method.'))
      continue
    }
    yield* expand({ name, path, size: member.size, ...day(member), open: member.open }, depth + 1, walk)
  }
}

function countMember(file: Found, walk: Walk): void {
  walk.members += 1
  if (walk.members > walk.limits.members) throw tooLarge(file.path, `${walk.limits.members} files`)
}

function bare({ name, path, size, open, modified }: Found): SourceFile {
  return { name, path, size, ...day({ modified }), open }
}

const day = ({ modified }: { readonly modified?: IsoDate | undefined }) => (modified === undefined ? {} : { modified })

/** The day of a time, as an archive or a disk keeps it. */
const dayOfTime = (time: Date): IsoDate => isoDate(time.toISOString().slice(0, 10))

function skipped(file: string, code: string, text: string): Issue {
  return { type: 'issue', code, severity: 'warning', file, text }
}

/** A publisher's "page not found" saved under the archive's name is the most common broken download. */
async function refuseWebPage(file: Found, expected: string): Promise<void> {
  const head = Buffer.from(await readHead(file, 512)).toString('latin1')
  if (/^[^\x21-\x7e]*(?:ï»¿)?\s*<(?:!doctype html|html|head)\b/i.test(head)) {
    throw new AppError('file-unreadable', {
      path: file.path,
      problem: `it is an HTML page, not a ${expected}; the address it came from gave a web page`,
    })
  }
}

async function* gunzip(file: SourceFile, path: string, limits: Limits): AsyncIterable<Uint8Array> {
  let packed = 0
  let unpacked = 0
  const count = async function* (): AsyncIterable<Uint8Array> {
    for await (const chunk of file.open()) {
      packed += chunk.length
      yield chunk
    }
  }
  const source = Readable.from(count())
  const stream = createGunzip()
  source.on('error', (error) => stream.destroy(error))
  try {
    for await (const chunk of source.pipe(stream) as AsyncIterable<Buffer>) {
      unpacked += chunk.length
      checkSize(path, { unpacked, packed }, limits)
      yield chunk
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const problem = /unexpected end/.test(problemOf(error))
      ? 'it is not a whole gz file; the end is missing, as after a download that was cut off'
      : `it is not a gz file (${problemOf(error)})`
    throw new AppError('file-unreadable', { path: file.path, problem }, { cause: error })
  } finally {
    source.destroy()
    stream.destroy()
  }
}

/** All bytes of an archive that stands inside another: zips are read from their end, so they cannot be streamed. */
async function collect(file: SourceFile, limits: Limits): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of file.open()) {
    size += chunk.length
    if (size > limits.nestedBytes) throw tooLarge(file.path, bytesText(limits.nestedBytes))
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
