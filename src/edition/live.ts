/**
 * The edition being served, swapped when `current` moves. The new edition is opened before the old one is let go,
 * and operations run to their end without waiting, so no request ever sees a closed edition.
 */
import { readdirSync, statSync, unwatchFile, watchFile } from 'node:fs'
import { join } from 'node:path'
import { AppError, problemOf } from '../core/errors.ts'
import { checkFileInTurns } from './checksums.ts'
import { currentEditionPath, type Edition, openEdition, VECTORS_FILE } from './edition.ts'
import { currentId, type Home } from './home.ts'

export interface LiveEdition {
  /** The edition in use now. */
  get(): Edition
  /** Looks at `current` at once instead of at the next tick; true when the edition was swapped. */
  check(): boolean
  /** Why its answers cannot be relied on now, as a sentence; undefined when they can. */
  problem(): string | undefined
  close(): void
}

/** How often the pointer is looked at, in milliseconds. */
const INTERVAL = 1_000
/** Time an old edition stays open after the swap, for an answer that is still being written. */
const GRACE = 5_000
/** How often the files of the edition being served are read again, to notice a disk that goes bad. */
const RECHECK = 3_600_000

const UNCHECKED = 'the files of the edition are still being checked'

/**
 * Opens the current edition and follows the pointer. A damaged one is not served: an edition built before it is, where
 * there is one. `onSwap` is told the new id, or why a new edition was refused; `prepare` warms an edition before the first
 * request sees it.
 */
export function openLive(
  home: Home,
  onSwap: (message: string) => void = () => {},
  prepare: (edition: Edition) => void = () => {},
  openAt: (path: string) => Edition = openEdition,
): LiveEdition {
  let seen = stampOf(home)
  let edition = openWhole(home, { onProblem: onSwap, openAt })
  let problem: string | undefined
  const recheck = (files: Edition['unchecked']): void => {
    const checked = edition
    void checkInTurns(checked, files).then((found) => {
      if (checked !== edition) return
      if (found !== undefined && found !== problem) onSwap(`the edition being served is damaged: ${found}`)
      problem = found
    })
  }
  const begin = (): void => {
    const { unchecked, deferred } = edition
    problem = unchecked.length > 0 ? UNCHECKED : undefined
    if (unchecked.length + deferred.length > 0) recheck([...unchecked, ...deferred])
  }
  begin()
  const check = (): boolean => {
    const stamp = stampOf(home)
    if (stamp === seen) return false
    seen = stamp
    try {
      const next = openAt(currentEditionPath(home))
      prepare(next)
      const old = edition
      edition = next
      begin()
      setTimeout(() => old.close(), GRACE).unref()
      onSwap(`now serving edition ${next.id}`)
      return true
    } catch (thrown) {
      onSwap(`the new edition cannot be opened, the old one goes on serving: ${(thrown as Error).message}`)
      return false
    }
  }
  watchFile(home.current, { interval: INTERVAL, persistent: false }, check)
  const timer = setInterval(() => recheck(edition.files), RECHECK).unref()
  return {
    get: () => edition,
    check,
    problem: () => problem,
    close() {
      unwatchFile(home.current, check)
      clearInterval(timer)
      edition.close()
    },
  }
}

/** What is wrong with some files of an edition, or undefined. */
async function checkInTurns({ path }: Edition, files: Edition['unchecked']): Promise<string | undefined> {
  try {
    for (const file of files) await checkFileInTurns(path, file)
    return undefined
  } catch (thrown) {
    return problemOf(thrown)
  }
}

/** The current edition, or the newest other one that is whole. @throws AppError what is wrong with the current one */
function openWhole(
  home: Home,
  { onProblem, openAt }: { onProblem: (message: string) => void; openAt: (path: string) => Edition },
): Edition {
  try {
    return openAt(currentEditionPath(home))
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'edition-damaged') throw thrown
    for (const path of otherEditions(home)) {
      try {
        const edition = openAt(path)
        onProblem(`${thrown.message} Serving edition ${edition.id}, built before it. ${thrown.fix}`)
        return edition
      } catch {
        // The one before it may be whole.
      }
    }
    throw thrown
  }
}

/** Folders of the editions that are not current, newest first. */
function otherEditions(home: Home): string[] {
  const current = currentId(home)
  return readdirSync(home.editions)
    .filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== current)
    .map((name) => join(home.editions, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
}

/** Changes whenever another edition, or a rebuilt one of the same id, becomes current, or gets its vectors. */
function stampOf(home: Home): string {
  const id = currentId(home)
  if (id === undefined) return ''
  const stamps = ['manifest.json', VECTORS_FILE].map((name) => {
    const file = statSync(join(home.editions, id, name), { throwIfNoEntry: false })
    return `${file?.mtimeMs ?? 0} ${file?.ino ?? 0}`
  })
  return [id, ...stamps].join(' ')
}
