/** Pieces of text on a page, gathered into lines, and lines cut into fragments where the gaps are wider than a blank. */
import { superscript } from '../text-marks.ts'

/** A piece of text as the file sets it. Origin is the upper left corner; `y` is the baseline. */
export interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  readonly font: string
}

/** Words of a line without a wide gap between them. */
export interface Fragment {
  readonly text: string
  readonly x: number
  readonly end: number
}

export interface Line {
  readonly fragments: readonly Fragment[]
  readonly y: number
  readonly x: number
  readonly end: number
  readonly size: number
  /** The font of most of its letters. */
  readonly font: string
  /** All letters are of one font. */
  readonly uniform: boolean
  readonly page: number
}

/** A gap wider than this many times the size of the letters parts fragments. */
const WIDE_GAP = 1.05
/** A blank is about a quarter as wide as the letters are high. */
const BLANK = 0.12
const RAISED_SIZE = 0.82

/** The lines of a page from top to bottom. */
export function linesOf(pieces: readonly Piece[], page: number): Line[] {
  const sorted = pieces.filter((p) => p.text.trim() !== '').sort((a, b) => a.y - b.y || a.x - b.x)
  const groups: Piece[][] = []
  for (const piece of sorted) {
    const group = groups.findLast((g, i) => i >= groups.length - 4 && sameLine(g, piece))
    if (group) group.push(piece)
    else groups.push([piece])
  }
  return groups.map((group) => lineOf(group, page)).sort((a, b) => a.y - b.y)
}

/** On one baseline, or raised or lowered by less than half of the letters. */
function sameLine(group: readonly Piece[], piece: Piece): boolean {
  const main = group.reduce((a, b) => (b.size * b.text.length > a.size * a.text.length ? b : a))
  const off = Math.abs(main.y - piece.y)
  const big = Math.max(main.size, piece.size)
  const small = Math.min(main.size, piece.size)
  return small >= RAISED_SIZE * big ? off <= 0.25 * big : off <= 0.5 * big
}

function lineOf(group: readonly Piece[], page: number): Line {
  const pieces = [...group].sort((a, b) => a.x - b.x)
  const main = mainPiece(pieces)
  const fragments: { text: string; x: number; end: number }[] = []
  for (const piece of pieces) {
    const last = fragments.at(-1)
    const gap = last ? piece.x - last.end : Number.POSITIVE_INFINITY
    // More than a few letters are smaller print and no mark of a footnote.
    const short = piece.text.trim().length < 4
    const small = short && piece.size < RAISED_SIZE * main.size && piece.y < main.y - 0.1 * main.size
    const text = small ? superscript(piece.text.trim()) : piece.text
    if (last && gap <= WIDE_GAP * main.size) {
      const blank = gap > BLANK * main.size && !/\s$/.test(last.text) && !/^\s/.test(text) && !small
      last.text += (blank ? ' ' : '') + text
      last.end = Math.max(last.end, piece.x + piece.width)
    } else fragments.push({ text, x: piece.x, end: piece.x + piece.width })
  }
  const fonts = new Set(pieces.filter((p) => /[A-Za-z0-9]/.test(p.text)).map((p) => p.font))
  return {
    fragments: fragments.map((f) => ({ ...f, text: f.text.replace(/\s+/g, ' ').trim() })).filter((f) => f.text !== ''),
    y: main.y,
    x: pieces[0]!.x,
    end: Math.max(...pieces.map((p) => p.x + p.width)),
    size: main.size,
    font: main.font,
    uniform: fonts.size <= 1,
    page,
  }
}

function mainPiece(pieces: readonly Piece[]): Piece {
  const weight = new Map<string, number>()
  for (const p of pieces) {
    const key = `${p.font} ${p.size.toFixed(1)}`
    weight.set(key, (weight.get(key) ?? 0) + p.text.length)
  }
  const [best] = [...weight].sort((a, b) => b[1] - a[1])[0]!
  return pieces.find((p) => `${p.font} ${p.size.toFixed(1)}` === best)!
}

export const lineText = (line: Line): string => line.fragments.map((f) => f.text).join(' ')
