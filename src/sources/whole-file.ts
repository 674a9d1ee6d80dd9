/** Files that are whole or not there: written beside their place, and put there by one rename. What stood there stays until then. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

const partOf = (path: string): string => `${path}.${process.pid}.part`

/** Has `write` write a file beside `path` and puts it there; errors of the disk are thrown as they are. */
export async function wholeFile(path: string, write: (part: string) => void | Promise<void>): Promise<void> {
  const part = partOf(path)
  try {
    await write(part)
    renameSync(part, path)
  } catch (thrown) {
    remove(part)
    throw thrown
  }
}

/** Writes `content` at `path` at once, in a folder that is made where it is missing. */
export function putWhole(path: string, content: string | Uint8Array): void {
  const part = partOf(path)
  makeFolder(dirname(path))
  try {
    const file = openSync(part, 'w')
    try {
      writeFileSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, path)
  } catch (thrown) {
    remove(part)
    throw thrown
  }
}

function remove(part: string): void {
  try {
    rmSync(part, { force: true })
  } catch {
    // It was never there.
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/**
 * Makes a folder and those above it. Node's own `recursive` never ends where a folder is there and takes none, as `/proc`
 * does. @throws errors of the disk as they are
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return
  const above = dirname(path)
  if (above !== path && !existsSync(above)) makeFolder(above)
  try {
    mkdirSync(path)
  } catch (thrown) {
    // Somebody else was quicker.
    if (!isFolder(path)) throw thrown
  }
}
