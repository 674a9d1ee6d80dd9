/**
 * The edition being served, swapped when `current` moves. The new edition is opened before the old one is let go,
 * and operations run to their end without waiting, so no request ever sees a closed edition.
 */
import { statSync, unwatchFile, watchFile } from 'node:fs'
import { join } from 'node:path'
import { currentEditionPath, type Edition, openEdition, VECTORS_FILE } from './edition.ts'
import { currentId, type Home } from './home.ts'

export interface LiveEdition {
  /** The edition in use now. */
  get(): Edition
  /** Looks at `current` at once instead of at the next tick; true when the edition was swapped. */
  check(): boolean
  close(): void
}

/** How often the pointer is looked at, in milliseconds. */
const INTERVAL = 1_000
/** Time an old edition stays open after the swap, for an answer that is still being written. */
const GRACE = 5_000

/**
 * Opens the current edition and follows the pointer. `onSwap` is told the new id, or why a new edition was refused;
 * `prepare` warms a new edition before the first request sees it.
 */
export function openLive(
  home: Home,
  onSwap: (message: string) => void = () => {},
  prepare: (edition: Edition) => void = () => {},
): LiveEdition {
  let edition = openEdition(currentEditionPath(home))
  let seen = stampOf(home)
  const check = (): boolean => {
    const stamp = stampOf(home)
    if (stamp === seen) return false
    seen = stamp
    try {
      const next = openEdition(currentEditionPath(home))
      prepare(next)
      const old = edition
      edition = next
      setTimeout(() => old.close(), GRACE).unref()
      onSwap(`now serving edition ${next.id}`)
      return true
    } catch (thrown) {
      onSwap(`the new edition cannot be opened, the old one goes on serving: ${(thrown as Error).message}`)
      return false
    }
  }
  watchFile(home.current, { interval: INTERVAL, persistent: false }, check)
  return {
    get: () => edition,
    check,
    close() {
      unwatchFile(home.current, check)
      edition.close()
    },
  }
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
