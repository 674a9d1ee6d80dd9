/** Writing a file so that it is either whole or not there. */
import { createHash } from 'node:crypto'
import { open, rename } from 'node:fs/promises'
import { AppError } from '../../core/errors.ts'

/** Writes `bytes`, refused when their checksum is not `sha256`. @throws AppError `embedder-failed` */
export async function putFile(path: string, bytes: Uint8Array, sha256?: string): Promise<void> {
  const sum = sha256 && createHash('sha256').update(bytes).digest('hex')
  if (sum !== sha256) {
    throw new AppError('embedder-failed', { problem: `${path}: its sha256 is ${sum}, recorded is ${sha256}` })
  }
  const part = `${path}.${process.pid}.part`
  const file = await open(part, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, path)
}
