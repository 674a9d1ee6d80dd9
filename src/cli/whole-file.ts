/** A file that is written: whole or not there, and what stood at its place stays until it is whole. */
import { createWriteStream, openSync, renameSync, rmSync, statSync, type WriteStream } from 'node:fs'
import { AppError, problemOf } from '../core/errors.ts'

/** What a failed write means to a person; anything else is thrown as it is. */
function outputError(path: string, thrown: unknown): unknown {
  const isOfSystem = thrown instanceof Error && typeof (thrown as NodeJS.ErrnoException).code === 'string'
  if (thrown instanceof AppError || !isOfSystem) return thrown
  return new AppError('output-failed', { path, problem: problemOf(thrown) }, { cause: thrown })
}

/**
 * Has `write` write a file beside `path` and puts it there. What is no file (a pipe, /dev/stdout) is written as it is.
 * @throws AppError `output-failed`
 */
export async function wholeFile(path: string, write: (to: string) => void | Promise<void>): Promise<void> {
  const part = `${path}.${process.pid}.part`
  try {
    const there = statSync(path, { throwIfNoEntry: false })
    if (there?.isDirectory()) throw new AppError('output-failed', { path, problem: 'it is a folder' })
    if (there && !there.isFile()) return await write(path)
    await write(part)
    renameSync(part, path)
  } catch (thrown) {
    removed(part)
    throw outputError(path, thrown)
  }
}

function removed(part: string): void {
  try {
    rmSync(part, { force: true })
  } catch {
    // It was never there.
  }
}

/** A stream into a file that is there from now on: one that is opened later may come to be after it was given up. */
export const streamInto = (path: string): WriteStream => createWriteStream(path, { fd: openSync(path, 'w') })
