/** Writing a file whose bytes are known beforehand. */
import { createHash } from 'node:crypto'
import { AppError } from '../../core/errors.ts'
import { putWhole } from '../../sources/whole-file.ts'

/** Writes `bytes`, refused when their checksum is not `sha256`. @throws AppError `embedder-failed` */
export async function putFile(path: string, bytes: Uint8Array, sha256?: string): Promise<void> {
  const sum = sha256 && createHash('sha256').update(bytes).digest('hex')
  if (sum !== sha256) {
    throw new AppError('embedder-failed', { problem: `${path}: its sha256 is ${sum}, recorded is ${sha256}` })
  }
  putWhole(path, bytes)
}
