/** Counts for Prometheus at `/metrics`: requests and their time by route, the edition, memory, event loop. No query text. */
import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type MetricObject,
  Registry,
} from 'prom-client'

/** Upper bounds in seconds; a request should stay below 50 ms. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
const PREFIX = 'medcodex_'

/** The figures of one thread, to be added to those of others. */
export type Figures = readonly MetricObject[]

export interface Metrics {
  answered(request: { route: string; method: string; status: number; ms: number }): void
  /** A request turned away by the limit or rule of this name. */
  refused(reason: string): void
  /** An answer that ran out of steps. */
  partial(route: string): void
  figures(): Promise<Figures>
  /** The page as Prometheus reads it, and its media type. */
  text(): Promise<{ body: string; type: string }>
}

/** A registry with what Node says of itself. Of what belongs to a process, threads beside its first say nothing. */
function registryOf(part: 'process' | 'thread' | 'both'): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: PREFIX })
  if (part === 'both') return registry
  const ofProcess = new RegExp(`^${PREFIX}process_`)
  for (const { name } of registry.getMetricsAsArray() as { name: string }[])
    if (ofProcess.test(name) !== (part === 'process')) registry.removeSingleMetric(name)
  return registry
}

/** `state` is asked at each scrape; `ofThread` where other threads answer too, and their figures are added. */
export function createMetrics(
  state: () => { edition: string; ready: boolean; connections: number },
  { ofThread = false } = {},
): Metrics {
  const registry = registryOf(ofThread ? 'thread' : 'both')
  const registers = [registry]
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
    aggregator: 'max',
    registers,
    collect() {
      this.reset()
      this.set({ edition: state().edition }, 1)
    },
  })
  new Gauge({
    name: 'medcodex_ready',
    help: '1 when the server can answer from its edition.',
    aggregator: 'min',
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
    figures: () => registry.getMetricsAsJSON() as Promise<Figures>,
    text: async () => ({ body: await registry.metrics(), type: registry.contentType }),
  }
}

/** What a server of several workers says of itself beside what they say. */
export function createServerMetrics(state: () => { running: number; wanted: number; replaced: number }): {
  figures(): Promise<Figures>
} {
  const registry = registryOf('process')
  const registers = [registry]
  new Gauge({
    name: 'medcodex_workers',
    help: 'Workers that answer, and how many there should be.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      const { running, wanted } = state()
      this.set({ state: 'running' }, running)
      this.set({ state: 'wanted' }, wanted)
    },
  })
  const replaced = new Counter({
    name: 'medcodex_workers_replaced_total',
    help: 'Workers that ended by themselves and were replaced.',
    registers,
    collect() {
      this.reset()
      this.inc(state().replaced)
    },
  })
  void replaced
  return { figures: () => registry.getMetricsAsJSON() as Promise<Figures> }
}

/** One page from the figures of all threads. */
export async function pageOf(all: readonly Figures[]): Promise<{ body: string; type: string }> {
  const together = AggregatorRegistry.aggregate(all as MetricObject[][])
  return { body: await together.metrics(), type: together.contentType }
}

/** Figures that only ever grow: those of a worker that is gone are still part of the whole. */
export const lasting = (figures: Figures): Figures =>
  figures.filter(({ type }) => ['counter', 'histogram'].includes(String(type)))
