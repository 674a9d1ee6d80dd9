/**
 * Who comes in, before anything of a request is read: is it meant for this server, is it from a page that may ask, is
 * it one too many, does it guess at keys, and what may it be answered with?
 */
import type { IncomingMessage } from 'node:http'
import { AppError } from '../core/errors.ts'
import { type Entitlement, keySent, type Standing, standingOf } from '../entitlement.ts'
import { type Asker, askerOf, clientAddress, isForwarded, isLocal } from './asker.ts'
import { type Hosts, knowsHost, knowsOrigin } from './hosts.ts'
import { UnderWay, underWayMemory, Windows, windowsMemory } from './windows.ts'

export interface GateOptions extends Hosts {
  readonly entitlement?: Entitlement | undefined
  /** Requests a second that one address may make on average over ten; 0 for no limit. */
  readonly rate?: number | undefined
  /** Counts requests of programs on this machine too; otherwise they are free. */
  readonly limitLocal?: boolean | undefined
  /** Where counts stand; absent where one thread answers all. */
  readonly limits?: LimitsMemory | undefined
}

/** Memory for the counts of all limits, which the workers of a server share. */
export interface LimitsMemory {
  readonly requests: SharedArrayBuffer
  readonly guesses: SharedArrayBuffer
  readonly underWay: SharedArrayBuffer
  /** The thread's own row of what is under way. */
  readonly row: number
}

/** Memory for `rows` threads; each is given it with its own row. */
export function limitsMemory(rows: number): Omit<LimitsMemory, 'row'> {
  return { requests: windowsMemory(), guesses: windowsMemory(), underWay: underWayMemory(rows) }
}

export interface Admitted {
  readonly standing: Standing
  readonly client: string
}

/** Addresses that probes ask: they say nothing that a stranger could use, and are asked by any name. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics'])

export const DEFAULT_RATE = 50
const RATE_SECONDS = 10
/** Wrong keys that one address may send in ten minutes. */
const MOST_GUESSES = 10
const GUESS_WINDOW = 600_000
/** Requests of one address that are being answered at the same time. */
const MOST_AT_ONCE = 100
/** Characters of an address (path and query). */
const MOST_ADDRESS = 8_192

/**
 * Pages of any site may ask the API from a browser on this machine; that browser is not the one who asks. What only this
 * machine may have needs a key then.
 */
const forPage = (standing: Standing, ownPage: boolean): Standing =>
  standing.by === 'local' && !ownPage ? { entitled: false, wrongKey: standing.wrongKey } : standing

const UNLIMITED: Standing = { entitled: true, by: 'local', wrongKey: false }

export class Gate {
  readonly #options: GateOptions
  readonly #requests: Windows | undefined
  readonly #guesses: Windows
  readonly #underWay: UnderWay

  constructor(options: GateOptions, now: () => number = Date.now) {
    this.#options = options
    const { rate = DEFAULT_RATE, limits } = options
    const most = rate * RATE_SECONDS
    this.#requests = rate > 0 ? new Windows({ most, window: RATE_SECONDS * 1_000 }, now, limits?.requests) : undefined
    this.#guesses = new Windows({ most: MOST_GUESSES, window: GUESS_WINDOW }, now, limits?.guesses)
    this.#underWay = new UnderWay(limits?.underWay, limits?.row)
  }

  /**
   * Lets a request in; `leave` must follow.
   * @throws AppError `unknown-host`, `foreign-origin`, `too-long`, `too-many-requests`, `too-many-guesses`
   */
  admit(incoming: IncomingMessage): Admitted {
    const { url = '/', socket, headers } = incoming
    const asker = askerOf(incoming)
    const path = url.split('?', 1)[0]!
    if (url.length > MOST_ADDRESS)
      throw new AppError('too-long', { what: 'the address', length: url.length, most: MOST_ADDRESS })
    if (!PROBES.has(path) && !knowsHost(this.#options, headers.host, socket.localAddress))
      throw new AppError('unknown-host', { host: headers.host ?? 'without a name' })
    if (path === '/metrics' && isForwarded(asker)) throw new AppError('unknown-path', { path })
    if (path === '/mcp' && !knowsOrigin(this.#options, headers.origin, headers.host))
      throw new AppError('foreign-origin')
    const client = clientAddress(asker, { trusted: this.#options.publicUrl !== undefined })
    if (!PROBES.has(path)) this.#count(client, asker)
    const ownPage = knowsOrigin(this.#options, headers.origin, headers.host)
    const standing = forPage(this.#standing(client, asker), ownPage)
    this.#underWay.begin(client)
    return { standing, client }
  }

  /** Ends what `admit` began. */
  leave({ client }: Admitted): void {
    this.#underWay.end(client)
  }

  #count(client: string, asker: Asker): void {
    if (!this.#requests || (isLocal(asker) && this.#options.limitLocal !== true)) return
    const wait = this.#requests.wait(client)
    if (wait > 0) throw new AppError('too-many-requests', { seconds: wait })
    this.#requests.add(client)
    if (this.#underWay.of(client) >= MOST_AT_ONCE) throw new AppError('too-many-requests', { seconds: 1 })
  }

  #standing(client: string, asker: Asker): Standing {
    const { entitlement } = this.#options
    if (!entitlement) return UNLIMITED
    if (keySent(asker) !== undefined) {
      const wait = this.#guesses.wait(client)
      if (wait > 0) throw new AppError('too-many-guesses', { seconds: wait })
    }
    const standing = standingOf(entitlement, asker)
    if (standing.wrongKey) this.#guesses.add(client)
    return standing
  }
}
