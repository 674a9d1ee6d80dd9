/**
 * A PDF file as parts, read in a thread of its own with limits of memory and time: a bad file ends its thread and gives
 * a problem, and the next file is read by a new one.
 */
import { AppError } from '../../core/errors.ts'
import { GuardedThread, type ThreadLimits } from '../guarded.ts'
import type { Parts, Problem } from '../part.ts'
import { bombIn } from './guard.ts'

export interface PdfTask {
  readonly bytes: Uint8Array
  readonly pages: number
  readonly seconds: number
}

export type PdfAnswer =
  | { readonly kind: 'read'; readonly parts: Parts }
  | { readonly kind: 'failed'; readonly encrypted: boolean; readonly problem: string }

export interface PdfLimits extends ThreadLimits {
  readonly bytes: number
  readonly pages: number
}

export const PDF_LIMITS: PdfLimits = {
  bytes: 200 * 1024 ** 2,
  pages: 3000,
  seconds: 300,
  silentSeconds: 20,
  memoryBytes: 1.5 * 1024 ** 3,
}

const HEAP_MB = 1024
/** Source as it is in development, compiled in a package. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './pdf-worker.ts' : './pdf-worker.js', import.meta.url)

const thread = new GuardedThread<PdfTask, PdfAnswer>(WORKER, HEAP_MB)

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

async function readInWorker(bytes: Uint8Array, limits: PdfLimits): Promise<Parts> {
  const task: PdfTask = { bytes: new Uint8Array(bytes), pages: limits.pages, seconds: limits.seconds }
  const outcome = await thread.run(task, limits)
  if ('value' in outcome)
    return outcome.value.kind === 'read' ? outcome.value.parts : failed(problemOfFailure(outcome.value))
  const { stopped, reason, reached } = outcome
  const code = reason === 'too-much' ? 'document-too-large' : 'document-damaged'
  return failed({ code, text: `The PDF is not read: ${stopped}${reached > 0 ? ` (after page ${reached})` : ''}.` })
}

function problemOfFailure({ encrypted, problem }: { encrypted: boolean; problem: string }): Problem {
  return encrypted
    ? { code: 'document-encrypted', text: 'The PDF is encrypted and cannot be read without its password.' }
    : { code: 'document-damaged', text: `The PDF cannot be read: ${problem}` }
}
