/** `medcodex serve` in a process of its own on a free port, with its log. */
import type { ChildProcess } from 'node:child_process'
import { start } from './cli.ts'

export interface Serving {
  readonly url: string
  readonly child: ChildProcess
  /** Lines of the log so far. */
  log(): Record<string, unknown>[]
  /** Sends SIGTERM and gives the exit code. */
  stop(): Promise<number | null>
}

/** Serves the home; `args` stand after `serve`. */
export function serving(
  home: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const child = start(['serve', '--home', home, '--port', '0', '--log', 'json', ...args], env)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let out = ''
  let errors = ''
  const log = (): Record<string, unknown>[] =>
    out
      .slice(0, out.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (part) => {
      errors += part
    })
    child.stdout?.on('data', (part) => {
      out += part
      const listening = log().find((line) => line['msg'] === 'listening')
      if (!listening) return
      resolve({
        url: String(listening['url']),
        child,
        log,
        stop() {
          child.kill('SIGTERM')
          return ended
        },
      })
    })
    void ended.then((code) => reject(new Error(`medcodex serve ended with ${code}: ${errors}`)))
  })
}
