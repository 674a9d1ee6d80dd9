/** What can be set, where it comes from and what holds when nothing is said. docs/install.md lists the same. */
import { AppError } from './core/errors.ts'
import { AUDIENCES, type Audience } from './entitlement.ts'
import { isLoopback } from './http/hosts.ts'
import { LOG_FORMATS, type LogFormat } from './http/log.ts'

export interface ServeOptions {
  readonly host: string
  readonly port: number
  /** Who sees text under the operator's licences; absent: as `audienceOf` says. */
  readonly licensed?: Audience
  /** Where users reach the server, when something stands in front of it. */
  readonly publicUrl?: URL
  /** Requests a second from one address; absent: the default, and programs on this machine are free. */
  readonly rate?: number
  readonly log: LogFormat
  /** Nodes of a search cluster, with commas between them; absent: the index of the edition is searched. */
  readonly search?: string
  /** Where editions are brought from; absent: those of the data folder are served. */
  readonly edition?: URL
  /** Threads that answer; 1 is this process alone. Absent: as `defaultWorkers` says. */
  readonly workers?: number
  /** Folder or file of FHIR resources; absent: `fhir` in the data folder, where there is one. */
  readonly fhir?: string
}

/** Only this machine can connect unless told otherwise: queries may hold patient details. */
export const DEFAULT_HOST = '127.0.0.1'
export const DEFAULT_PORT = 7080
/** Seconds that a first start waits for all of its data: package mirrors are done by then, a slow publisher may not be. */
export const DEFAULT_WAIT = 30

/**
 * Who sees text under a licence. This machine's user alone, as long as nobody else can reach the server: as soon as it
 * listens elsewhere or says where users reach it, a key is asked of everybody unless the operator says otherwise.
 */
export function audienceOf({
  licensed,
  host,
  publicUrl,
}: Pick<ServeOptions, 'licensed' | 'host' | 'publicUrl'>): Audience {
  return licensed ?? (isLoopback(host) && publicUrl === undefined ? 'local' : 'keys')
}

/** The address users reach the server at, from text. @throws AppError `invalid-input` */
export function parsePublicUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === '')
    return url
  throw new AppError('invalid-input', {
    problem: `--public-url is an address without a path, such as https://codes.example.org, not "${text}"`,
  })
}

/** A rate of requests from text. @throws AppError `invalid-input` */
export function parseRate(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new AppError('invalid-input', { problem: `--rate is a whole number of requests a second, not "${text}"` })
}

/** Seconds to wait from text. @throws AppError `invalid-input` */
export function parseWait(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new AppError('invalid-input', { problem: `--wait is a whole number of seconds, not "${text}"` })
}

/** More answer no sooner: the memory of one machine ends before. */
const MOST_WORKERS = 32

/** Threads that answer unless told otherwise: a core is left to the system, and four answer thousands of requests a second. */
export function defaultWorkers(cores: number, canSharePort: boolean): number {
  return canSharePort ? Math.min(4, Math.max(1, cores - 1)) : 1
}

/** A number of workers from text. @throws AppError `invalid-input` */
export function parseWorkers(text: string): number {
  const workers = Number(text)
  if (/^\d+$/.test(text) && workers >= 1 && workers <= MOST_WORKERS) return workers
  throw new AppError('invalid-input', { problem: `--workers is a number from 1 to ${MOST_WORKERS}, not "${text}"` })
}

/** Nodes of a cluster from `opensearch://host:9200,…` (`opensearchs://` with TLS). @throws AppError `invalid-input` */
export function parseSearch(text: string): string {
  const [, scheme, hosts] = /^(opensearchs?):\/\/([^\s/]+)\/?$/.exec(text) ?? []
  const nodes = (hosts ?? '').split(',').map((host) => `${scheme === 'opensearchs' ? 'https' : 'http'}://${host}`)
  if (hosts !== undefined && nodes.every((node) => URL.canParse(node))) return nodes.join(',')
  throw new AppError('invalid-input', {
    problem: `--search is an address such as opensearch://node1:9200,node2:9200, not "${text}"`,
  })
}

/** An address that editions are brought from. @throws AppError `invalid-input` */
export function parseEditionAddress(text: string): URL {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text)
  throw new AppError('invalid-input', {
    problem: `--edition is an address such as https://files.example.org/medcodex/, not "${text}"`,
  })
}

/** A log format from text. @throws AppError `invalid-input` */
export function parseLogFormat(text: string): LogFormat {
  const known = LOG_FORMATS.find((each) => each === text)
  if (known) return known
  throw new AppError('invalid-input', { problem: `--log is one of ${LOG_FORMATS.join(', ')}, not "${text}"` })
}

/** An audience from text. @throws AppError `invalid-input` */
export function parseAudience(text: string): Audience {
  const known = AUDIENCES.find((each) => each === text)
  if (known) return known
  throw new AppError('invalid-input', { problem: `--licensed is one of ${AUDIENCES.join(', ')}, not "${text}"` })
}

/** Keys given out to users, from the environment: separated by commas or blanks. */
export function keysFrom(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,]+/).filter((key) => key !== '')
}

/** A port number from text. @throws AppError `invalid-input` */
export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new AppError('invalid-input', { problem: `"${text}" is not a port number from 0 to 65535` })
}
