/** Locks between processes: a file that holds the id of the process that has it, and when that process began. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Takes the lock at `path`; the returned function gives it back. A lock whose process is gone is taken over, also when
 * its id has since been given to another program.
 * @throws what `busy` makes of the process that has it; errors of the disk as they are
 */
export function takeLock(path: string, busy: (pid: number) => Error): () => void {
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, `${process.pid} ${beginningOf(process.pid) ?? ''}`.trim(), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw thrown
      const [pid, began] = readFileSync(path, 'utf8').split(' ')
      if (isRunning(Number(pid), began)) throw busy(Number(pid))
      rmSync(path, { force: true })
    }
  }
}

function isRunning(pid: number, began: string | undefined): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (thrown) {
    // Another user's process is there, and may not be asked.
    if ((thrown as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const begins = beginningOf(pid)
  return began === undefined || begins === undefined || began === begins
}

/** When a process began, in ticks since the machine did; undefined where the system does not say (it has no /proc). */
function beginningOf(pid: number): string | undefined {
  try {
    // The name in parentheses may hold blanks; what is counted stands after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
