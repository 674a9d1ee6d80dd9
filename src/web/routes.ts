/** Addresses of the web surface. Each: parse, perform, render. */
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { AppError } from '../core/errors.ts'
import { codePolicies } from '../service/code-policies.ts'
import type { ServiceContext } from '../service/context.ts'
import { isBare, number } from '../service/number.ts'
import { perform } from '../service/operation.ts'
import { policy, policyDiff } from '../service/policy.ts'
import { search } from '../service/search.ts'
import { similar } from '../service/similar.ts'
import type { Alike, CodeShown } from './answers.ts'
import { type Asset, CLIENT, ICON, STYLE } from './assets.ts'
import { codeAt } from './code-address.ts'
import { withQuery } from './format.ts'
import { headers } from './headers.ts'
import { loadedNow } from './loaded.ts'
import { aboutPage } from './pages/about.ts'
import { codePage } from './pages/code.ts'
import { comparePage } from './pages/compare.ts'
import { coveragePage } from './pages/coverage.ts'
import { homePage } from './pages/home.ts'
import { problemPage } from './pages/not-found.ts'
import { numberPage } from './pages/number.ts'
import { policiesPage } from './pages/policies.ts'
import { policyDiffPage, policyPage } from './pages/policy.ts'
import { searchPage } from './pages/search.ts'
import { systemPage, systemsPage } from './pages/systems.ts'
import { narrowedBy } from './parts/narrow.ts'
import { robots, sitemapIndex, sitemapPart } from './sitemap.ts'
import { viewOf, viewQuery } from './view.ts'

/** Codes and blocks on one page of a policy. */
const PAGE = '250'
const FOREVER = 'public, max-age=31536000, immutable'
const XML = { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' }

const originOf = (c: Context, { origin }: ServiceContext): string => origin ?? new URL(c.req.url).origin

/** A page that says what went wrong and what to do; a missing page also suggests codes. */
export function errorPage(c: Context, context: ServiceContext, error: AppError): Response | Promise<Response> {
  return c.html(problemPage(context, error, c.req.path), error.httpStatus as 400)
}

/** A number of a system under a licence; what follows its hyphen is somebody else's slug. */
function answerNumber(c: Context, context: ServiceContext): Response | Promise<Response> {
  const { system = '', page = '' } = c.req.param()
  const code = page.replace(/\.json$/, '').split('-')[0] ?? ''
  const narrowed = narrowedBy(c.req.query())
  const shown = perform(number, context, { system, code, ...narrowed })
  if (page.endsWith('.json')) return c.json(shown)
  return shown.path === `/code/${system}/${page}`
    ? c.html(numberPage(shown, { origin: originOf(c, context), narrowed }))
    : c.redirect(shown.path, 301)
}

/** Similar codes; a page is whole without them when the cluster that finds them does not answer. */
function alikeOf(context: ServiceContext, shown: CodeShown, asked: Record<string, unknown>): Alike {
  try {
    return perform(similar, context, asked)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'cluster-failed') throw thrown
    return { ...shown, made: '', similar: [], licences: [], unavailable: true }
  }
}

function answerCode(c: Context, context: ServiceContext): Response | Promise<Response> {
  const system = c.req.param('system') ?? ''
  if (isBare(context, system)) return answerNumber(c, context)
  const page = c.req.param('page') ?? ''
  const { asOf, from } = c.req.query()
  const view = viewOf(c.req.query('view'))
  const asJson = page.endsWith('.json')
  const tail = asJson ? page.slice(0, -'.json'.length) : page
  const shown = codeAt(context, { system, tail, asOf })
  const narrowed = narrowedBy(c.req.query())
  if (asJson) return c.json(shown)
  if (decodeURIComponent(shown.path) !== `/code/${system}/${page}`)
    return c.redirect(withQuery(shown.path, { asOf, from, ...viewQuery(view), ...narrowed }), 301)
  const loaded = loadedNow(context).systems.find((s) => s.id === shown.system)
  const asked = { system: shown.system, code: shown.code, asOf }
  const alike = alikeOf(context, shown, asked)
  const policies = context.edition().policies ? perform(codePolicies, context, { ...asked, ...narrowed }) : undefined
  return c.html(
    codePage({
      shown,
      alike,
      policies,
      narrowed,
      loaded,
      origin: originOf(c, context),
      asOf,
      view,
      from: Math.trunc(Number(from)) || 1,
    }),
  )
}

function serveAsset(app: Hono, { path, body, type, etag: tag }: Asset, cache = FOREVER): void {
  app.get(path, (c) => c.body(body, 200, { 'content-type': type, 'cache-control': cache, etag: tag }))
}

/** Everything below `/` that a browser shows, with its headers. Errors are thrown and answered by the server. */
export function webRoutes(context: ServiceContext): Hono {
  const app = new Hono()
  app.use('*', headers, etag())
  serveAsset(app, STYLE)
  serveAsset(app, CLIENT)
  serveAsset(app, { ...ICON, path: '/favicon.svg' }, 'public, max-age=86400')

  app.get('/', (c) => c.html(homePage(context, originOf(c, context))))
  app.get('/search', async (c) => {
    c.header('cache-control', 'no-store')
    await search.prepare?.(context, c.req.query())
    return c.html(searchPage(context, c.req.query()))
  })
  app.get('/systems', (c) => c.html(systemsPage(context, originOf(c, context))))
  app.get('/systems/:system', (c) => {
    const { letter, after } = c.req.query()
    return c.html(systemPage(context, { system: c.req.param('system'), letter, after }, originOf(c, context)))
  })
  app.get('/compare', (c) => c.html(comparePage(context, c.req.query())))
  app.get('/coverage', (c) => {
    // Diagnoses with a state and a day may be a patient's.
    c.header('cache-control', 'no-store')
    return c.html(coveragePage(context, c.req.query()))
  })
  app.get('/policies', (c) => c.html(policiesPage(context, c.req.query(), originOf(c, context))))
  app.get('/policy/:payer/:number', (c) => {
    const { payer, number } = c.req.param()
    const { version, after, textAfter } = c.req.query()
    const asked = { version, after, textAfter }
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
    const shown = perform(policy, context, { payer, number, limit: PAGE, blocks: PAGE, ...given })
    return c.html(policyPage(shown, { origin: originOf(c, context), asked }))
  })
  app.get('/policy/:payer/:number/diff', (c) => {
    const { payer, number } = c.req.param()
    return c.html(policyDiffPage(perform(policyDiff, context, { payer, number, ...c.req.query() })))
  })
  app.get('/about-data', (c) => c.html(aboutPage(context, originOf(c, context))))
  app.get('/code/:system/:page', (c) => answerCode(c, context))

  app.get('/sitemap.xml', (c) => c.body(sitemapIndex(context, originOf(c, context)), 200, XML))
  app.get('/:file{sitemap-[0-9]+\\.xml}', (c) => {
    const part = Number(/\d+/.exec(c.req.param('file'))?.[0])
    const found = sitemapPart(context, part, originOf(c, context))
    if (found === undefined) throw new AppError('unknown-path', { path: c.req.path })
    return c.body(found, 200, XML)
  })
  app.get('/robots.txt', (c) => c.text(robots(originOf(c, context))))
  return app
}
