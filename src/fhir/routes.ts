/** The FHIR surface over HTTP: `/fhir/r5` and `/fhir/r4`. Reads the request, dispatches it, writes the answer. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type Keeper, needsKeeper } from '../http/kept.ts'
import type { ServiceContext } from '../service/context.ts'
import { requestScope } from '../service/request.ts'
import { catalogShelf } from '../terminology/catalog-shelf.ts'
import { badRequest } from '../terminology/issues.ts'
import { isObject, type Json } from '../terminology/json.ts'
import { fhirContext } from './context.ts'
import { type Answer, type Ask, dispatch, type Endpoint } from './dispatch.ts'
import { noteLicensed } from './licensed.ts'
import { outcomeOf, outcomeOfError } from './outcome.ts'
import { VERSIONS } from './version.ts'

/** Bytes of a request: value sets and code systems come with it. */
const MOST_BYTES = 30 * 1024 * 1024

const MEDIA_TYPE = 'application/fhir+json; charset=utf-8'

function write(c: Context, { status, resource }: Answer): Response {
  // Requests may hold patient details: no cache on the way keeps them.
  return c.body(JSON.stringify(resource), status as 200, { 'content-type': MEDIA_TYPE, 'cache-control': 'no-store' })
}

async function bodyOf(c: Context): Promise<URLSearchParams | Json | undefined> {
  if (c.req.method !== 'POST') return undefined
  const text = await c.req.text()
  if (text === '') return undefined
  const type = c.req.header('content-type') ?? ''
  if (/x-www-form-urlencoded/.test(type)) return new URLSearchParams(text)
  if (/xml/.test(type)) throw badRequest('Only JSON is understood', { status: 415, type: 'not-supported' })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw badRequest('The body is not JSON')
  }
  if (!isObject(json)) throw badRequest('The body is not a resource')
  return json
}

function checkFormat(c: Context): void {
  const format = c.req.query('_format') ?? c.req.header('accept') ?? ''
  if (/xml|turtle/.test(format) && !/json|\*\/\*/.test(format))
    throw badRequest('Only JSON is spoken: application/fhir+json', { status: 406, type: 'not-supported' })
}

/** Hands a request on to the keeper, where it needs what is kept; what is licensed is noted here. */
async function askKeeper(c: Context, service: ServiceContext, keeper: Keeper): Promise<Response | undefined> {
  const { url, method } = c.req
  const headers = Object.fromEntries(
    HANDED_ON.flatMap((name) => (c.req.header(name) === undefined ? [] : [[name, c.req.header(name)!]])),
  )
  const request = { url, method, headers, ...(method === 'POST' && { body: await c.req.text() }) }
  if (!needsKeeper(request)) return undefined
  const { status, contentType, body } = await keeper(request)
  const scope = requestScope()
  if (scope) noteLicensed(scope, service.edition(), JSON.parse(body) as Json)
  return c.body(body, status as 200, { 'content-type': contentType, 'cache-control': 'no-store' })
}

/** Headers that an answer depends on. */
const HANDED_ON = ['content-type', 'accept', 'accept-language', 'x-cache-id']

/** Routes below `/fhir`. `keeper` answers what needs what clients sent before, where that is another thread. */
export function fhirRoutes(
  service: ServiceContext,
  unexpected: (thrown: Error, place: string) => void,
  keeper?: Keeper,
): Hono {
  const app = new Hono()
  const context = fhirContext(service, catalogShelf)
  const onError = (): Response =>
    new Response(
      JSON.stringify(outcomeOf([{ severity: 'error', type: 'too-costly', text: 'The request is too large' }])),
      {
        status: 413,
        headers: { 'content-type': MEDIA_TYPE },
      },
    )
  for (const version of VERSIONS) {
    const root = `/fhir/${version.path}`
    const handle = async (c: Context): Promise<Response> => {
      try {
        checkFormat(c)
        const kept = keeper && (await askKeeper(c, service, keeper))
        if (kept) return kept
        const url = new URL(c.req.url)
        const endpoint: Endpoint = { context, version, base: `${service.origin ?? url.origin}${root}` }
        const ask: Ask = {
          method: c.req.method === 'POST' ? 'POST' : 'GET',
          path: decodeURIComponent(url.pathname.slice(root.length)),
          query: url.searchParams,
          body: await bodyOf(c),
          acceptLanguage: c.req.header('accept-language'),
          cacheId: c.req.header('x-cache-id'),
        }
        const answer = dispatch(endpoint, ask, (thrown) => unexpected(thrown, root))
        const scope = requestScope()
        if (scope) noteLicensed(scope, service.edition(), answer.resource)
        return write(c, answer)
      } catch (thrown) {
        const { outcome, status } = outcomeOfError(thrown)
        return write(c, { status, resource: outcome as unknown as Json })
      }
    }
    const limited = bodyLimit({ maxSize: MOST_BYTES, onError })
    for (const path of [root, `${root}/*`]) {
      app.get(path, handle)
      app.post(path, limited, handle)
      app.all(path, (c) =>
        write(c, {
          status: 405,
          resource: outcomeOf([
            { severity: 'error', type: 'not-supported', text: 'Only GET and POST are answered' },
          ]) as unknown as Json,
        }),
      )
    }
  }
  return app
}
