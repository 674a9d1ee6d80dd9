/** Puts the surfaces together and listens, on a socket or on standard input. */
import { createServer, type IncomingMessage } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { AppError, problemOf } from './core/errors.ts'
import { type Entitlement, isEntitled } from './entitlement.ts'
import { mcpRoutes } from './mcp/server.ts'
import { restRoutes } from './rest/routes.ts'
import type { ServiceContext } from './service/context.ts'
import { errorPage, webRoutes } from './web/routes.ts'

/** The whole application, without a socket: `app.request('/…')` answers in process. */
export function createApp(context: ServiceContext): Hono {
  const app = new Hono()
  app.route('/', restRoutes(context))
  app.route('/', mcpRoutes(context))
  app.route('/', webRoutes(context))
  app.onError((thrown, c) => {
    const error = thrown instanceof AppError ? thrown : undefined
    if (!error) process.stderr.write(`unexpected ${thrown.name} on ${c.req.routePath}\n${placesOf(thrown)}\n`)
    const shown = error ?? new AppError('internal')
    return answer(c, context, shown)
  })
  app.notFound((c) => answer(c, context, new AppError('unknown-path', { path: c.req.path })))
  return app
}

/** Programs get the one JSON shape, people a page. */
function answer(c: Context, context: ServiceContext, error: AppError): Response | Promise<Response> {
  const { path } = c.req
  const wantsJson = /^\/api(?:\/|$)/.test(path) || path.endsWith('.json') || path === '/healthz' || path === '/mcp'
  return wantsJson ? c.json(error.toJSON(), error.httpStatus as 400) : errorPage(c, context, error)
}

/** Where an error arose, without its message: that may hold what was typed. */
function placesOf(thrown: Error): string {
  return (thrown.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .join('\n')
}

export { speakMcp } from './mcp/server.ts'

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

export interface Served {
  readonly app: Hono
  /** Answers those whom the operator's licences do not cover; `app` does where there is none. */
  readonly publicApp?: Hono
  readonly entitlement?: Entitlement
}

/** Listens on `host` and `port` (0 = any free one). @throws AppError `port-busy`, `host-unusable` */
export function listen(
  { app, publicApp = app, entitlement }: Served,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const server = createServer(
    getRequestListener((request, env) => {
      const { incoming } = env as { incoming: IncomingMessage }
      const asker = { address: incoming.socket.remoteAddress, headers: incoming.headers }
      const served = entitlement === undefined || isEntitled(entitlement, asker) ? app : publicApp
      return served.fetch(request)
    }),
  )
  return new Promise((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => {
      const busy = thrown.code === 'EADDRINUSE'
      const data = busy ? { host, port } : { host, port, problem: thrown.code ?? problemOf(thrown) }
      reject(new AppError(busy ? 'port-busy' : 'host-unusable', data, { cause: thrown }))
    })
    server.listen(port, host, () => {
      const address = server.address()
      const actual = typeof address === 'object' && address !== null ? address.port : port
      const shown = host.includes(':') ? `[${host}]` : host
      resolve({
        url: `http://${shown}:${actual}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeIdleConnections()
          }),
      })
    })
  })
}
