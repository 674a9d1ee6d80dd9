/**
 * Work on files from elsewhere, done in a thread of its own with limits of memory and time: a bad file ends its thread
 * and gives a reason, and the next file gets a new one. A thread that ended well is kept for the next file.
 */
import { Worker } from 'node:worker_threads'
import { problemOf } from '../core/errors.ts'

export interface ThreadLimits {
  /** For the whole task. */
  readonly seconds: number
  /** Without a sign of progress. */
  readonly silentSeconds: number
  /** By which the process may grow meanwhile. */
  readonly memoryBytes: number
}

/** What a thread says: that it got on (to a page, say), or how it ended. */
export type ThreadMessage<T> =
  | { readonly kind: 'progress'; readonly number: number }
  | { readonly kind: 'done'; readonly value: T }

/** What came of a task: its value, or why it was stopped, a clause, and how far it had got. */
export type ThreadOutcome<T> =
  | { readonly value: T }
  | { readonly stopped: string; readonly reason: 'too-much' | 'broken'; readonly reached: number }

const WATCH_MS = 100

/** Names of the error a thread ends with when its heap is full. */
const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY'

export class GuardedThread<Task, T> {
  readonly #url: URL
  readonly #heapMb: number
  #idle: Worker | undefined

  /** `url` is the worker's file; `heapMb` bounds its heap. */
  constructor(url: URL, heapMb: number) {
    this.#url = url
    this.#heapMb = heapMb
  }

  #take(): Worker {
    const limits = { maxOldGenerationSizeMb: this.#heapMb }
    const worker = this.#idle ?? new Worker(this.#url, { resourceLimits: limits, stdout: true, stderr: true })
    this.#idle = undefined
    worker.ref()
    return worker
  }

  #giveBack(worker: Worker): void {
    if (this.#idle) void worker.terminate()
    else {
      this.#idle = worker
      worker.unref()
    }
  }

  /** Does the task. Never throws for what a task comes to. */
  run(task: Task, limits: ThreadLimits): Promise<ThreadOutcome<T>> {
    const worker = this.#take()
    const began = Date.now()
    const memory = process.memoryUsage.rss()
    let heard = began
    let reached = 0
    return new Promise((resolve) => {
      const end = (outcome: ThreadOutcome<T>, alive: boolean): void => {
        clearInterval(watch)
        worker.off('message', onMessage).off('error', onError).off('exit', onExit)
        if (alive) this.#giveBack(worker)
        else {
          // A thread that is ended may still report why; nobody waits for it any more.
          worker.on('error', () => {})
          void worker.terminate()
        }
        resolve(outcome)
      }
      const stop = (stopped: string, reason: 'too-much' | 'broken'): void => end({ stopped, reason, reached }, false)
      const watch = setInterval(() => {
        const now = Date.now()
        if (now - heard > 1000 * limits.silentSeconds)
          stop(`${reached > 0 ? 'a page' : 'it'} took more than ${limits.silentSeconds} s`, 'too-much')
        else if (now - began > 1000 * (limits.seconds + limits.silentSeconds)) stop('it took too long', 'too-much')
        else if (process.memoryUsage.rss() - memory > limits.memoryBytes) stop('it needs too much memory', 'too-much')
      }, WATCH_MS)
      const onMessage = (message: ThreadMessage<T>): void => {
        heard = Date.now()
        if (message.kind === 'progress') reached = message.number
        else end({ value: message.value }, true)
      }
      const onError = (error: unknown): void => {
        const full = error instanceof Error && 'code' in error && error.code === OUT_OF_MEMORY
        stop(full ? 'it needs too much memory' : problemOf(error), full ? 'too-much' : 'broken')
      }
      const onExit = (): void => stop('its reader ended', 'broken')
      worker.on('message', onMessage).on('error', onError).on('exit', onExit)
      worker.postMessage(task)
    })
  }
}
