/** A server of several workers: this thread opens editions, hands them over, watches and speaks for all; workers answer. */

import type { ServeOptions } from '../config.ts'
import { AppError } from '../core/errors.ts'
import type { Edition } from '../edition/edition.ts'
import { openToShare } from '../edition/edition.ts'
import type { Home } from '../edition/home.ts'
import { type LiveEdition, openLive } from '../edition/live.ts'
import { limitsMemory } from '../http/gate.ts'
import type { KeptAnswer } from '../http/kept.ts'
import { freePort } from '../http/listen.ts'
import { createServerMetrics, type Figures, lasting, pageOf } from '../http/metrics.ts'
import { type Place, Pool, rowsFor } from '../http/pool.ts'
import { tidy } from '../http/tidy.ts'
import type { TerminologyResource } from '../terminology/resources.ts'
import { namesAt } from './serving.ts'
import type { ForKeeper, Offered, WorkerStart } from './worker-messages.ts'

export interface PoolServer {
  readonly url: string
  readonly live: LiveEdition
  readonly pool: Pool
  close(): Promise<void>
}

export interface PoolStart {
  readonly home: Home
  readonly options: ServeOptions
  readonly workers: number
  readonly resources: readonly TerminologyResource[]
  /** Told what happens, in sentences. */
  onEvent(message: string): void
}

const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './serve-worker.ts' : './serve-worker.js', import.meta.url)
/** How often workers are told what has become known of the edition. */
const LOOK = 500

const offer = ({ path, parts }: Edition): Offered => ({ path, parts: parts! })

/** Figures of workers: what those said that are, and what those had counted that are gone. */
class AllFigures {
  readonly #last = new Map<number, Figures>()
  readonly #gone: Figures[] = []

  note(row: number, figures: Figures): void {
    this.#last.set(row, figures)
  }

  /** What a worker counted stays counted, as far as it was asked before it ended. */
  keep(row: number): void {
    const figures = this.#last.get(row)
    this.#last.delete(row)
    if (figures) this.#gone.push(lasting(figures))
  }

  with(others: readonly Figures[]): Figures[] {
    return [...others, ...this.#last.values(), ...this.#gone]
  }
}

/** Opens the current edition and starts workers on it; resolves when all answer. @throws AppError */
export async function servePool({ home, options, workers, resources, onEvent }: PoolStart): Promise<PoolServer> {
  const figures = new AllFigures()
  let pool: Pool | undefined
  let edition: Edition | undefined
  const handOver = async (next: Edition): Promise<void> => {
    edition = next
    if (!pool) return
    const ready = new Set((await pool.ask('prepare', offer(next))).map(({ member }) => member))
    // One that cannot open it is replaced by one that starts with it.
    for (const member of pool.serving) if (!ready.has(member)) void member.worker.terminate()
    if (edition === next) await pool.ask('switch')
  }
  const live = openLive(
    home,
    onEvent,
    (next) => void handOver(next),
    (path) => openToShare(path, { names: namesAt(options) }),
  )
  edition = live.get()
  try {
    const port = await freePort(options)
    const memory = limitsMemory(rowsFor(workers))
    const { publicUrl, edition: _, ...plain } = options
    const startWith = ({ number, row }: Place): WorkerStart => ({
      home: home.root,
      options: { ...plain, port, ...(publicUrl && { publicUrl: publicUrl.href }) },
      resources,
      limits: { ...memory, row },
      number,
      workers,
      first: pool!.running < workers && pool!.replaced === 0,
      edition: offer(edition!),
      problem: live.problem(),
    })
    const own = createServerMetrics(() => ({ running: pool!.running, wanted: workers, replaced: pool!.replaced }))
    pool = new Pool({
      entry: ENTRY,
      wanted: workers,
      startWith,
      onChange: onEvent,
      onGone: ({ row }) => figures.keep(row),
      connect(line) {
        line.on('page', async () => {
          for (const { member, answer } of await pool!.ask<Figures>('figures')) figures.note(member.place.row, answer)
          return pageOf(figures.with([await own.figures()]))
        })
        line.on<ForKeeper>('keep', (given) => {
          const keeper = pool!.member(0)
          if (!keeper) throw new AppError('keeper-gone')
          return keeper.line.call<KeptAnswer>('keep', given)
        })
      },
    })
    await pool.start()
    tidy()
    let told = live.problem()
    const looking = setInterval(() => {
      const problem = live.problem()
      if (problem === told) return
      told = problem
      void pool!.ask('problem', problem)
    }, LOOK)
    const shown = options.host.includes(':') ? `[${options.host}]` : options.host
    const running = pool
    return {
      url: `http://${shown}:${port}`,
      live,
      pool: running,
      async close() {
        clearInterval(looking)
        await running.drain()
        live.close()
      },
    }
  } catch (thrown) {
    live.close()
    throw thrown
  }
}
