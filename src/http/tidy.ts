/** Gives back to the system what starting took; V8 would keep it until it is needed. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export function tidy(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}
