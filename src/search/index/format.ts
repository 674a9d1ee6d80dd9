/**
 * `search.bin`: a JSON header and sections, one after another, each at a multiple of four bytes.
 *
 *   bytes 0-7    magic `MCXSRCH3`
 *   bytes 8-11   length of the JSON header (little endian)
 *   …            header: {sections: {name: [offset, length in bytes]}, counts, …}
 *   …            sections
 *
 * Columns are packed (packing.ts) and unpacked when the index is opened: a file a third of the size is read sooner.
 */
import { AppError } from '../../core/errors.ts'

const MAGIC = 'MCXSRCH3'

export interface Header {
  readonly sections: Record<string, [offset: number, length: number]>
  readonly counts: {
    readonly concepts: number
    readonly names: number
    readonly terms: number
    readonly strings: number
    readonly texts: number
  }
  readonly systems: readonly string[]
  /** Systems whose text is under a licence. */
  readonly licensed: readonly string[]
}

const align = (n: number): number => (n + 3) & ~3

/** One buffer from named byte arrays. Deterministic: sections stand in the order given. */
export function encode(sections: Record<string, Uint8Array>, facts: Omit<Header, 'sections'>): Uint8Array {
  const names = Object.keys(sections)
  const place = (start: number): Header['sections'] => {
    let at = start
    const out: Header['sections'] = {}
    for (const name of names) {
      out[name] = [at, sections[name]!.byteLength]
      at = align(at + sections[name]!.byteLength)
    }
    return out
  }
  const headerOf = (start: number) => new TextEncoder().encode(JSON.stringify({ sections: place(start), ...facts }))
  // Offsets are part of the header, so its length is found by padding to a size that holds the longest one.
  const room = align(headerOf(0xffffffff).byteLength + 64)
  const header = headerOf(12 + room)
  const end = Object.values(place(12 + room)).reduce(
    (max, [offset, length]) => Math.max(max, align(offset + length)),
    12 + room,
  )
  const out = new Uint8Array(end)
  out.set(new TextEncoder().encode(MAGIC), 0)
  new DataView(out.buffer).setUint32(8, room, true)
  out.fill(0x20, 12, 12 + room)
  out.set(header, 12)
  for (const [name, [offset]] of Object.entries(place(12 + room))) out.set(sections[name]!, offset)
  return out
}

/** Header and a function that gives a section's bytes. @throws AppError `edition-damaged` */
export function decode(bytes: Uint8Array): { header: Header; section: (name: string) => Uint8Array } {
  const damaged = (problem: string) => new AppError('edition-damaged', { path: 'search.bin', problem })
  if (bytes.byteLength < 12 || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) {
    throw damaged('it does not begin as a search index does')
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  if (12 + length > bytes.byteLength) throw damaged('it ends inside its header')
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + length))) as Header
  for (const [offset, size] of Object.values(header.sections)) {
    if (offset + size > bytes.byteLength) throw damaged('it ends inside a section')
  }
  return {
    header,
    section(name) {
      const place = header.sections[name]
      if (!place) throw damaged(`section ${name} is missing`)
      return bytes.subarray(place[0], place[0] + place[1])
    },
  }
}
