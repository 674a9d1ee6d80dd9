/** What may be unpacked, and counting it while it is unpacked: archive headers lie. */
import { AppError } from '../core/errors.ts'

export interface Limits {
  /** Bytes one member may unpack to. */
  readonly memberBytes: number
  /** Bytes of an archive inside an archive, which is held in memory. */
  readonly nestedBytes: number
  /** Unpacked bytes per packed byte; judged only above `ratioFrom` unpacked bytes. */
  readonly ratio: number
  readonly ratioFrom: number
  /** Members of all archives met on one walk. */
  readonly members: number
  /** Archives inside archives. */
  readonly depth: number
}

/** The largest official file is 15 MB in a ratio of 8:1; these are far above and far below what hurts. */
export const LIMITS: Limits = {
  memberBytes: 2 * 1024 ** 3,
  nestedBytes: 512 * 1024 ** 2,
  ratio: 200,
  ratioFrom: 10 * 1024 ** 2,
  members: 20_000,
  depth: 4,
}

/** Throws AppError `file-too-large` when `unpacked` bytes made of `packed` bytes break a limit. */
export function checkSize(path: string, sizes: { unpacked: number; packed: number }, limits: Limits): void {
  if (sizes.unpacked > limits.memberBytes) throw tooLarge(path, bytesText(limits.memberBytes))
  if (sizes.unpacked > limits.ratioFrom && sizes.unpacked > limits.ratio * sizes.packed) {
    throw tooLarge(path, `${limits.ratio} times its packed size`)
  }
}

export function tooLarge(path: string, limit: string): AppError {
  return new AppError('file-too-large', { path, limit })
}

/** `2 GB`, `512 MB`, `100 bytes`. */
export function bytesText(bytes: number): string {
  for (const [unit, size] of [
    ['GB', 1024 ** 3],
    ['MB', 1024 ** 2],
    ['kB', 1024],
  ] as const) {
    if (bytes >= size) return `${Math.round(bytes / size)} ${unit}`
  }
  return `${bytes} bytes`
}
