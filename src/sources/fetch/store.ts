/** The folder of release files: what is there, and putting a file there with the note of where it came from. */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PROVENANCE_SUFFIX, type Provenance, ProvenanceSchema } from '../provenance.ts'
import { putWhole } from '../whole-file.ts'

export interface StoredFile {
  readonly path: string
  readonly provenance: Provenance
}

/** sha256 of a file on disk, in hexadecimal. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

/** Files below `sources` that have a provenance note and the size it says; others are as good as absent. */
export async function storedFiles(sources: string): Promise<StoredFile[]> {
  const entries = await readdir(sources, { recursive: true, withFileTypes: true }).catch(() => [])
  const found: StoredFile[] = []
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith(PROVENANCE_SUFFIX)) continue
    const path = join(entry.parentPath, entry.name.slice(0, -PROVENANCE_SUFFIX.length))
    const provenance = await readProvenance(path)
    const size = (await stat(path).catch(() => undefined))?.size
    if (provenance !== undefined && provenance.size === size) found.push({ path, provenance })
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function readProvenance(path: string): Promise<Provenance | undefined> {
  try {
    const parsed = ProvenanceSchema.safeParse(JSON.parse(await readFile(`${path}${PROVENANCE_SUFFIX}`, 'utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** Writes the note beside `path`, in one step. */
export async function writeProvenance(path: string, provenance: Provenance): Promise<void> {
  putWhole(`${path}${PROVENANCE_SUFFIX}`, `${JSON.stringify(provenance, null, 2)}\n`)
}

/** The name to keep the file of `url` under: the last part of the address, without what file systems dislike. */
export function fileNameOf(url: string): string {
  const last = new URL(url).pathname.split('/').findLast((part) => part !== '') ?? ''
  const name = safeDecode(last)
    .replace(/[^\w .()+,=@~-]/g, '_')
    .replace(/^[. ]+/, '')
    .slice(-150)
  return name === '' ? 'download' : name
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
