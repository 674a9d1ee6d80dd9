/**
 * Listens, lets requests in, and answers each within its limits. Stopping is polite: no new connections, what was asked
 * is answered, and connections that stay open are told with their next answer to close.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { Budget } from '../core/budget.ts'
import { AppError, PROBLEM_TYPE, problemOf } from '../core/errors.ts'
import type { Standing } from '../entitlement.ts'
import type { RequestScope } from '../service/request.ts'
import { answerAgain } from './again.ts'
import { Gate, type GateOptions } from './gate.ts'
import { type Log, SILENT } from './log.ts'
import type { Metrics } from './metrics.ts'

/** Answers a request, as `Hono` does. */
export interface Answers {
  fetch(request: Request): Response | Promise<Response>
}

export interface Served extends GateOptions {
  readonly app: Answers
  /** Answers those whom the operator's licences do not cover; `app` does where there is none. */
  readonly publicApp?: Answers
  /** True when the two answer differently, because the edition holds text under a licence. */
  hasLicensed?(): boolean
  /** True where searches are asked of a cluster. */
  readonly mayWait?: boolean
  readonly log?: Log
  readonly metrics?: Metrics
}

export interface Listening {
  readonly url: string
  /** Connections open now. */
  readonly connections: number
  /** Stops within `deadline` milliseconds, whatever is still being answered. */
  close(deadline?: number): Promise<void>
}

/** A request's head and its body must each be here within this time; connections without a request end after it. */
const TIMEOUT = 10_000
/** How often that is looked at. */
const CHECKS = 1_000
/** A reader that takes nothing for this long is let go. */
const STALLED = 30_000
const MOST_CONNECTIONS = 2_000
/** Stopping ends by then. */
const DEADLINE = 10_000
/** Connections that ask nothing for this long while stopping are closed. */
const QUIET = 500

const ID = /^[\w-]{8,64}$/

class Front {
  readonly #served: Served
  readonly #gate: Gate
  readonly #log: Log
  draining = false

  constructor(served: Served) {
    this.#served = served
    this.#gate = new Gate(served)
    this.#log = served.log ?? SILENT
  }

  /** Answers one request; the id, the route and what was licensed are noted on the way. */
  async answer(request: Request, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Response> {
    const id = this.#idOf(incoming)
    if (this.draining) outgoing.shouldKeepAlive = false
    const licensed = new Map<string, Set<string>>()
    const scope: RequestScope = {
      budget: new Budget(),
      isGone: () => incoming.socket.destroyed,
      mayWait: this.#served.mayWait === true,
      noteLicensed: (system, code) =>
        void (licensed.get(system) ?? licensed.set(system, new Set()).get(system)!).add(code),
    }
    this.#follow(id, scope, { incoming, outgoing })
    let standing: Standing | undefined
    let response: Response
    try {
      const admitted = this.#gate.admit(incoming)
      standing = admitted.standing
      outgoing.once('close', () => this.#gate.leave(admitted))
      // Others get their turn first, and a client that has gone is noticed.
      await turn()
      if (scope.isGone()) throw new AppError('client-gone')
      const { app, publicApp = app } = this.#served
      response = await answerAgain(admitted.standing.entitled ? app : publicApp, request, scope)
    } catch (thrown) {
      response = this.#refusal(thrown, id)
    }
    for (const [system, codes] of licensed)
      this.#log.licensed({ id, by: standing?.by ?? 'unknown', system, codes: [...codes] })
    return this.#dressed(response, { id, standing })
  }

  #idOf({ headers }: IncomingMessage): string {
    const given = headers['x-request-id']
    return this.#served.publicUrl !== undefined && typeof given === 'string' && ID.test(given) ? given : randomUUID()
  }

  #follow(id: string, scope: RequestScope, { incoming, outgoing }: Exchange): void {
    const { metrics } = this.#served
    if (!metrics && this.#log === SILENT) return
    const started = performance.now()
    const method = incoming.method ?? 'GET'
    outgoing.once('close', () => {
      const status = outgoing.writableFinished ? outgoing.statusCode : 499
      const answered = { method, route: scope.route ?? 'other', status, ms: performance.now() - started }
      metrics?.answered(answered)
      if (scope.budget.exceeded) metrics?.partial(answered.route)
      this.#log.answered({ id, ...answered, ms: Math.round(answered.ms * 10) / 10 })
    })
  }

  #refusal(thrown: unknown, id: string): Response {
    const error = thrown instanceof AppError ? thrown : new AppError('internal', {}, { cause: thrown })
    if (error.code === 'internal')
      this.#log.failed({ id, route: 'other', kind: thrown instanceof Error ? thrown.name : 'unknown', places: '' })
    this.#served.metrics?.refused(error.code)
    const headers = { 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' }
    const response = new Response(JSON.stringify(error.toProblem()), { status: error.httpStatus, headers })
    const { seconds } = error.data
    if (seconds !== undefined) response.headers.set('retry-after', String(seconds))
    return response
  }

  /** Headers that hold for every answer. What differs by key is kept by no cache that others share. */
  #dressed(response: Response, { id, standing }: { id: string; standing: Standing | undefined }): Response {
    const { headers } = response
    headers.set('x-request-id', id)
    headers.set('x-content-type-options', 'nosniff')
    const kept = headers.get('cache-control') ?? ''
    if (this.#served.hasLicensed?.() !== true || /\bimmutable\b/.test(kept)) return response
    headers.append('vary', 'Authorization, X-API-Key')
    if (standing?.entitled)
      headers.set('cache-control', ['private', kept.replace(/\bpublic,\s*/, '')].filter(Boolean).join(', '))
    return response
  }
}

interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

/** Open connections, each with when it last had an answer: Infinity while it waits for one. */
type Connections = Map<Socket, number>

/** Answers what is under way, tells connections to close with it, and ends when none is left or at the deadline. */
function drain(server: Server, open: Connections, deadline: number): Promise<void> {
  return new Promise((resolve) => {
    // `closeIdleConnections` would also cut those that are idle just between two requests.
    const quiet = setInterval(() => {
      for (const [socket, since] of open) if (performance.now() - since > QUIET) socket.end()
    }, QUIET / 2)
    const last = setTimeout(() => server.closeAllConnections(), deadline)
    // `http.Server.close` would cut connections that are about to be asked again; the listening socket alone is closed.
    NetServer.prototype.close.call(server, () => {
      clearInterval(quiet)
      clearTimeout(last)
      resolve()
    })
  })
}

/** Where to listen. */
export interface Door {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  /** How many workers listen on it side by side, each with its share of connections. */
  readonly shares?: number
}

function unusable(thrown: NodeJS.ErrnoException, { host, port }: Door): AppError {
  const busy = thrown.code === 'EADDRINUSE'
  const data = busy ? { host, port } : { host, port, problem: thrown.code ?? problemOf(thrown) }
  return new AppError(busy ? 'port-busy' : 'host-unusable', data, { cause: thrown })
}

/** True where the system lets several threads listen on one port and deals connections out among them. */
export const CAN_SHARE_PORT = ['linux', 'freebsd'].includes(process.platform)

/**
 * A port that nobody listens on: the one asked for, or any. Workers share a port among themselves, and would share it
 * with another server's too; this notices that one. @throws AppError `port-busy`, `host-unusable`
 */
export function freePort(door: Door): Promise<number> {
  const probe = new NetServer()
  return new Promise((resolve, reject) => {
    probe.once('error', (thrown) => reject(unusable(thrown, door)))
    probe.listen(door.port, door.host, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

/** Listens and answers. @throws AppError `port-busy`, `host-unusable` */
export function listen(served: Served, door: Door): Promise<Listening> {
  const { host, port, shares = 1 } = door
  const front = new Front(served)
  const open: Connections = new Map()
  const timeouts = { headersTimeout: TIMEOUT, requestTimeout: TIMEOUT, keepAliveTimeout: TIMEOUT }
  const server = createServer(
    { ...timeouts, connectionsCheckingInterval: CHECKS },
    getRequestListener((request, env) => {
      const { incoming, outgoing } = env as Exchange
      return front.answer(request, incoming, outgoing)
    }),
  )
  server.maxConnections = Math.ceil(MOST_CONNECTIONS / shares)
  server.timeout = STALLED
  server.on('connection', (socket) => {
    open.set(socket, performance.now())
    socket.once('close', () => open.delete(socket))
  })
  server.on('request', ({ socket }, outgoing) => {
    open.set(socket, Number.POSITIVE_INFINITY)
    outgoing.once('close', () => {
      if (open.has(socket)) open.set(socket, performance.now())
    })
  })
  return new Promise((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => reject(unusable(thrown, door)))
    server.listen({ port, host, reusePort: shares > 1 }, () => {
      const address = server.address()
      const actual = typeof address === 'object' && address !== null ? address.port : port
      const shown = host.includes(':') ? `[${host}]` : host
      resolve({
        url: `http://${shown}:${actual}`,
        get connections() {
          return open.size
        },
        close(deadline = DEADLINE) {
          front.draining = true
          return drain(server, open, deadline)
        },
      })
    })
  })
}
