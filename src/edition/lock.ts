/** Locks between processes: a file that holds the id of the process that has it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Takes the lock at `path`; the returned function gives it back. A lock whose process is gone is taken over.
 * @throws what `busy` makes of the process that has it; errors of the disk as they are
 */
export function takeLock(path: string, busy: (pid: number) => Error): () => void {
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, `${process.pid}`, { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw thrown
      const pid = Number(readFileSync(path, 'utf8'))
      if (isRunning(pid)) throw busy(pid)
      rmSync(path, { force: true })
    }
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch {
    return false
  }
}
