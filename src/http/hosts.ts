/**
 * By which names this server may be asked. A page of any site can make its own name resolve to 127.0.0.1 and then read
 * what it asks for (DNS rebinding); its requests still carry that name, and are refused by it.
 */
import { isIPv4, isIPv6 } from 'node:net'

export interface Hosts {
  /** Where users reach this server, through whatever stands in front of it; absent on one's own machine. */
  readonly publicUrl?: URL | undefined
}

/** The name in a `Host` header or an address: small letters, without port, brackets or a closing dot. */
function nameOf(host: string): string | undefined {
  if (!/^[\w.\-:[\]]+$/.test(host) || !URL.canParse(`http://${host}/`)) return undefined
  return new URL(`http://${host}/`).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

/** True for an address of this machine alone. */
export function isLoopback(name: string): boolean {
  const plain = name.replace(/^::ffff:/i, '')
  return plain === 'localhost' || plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'))
}

/**
 * Whether a request may be meant for this server: it names this machine, the public address, or the very IP address
 * that it came in at, which nobody but its owner can make a name of.
 */
export function knowsHost({ publicUrl }: Hosts, host: string | undefined, arrivedAt: string | undefined): boolean {
  const name = host === undefined ? undefined : nameOf(host)
  if (name === undefined) return false
  if (isLoopback(name) || name === publicUrl?.hostname.replace(/^\[|\]$/g, '')) return true
  const isAddress = isIPv4(name) || isIPv6(name)
  return isAddress && name === arrivedAt?.replace(/^::ffff:/i, '')
}

/**
 * Whether a page of `origin` may ask: one of this server's own, by the name the request came with or the public one.
 * A request without an origin is not from a page of another site.
 */
export function knowsOrigin({ publicUrl }: Hosts, origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  return from.origin === publicUrl?.origin || (/^https?:$/.test(from.protocol) && from.host === host?.toLowerCase())
}
