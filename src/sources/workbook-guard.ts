/**
 * Looks at a workbook before it is read. The reader trusts the sizes in the archive and makes room for every cell up to
 * the farthest: two cells in opposite corners of a sheet are 17 thousand million. Every part is unpacked once and what it
 * places is counted.
 */

import type { Limits } from './limits.ts'
import { tooLarge } from './limits.ts'
import { zipMembers } from './zip.ts'

/** Cells of a sheet from the first to the farthest row and column; code lists have two million. */
const MOST_ROOM = 20_000_000
/** Cells that hold something. */
const MOST_CELLS = 5_000_000
/** Longest tag that is looked at; a cell's has its place first. */
const TAG = 300

const PLACED =
  /<(?:[\w-]+:)?(?:c|dimension)\b[^<>]{0,200}?\br(?:ef)?\s*=\s*["'](?:\$?[A-Z]{1,3}\$?\d{1,7}:)?\$?([A-Z]{1,3})\$?(\d{1,7})["']/g
const ROW = /<(?:[\w-]+:)?row\b[^<>]{0,200}?\br\s*=\s*["'](\d{1,7})["']/g
const CELL = /<(?:[\w-]+:)?c[\s/>]/g

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** Throws AppError `file-too-large`, `file-unreadable`. */
export async function checkWorkbook(bytes: Buffer, path: string, limits: Limits): Promise<void> {
  for await (const member of zipMembers(bytes, path, limits)) {
    const isXml = /\.xml$/i.test(member.name)
    let [columns, rows, cells] = [1, 1, 0]
    let tail = ''
    for await (const chunk of member.open()) {
      if (!isXml) continue
      const text = tail + Buffer.from(chunk).toString('latin1')
      // A tag that is cut is looked at whole with the next chunk.
      const end = Math.max(text.length - TAG, text.lastIndexOf('<'))
      const whole = text.slice(0, end)
      tail = text.slice(end)
      for (const [, letters, row] of whole.matchAll(PLACED)) {
        columns = Math.max(columns, columnOf(letters!))
        rows = Math.max(rows, Number(row))
      }
      for (const [, row] of whole.matchAll(ROW)) rows = Math.max(rows, Number(row))
      cells += whole.match(CELL)?.length ?? 0
      refuse(`${path}!${member.name}`, { room: columns * rows, cells })
    }
    for (const [, letters, row] of tail.matchAll(PLACED)) {
      columns = Math.max(columns, columnOf(letters!))
      rows = Math.max(rows, Number(row))
    }
    refuse(`${path}!${member.name}`, { room: columns * rows, cells })
  }
}

function refuse(where: string, { room, cells }: { room: number; cells: number }): void {
  if (room > MOST_ROOM) throw tooLarge(where, `room for ${MOST_ROOM.toLocaleString('en-US')} cells`)
  if (cells > MOST_CELLS) throw tooLarge(where, `${MOST_CELLS.toLocaleString('en-US')} cells`)
}
