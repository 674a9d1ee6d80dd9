/**
 * Who may see text under the operator's licences. By default those on this machine; others with a key of theirs, or
 * nobody else. A request that came through another server is not from this machine, whatever its last hop was.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** `local`: this machine, and those with a key. `keys`: only those with a key. `nobody`: text stays hidden. */
export const AUDIENCES = ['local', 'keys', 'nobody'] as const
export type Audience = (typeof AUDIENCES)[number]

export interface Entitlement {
  readonly audience: Audience
  /** Keys given out to users whom the licence covers. */
  readonly keys: readonly string[]
}

export const KEYS_VARIABLE = 'MEDCODEX_KEYS'

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function isLocal(address: string | undefined, headers: IncomingHttpHeaders): boolean {
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'
}

/** True when a request may be answered with licensed text. */
export function isEntitled(
  { audience, keys }: Entitlement,
  { address, headers }: { readonly address: string | undefined; readonly headers: IncomingHttpHeaders },
): boolean {
  if (audience === 'nobody') return false
  if (audience === 'local' && isLocal(address, headers)) return true
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const given = bearer ?? headers['x-api-key']
  if (typeof given !== 'string' || given === '') return false
  // Hashes of equal length, so that neither length nor time tells anything about a key.
  return keys.some((key) => timingSafeEqual(digest(key), digest(given)))
}
