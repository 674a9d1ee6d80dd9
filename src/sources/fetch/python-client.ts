/** Running the user's own Python package client: found, watched, ended in time. It knows the user's index and proxies. */
import { spawn } from 'node:child_process'

/** Ways to call the client, in the order in which they are tried. */
const CLIENTS: readonly (readonly string[])[] = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']]

export interface ClientLimits {
  /** Silence after the client began to ask its index, before any answer, in milliseconds. Longer means out of reach. */
  readonly silenceMs: number
  /** For the whole run; a wheel of 2 MB on a slow line takes a while. */
  readonly overallMs: number
}

export const CLIENT_LIMITS: ClientLimits = { silenceMs: 2500, overallMs: 60_000 }

export type ClientResult =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'no-client' }
  /** `problem` is one sentence without its full stop. */
  | { readonly outcome: 'out-of-reach' | 'failed' | 'timed-out' | 'stopped'; readonly problem: string }

/** The clients to try: the one named by MEDCODEX_PIP (words separated by blanks), else the usual ones. */
export function clientsOf(env: NodeJS.ProcessEnv): readonly (readonly string[])[] {
  const named = env.MEDCODEX_PIP?.trim() ?? ''
  return named === '' ? CLIENTS : [named.split(/\s+/)]
}

export interface ClientRun {
  readonly clients: readonly (readonly string[])[]
  readonly limits: ClientLimits
  readonly signal?: AbortSignal | undefined
  /** Where it may put what it works on; the system's own place when absent. */
  readonly temporary?: string
  /** Told what it prints, piece by piece. */
  readonly onOutput?: (text: string) => void
}

/** Runs the first client that is there with `args`. Never rejects. */
export async function runClient(args: readonly string[], run: ClientRun): Promise<ClientResult> {
  for (const client of run.clients) {
    const result = await runOne([...client, ...args], run)
    if (result.outcome !== 'no-client') return result
  }
  return { outcome: 'no-client' }
}

// What the client prints (with -vv) when it turns to its index, and once the index has answered.
const ASKING = /^\s*(?:Fetching project page|Getting page|Starting new HTTPS? connection)/m
const ANSWERED = /HTTP\/\d(?:\.\d)?" \d|^\s*(?:Fetched page|Collecting|Downloading|Using cached|Saved|Successfully)/m
const NO_NETWORK =
  /NewConnectionError|ConnectTimeout|ReadTimeout|NameResolutionError|name resolution|ProxyError|SSLError|ProtocolError|Max retries exceeded|timed out/i
const NO_CLIENT = /No module named '?pip|Python was not found|command not found|: not found/i
/** Enough of the output to tell what went wrong. */
const KEPT_CHARACTERS = 64 * 1024

function runOne(command: readonly string[], { limits, signal, temporary, onOutput }: ClientRun): Promise<ClientResult> {
  const { promise, resolve } = Promise.withResolvers<ClientResult>()
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Unbuffered, so that silence means waiting; outside a virtual environment, because nothing is installed.
    env: {
      ...process.env,
      PYTHONUNBUFFERED: '1',
      PIP_REQUIRE_VIRTUALENV: '0',
      LC_ALL: 'C.UTF-8',
      ...(temporary !== undefined && { TMPDIR: temporary, TEMP: temporary, TMP: temporary }),
    },
    windowsHide: true,
  })
  let output = ''
  let silence: NodeJS.Timeout | undefined
  const end = (result: ClientResult): void => {
    clearTimeout(silence)
    clearTimeout(overall)
    signal?.removeEventListener('abort', stop)
    resolve(result)
  }
  // Whatever the client has started keeps the pipes open; nobody waits for it.
  const kill = (result: ClientResult): void => {
    child.kill('SIGKILL')
    child.stdout.destroy()
    child.stderr.destroy()
    end(result)
  }
  const stop = (): void => kill({ outcome: 'stopped', problem: 'it was stopped' })
  const overall = setTimeout(
    () => kill({ outcome: 'timed-out', problem: `it was not done within ${limits.overallMs / 1000} s` }),
    limits.overallMs,
  )
  const heard = (chunk: Buffer): void => {
    const text = chunk.toString('utf8')
    onOutput?.(text)
    output = (output + text).slice(-KEPT_CHARACTERS)
    if (ANSWERED.test(output)) clearTimeout(silence)
    else if (silence === undefined && ASKING.test(output)) {
      const problem = `its index did not answer within ${limits.silenceMs / 1000} s`
      silence = setTimeout(() => kill({ outcome: 'out-of-reach', problem }), limits.silenceMs)
    }
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  child.on('error', () => end({ outcome: 'no-client' }))
  child.on('close', (exit) => end(exit === 0 ? { outcome: 'done' } : failureOf(output, exit)))
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  return promise
}

function failureOf(output: string, exit: number | null): ClientResult {
  if (NO_CLIENT.test(output) || exit === 127 || exit === 9009) return { outcome: 'no-client' }
  if (NO_NETWORK.test(output)) return { outcome: 'out-of-reach', problem: 'its index cannot be reached' }
  const error = output.match(/^ERROR: .*$/gm)?.at(-1) ?? output.trim().split('\n').at(-1) ?? ''
  const said = error
    .replace(/^ERROR: /, '')
    .replace(/\.$/, '')
    .trim()
    .slice(0, 160)
  return { outcome: 'failed', problem: said === '' ? `it ended with status ${exit}` : `it says: ${said}` }
}
