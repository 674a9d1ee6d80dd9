/** The REST surface: one GET route per operation, OpenAPI and a health check. Parse, perform, answer. */
import { Hono, type HonoRequest, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { AppError } from '../core/errors.ts'
import type { ServiceContext } from '../service/context.ts'
import { type Operation, prepareAndPerform } from '../service/operation.ts'
import { OPERATIONS } from '../service/operations.ts'
import { apiPage } from './api-page.ts'
import { checkUpload, UPLOAD_PATH } from './check-upload.ts'
import { conditional } from './conditional.ts'
import { openApi } from './openapi.ts'

/** Parameters that may be left out. */
const optionalOf = ({ input }: Operation): ReadonlySet<string> =>
  new Set(Object.keys(input.shape).filter((name) => input.shape[name]?.safeParse(undefined).success === true))

/** An empty optional parameter (`system=`, as a form sends it) is one that was not given. */
function givenIn(query: Readonly<Record<string, string>>, optional: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([name, value]) => value !== '' || !optional.has(name)))
}

/** The body of a request as an operation's input. @throws AppError `invalid-input` */
async function bodyOf(request: HonoRequest): Promise<Record<string, unknown>> {
  const body: unknown = await request.json().catch(() => undefined)
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw new AppError('invalid-input', { problem: 'the body is not a JSON object' })
}

/** Inputs that people write: they may hold patient details. */
const WRITTEN = ['q', 'diagnoses', 'codes']

/** Queries may hold patient details: no cache on the way keeps them. What is asked by a code may be kept and asked for again. */
const cacheOf = ({ input }: Operation): string =>
  WRITTEN.some((name) => name in input.shape) ? 'no-store' : 'private, no-cache'

const noStore: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  headers.set('x-content-type-options', 'nosniff')
}

/** Why an answer cannot be relied on: what is known of damage, or what happens when the catalog is asked. */
function problemNow(context: ServiceContext): string | undefined {
  const known = context.problem?.()
  if (known !== undefined) return known
  try {
    context.edition().catalog.codes(0, 1)
    return undefined
  } catch {
    return 'the catalog does not answer'
  }
}

/** Routes below `/`: `/api/v1/*`, `/healthz` (the process lives) and `/readyz` (it can answer). Errors are thrown and answered by the server. */
export function restRoutes(context: ServiceContext): Hono {
  const app = new Hono()
  const document = JSON.stringify(openApi())
  // Pages of any site may ask; what only this machine may see is not for them (`http/gate.ts`).
  app.use(
    '/api/v1/*',
    cors({
      origin: '*',
      allowMethods: ['GET', 'HEAD', 'POST'],
      exposeHeaders: ['x-request-id', 'retry-after', 'etag'],
    }),
  )
  app.use('/api/*', noStore)
  const unlessKnown = conditional(context)
  for (const operation of OPERATIONS) {
    const path = `/api/v1${operation.path.replace(/\{(\w+)\}/g, ':$1')}`
    const optional = optionalOf(operation)
    const cache = cacheOf(operation)
    app.get(path, unlessKnown, async (c) => {
      const input = { ...givenIn(c.req.query(), optional), ...c.req.param() }
      return c.json(await prepareAndPerform(operation, context, input), 200, { 'cache-control': cache })
    })
    if (operation.method === 'POST')
      app.post(path, async (c) => c.json(await prepareAndPerform(operation, context, await bodyOf(c.req))))
    app.all(path, (c) => {
      const answered = operation.method === 'POST' ? 'GET and POST' : 'GET'
      throw new AppError('method-not-allowed', { path: c.req.path, answered })
    })
  }
  app.post(UPLOAD_PATH, (c) => checkUpload(c, context))
  app.all(UPLOAD_PATH, (c) => {
    throw new AppError('method-not-allowed', { path: c.req.path, answered: 'POST' })
  })
  app.get('/api/v1/openapi.json', (c) => c.body(document, 200, { 'content-type': 'application/json' }))
  app.route('/', apiPage())
  app.get('/healthz', (c) => c.json({ status: 'ok', edition: context.edition().id }))
  app.get('/readyz', async (c) => {
    const problem = problemNow(context) ?? (await context.reachable?.())
    const edition = context.edition().id
    return problem === undefined
      ? c.json({ status: 'ready', edition })
      : c.json({ status: 'not-ready', edition, problem }, 503)
  })
  app.all('/api/*', (c) => {
    throw new AppError('unknown-path', { path: c.req.path })
  })
  return app
}
