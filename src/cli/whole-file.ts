/** Where a command writes what it was asked for: a file that is whole or not there, or a pipe. */
import { createWriteStream, openSync, statSync, type WriteStream } from 'node:fs'
import { AppError, problemOf } from '../core/errors.ts'
import { wholeFile as writeWhole } from '../sources/whole-file.ts'

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
  try {
    const there = statSync(path, { throwIfNoEntry: false })
    if (there?.isDirectory()) throw new AppError('output-failed', { path, problem: 'it is a folder' })
    if (there && !there.isFile()) return await write(path)
    await writeWhole(path, write)
  } catch (thrown) {
    throw outputError(path, thrown)
  }
}

/** A stream into a file that is there from now on: one that is opened later may come to be after it was given up. */
export const streamInto = (path: string): WriteStream => createWriteStream(path, { fd: openSync(path, 'w') })
