/** The order in which the lines of a page are read: columns of prose one after the other, everything else as it stands. */
import type { Fragment, Line } from './lines.ts'

/** Lines that two columns must have beside each other to be columns. */
const LEAST_LINES = 4
/** What a column of prose fills of its width, in the middle of its lines. */
const FILLED = 0.62
const WORDS = 3

/** The lines of a page in reading order; a line across columns becomes one for each. */
export function readingOrder(lines: readonly Line[], width: number): Line[] {
  const gutters = guttersOf(lines, width)
  if (gutters.length === 0) return [...lines]
  const edges = [Number.NEGATIVE_INFINITY, ...gutters, Number.POSITIVE_INFINITY]
  const ordered: Line[] = []
  let columns: Line[][] = edges.slice(1).map(() => [])
  const flush = (): void => {
    ordered.push(...columns.flat())
    columns = edges.slice(1).map(() => [])
  }
  for (const line of lines) {
    if (gutters.some((x) => crosses(line, x))) {
      flush()
      ordered.push(line)
      continue
    }
    for (const [i, column] of columns.entries()) {
      const own = between(line, edges[i]!, edges[i + 1]!)
      if (own) column.push(own)
    }
  }
  flush()
  return ordered
}

const between = (line: Line, from: number, to: number): Line | undefined =>
  part(line, (f) => f.x >= from && f.end <= to)

const crosses = (line: Line, gutter: number): boolean => line.fragments.some((f) => f.x < gutter && f.end > gutter)

function part(line: Line, keep: (f: Fragment) => boolean): Line | undefined {
  const fragments = line.fragments.filter(keep)
  if (fragments.length === 0) return undefined
  return { ...line, fragments, x: fragments[0]!.x, end: fragments.at(-1)!.end }
}

const MOST_COLUMNS = 4

/** Where the page is parted into columns of prose: as many as all hold up. */
function guttersOf(lines: readonly Line[], width: number): number[] {
  const starts = new Map<number, number>()
  for (const line of lines) {
    for (const f of line.fragments) {
      const x = Math.round(f.x)
      if (f.x > 0.15 * width && f.x < 0.85 * width) starts.set(x, (starts.get(x) ?? 0) + 1)
    }
  }
  const candidates = [...starts]
    .filter(([, n]) => n >= LEAST_LINES)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([x]) => x - 2)
    .sort((a, b) => a - b)
  for (let count = MOST_COLUMNS - 1; count > 0; count--) {
    const found = choose(candidates, count).find((gutters) => areGutters(lines, gutters))
    if (found) return found
  }
  const apart = candidates.find((x) => standApart(lines, x))
  return apart === undefined ? [] : [apart]
}

/** Of the lines with words on both sides of a gutter, so many have only one side in the middle of a sentence. */
const MIDWAY = 0.3

/**
 * Prose beside a table or a box: what stands on one line has nothing to do with each other. In a table the cells of
 * a line begin together, so that one of them is not in the middle of a sentence while the other begins.
 */
function standApart(lines: readonly Line[], x: number): boolean {
  const clear = lines.filter((line) => !crosses(line, x))
  if (clear.length < 0.6 * lines.length) return false
  const both = clear
    .map((line) => [between(line, Number.NEGATIVE_INFINITY, x), between(line, x, Number.POSITIVE_INFINITY)] as const)
    .filter((sides) => sides.every((side) => side !== undefined))
  const midway = both.filter(([left, right]) => isMidway(left!) !== isMidway(right!))
  const near = interlaced(clear, x)
  if (both.length >= LEAST_LINES && midway.length >= MIDWAY * both.length && near.length >= LEAST_LINES) return true
  // A box at the side. Codes beside their descriptions are set in the middle of their rows too; a box has words.
  const left = clear.filter((line) => line.end <= x)
  return (
    left.filter((l) => /\d{3}/.test(textOf(l))).length <= 0.5 * left.length &&
    near.filter((line) => line.end <= x).length >= LEAST_LINES
  )
}

/** Lines of one side that stand nearer to one of the other side than a line of a text stands below the next. */
function interlaced(clear: readonly Line[], x: number): Line[] {
  const side = (line: Line | undefined): number => (line === undefined ? 0 : line.end <= x ? -1 : line.x >= x ? 1 : 0)
  return clear.filter((line, i) => {
    const own = side(line)
    return (
      own !== 0 &&
      [clear[i - 1], clear[i + 1]].some(
        (other) => side(other) === -own && Math.abs(other!.y - line.y) < 0.85 * Math.max(line.size, other!.size),
      )
    )
  })
}

const textOf = (line: Line): string => line.fragments.map((f) => f.text).join(' ')

/** It begins with a small letter and goes on like a sentence. */
const isMidway = (line: Line): boolean => {
  const text = textOf(line)
  return /^[a-z]/.test(text) && text.split(/\s+/).length >= WORDS
}

/** All ways to take `count` of `from`, in order. */
function choose(from: readonly number[], count: number): number[][] {
  if (count === 0) return [[]]
  return from.flatMap((x, i) => choose(from.slice(i + 1), count - 1).map((rest) => [x, ...rest]))
}

function areGutters(lines: readonly Line[], gutters: readonly number[]): boolean {
  const beside = lines.filter((line) => !gutters.some((x) => crosses(line, x)))
  if (beside.length < 0.4 * lines.length) return false
  const edges = [Number.NEGATIVE_INFINITY, ...gutters, Number.POSITIVE_INFINITY]
  const columns = edges
    .slice(1)
    .map((to, i) => beside.map((line) => between(line, edges[i]!, to)).filter((l) => l !== undefined))
  if (columns.some((column) => column.length < LEAST_LINES)) return false
  const widths = columns.map(extent)
  const even = Math.min(...widths) / Math.max(...widths) > 0.55
  return even && columns.every((column, i) => isProse(column, widths[i]!))
}

const extent = (lines: readonly Line[]): number =>
  Math.max(...lines.map((l) => l.end)) - Math.min(...lines.map((l) => l.x))

function isProse(lines: readonly Line[], width: number): boolean {
  const single = lines.filter((l) => l.fragments.length === 1)
  if (single.length < 0.6 * lines.length) return false
  const full = lines.filter((l) => l.end - l.x > FILLED * width)
  const wordy = lines.filter(
    (l) =>
      l.fragments
        .map((f) => f.text)
        .join(' ')
        .split(/\s+/).length >= WORDS,
  )
  return full.length >= 0.4 * lines.length && wordy.length >= 0.5 * lines.length
}
