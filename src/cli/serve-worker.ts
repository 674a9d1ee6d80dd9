/** A worker of a server: a thread that listens on the server's port and answers from the edition it is handed. */
import { parentPort, workerData } from 'node:worker_threads'
import { Budget } from '../core/budget.ts'
import { AppError } from '../core/errors.ts'
import { type Edition, openShared } from '../edition/edition.ts'
import { homeAt } from '../edition/home.ts'
import { answerAgain } from '../http/again.ts'
import type { KeptAnswer, KeptRequest } from '../http/kept.ts'
import { createLog } from '../http/log.ts'
import { createMetrics } from '../http/metrics.ts'
import { ThreadLine } from '../http/thread-line.ts'
import { tidy } from '../http/tidy.ts'
import { type Listening, listen, type Served } from '../server.ts'
import { type Current, searched, servedOf, warm } from './serving.ts'
import type { ForKeeper, Offered, WorkerStart } from './worker-messages.ts'

/** Time an old edition stays open after the swap, for an answer that is still being written. */
const GRACE = 5_000

/** The edition the server hands over; a new one is opened when it is offered and used when all have it. */
function followEdition(line: ThreadLine, first: Offered, problem: string | undefined): Current {
  let edition = openShared(first.path, first.parts)
  let offered: Edition | undefined
  let wrong = problem
  line.on<Offered>('prepare', ({ path, parts }) => {
    offered?.close()
    offered = openShared(path, parts)
    warm(offered)
    tidy()
  })
  line.on('switch', () => {
    if (!offered) return
    const old = edition
    edition = offered
    offered = undefined
    setTimeout(() => old.close(), GRACE).unref()
  })
  line.on<string | undefined>('problem', (sentence) => {
    wrong = sentence
  })
  return { get: () => edition, problem: () => wrong }
}

/** Answers as the keeper: a request that another worker was asked. */
async function keep({ app, publicApp = app, mayWait }: Served, { readers, request }: ForKeeper): Promise<KeptAnswer> {
  const { url, method, headers, body } = request
  const given = new Request(url, { method, headers: { ...headers }, ...(body !== undefined && { body }) })
  // What was licensed is noted where the answer goes out.
  const scope = { budget: new Budget(), isGone: () => false, mayWait: mayWait === true, noteLicensed() {} }
  const answer = await answerAgain(readers === 'entitled' ? app : publicApp, given, scope)
  return { status: answer.status, contentType: answer.headers.get('content-type') ?? '', body: await answer.text() }
}

async function main(): Promise<void> {
  const start = workerData as WorkerStart
  const line = new ThreadLine(parentPort!)
  const options = {
    ...start.options,
    publicUrl: start.options.publicUrl ? new URL(start.options.publicUrl) : undefined,
  }
  const live = followEdition(line, start.edition, start.problem)
  let server: Listening | undefined
  const own = createMetrics(
    () => ({ edition: live.get().id, ready: live.problem() === undefined, connections: server?.connections ?? 0 }),
    { ofThread: true },
  )
  const askKeeper = async (given: ForKeeper): Promise<KeptAnswer> => {
    try {
      return await line.call<KeptAnswer>('keep', given)
    } catch (thrown) {
      throw new AppError('keeper-gone', {}, { cause: thrown })
    }
  }
  const served = servedOf({
    home: homeAt(start.home),
    live: await searched(live, options),
    options: options as never,
    resources: start.resources,
    log: createLog(options.log),
    // Whichever worker is asked, the page is of all.
    metrics: { ...own, text: () => line.call('page') },
    limits: start.limits,
    ...(start.number !== 0 && {
      keeperFor: (readers: ForKeeper['readers']) => (request: KeptRequest) => askKeeper({ readers, request }),
    }),
  })
  line.on<ForKeeper>('keep', (given) => keep(served, given))
  line.on('figures', () => own.figures())
  line.on('drain', async () => {
    await server?.close()
    return own.figures()
  })
  process.on('uncaughtException', (thrown) => void line.call('failing', thrown.name).catch(() => {}))
  const open = async (): Promise<void> => {
    server = await listen(served, { host: options.host, port: options.port, shares: start.workers })
    await line.call('listening')
  }
  // A server answers as soon as it can; one that takes another's place answers when it is as quick as the others.
  if (start.first) await open()
  warm(live.get())
  tidy()
  if (!start.first) await open()
}

await main()
