/** Puts the surfaces together: everything that can be asked, in one application. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { routePath } from 'hono/route'
import { AppError, PROBLEM_TYPE } from './core/errors.ts'
import { fhirRoutes } from './fhir/routes.ts'
import { compressed } from './http/compress.ts'
import type { Keeper } from './http/kept.ts'
import type { Log } from './http/log.ts'
import type { Metrics } from './http/metrics.ts'
import { mcpRoutes } from './mcp/server.ts'
import { nlmRoutes } from './nlm/routes.ts'
import { MOST_UPLOADED, UPLOAD_PATH } from './rest/check-upload.ts'
import { restRoutes } from './rest/routes.ts'
import type { ServiceContext } from './service/context.ts'
import { requestScope, Suspended } from './service/request.ts'
import { errorPage, webRoutes } from './web/routes.ts'

export { type Listening, listen, type Served } from './http/listen.ts'
export { speakMcp } from './mcp/server.ts'

/** What an application may have beside its content. */
export interface Extras {
  readonly metrics?: Metrics
  readonly log?: Log
  /** Answers what needs what FHIR clients sent before, where another thread keeps that. */
  readonly keeper?: Keeper
}

/** Bytes of a body: of a call of MCP, and of a list of codes. */
const MOST_BODY = 256 * 1024

/** The whole application, without a socket: `app.request('/…')` answers in process. */
export function createApp(context: ServiceContext, { metrics, log, keeper }: Extras = {}): Hono {
  const app = new Hono()
  app.use('*', compressed)
  const unexpected = (thrown: Error, route: string): void => {
    // Work that was left is done again.
    if (thrown instanceof Suspended) return
    const failure = { route, kind: thrown.name, places: placesOf(thrown) }
    if (log) log.failed(failure)
    else process.stderr.write(`unexpected ${failure.kind} on ${failure.route}\n${failure.places}\n`)
  }
  app.use('*', async (c, next) => {
    await next()
    const scope = requestScope()
    if (scope) scope.route = routePath(c)
  })
  const atMost = (most: number) =>
    bodyLimit({
      maxSize: most,
      onError: () => {
        throw new AppError('too-long', { what: 'the body', length: `more than ${most}`, most })
      },
    })
  const [usual, table] = [atMost(MOST_BODY), atMost(MOST_UPLOADED)]
  app.use('/api/v1/*', (c, next) => (c.req.path === UPLOAD_PATH ? table : usual)(c, next))
  app.use('/mcp', usual)
  if (metrics) {
    app.get('/metrics', async (c) => {
      const { body, type } = await metrics.text()
      return c.body(body, 200, { 'content-type': type, 'cache-control': 'no-store' })
    })
  }
  app.route('/', fhirRoutes(context, unexpected, keeper))
  app.route('/', nlmRoutes(context))
  app.route('/', restRoutes(context))
  app.route('/', mcpRoutes(context))
  app.route('/', webRoutes(context))
  app.onError((thrown, c) => {
    const error = thrown instanceof AppError ? thrown : undefined
    if (!error) unexpected(thrown, routePath(c))
    return answer(c, context, error ?? new AppError('internal'))
  })
  app.notFound((c) => answer(c, context, new AppError('unknown-path', { path: c.req.path })))
  return app
}

function problem(c: Context, error: AppError): Response {
  const { seconds } = error.data
  return c.body(JSON.stringify(error.toProblem()), error.httpStatus as 400, {
    'content-type': PROBLEM_TYPE,
    ...(seconds !== undefined && { 'retry-after': String(seconds) }),
  })
}

/** Programs get problem details, people a page. */
function answer(c: Context, context: ServiceContext, error: AppError): Response | Promise<Response> {
  const { path } = c.req
  const wantsJson =
    /^\/api(?:\/|$)/.test(path) ||
    path.endsWith('.json') ||
    path === '/healthz' ||
    path === '/readyz' ||
    path === '/mcp'
  return wantsJson ? problem(c, error) : errorPage(c, context, error)
}

/** Where an error arose, without its message: that may hold what was typed. */
function placesOf(thrown: Error): string {
  return (thrown.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .join('\n')
}
