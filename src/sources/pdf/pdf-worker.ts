/** The thread that reads PDF files. It is given bytes, and answers page by page, so that what was read is not lost. */
import { parentPort } from 'node:worker_threads'
import { getDocumentProxy } from 'unpdf'
import { problemOf } from '../../core/errors.ts'
import { blocksOf, type PageOfLines } from './blocks.ts'
import { linesOf, type Piece } from './lines.ts'
import type { PdfAnswer, PdfTask } from './pdf.ts'

/** Pieces of text on one page; a drawing made of letters has more. */
const PIECES = 60_000
type Proxy = Awaited<ReturnType<typeof getDocumentProxy>>
type Content = Awaited<ReturnType<Awaited<ReturnType<Proxy['getPage']>>['getTextContent']>>

const port = parentPort!
const answer = (message: PdfAnswer): void => port.postMessage(message)

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
    answer({ kind: 'page', number })
  }
  const empty = lines.flatMap((page, i) => (page.lines.length === 0 ? [i + 1] : []))
  const parts = blocksOf(lines)
  const pages = proxy.numPages
  // The next file must not begin before this one is put away: both share the reader's state.
  await proxy.loadingTask.destroy()
  answer({ kind: 'done', parts: { parts, pages, emptyPages: empty, problems } })
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
    const pieces = piecesOf(content, viewport.transform)
    return { lines: linesOf(pieces, number), width: viewport.width, height: viewport.height }
  } catch (error) {
    problems.push({ code: 'damaged-page', text: `Page ${number} cannot be read: ${problemOf(error)}` })
    return { lines: [], width: 612, height: 792 }
  }
}

/** Pieces in the direction that most of the page is written in; what stands across it is a stamp or a margin note. */
function piecesOf(content: Content, view: readonly number[]): Piece[] {
  const turned: { piece: Piece; across: boolean }[] = []
  for (const item of content.items) {
    if (!('str' in item) || item.str === '') continue
    const m = multiply(view, item.transform as number[])
    const size = Math.hypot(m[2]!, m[3]!)
    const angle = Math.round((Math.atan2(m[1]!, m[0]!) * 180) / Math.PI)
    const upright = Math.abs(angle) <= 2
    const piece = { text: item.str, x: m[4]!, y: m[5]!, width: item.width, size, font: item.fontName }
    turned.push({ piece, across: !upright })
  }
  return turned.filter((t) => !t.across).map((t) => t.piece)
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
