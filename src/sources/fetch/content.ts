/** Whether downloaded bytes are the kind of file their name says. */
import { open } from 'node:fs/promises'

/** Bytes at the start that are enough for `contentProblem`. */
export const HEAD_BYTES = 512
/** A zip ends with a record of 22 bytes and a comment of at most 65,535. */
const ZIP_TAIL = 22 + 0xffff

/** What is wrong with a file named `name` that begins with `head`, or undefined. Publishers answer with web pages. */
export function contentProblem(name: string, head: Uint8Array): string | undefined {
  const kind = kindOf(name)
  const text = Buffer.from(head).toString('latin1')
  const isPage = /^[^\x21-\x7e]*(?:ï»¿)?\s*<(?:!doctype html|html|head|body)\b/i.test(text)
  if (isPage && !/\.html?$/i.test(name)) return `it is an HTML page (a licence or error page), not a ${kind}`
  if (kind === 'zip' && !text.startsWith('PK')) return 'it is not a zip'
  if (kind === 'gz file' && !text.startsWith('\x1f\x8b')) return 'it is not a gz file'
  return undefined
}

function kindOf(name: string): 'zip' | 'gz file' | 'release file' {
  if (/\.(?:zip|whl|xlsx)$/i.test(name)) return 'zip'
  return /\.gz$/i.test(name) ? 'gz file' : 'release file'
}

/** False when `path` is to be a zip (by `name`) and its end is missing, as after a transfer that was cut off. */
export async function isWhole(path: string, name: string): Promise<boolean> {
  if (kindOf(name) !== 'zip') return true
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, ZIP_TAIL)
    const tail = Buffer.alloc(length)
    await handle.read(tail, 0, length, size - length)
    return tail.includes('PK\x05\x06')
  } finally {
    await handle.close()
  }
}
