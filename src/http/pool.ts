/**
 * Keeps a number of worker threads running. One that ends by itself is replaced; one that says it is failing answers
 * what it has until its replacement does, and then ends. Knows nothing of what workers do.
 */
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { AppError, problemOf } from '../core/errors.ts'
import { ThreadLine } from './thread-line.ts'

/** A worker's place: its number, and the row in shared counts that is its own. */
export interface Place {
  readonly number: number
  readonly row: number
}

/** Two generations of a worker may run side by side, each with a row of its own. */
export const rowsFor = (workers: number): number => workers * 2

export interface PoolOptions {
  readonly entry: URL
  readonly wanted: number
  /** What a thread is given to start with. */
  startWith(place: Place): unknown
  /** Answers what a new worker may ask. */
  connect(line: ThreadLine, place: Place): void
  /** Told in a sentence when a worker ended by itself, and when its replacement answers. */
  onChange(message: string): void
  /** Called when a worker is gone, whatever for. */
  onGone?(place: Place): void
}

export interface Member {
  readonly place: Place
  readonly worker: Worker
  readonly line: ThreadLine
  readonly started: number
  serving: boolean
  /** It was told to end, or said that it is failing. */
  leaving: boolean
}

/** A worker that ends sooner than this after it began is not started again at once. */
const TOO_SOON = 5_000
const FIRST_REST = 250
const LONGEST_REST = 30_000
/**
 * Memory of a worker beside what is shared. Its young objects are answers, small and soon gone. What goes past the bound
 * on the old ones ends the worker, not the server.
 */
const MEMORY = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 1024 }
/** The heap of a worker grows by so much before it is cleared up; V8 would let it double. In percent. */
const GROWTH = 25

export class Pool {
  readonly #options: PoolOptions
  readonly #members = new Set<Member>()
  readonly #generations = new Map<number, number>()
  #stopping = false
  #failures = 0
  #replaced = 0

  constructor(options: PoolOptions) {
    this.#options = options
    setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
  }

  /** Workers that answer. */
  get serving(): Member[] {
    return [...this.#members].filter((member) => member.serving)
  }

  get running(): number {
    return this.serving.filter((member) => !member.leaving).length
  }

  /** How many workers ended by themselves. */
  get replaced(): number {
    return this.#replaced
  }

  /** The worker of a number that answers, the newest where there are two. */
  member(number: number): Member | undefined {
    return this.serving.findLast((member) => member.place.number === number)
  }

  /** Starts all; resolves when all answer. @throws AppError `worker-failed` when one cannot */
  async start(): Promise<void> {
    const numbers = Array.from({ length: this.#options.wanted }, (_, number) => number)
    await Promise.all(numbers.map((number) => this.#begin(number)))
    for (const member of this.#members) this.#watch(member)
  }

  /** Asks all that are there, those still starting too; answers of those that fail are left out. */
  async ask<T>(name: string, data?: unknown): Promise<{ member: Member; answer: T }[]> {
    const asked = [...this.#members].map(async (member) => ({ member, answer: await member.line.call<T>(name, data) }))
    const settled = await Promise.allSettled(asked)
    return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  }

  /** Ends a worker at once, as if it had crashed. */
  async kill(number: number): Promise<void> {
    await this.member(number)?.worker.terminate()
  }

  /** Tells all to end and waits until they have. */
  async drain(): Promise<void> {
    this.#stopping = true
    await Promise.all([...this.#members].map((member) => this.#leave(member)))
  }

  async #leave(member: Member): Promise<void> {
    member.leaving = true
    try {
      await member.line.call('drain')
    } catch {
      // It is gone already.
    }
    await member.worker.terminate()
  }

  /** Starts a worker and resolves when it answers; rejects when it ends before. */
  #begin(number: number): Promise<Member> {
    const generation = (this.#generations.get(number) ?? -1) + 1
    this.#generations.set(number, generation)
    const place = { number, row: number * 2 + (generation & 1) }
    // A third generation never runs beside the first: it would count in the same row.
    for (const old of this.#members) if (old.place.row === place.row) void old.worker.terminate()
    const worker = new Worker(this.#options.entry, {
      workerData: this.#options.startWith(place),
      resourceLimits: MEMORY,
    })
    const line = new ThreadLine(worker)
    const member: Member = { place, worker, line, started: performance.now(), serving: false, leaving: false }
    this.#members.add(member)
    this.#options.connect(line, place)
    return new Promise((resolve, reject) => {
      let problem = 'it ended'
      line.on('listening', () => {
        member.serving = true
        resolve(member)
      })
      worker.on('error', (thrown) => {
        problem = problemOf(thrown)
      })
      worker.once('exit', () => {
        this.#members.delete(member)
        line.end()
        this.#options.onGone?.(place)
        reject(new AppError('worker-failed', { problem }))
      })
    })
  }

  /** Sees to it that a worker that ends, or is about to, is replaced. */
  #watch(member: Member): void {
    const { worker, line, place } = member
    let why = ''
    worker.on('error', (thrown: NodeJS.ErrnoException) => {
      why = `: ${thrown.code ?? thrown.name}`
    })
    worker.once('exit', () => {
      if (member.leaving || this.#stopping) return
      this.#options.onChange(`worker ${place.number} ended${why}; another takes its place`)
      void this.#replace(member)
    })
    line.on('failing', (kind: string) => {
      if (member.leaving || this.#stopping) return
      member.leaving = true
      this.#options.onChange(`worker ${place.number} is failing: ${kind}; another takes its place`)
      void this.#replace(member).then(() => this.#leave(member))
    })
  }

  async #replace({ place, started }: Member): Promise<void> {
    this.#replaced++
    this.#failures = performance.now() - started < TOO_SOON ? this.#failures + 1 : 0
    for (;;) {
      const rest = this.#failures === 0 ? 0 : Math.min(LONGEST_REST, FIRST_REST * 2 ** this.#failures)
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest).unref())
      if (this.#stopping) return
      try {
        this.#watch(await this.#begin(place.number))
        this.#options.onChange(`worker ${place.number} answers again`)
        return
      } catch {
        this.#failures++
      }
    }
  }
}
