/** Running heads and feet: lines near the edges of pages that come back on most of them, and numbers of pages. */
import { PAGE_NUMBER } from '../text-marks.ts'
import { type Line, lineText } from './lines.ts'

/** Parts of the height of a page in which running lines stand. */
const TOP = 0.13
const BOTTOM = 0.87
/** Lines from the edge that are looked at, where the page is not full. */
const EDGE_LINES = 4
/** Of the pages (after the first) that must repeat a line. */
const SHARE = 0.5

export interface Page {
  readonly lines: readonly Line[]
  readonly height: number
}

/** Numbers of pages and dates change from page to page; the rest of a running line does not. Large print is no running line. */
function shapeOf(line: Line, usual: number): string {
  const text = lineText(line)
  const same = line.size > 1.15 * usual ? text : text.replace(/\b\d{1,3}\b/g, '#')
  return same.toLowerCase().replace(/\s+/g, ' ').trim()
}

function usualSize(pages: readonly Page[]): number {
  const sizes = pages.flatMap((page) => page.lines.map((line) => line.size)).sort((x, y) => x - y)
  return sizes[Math.floor(sizes.length / 2)] ?? 10
}

function edges(page: Page): readonly Line[] {
  const { lines, height } = page
  return lines.filter(
    (line, i) =>
      (line.y < TOP * height && i < EDGE_LINES) || (line.y > BOTTOM * height && i >= lines.length - EDGE_LINES),
  )
}

/** The pages without their running lines. */
export function withoutFurniture(pages: readonly Page[]): Page[] {
  const usual = usualSize(pages)
  const seen = new Map<string, number>()
  for (const page of pages) {
    for (const shape of new Set(edges(page).map((line) => placed(line, page, usual))))
      seen.set(shape, (seen.get(shape) ?? 0) + 1)
  }
  const filled = pages.filter((page) => page.lines.length > 0).length
  const enough = Math.max(2, Math.ceil(SHARE * (filled - 1)))
  return pages.map((page, i) => {
    const drop = new Set(
      edges(page).filter((line) => {
        const repeated = filled > 1 && (seen.get(placed(line, page, usual)) ?? 0) >= enough
        return (
          (repeated && !(i === 0 && LEGEND.test(lineText(line)))) ||
          (PAGE_NUMBER.test(lineText(line)) && !isCodeLike(line)) ||
          /\bpage\s+\d+\s+of\s+\d+\b/i.test(lineText(line))
        )
      }),
    )
    return { ...page, lines: page.lines.filter((line) => !drop.has(line)) }
  })
}

/** A running line that explains marks is kept once. */
const LEGEND = /(?:^|[\s;,|])\S{1,8}\s*=\s*\S/

/** A row of a table may come back on every page; a running line does so at the same height. */
const placed = (line: Line, page: Page, usual: number): string =>
  `${Math.round((line.y / page.height) * 100)} ${shapeOf(line, usual)}`

/** Four digits alone may be more than the number of a page. */
const isCodeLike = (line: Line): boolean => /^\d{4}$/.test(lineText(line))
