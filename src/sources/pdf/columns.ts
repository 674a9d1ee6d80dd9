/** The order in which the lines of a page are read: columns of prose one after the other, everything else as it stands. */
import type { Fragment, Line } from './lines.ts'

/** Lines that two columns must have beside each other to be columns. */
const LEAST_LINES = 4
/** What a column of prose fills of its width, in the middle of its lines. */
const FILLED = 0.62
const WORDS = 3

/** The lines of a page in reading order; a line across two columns becomes two. */
export function readingOrder(lines: readonly Line[], width: number): Line[] {
  const gutter = gutterOf(lines, width)
  if (gutter === undefined) return [...lines]
  const ordered: Line[] = []
  let left: Line[] = []
  let right: Line[] = []
  const flush = (): void => {
    ordered.push(...left, ...right)
    left = []
    right = []
  }
  for (const line of lines) {
    if (crosses(line, gutter)) {
      flush()
      ordered.push(line)
      continue
    }
    const l = part(line, (f) => f.end <= gutter)
    const r = part(line, (f) => f.x >= gutter)
    if (l) left.push(l)
    if (r) right.push(r)
  }
  flush()
  return ordered
}

const crosses = (line: Line, gutter: number): boolean => line.fragments.some((f) => f.x < gutter && f.end > gutter)

function part(line: Line, keep: (f: Fragment) => boolean): Line | undefined {
  const fragments = line.fragments.filter(keep)
  if (fragments.length === 0) return undefined
  return { ...line, fragments, x: fragments[0]!.x, end: fragments.at(-1)!.end }
}

/** Where the page is parted into two columns of prose, or undefined. */
function gutterOf(lines: readonly Line[], width: number): number | undefined {
  const starts = new Map<number, number>()
  for (const line of lines) {
    for (const f of line.fragments) {
      if (f.x > 0.3 * width && f.x < 0.7 * width) starts.set(Math.round(f.x), (starts.get(Math.round(f.x)) ?? 0) + 1)
    }
  }
  const candidates = [...starts]
    .filter(([, n]) => n >= LEAST_LINES)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
  return candidates.map(([x]) => x - 2).find((x) => isGutter(lines, x))
}

function isGutter(lines: readonly Line[], x: number): boolean {
  const beside = lines.filter((line) => !crosses(line, x))
  const left = beside.map((line) => part(line, (f) => f.end <= x)).filter((l) => l !== undefined)
  const right = beside.map((line) => part(line, (f) => f.x >= x)).filter((l) => l !== undefined)
  if (left.length < LEAST_LINES || right.length < LEAST_LINES) return false
  if (beside.length < 0.4 * lines.length) return false
  const [lw, rw] = [extent(left), extent(right)]
  const even = Math.min(lw, rw) / Math.max(lw, rw) > 0.55
  return even && isProse(left, lw) && isProse(right, rw)
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
