/** Members of a tar archive, gzipped or not, as npm and FHIR packages are. */
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { AppError, problemOf } from '../core/errors.ts'
import { checkSize, type Limits } from './limits.ts'

export interface TarMember {
  /** Path inside the archive. Only a name: nothing is ever written there. */
  readonly name: string
  readonly bytes: Buffer
}

export interface TarOptions {
  /** What the archive is called in messages. */
  readonly path: string
  readonly gzipped: boolean
  readonly limits: Limits
  /** Names of the members that are read; all when absent. */
  readonly wanted?: ReadonlySet<string>
}

/**
 * The plain files of the archive that `open` streams, in its order. Each is held in memory, since a tar can only be read
 * from front to back. @throws AppError `file-unreadable`, `file-too-large`
 */
export async function* tarMembers(
  open: () => AsyncIterable<Uint8Array>,
  { path, gzipped, limits, wanted }: TarOptions,
): AsyncIterable<TarMember> {
  const source = Readable.from(open(), { objectMode: false })
  const archive = extract()
  const failed = (error: Error): void => void archive.destroy(error)
  source.on('error', failed)
  if (gzipped) source.pipe(createGunzip()).on('error', failed).pipe(archive)
  else source.pipe(archive)
  let total = 0
  try {
    for await (const entry of archive) {
      const { name, size = 0, type } = entry.header
      const where = `${path}!${name}`
      if (type !== 'file' || wanted?.has(name) === false) {
        entry.resume()
        continue
      }
      checkSize(where, { unpacked: size, packed: size }, limits)
      const chunks: Buffer[] = []
      for await (const chunk of entry) {
        total += (chunk as Buffer).length
        checkSize(path, { unpacked: total, packed: total }, limits)
        chunks.push(chunk as Buffer)
      }
      yield { name, bytes: Buffer.concat(chunks) }
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    throw new AppError(
      'file-unreadable',
      { path, problem: `it is no whole tar archive (${problemOf(thrown)})` },
      { cause: thrown },
    )
  } finally {
    source.destroy()
  }
}
