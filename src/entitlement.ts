/**
 * Who may see text under the operator's licences: those on this machine, others with a key of theirs, or nobody else.
 * A request that came through another server is not from this machine, whatever its last hop was.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { type Asker, isLocal } from './http/asker.ts'

/** `local`: this machine, and those with a key. `keys`: only those with a key. `nobody`: text stays hidden. */
export const AUDIENCES = ['local', 'keys', 'nobody'] as const
export type Audience = (typeof AUDIENCES)[number]

export interface Entitlement {
  readonly audience: Audience
  /** Keys given out to users whom the licence covers. */
  readonly keys: readonly string[]
}

/** What a request may have, and by what right. */
export interface Standing {
  readonly entitled: boolean
  /** `local`, or the id of the key that was sent; absent for those without a right. */
  readonly by?: string
  /** A key was sent that nobody was given. */
  readonly wrongKey: boolean
}

export const KEYS_VARIABLE = 'MEDCODEX_KEYS'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Names a key in logs without giving it away: the first eight hexadecimal digits of its SHA-256. */
export const keyId = (key: string): string => digest(key).toString('hex').slice(0, 8)

/** The key a request carries, as `Authorization: Bearer KEY` or `X-API-Key: KEY`. */
export function keySent({ headers }: Pick<Asker, 'headers'>): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const given = bearer ?? headers['x-api-key']
  return typeof given === 'string' && given !== '' ? given : undefined
}

/** What a request may be answered with. */
export function standingOf({ audience, keys }: Entitlement, asker: Asker): Standing {
  if (audience === 'nobody') return { entitled: false, wrongKey: false }
  const given = keySent(asker)
  // Hashes of equal length, so that neither length nor time tells anything about a key.
  const known = given !== undefined && keys.some((key) => timingSafeEqual(digest(key), digest(given)))
  if (known) return { entitled: true, by: keyId(given), wrongKey: false }
  if (audience === 'local' && isLocal(asker)) return { entitled: true, by: 'local', wrongKey: false }
  return { entitled: false, wrongKey: given !== undefined }
}

/** True when a request may be answered with licensed text. */
export function isEntitled(entitlement: Entitlement, asker: Asker): boolean {
  return standingOf(entitlement, asker).entitled
}
