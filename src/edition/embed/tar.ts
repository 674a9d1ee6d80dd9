/** Reading members of a gzipped tar archive by name; just what an npm package needs (ustar, plain files). */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError, problemOf } from '../../core/errors.ts'

export interface TarMember {
  /** Path inside the archive. Only a name: nothing is ever written there. */
  readonly name: string
  readonly bytes: Buffer
}

const BLOCK = 512
/** Larger than any file that is asked for. */
const MOST_BYTES = 64 * 1024 ** 2

const text = (block: Buffer, from: number, to: number): string => {
  const field = block.subarray(from, to).toString('latin1')
  const end = field.indexOf('\0')
  return end < 0 ? field : field.slice(0, end)
}

/** The plain files whose path is in `wanted`, in archive order. @throws AppError `embedder-failed` */
export async function* tarMembers(path: string, wanted: ReadonlySet<string>): AsyncIterable<TarMember> {
  const blocks = new Blocks(path)
  try {
    for (;;) {
      const header = await blocks.take(BLOCK)
      // Two blocks of zeros end an archive; one is enough to stop at.
      if (header === undefined || header.every((byte) => byte === 0)) return
      const size = Number.parseInt(text(header, 124, 136).trim() || '0', 8)
      if (text(header, 257, 262) !== 'ustar' || !Number.isInteger(size)) throw damaged('it is no tar archive')
      const prefix = text(header, 345, 500)
      const name = (prefix === '' ? '' : `${prefix}/`) + text(header, 0, 100)
      const room = Math.ceil(size / BLOCK) * BLOCK
      const isFile = header[156] === 0x30 || header[156] === 0
      if (!isFile || !wanted.has(name)) {
        await blocks.skip(room)
        continue
      }
      if (size > MOST_BYTES) throw damaged(`${name} is too large`)
      const content = await blocks.take(room)
      if (content === undefined) throw damaged('it ends too early')
      yield { name, bytes: content.subarray(0, size) }
    }
  } finally {
    blocks.close()
  }
}

const damaged = (problem: string): AppError => new AppError('embedder-failed', { problem: `the archive: ${problem}` })

/** The unpacked stream, taken in pieces of any length. */
class Blocks {
  readonly #stream = createGunzip()
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(path: string) {
    pipeline(createReadStream(path), this.#stream, () => {})
    this.#chunks = this.#stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  async #more(): Promise<boolean> {
    try {
      const { done, value } = await this.#chunks.next()
      if (!done) this.#rest = value
      return done !== true
    } catch (thrown) {
      throw damaged(problemOf(thrown))
    }
  }

  /** The next `length` bytes, or undefined when the stream ends before. */
  async take(length: number): Promise<Buffer | undefined> {
    const parts: Buffer[] = []
    let missing = length
    while (missing > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) return undefined
      const part = this.#rest.subarray(0, missing)
      parts.push(part)
      this.#rest = this.#rest.subarray(part.length)
      missing -= part.length
    }
    return Buffer.concat(parts)
  }

  async skip(length: number): Promise<void> {
    for (let missing = length; missing > 0; ) {
      if (this.#rest.length === 0 && !(await this.#more())) throw damaged('it ends too early')
      const step = Math.min(missing, this.#rest.length)
      this.#rest = this.#rest.subarray(step)
      missing -= step
    }
  }

  close(): void {
    this.#stream.destroy()
  }
}
