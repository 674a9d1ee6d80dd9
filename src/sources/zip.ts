/** Zip archives as lists of members whose bytes are checked while they are unpacked. */
import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { type IsoDate, parseIsoDate } from '../core/date.ts'
import { AppError, problemOf } from '../core/errors.ts'
import { bytesText, checkSize, type Limits, tooLarge } from './limits.ts'

/** Where an archive's bytes are: a path on disk, or memory for an archive inside another. */
export type ZipBytes = string | Buffer

export interface ZipMember {
  /** Path inside the archive with `/`. Only a name: nothing is ever written there. */
  readonly name: string
  /** Size the archive declares. */
  readonly size: number
  readonly modified?: IsoDate
  /** False when the member is encrypted or packed by a method this program does not know. */
  readonly readable: boolean
  open(): AsyncIterable<Uint8Array>
}

// yauzl's own size check is off: ours says which of the two sizes is at fault and stops earlier. Names are decoded
// here, because yauzl refuses an archive for a name like `../x`, which cannot do harm where nothing is unpacked to disk.
const OPTIONS = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: false } as const

/**
 * The files in the archive `bytes`, known as `path` in messages, in archive order; folders are left out.
 * Throws AppError `file-unreadable` when it is no whole zip, and `file-too-large` when a declared size breaks a limit.
 */
export async function* zipMembers(bytes: ZipBytes, path: string, limits: Limits): AsyncIterable<ZipMember> {
  const zip = await openZip(bytes, path)
  try {
    const entries = zip.eachEntry()
    for (;;) {
      const step = await entries.next().catch((error: unknown) => {
        throw unreadable(path, error)
      })
      if (step.done) break
      const entry = step.value
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
      if (name.endsWith('/')) continue
      const where = `${path}!${name}`
      checkSize(where, { unpacked: entry.uncompressedSize, packed: entry.compressedSize }, limits)
      yield {
        name,
        size: entry.uncompressedSize,
        ...modified(entry),
        readable: entry.canDecodeFileData(),
        open: () => unpack(bytes, entry, { path, where, limits }),
      }
    }
  } finally {
    zip.close()
  }
}

/** The day an archive gives for a member; tools that keep none write 1980. */
function modified(entry: Entry): { modified?: IsoDate } {
  const time = entry.getLastModDate({ timezone: 'UTC' })
  const date = Number.isNaN(time.getTime()) ? undefined : parseIsoDate(time.toISOString().slice(0, 10))
  return date === undefined || date < '1981' ? {} : { modified: date }
}

async function* unpack(
  bytes: ZipBytes,
  entry: Entry,
  at: { path: string; where: string; limits: Limits },
): AsyncIterable<Uint8Array> {
  const zip = await openZip(bytes, at.path)
  try {
    let unpacked = 0
    let crc = 0
    for await (const chunk of caught(zip, entry, at.where)) {
      unpacked += chunk.length
      crc = crc32(chunk, crc)
      checkSize(at.where, { unpacked, packed: entry.compressedSize }, at.limits)
      if (unpacked > entry.uncompressedSize) {
        throw tooLarge(at.where, `the ${bytesText(entry.uncompressedSize)} its archive declares`)
      }
      yield chunk
    }
    if (unpacked !== entry.uncompressedSize || crc !== entry.crc32) {
      throw unreadable(at.where, 'its bytes do not match the checksum in the archive')
    }
  } finally {
    zip.close()
  }
}

/** The member's stream with errors turned into AppErrors; ends the stream when the reader stops early. */
async function* caught(zip: ZipFile, entry: Entry, where: string): AsyncIterable<Buffer> {
  let stream: Readable
  try {
    stream = await zip.openReadStreamPromise(entry)
  } catch (error) {
    throw unreadable(where, error)
  }
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch (error) {
    throw unreadable(where, error)
  }
}

async function openZip(bytes: ZipBytes, path: string): Promise<ZipFile> {
  try {
    return await (typeof bytes === 'string' ? openPromise(bytes, OPTIONS) : fromBufferPromise(bytes, OPTIONS))
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, thrown: unknown): AppError {
  const text = typeof thrown === 'string' ? thrown : problemOf(thrown)
  const problem = /end of central directory|compressed zip|truncated/i.test(text)
    ? 'it is not a whole zip archive; the end is missing, as after a download that was cut off'
    : text.replace(/\.$/, '')
  return new AppError('file-unreadable', { path, problem }, { cause: thrown })
}
