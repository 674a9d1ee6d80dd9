/**
 * Checksums of an edition's files. A file is hashed in sections, so that damage is named by its place and large files can
 * be checked in turns. The manifest holds the sections of every other file, and a checksum of its own bytes.
 */
import { createHash, hash } from 'node:crypto'
import { closeSync, createReadStream, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ManifestFile } from '../catalog/manifest.ts'
import { AppError, problemOf } from '../core/errors.ts'

/** Bytes of one section. */
export const SECTION = 16 * 1024 ** 2

export const MANIFEST_FILE = 'manifest.json'
const NO_CHECKSUM = '0'.repeat(64)
const CHECKSUM = /(\n {2}"checksum": ")([0-9a-f]{64})("\n\}\n)$/

/** Calls `visit` with the bytes of each section of a file. */
function eachSection(path: string, visit: (section: Uint8Array, index: number) => void): void {
  const file = openSync(path, 'r')
  try {
    const size = statSync(path).size
    const buffer = new Uint8Array(Math.min(SECTION, Math.max(1, size)))
    for (let index = 0, at = 0; at < size; index++) {
      let length = 0
      while (length < buffer.length) {
        const read = readSync(file, buffer, length, buffer.length - length, at + length)
        if (read === 0) break
        length += read
      }
      if (length === 0) break
      visit(buffer.subarray(0, length), index)
      at += length
    }
  } finally {
    closeSync(file)
  }
}

/** What the manifest says of a file. */
export function describeFile(folder: string, name: string): ManifestFile {
  const sections: string[] = []
  const path = join(folder, name)
  eachSection(path, (section) => sections.push(hash('sha256', section)))
  return { name, bytes: statSync(path).size, sections }
}

function damaged(folder: string, problem: string): AppError {
  return new AppError('edition-damaged', { path: folder, problem })
}

function wrongSection(folder: string, { name, bytes }: ManifestFile, index: number): AppError {
  const to = Math.min(bytes, (index + 1) * SECTION)
  return damaged(folder, `${name} is not as it was built (between byte ${index * SECTION} and byte ${to})`)
}

/** @throws AppError `edition-damaged` where the size is another */
function checkSize(folder: string, { name, bytes }: ManifestFile): void {
  const path = join(folder, name)
  if (!existsSync(path)) throw damaged(folder, `${name} is missing`)
  const { size } = statSync(path)
  if (size !== bytes) throw damaged(folder, `${name} has ${size} bytes; ${bytes} were built`)
}

/** Checks a file at once. @throws AppError `edition-damaged`, naming it and the place */
export function checkFile(folder: string, file: ManifestFile): void {
  checkSize(folder, file)
  try {
    eachSection(join(folder, file.name), (section, index) => {
      if (hash('sha256', section) !== file.sections[index]) throw wrongSection(folder, file, index)
    })
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : damaged(folder, `${file.name} cannot be read: ${problemOf(thrown)}`)
  }
}

/** Reads and checks a file at once. @throws AppError `edition-damaged`, naming it and the place */
export function readChecked(folder: string, file: ManifestFile): Uint8Array {
  checkSize(folder, file)
  let bytes: Uint8Array
  try {
    bytes = readFileSync(join(folder, file.name))
  } catch (thrown) {
    throw damaged(folder, `${file.name} cannot be read: ${problemOf(thrown)}`)
  }
  checkBytes(folder, file, bytes)
  return bytes
}

/** Checks the bytes of a file that were read whole. @throws AppError `edition-damaged` */
export function checkBytes(folder: string, file: ManifestFile, bytes: Uint8Array): void {
  file.sections.forEach((wanted, index) => {
    if (hash('sha256', bytes.subarray(index * SECTION, (index + 1) * SECTION)) !== wanted)
      throw wrongSection(folder, file, index)
  })
}

/** Checks a file a little at a time, so that a server goes on answering. @throws AppError `edition-damaged` */
export async function checkFileInTurns(folder: string, file: ManifestFile): Promise<void> {
  checkSize(folder, file)
  for (const [index, wanted] of file.sections.entries()) {
    const section = createHash('sha256')
    const range = { start: index * SECTION, end: (index + 1) * SECTION - 1 }
    try {
      for await (const part of createReadStream(join(folder, file.name), range)) section.update(part as Buffer)
    } catch (thrown) {
      throw damaged(folder, `${file.name} cannot be read: ${problemOf(thrown)}`)
    }
    if (section.digest('hex') !== wanted) throw wrongSection(folder, file, index)
  }
}

/** A manifest as it is written: its last entry is the checksum of all its other bytes. */
export function sealManifest(manifest: object): string {
  const text = `${JSON.stringify({ ...manifest, checksum: NO_CHECKSUM }, null, 2)}\n`
  return text.replace(CHECKSUM, `$1${hash('sha256', text)}$3`)
}

/** True when the bytes of a manifest are as they were written. */
export function isSealed(bytes: Buffer): boolean {
  // One byte a character, so that places in the text are places in the bytes.
  const found = CHECKSUM.exec(bytes.toString('latin1'))
  if (!found) return false
  const at = found.index + found[1]!.length
  const unsealed = Buffer.from(bytes)
  unsealed.fill(NO_CHECKSUM, at, at + NO_CHECKSUM.length)
  return hash('sha256', unsealed) === found[2]
}

/** Checks every file of an edition at once. @throws AppError `edition-damaged` */
export function checkFiles(folder: string, files: readonly ManifestFile[]): void {
  for (const file of files) checkFile(folder, file)
}
