/** Who a request is from: this machine, or somebody behind another server, and by which address they are told apart. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { isLoopback } from './hosts.ts'

export interface Asker {
  /** Address of the other end of the connection. */
  readonly address: string | undefined
  readonly headers: IncomingHttpHeaders
  /** `1.0` or `1.1`; absent means 1.1. */
  readonly httpVersion?: string
}

/** Headers that servers in between add: standard ones, and those of proxies and content networks. */
const FORWARDING =
  /^(?:forwarded|via|x-forwarded(?:-.*)?|x-real-ip|x-client-ip|x-cluster-client-ip|x-original-.*|true-client-ip|client-ip|cdn-loop|cf-.*|fastly-.*|fly-.*|x-envoy-.*|x-amzn?-.*|x-amz-cf-.*|x-azure-.*|x-appengine-.*|x-proxyuser-ip|x-arr-.*)$/

export function askerOf({ socket, headers, httpVersion }: IncomingMessage): Asker {
  return { address: socket.remoteAddress, headers, httpVersion }
}

/**
 * True when a request came through another server, whatever its last hop was. HTTP/1.0 counts: browsers and clients
 * have spoken 1.1 for decades, while proxies that add no header of their own (a bare `proxy_pass` of nginx) speak 1.0.
 */
export function isForwarded({ headers, httpVersion }: Asker): boolean {
  return httpVersion === '1.0' || Object.keys(headers).some((name) => FORWARDING.test(name))
}

/** True when a program on this machine asks, and asks by itself. */
export function isLocal(asker: Asker): boolean {
  return asker.address !== undefined && isLoopback(asker.address) && !isForwarded(asker)
}

/**
 * The address that limits count by. Behind the operator's own proxy (`trusted`) it is the last one in X-Forwarded-For,
 * which that proxy wrote; anything before it is what the client says of itself.
 */
export function clientAddress({ address, headers }: Asker, { trusted }: { trusted: boolean }): string {
  if (trusted) {
    const forwarded = [headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim() ?? ''
    if (isIP(forwarded) !== 0) return forwarded
  }
  return address ?? 'unknown'
}
