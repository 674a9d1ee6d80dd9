/**
 * The weights that ship: `reading.bin` beside this file, written by tools/stance/train.ts.
 *
 *   bytes 0-7   magic `MCXREAD1`
 *   bytes 8-11  length of the JSON header
 *   …           header: {buckets, stances, scale, bias, resolver, calibration}
 *   …           int8 × stances, a row for each bucket
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUCKETS } from './features.ts'
import { STANCES, StanceModel, type StanceWeights } from './model.ts'

export const WEIGHTS_FILE = join(import.meta.dirname, 'reading.bin')
const MAGIC = 'MCXREAD1'

/** How often a finding is right that the resolver gives this share: points of a rising line. */
export type Calibration = readonly (readonly [share: number, right: number])[]

export interface Reading {
  readonly stance: StanceModel
  /** Weights of the evidence, in the order of `resolve/evidence.ts`. */
  readonly resolver: readonly number[]
  readonly calibration: Calibration
}

interface Header {
  readonly buckets: number
  readonly stances: number
  readonly scale: number
  readonly bias: readonly number[]
  readonly resolver: readonly number[]
  readonly calibration: Calibration
}

let loaded: Reading | undefined

/** Read once, when the first document is. @throws RangeError when the file is not of this version */
export function shipped(): Reading {
  loaded ??= readingOf(readFileSync(WEIGHTS_FILE))
  return loaded
}

export function readingOf(bytes: Uint8Array): Reading {
  const text = new TextDecoder()
  if (text.decode(bytes.subarray(0, 8)) !== MAGIC) throw new RangeError('The weights are of another version.')
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  const header = JSON.parse(text.decode(bytes.subarray(12, 12 + length))) as Header
  const size = header.buckets * header.stances
  if (header.buckets !== BUCKETS || header.stances !== STANCES.length || bytes.byteLength !== 12 + length + size)
    throw new RangeError('The weights are of another size.')
  const table = new Int8Array(bytes.buffer, bytes.byteOffset + 12 + length, size)
  const { scale, bias, resolver, calibration } = header
  return { stance: new StanceModel({ table, scale, bias }), resolver, calibration }
}

export function bytesOf(
  { table, scale, bias }: StanceWeights & { readonly table: Int8Array },
  { resolver, calibration }: Omit<Reading, 'stance'>,
): Uint8Array {
  const head: Header = { buckets: BUCKETS, stances: STANCES.length, scale, bias, resolver, calibration }
  const header = new TextEncoder().encode(JSON.stringify(head))
  const bytes = new Uint8Array(12 + header.length + table.length)
  bytes.set(new TextEncoder().encode(MAGIC))
  new DataView(bytes.buffer).setUint32(8, header.length, true)
  bytes.set(header, 12)
  bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.length), 12 + header.length)
  return bytes
}
