/** Counts for Prometheus at `/metrics`: requests and their time by route, the edition, memory, event loop. No query text. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Upper bounds in seconds; a request should stay below 50 ms. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

export interface Metrics {
  answered(request: { route: string; method: string; status: number; ms: number }): void
  /** A request turned away by the limit or rule of this name. */
  refused(reason: string): void
  /** An answer that ran out of steps. */
  partial(route: string): void
  /** The page as Prometheus reads it, and its media type. */
  text(): Promise<{ body: string; type: string }>
}

/** `state` is asked at each scrape. */
export function createMetrics(state: () => { edition: string; ready: boolean; connections: number }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'medcodex_' })
  const durations = new Histogram({
    name: 'medcodex_http_request_duration_seconds',
    help: 'Time to answer, by route template.',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: BUCKETS,
    registers,
  })
  const refusals = new Counter({
    name: 'medcodex_http_refused_total',
    help: 'Requests turned away before they were read, by reason.',
    labelNames: ['reason'] as const,
    registers,
  })
  const partials = new Counter({
    name: 'medcodex_partial_answers_total',
    help: 'Answers that ran out of steps and say so, by route template.',
    labelNames: ['route'] as const,
    registers,
  })
  new Gauge({
    name: 'medcodex_edition_info',
    help: 'The edition being served.',
    labelNames: ['edition'] as const,
    registers,
    collect() {
      this.reset()
      this.set({ edition: state().edition }, 1)
    },
  })
  new Gauge({
    name: 'medcodex_ready',
    help: '1 when the server can answer from its edition.',
    registers,
    collect() {
      this.set(state().ready ? 1 : 0)
    },
  })
  new Gauge({
    name: 'medcodex_http_connections',
    help: 'Open connections.',
    registers,
    collect() {
      this.set(state().connections)
    },
  })
  return {
    answered({ route, method, status, ms }) {
      durations.observe({ route, method, status }, ms / 1_000)
    },
    refused: (reason) => refusals.inc({ reason }),
    partial: (route) => partials.inc({ route }),
    text: async () => ({ body: await registry.metrics(), type: registry.contentType }),
  }
}
