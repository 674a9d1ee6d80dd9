/**
 * Brings editions from an address to a data folder: any web server or object storage that holds the files of another data
 * folder (`current`, `editions/ID/…`). Each file is checked against the manifest before the edition becomes current.
 */
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError, problemOf } from '../core/errors.ts'
import { checkFile, MANIFEST_FILE } from './checksums.ts'
import { isUsed, type NamesAt, type OpenOptions, readSealed } from './edition.ts'
import { CATALOG_FILE, EXPLAINERS_FILE, FRAME_FILE, MEANING_FILE, POLICIES_FILE, SEARCH_FILE } from './files.ts'
import { currentId, type Home, prepareHome, setCurrent } from './home.ts'

const FILES: ReadonlySet<string> = new Set([
  CATALOG_FILE,
  SEARCH_FILE,
  FRAME_FILE,
  MEANING_FILE,
  POLICIES_FILE,
  EXPLAINERS_FILE,
])
const TIMEOUT = 30_000
/** Time one file may take. */
const LONGEST = 1_800_000

const failed = (url: URL | string, problem: string, cause?: unknown): AppError =>
  new AppError('download-failed', { url: String(url), problem }, { cause })

async function get(url: URL, timeout = TIMEOUT): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(timeout), redirect: 'follow' })
  } catch (thrown) {
    throw failed(url, problemOf(thrown), thrown)
  }
  if (!answer.ok || !answer.body) throw failed(url, `it answers ${answer.status}`)
  return answer
}

/**
 * Brings the current edition at `address` unless it is current here; returns its id when something was brought. What is
 * there goes on being served when anything is wrong. @throws AppError `download-failed`, `edition-damaged`, `edition-format`
 */
export async function pullEdition(
  home: Home,
  address: URL,
  { names = 'here' }: OpenOptions = {},
): Promise<string | undefined> {
  const base = new URL(address.href.endsWith('/') ? address.href : `${address.href}/`)
  const id = (await (await get(new URL('current', base))).text()).trim()
  if (!/^[0-9a-f]{16}$/.test(id)) throw failed(new URL('current', base), 'it names no edition')
  const before = currentId(home)
  const path = join(home.editions, id)
  const isHere = isWhole(path, names)
  if (id === before && isHere) return undefined
  prepareHome(home)
  if (!isHere) await bring(new URL(`editions/${id}/`, base), { id, path, home, names })
  setCurrent(home, id)
  removeOld(home, [id, before])
  return id
}

/** True when every file is there that a server needs which finds its names at `names`. */
function isWhole(path: string, names: NamesAt): boolean {
  if (!existsSync(join(path, MANIFEST_FILE))) return false
  try {
    return readSealed(path).files.every(({ name }) => !isUsed(name, names) || existsSync(join(path, name)))
  } catch {
    return false
  }
}

interface Bringing {
  readonly id: string
  readonly path: string
  readonly home: Home
  readonly names: NamesAt
}

async function bring(from: URL, { id, path, home, names }: Bringing): Promise<void> {
  const temporary = join(home.editions, `.pull-${process.pid}`)
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary)
  try {
    const manifest = Buffer.from(await (await get(new URL(MANIFEST_FILE, from))).arrayBuffer())
    writeFileSync(join(temporary, MANIFEST_FILE), manifest)
    const sealed = readSealed(temporary)
    if (sealed.id !== id) throw failed(from, `its manifest is of edition ${sealed.id}`)
    for (const file of sealed.files) {
      if (!FILES.has(file.name)) throw failed(from, `its manifest names a file ${JSON.stringify(file.name)}`)
      if (!isUsed(file.name, names)) continue
      const url = new URL(file.name, from)
      const { body } = await get(url, LONGEST)
      try {
        await pipeline(Readable.fromWeb(body as never), createWriteStream(join(temporary, file.name)))
      } catch (thrown) {
        throw failed(url, problemOf(thrown), thrown)
      }
      checkFile(temporary, file)
    }
    rmSync(path, { recursive: true, force: true })
    renameSync(temporary, path)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** The current edition and the one before it stay. */
function removeOld(home: Home, kept: readonly (string | undefined)[]): void {
  const others = readdirSync(home.editions).filter((name) => /^[0-9a-f]{16}$/.test(name) && !kept.includes(name))
  for (const name of others) rmSync(join(home.editions, name), { recursive: true, force: true })
}

/** How often a new edition is looked for, in milliseconds. */
const EVERY = 30_000

/** Looks for new editions at `address` until `stop` is called; what goes wrong is said, and tried again. */
export function followAddress(
  home: Home,
  address: URL,
  { onEvent, ...options }: OpenOptions & { onEvent(message: string): void },
): { stop(): void } {
  let busy = false
  const timer = setInterval(async () => {
    if (busy) return
    busy = true
    try {
      const id = await pullEdition(home, address, options)
      if (id !== undefined) onEvent(`brought edition ${id}`)
    } catch (thrown) {
      onEvent(thrown instanceof AppError ? thrown.message : problemOf(thrown))
    } finally {
      busy = false
    }
  }, EVERY).unref()
  return { stop: () => clearInterval(timer) }
}
