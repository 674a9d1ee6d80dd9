/** The thread that reads PDF files. It is given bytes, and answers page by page, so that what was read is not lost. */
import { parentPort } from 'node:worker_threads'
import { getDocumentProxy } from 'unpdf'
import { problemOf } from '../../core/errors.ts'
import type { ThreadMessage } from '../guarded.ts'
import { blocksOf, type PageOfLines } from './blocks.ts'
import { linesOf, type Piece } from './lines.ts'
import type { PdfAnswer, PdfTask } from './pdf.ts'

/** Pieces of text on one page; a drawing made of letters has more. */
const PIECES = 60_000
type Proxy = Awaited<ReturnType<typeof getDocumentProxy>>
type Content = Awaited<ReturnType<Awaited<ReturnType<Proxy['getPage']>>['getTextContent']>>

const port = parentPort!
const say = (message: ThreadMessage<PdfAnswer>): void => port.postMessage(message)
const answer = (value: PdfAnswer): void => say({ kind: 'done', value })

async function read({ bytes, pages: most, seconds }: PdfTask): Promise<void> {
  const until = Date.now() + seconds * 1000
  let proxy: Proxy
  try {
    // No fonts, no pictures, no scripts, nothing from elsewhere: only where which letters stand.
    proxy = await getDocumentProxy(bytes, {
      useSystemFonts: false,
      disableFontFace: true,
      useWorkerFetch: false,
      enableXfa: false,
      stopAtErrors: false,
      verbosity: 0,
    })
  } catch (error) {
    answer({ kind: 'failed', encrypted: /password/i.test(problemOf(error)), problem: problemOf(error) })
    return
  }
  const lines: PageOfLines[] = []
  const problems: { code: string; text: string }[] = []
  const count = Math.min(proxy.numPages, most)
  if (count < proxy.numPages) {
    problems.push({ code: 'document-too-long', text: `Only the first ${most} of ${proxy.numPages} pages were read.` })
  }
  for (let number = 1; number <= count; number++) {
    if (Date.now() > until) {
      problems.push({ code: 'document-too-long', text: `Reading stopped after page ${number - 1}: it took too long.` })
      break
    }
    lines.push(await readPage(proxy, number, problems))
    say({ kind: 'progress', number })
  }
  const empty = lines.flatMap((page, i) => (page.lines.length === 0 ? [i + 1] : []))
  const parts = blocksOf(lines)
  const pages = proxy.numPages
  // The next file must not begin before this one is put away: both share the reader's state.
  await proxy.loadingTask.destroy()
  answer({ kind: 'read', parts: { parts, pages, emptyPages: empty, problems } })
}

async function readPage(
  proxy: Proxy,
  number: number,
  problems: { code: string; text: string }[],
): Promise<PageOfLines> {
  try {
    const page = await proxy.getPage(number)
    const viewport = page.getViewport({ scale: 1 })
    const content = await page.getTextContent()
    page.cleanup()
    if (content.items.length > PIECES) {
      problems.push({
        code: 'damaged-page',
        text: `Page ${number} has more than ${PIECES} pieces of text; it was left out.`,
      })
      return { lines: [], width: viewport.width, height: viewport.height }
    }
    const { pieces, ...size } = piecesOf(content, viewport)
    return { lines: linesOf(pieces, number), ...size }
  } catch (error) {
    problems.push({ code: 'damaged-page', text: `Page ${number} cannot be read: ${problemOf(error)}` })
    return { lines: [], width: 612, height: 792 }
  }
}

interface View {
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
}

/**
 * Pieces in the direction that most of the page is written in, turned upright; what stands across it is a stamp or a
 * margin note. `size` is that of the page after turning.
 */
function piecesOf(
  content: Content,
  { transform, width, height }: View,
): {
  pieces: Piece[]
  width: number
  height: number
} {
  const written: { piece: Piece; angle: number }[] = []
  const letters = new Map<number, number>()
  for (const item of content.items) {
    if (!('str' in item) || item.str === '') continue
    const m = multiply(transform, item.transform as number[])
    const size = Math.hypot(m[2]!, m[3]!)
    const exact = (Math.atan2(m[1]!, m[0]!) * 180) / Math.PI
    const quarter = Math.round(exact / 90) * 90
    if (Math.abs(exact - quarter) > 2) continue
    const angle = (quarter + 360) % 360
    const piece = { text: item.str, x: m[4]!, y: m[5]!, width: item.width, size, font: item.fontName }
    written.push({ piece, angle })
    letters.set(angle, (letters.get(angle) ?? 0) + item.str.trim().length)
  }
  const [main = 0] = [...letters].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? []
  const upright = (p: Piece): Piece => {
    if (main === 90) return { ...p, x: p.y, y: width - p.x }
    if (main === 180) return { ...p, x: width - p.x, y: height - p.y }
    return main === 270 ? { ...p, x: height - p.y, y: p.x } : p
  }
  const pieces = written.filter((w) => w.angle === main).map((w) => upright(w.piece))
  return main % 180 === 0 ? { pieces, width, height } : { pieces, width: height, height: width }
}

function multiply(a: readonly number[], b: readonly number[]): number[] {
  return [
    a[0]! * b[0]! + a[2]! * b[1]!,
    a[1]! * b[0]! + a[3]! * b[1]!,
    a[0]! * b[2]! + a[2]! * b[3]!,
    a[1]! * b[2]! + a[3]! * b[3]!,
    a[0]! * b[4]! + a[2]! * b[5]! + a[4]!,
    a[1]! * b[4]! + a[3]! * b[5]! + a[5]!,
  ]
}

port.on('message', (task: PdfTask) => {
  read(task).catch((error: unknown) => answer({ kind: 'failed', encrypted: false, problem: problemOf(error) }))
})
