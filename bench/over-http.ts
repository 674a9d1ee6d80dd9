/** What measurements over HTTP share: options of the command, a server of its own, a client in another process. */
import { fork } from 'node:child_process'
import { start } from '../test/cli.ts'
import type { Load, Loaded } from './load.ts'

/** The value of `--name=value`. */
export const option = (name: string, otherwise: string): string =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise

/** Asks `load` from another process. */
export function ask(load: Load): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const client = fork(new URL('./load.ts', import.meta.url))
    client.once('error', reject)
    client.once('message', (loaded) => resolve(loaded as Loaded))
    client.send(load)
  })
}

export interface Server {
  readonly url: string
  readonly pid: number
  stop(): Promise<unknown>
}

/** Starts a server without a log of requests, with `args` behind, and resolves when it says that it answers. */
export function serve(home: string, args: readonly string[]): Promise<Server> {
  const child = start(['serve', '--home', home, '--port', '0', '--rate', '0', ...args])
  const ended = new Promise((resolve) => child.once('close', resolve))
  let said = ''
  return new Promise((resolve, reject) => {
    void ended.then(() => reject(new Error(`it ended: ${said}`)))
    child.stdout!.on('data', (part) => {
      said += part
      const url = /Medcodex is at (http:\S+)[\s\S]*Stop it/.exec(said)?.[1]
      if (url === undefined) return
      const stop = (): Promise<unknown> => {
        child.kill('SIGTERM')
        return ended
      }
      resolve({ url, pid: child.pid!, stop })
    })
  })
}
