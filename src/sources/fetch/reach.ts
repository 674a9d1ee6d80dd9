/** Whether the publishers' servers can be reached at all, told within a few seconds whatever the network does. */
import { connect as connectPlain } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { networkProblem } from './network-problem.ts'

/** All servers are asked at once, so this is also the longest that being offline can take to notice. */
export const REACH_MS = 3000

export interface Reach {
  readonly reachable: boolean
  /** Why not, as `its name cannot be resolved`. */
  readonly problem?: string
}

/** Resolves when the server of `url` can be talked to; rejects with what stands in the way. Ends on `signal`. */
export type Probe = (url: URL, signal: AbortSignal) => Promise<void>

/**
 * Whether the server of each address can be reached, by origin; every origin is tried once, all at the same time.
 * The promises never reject.
 */
export function probeServers(
  urls: readonly string[],
  { limitMs = REACH_MS, probe = probeFor(process.env) }: { readonly limitMs?: number; readonly probe?: Probe } = {},
): ReadonlyMap<string, Promise<Reach>> {
  const firsts = new Map<string, URL>()
  for (const url of urls.map((each) => new URL(each))) if (!firsts.has(url.origin)) firsts.set(url.origin, url)
  return new Map([...firsts].map(([origin, url]) => [origin, reach(url, limitMs, probe)]))
}

async function reach(url: URL, limitMs: number, probe: Probe): Promise<Reach> {
  const controller = new AbortController()
  const late = Promise.withResolvers<Reach>()
  const timer = setTimeout(() => {
    late.resolve({ reachable: false, problem: `no answer within ${limitMs / 1000} s` })
    controller.abort()
  }, limitMs)
  const asked = probe(url, controller.signal).then(
    (): Reach => ({ reachable: true }),
    (thrown: unknown): Reach => ({ reachable: false, problem: networkProblem(thrown).problem }),
  )
  try {
    // A name lookup cannot be stopped, so the clock decides and not the probe.
    return await Promise.race([asked, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Behind a proxy only a request tells; otherwise a handshake does, which slow web applications do not delay. */
function probeFor(env: NodeJS.ProcessEnv): Probe {
  return hasProxy(env) ? probeByRequest : probeByHandshake
}

/** True when the environment names a proxy for the web. */
export function hasProxy(env: NodeJS.ProcessEnv): boolean {
  return ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => (env[name] ?? '') !== '')
}

const probeByRequest: Probe = async (url, signal) => {
  const response = await fetch(url, { method: 'HEAD', redirect: 'manual', signal })
  await response.body?.cancel()
}

const probeByHandshake: Probe = (url, signal) =>
  new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const secure = url.protocol === 'https:'
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
    const socket = secure ? connectTls({ host, port, servername: host }) : connectPlain({ host, port })
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      resolve()
      socket.destroy()
    })
    socket.once('error', reject)
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
    signal.addEventListener('abort', () => socket.destroy(), { once: true })
  })
