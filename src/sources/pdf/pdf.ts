/**
 * A PDF file as parts, read in a thread of its own with limits of memory and time: a bad file ends its thread and gives
 * a problem, and the next file is read by a new one.
 */
import { Worker } from 'node:worker_threads'
import { AppError, problemOf } from '../../core/errors.ts'
import type { Parts, Problem } from '../part.ts'
import { bombIn } from './guard.ts'

export interface PdfTask {
  readonly bytes: Uint8Array
  readonly pages: number
  readonly seconds: number
}

export type PdfAnswer =
  | { readonly kind: 'page'; readonly number: number }
  | { readonly kind: 'done'; readonly parts: Parts }
  | { readonly kind: 'failed'; readonly encrypted: boolean; readonly problem: string }

export interface PdfLimits {
  readonly bytes: number
  readonly pages: number
  /** For the whole file. */
  readonly seconds: number
  /** Without a finished page. */
  readonly silentSeconds: number
  /** By which the process may grow while the file is read. */
  readonly memoryBytes: number
}

export const PDF_LIMITS: PdfLimits = {
  bytes: 200 * 1024 ** 2,
  pages: 3000,
  seconds: 300,
  silentSeconds: 20,
  memoryBytes: 1.5 * 1024 ** 3,
}

const HEAP_MB = 1024
const WATCH_MS = 100
/** Source as it is in development, compiled in a package. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './pdf-worker.ts' : './pdf-worker.js', import.meta.url)

let idle: Worker | undefined

function takeWorker(): Worker {
  const worker =
    idle ?? new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB }, stdout: true, stderr: true })
  idle = undefined
  worker.ref()
  return worker
}

function giveBack(worker: Worker): void {
  if (idle) void worker.terminate()
  else {
    idle = worker
    worker.unref()
  }
}

/**
 * The parts of the PDF in `bytes`. A file that is encrypted, damaged or too much gives no parts and a problem.
 * Throws AppError `file-too-large` only for more bytes than any document has.
 */
export async function readPdf(bytes: Uint8Array, path: string, limits: PdfLimits = PDF_LIMITS): Promise<Parts> {
  if (bytes.length > limits.bytes) throw new AppError('file-too-large', { path, limit: `${limits.bytes} bytes` })
  const bomb = await bombIn(bytes)
  if (bomb !== undefined) return failed({ code: 'document-too-large', text: `The PDF is not read: ${bomb}.` })
  return await readInWorker(bytes, limits)
}

const failed = (problem: Problem): Parts => ({ parts: [], problems: [problem] })

function readInWorker(bytes: Uint8Array, limits: PdfLimits): Promise<Parts> {
  const worker = takeWorker()
  const began = Date.now()
  const memory = process.memoryUsage.rss()
  let heard = began
  let pages = 0
  return new Promise((resolve) => {
    const end = (parts: Parts, alive: boolean): void => {
      clearInterval(watch)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      if (alive) giveBack(worker)
      else {
        // A thread that is ended may still report why; nobody waits for it any more.
        worker.on('error', () => {})
        void worker.terminate()
      }
      resolve(parts)
    }
    const stop = (code: string, why: string): void =>
      end(failed({ code, text: `The PDF is not read: ${why}${pages > 0 ? ` (after page ${pages})` : ''}.` }), false)
    const watch = setInterval(() => {
      const now = Date.now()
      if (now - heard > 1000 * limits.silentSeconds)
        stop('document-too-large', `a page took more than ${limits.silentSeconds} s`)
      else if (now - began > 1000 * (limits.seconds + limits.silentSeconds))
        stop('document-too-large', 'it took too long')
      else if (process.memoryUsage.rss() - memory > limits.memoryBytes)
        stop('document-too-large', 'it needs too much memory')
    }, WATCH_MS)
    const onMessage = (message: PdfAnswer): void => {
      heard = Date.now()
      if (message.kind === 'page') pages = message.number
      else if (message.kind === 'done') end(message.parts, true)
      else end(failed(problemOfFailure(message)), true)
    }
    const onError = (error: unknown): void => stop('document-damaged', problemOf(error))
    const onExit = (): void => stop('document-damaged', 'its reader ended')
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    const task: PdfTask = { bytes: new Uint8Array(bytes), pages: limits.pages, seconds: limits.seconds }
    worker.postMessage(task)
  })
}

function problemOfFailure({ encrypted, problem }: { encrypted: boolean; problem: string }): Problem {
  return encrypted
    ? { code: 'document-encrypted', text: 'The PDF is encrypted and cannot be read without its password.' }
    : { code: 'document-damaged', text: `The PDF cannot be read: ${problem}` }
}
