/**
 * Conditional GET. An answer follows from the program, the edition, the day and the address alone, so its tag is made of
 * them before any work is done: a client that has the answer already costs a hash.
 */
import { hash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Edition } from '../edition/edition.ts'
import type { ServiceContext } from '../service/context.ts'
import { VERSION } from '../version.ts'

const kept = new WeakMap<Edition, readonly unknown[]>()

/** What an edition's answers follow from; the same for all of them. */
function partsOf(edition: Edition): readonly unknown[] {
  const known = kept.get(edition)
  if (known) return known
  // What is shown without a licence is another answer than what is shown with one.
  const shown = edition.manifest.releases.map(({ system, label }) => `${system} ${label}`)
  const parts = [VERSION, edition.id, edition.vectors?.header.embedder ?? '', hash('sha256', shown.join())]
  kept.set(edition, parts)
  return parts
}

/** The tag of what is answered at an address now. Weak: bytes may differ by encoding. */
export function tagOf(context: ServiceContext, url: string): string {
  const { pathname, search } = new URL(url)
  const parts = [...partsOf(context.edition()), context.today(), pathname, search]
  return `W/"${hash('sha256', JSON.stringify(parts)).slice(0, 27)}"`
}

const has = (header: string, tag: string): boolean =>
  header
    .split(',')
    .map((each) => each.trim())
    .some((each) => each.replace(/^W\//, '') === tag.replace(/^W\//, ''))

/** Answers 304 to a GET whose client has the answer, and tags answers that are good. */
export function conditional(context: ServiceContext): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const tag = tagOf(context, c.req.url)
    const known = c.req.header('if-none-match')
    if (known !== undefined && has(known, tag)) return c.body(null, 304, { etag: tag })
    await next()
    if (c.res.status === 200) c.res.headers.set('etag', tag)
  }
}
