/** Looks at a PDF before it is read: streams that unpack to more than a document ever needs are refused. */
import { constants, createInflate } from 'node:zlib'

/** Bytes one stream, and all together, may unpack to. Pictures are counted too, though they are never decoded. */
const STREAM_BYTES = 150 * 1024 ** 2
const ALL_BYTES = 600 * 1024 ** 2
/** Packed streams in packed streams beyond this depth have no use in a document. */
const LAYERS = 3

/** What is wrong with unpacking `bytes`, or undefined. */
export async function bombIn(bytes: Uint8Array): Promise<string | undefined> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let total = 0
  for (let at = data.indexOf('stream'); at >= 0; at = data.indexOf('stream', at)) {
    const start = data[at + 6] === 13 ? at + 8 : at + 7
    const end = data.indexOf('endstream', start)
    const stop = end < 0 ? data.length : end
    const dictionary = data.toString('latin1', Math.max(0, at - 600), at)
    const own = dictionary.slice(dictionary.lastIndexOf(' obj') + 1)
    const layers = layersOf(own)
    if (layers > LAYERS) return 'its streams are packed many times over'
    if (layers > 0) {
      const size = await unpackedSize(data.subarray(start, stop), layers, Math.min(STREAM_BYTES, ALL_BYTES - total))
      if (size === undefined) return `its streams unpack to more than ${STREAM_BYTES / 1024 ** 2} MB`
      total += size
    }
    at = stop + 9
  }
  return undefined
}

/** A name may be written with any of its characters as `#` and two hexadecimal digits. */
const plainNames = (dictionary: string): string =>
  dictionary.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

/**
 * How many times a stream is packed. A filter that is named elsewhere (`/Filter 7 0 R`) may be any: such a stream is
 * counted as packed once, and what is not packed at all only fails to unpack.
 */
function layersOf(dictionary: string): number {
  const names = plainNames(dictionary)
  const direct = names.match(/\/(?:FlateDecode|Fl)\b/g)?.length ?? 0
  return direct === 0 && /\/(?:Filter|F)\s*\[?\s*\d+\s+\d+\s+R\b/.test(names) ? 1 : direct
}

/** Bytes that `packed` unpacks to through `layers` of packing; undefined beyond `limit`. Damaged streams count as read. */
function unpackedSize(packed: Buffer, layers: number, limit: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 256 * 1024 }
    const stages = Array.from({ length: layers }, () => createInflate(options))
    let size = 0
    const done = (answer: number | undefined): void => {
      for (const stage of stages) stage.destroy()
      resolve(answer)
    }
    for (const [i, stage] of stages.entries()) {
      stage.on('error', () => done(size))
      stage.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > limit) done(undefined)
        else if (i + 1 < layers) stages[i + 1]!.write(chunk)
      })
      stage.on('end', () => (i + 1 < layers ? stages[i + 1]!.end() : done(size)))
    }
    stages[0]!.end(packed)
  })
}
