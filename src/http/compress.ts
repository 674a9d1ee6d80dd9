/**
 * Answers in br or gzip, whichever the client takes, for text of a kilobyte or more. Most are packed at once, which costs
 * less than handing them to another thread; long ones are handed over, so that others do not wait. The tag of an answer is
 * for its content, not its bytes, so it becomes a weak one.
 */
import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

/** Below this an answer fits a packet or two as it is. */
const LEAST_BYTES = 1024
const TEXT = /^(?:text\/(?!event-stream)|application\/(?:[\w.+-]*\+)?(?:json|xml)|image\/svg\+xml)/
/** Here it costs about what gzip does, and packs as well. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/** Statuses without a body. */
const EMPTY: ReadonlySet<number> = new Set([204, 304])

/** Bytes that are packed in the thread that answers: well below a millisecond. */
const AT_ONCE = 64 * 1024

const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)]
const ENCODERS = {
  br: (bytes: Uint8Array) => (bytes.length <= AT_ONCE ? brotliCompressSync(bytes, QUALITY) : toBrotli(bytes, QUALITY)),
  gzip: (bytes: Uint8Array) => (bytes.length <= AT_ONCE ? gzipSync(bytes) : toGzip(bytes)),
} as const
type Encoding = keyof typeof ENCODERS

/** The encoding that an Accept-Encoding header asks for; undefined when it takes neither. */
export function encodingFor(accepts: string | undefined): Encoding | undefined {
  const weights = new Map<string, number>()
  for (const part of (accepts ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    const q = parameters.find((each) => each.startsWith('q='))
    weights.set(name, q === undefined ? 1 : Number(q.slice(2)) || 0)
  }
  const weightOf = (name: string): number => weights.get(name) ?? weights.get('*') ?? 0
  const [best] = (['br', 'gzip'] as const).toSorted((a, b) => weightOf(b) - weightOf(a))
  return best !== undefined && weightOf(best) > 0 ? best : undefined
}

export const compressed: MiddlewareHandler = async (c, next) => {
  await next()
  const { res } = c
  const text = TEXT.test(res.headers.get('content-type') ?? '')
  if (!text || EMPTY.has(res.status) || res.headers.has('content-encoding') || c.req.method === 'HEAD') return
  // Neither the body is looked at nor another response made of this one: a text is then written as it is, in one piece.
  res.headers.append('vary', 'Accept-Encoding')
  const encoding = encodingFor(c.req.header('accept-encoding'))
  if (encoding === undefined) return
  const bytes = new Uint8Array(await res.arrayBuffer())
  const { status, headers } = c.res
  const packed = bytes.length >= LEAST_BYTES ? await ENCODERS[encoding](bytes) : undefined
  const sent = new Headers(headers)
  if (packed) {
    sent.set('content-encoding', encoding)
    sent.delete('content-length')
    const tag = sent.get('etag')
    if (tag !== null && !tag.startsWith('W/')) sent.set('etag', `W/${tag}`)
  }
  c.res = undefined
  c.res = new Response(packed ?? bytes, { status, headers: sent })
}
