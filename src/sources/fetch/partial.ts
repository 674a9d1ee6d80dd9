/** The part of a download that is on disk, and what its server said about it, so that it can be continued. */
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { z } from 'zod'

// Both names end in .part, which a build leaves alone.
export const partPath = (to: string): string => `${to}.part`
const notePath = (to: string): string => `${to}.note.part`

const NoteSchema = z.object({
  url: z.string(),
  /** Value for If-Range: a strong ETag or a Last-Modified date. */
  validator: z.string(),
})

export interface PartOnDisk {
  /** Bytes on disk. */
  readonly size: number
  readonly validator: string
}

/** The part of `url` at `to` that may be continued; undefined when there is none or nothing tells its version. */
export async function readPartial(url: string, to: string): Promise<PartOnDisk | undefined> {
  const size = (await stat(partPath(to)).catch(() => undefined))?.size ?? 0
  if (size === 0) return undefined
  const text = await readFile(notePath(to), 'utf8').catch(() => '')
  const note = NoteSchema.safeParse(parseJson(text))
  return note.success && note.data.url === url ? { size, validator: note.data.validator } : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What tells this version of the content from the next; a weak ETag does not promise the same bytes. */
export function validatorOf(headers: Headers): string | undefined {
  const etag = headers.get('etag')
  if (etag !== null && !etag.startsWith('W/')) return etag
  return headers.get('last-modified') ?? undefined
}

/** Remembers the version a new part belongs to; without a validator it can never be continued. */
export async function notePartial(url: string, to: string, validator: string | undefined): Promise<void> {
  if (validator === undefined) await rm(notePath(to), { force: true })
  else await writeFile(notePath(to), JSON.stringify({ url, validator }))
}

export async function dropNote(to: string): Promise<void> {
  await rm(notePath(to), { force: true })
}

export async function dropPartial(to: string): Promise<void> {
  await rm(partPath(to), { force: true })
  await dropNote(to)
}

/** A sha256 that has taken in the part on disk already. */
export async function hashOfPartial(to: string): Promise<Hash> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(partPath(to))) hash.update(chunk as Uint8Array)
  return hash
}
