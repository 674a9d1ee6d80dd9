/**
 * Logs for machines: one JSON object a line (pino). A line has a request's id, method, route, status and time, never
 * its query, its address or what was typed. Answers with text under a licence leave a line of their own.
 */
import { type DestinationStream, destination, type Logger, pino } from 'pino'

/** `json`: every request and event. `text`: sentences for people; only audit lines and failures are JSON. */
export const LOG_FORMATS = ['text', 'json'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

/** Codes named in one audit line; an answer with more says how many. */
const MOST_CODES = 200

export interface Answered {
  readonly id: string
  readonly method: string
  readonly route: string
  readonly status: number
  /** Milliseconds from the request's first line to the last byte handed to the system. */
  readonly ms: number
}

export interface Log {
  answered(request: Answered): void
  /** Says who was shown which licensed codes. */
  licensed(shown: { id: string; by: string; system: string; codes: readonly string[] }): void
  failed(failure: { id?: string; route: string; kind: string; places: string }): void
  event(message: string, fields?: Readonly<Record<string, string | number>>): void
}

/** A log that writes to `stream`: standard output for `json`, standard error for `text`, where people read the rest. */
export function createLog(format: LogFormat, stream?: DestinationStream): Log {
  const to = stream ?? destination({ dest: format === 'json' ? 1 : 2, sync: true })
  const logger: Logger = pino({ base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` }, to)
  const everything = format === 'json'
  return {
    answered(request) {
      if (everything) logger.info({ event: 'request', ...request })
    },
    licensed({ id, by, system, codes }) {
      const more = codes.length > MOST_CODES ? { total: codes.length } : {}
      logger.info({ event: 'licensed', request: id, key: by, system, codes: codes.slice(0, MOST_CODES), ...more })
    },
    failed: (failure) => logger.error({ event: 'failure', ...failure }),
    event(message, fields) {
      if (everything) logger.info({ event: 'server', ...fields }, message)
    },
  }
}

/** For servers in tests and tools, which have nothing to say. */
export const SILENT: Log = { answered() {}, licensed() {}, failed() {}, event() {} }
