/**
 * Headers of every page. Queries may hold patient details: nothing is told to other sites, nothing is loaded from
 * them, and answers to searches are kept by no cache.
 */
import type { MiddlewareHandler } from 'hono'

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const FIXED: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
}

/** Sets them, and `no-cache` (ask again, keep what has not changed) where a page said nothing else. */
export const headers: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers: sent, ok } = c.res
  for (const [name, value] of Object.entries(FIXED)) sent.set(name, value)
  if (!sent.has('cache-control')) sent.set('cache-control', ok ? 'no-cache' : 'no-store')
}
