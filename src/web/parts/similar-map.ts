/**
 * The code among its neighbours: one ray for each, codes of one kind of reason side by side, the most alike nearest.
 * Placed by rule, so the same code has the same map; the list below says the same in words.
 */
import { REASON_LABEL } from '../../similar/reasons.ts'
import type { AlikeRow } from '../answers.ts'
import { type Html, html } from '../html.ts'
import { toneOf } from '../tone.ts'

const WIDTH = 640
const HEIGHT = 340
const MOST = 14
/** Nearest and farthest ray, as a share of the room there is. */
const NEAR = 0.52
const FAR = 0.94
/** Fewer are told at a glance from the list. */
const FEWEST = 4

interface Placed {
  readonly row: AlikeRow
  readonly x: number
  readonly y: number
}

/** Positions around the middle, in the order of kinds, clockwise from the top. */
function place(rows: readonly AlikeRow[]): Placed[] {
  const byKind = [...Map.groupBy(rows, (row) => row.reasons[0]!.kind).values()].flat()
  const step = (2 * Math.PI) / byKind.length
  return byKind.map((row, i) => {
    const rank = rows.indexOf(row) / Math.max(1, rows.length - 1)
    // Neighbours on the ring alternate a little, so that their labels do not meet.
    const reach = NEAR + (FAR - NEAR) * Math.min(1, rank * 0.7 + (i % 2) * 0.3)
    const angle = -Math.PI / 2 + i * step
    const round = (n: number): number => Math.round(n * 10) / 10
    return {
      row,
      x: round(WIDTH / 2 + Math.cos(angle) * reach * (WIDTH / 2 - 60)),
      y: round(HEIGHT / 2 + Math.sin(angle) * reach * (HEIGHT / 2 - 22)),
    }
  })
}

/** The map, or nothing where there are too few neighbours for one. */
export function similarMap({
  code,
  similar,
}: {
  readonly code: string
  readonly similar: readonly AlikeRow[]
}): Html | '' {
  if (similar.length < FEWEST) return ''
  const placed = place(similar.slice(0, MOST))
  const rays = placed.map(({ x, y }) => html`<line x1="${WIDTH / 2}" y1="${HEIGHT / 2}" x2="${x}" y2="${y}"/>`)
  const nodes = placed.map(({ row, x, y }) => {
    const [first] = row.reasons
    const label = `${row.code} ${row.title}. ${REASON_LABEL[first!.kind]}: ${first!.text}`
    const half = 10 + row.code.length * 4.2
    return html`<a href="${row.path}" aria-label="${label}" class="${toneOf(row.system)}"><title>${label}</title><rect x="${x - half}" y="${y - 13}" width="${half * 2}" height="26" rx="13"/><text x="${x}" y="${y + 4.5}" aria-hidden="true">${row.code}</text></a>`
  })
  const half = 12 + code.length * 4.8
  // No empty room where no neighbour is.
  const rows = [HEIGHT / 2, ...placed.map(({ y }) => y)]
  const top = Math.min(...rows) - 20
  const bottom = Math.max(...rows) + 20
  return html`<figure class="alike-map"><svg viewBox="0 ${top} ${WIDTH} ${bottom - top}" role="group" aria-label="Map of ${code} among similar codes; the list below says the same">${rays}<g class="own"><rect x="${WIDTH / 2 - half}" y="${HEIGHT / 2 - 16}" width="${half * 2}" height="32" rx="16"/><text x="${WIDTH / 2}" y="${HEIGHT / 2 + 5}">${code}</text></g>${nodes}</svg></figure>`
}
