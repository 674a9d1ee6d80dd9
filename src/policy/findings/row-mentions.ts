/** Mentions of a row, by column; ends of ranges and exceptions in columns of their own put together. */
import type { Mention } from '../mentions/mention.ts'
import { isRange } from '../systems.ts'
import type { Span } from './sentences.ts'
import type { TableShape } from './table.ts'

export function mentionsByColumn(mentions: readonly Mention[], cells: readonly Span[]): Map<number, Mention[]> {
  const columnOf = ({ start }: Mention): number => cells.findIndex((c) => start >= c.start && start < c.end)
  return Map.groupBy(mentions, (mention) => Math.max(0, columnOf(mention)))
}

/** Ends of ranges in two columns made one, and exceptions in a third taken to their range. */
export function joinPairs(
  perCell: readonly (readonly Mention[])[],
  { columns }: TableShape,
  excepting: (first: Mention) => boolean,
): Mention[] {
  const joined: Mention[] = []
  for (let i = 0; i < perCell.length; i++) {
    const [first, second] = [perCell[i]!, perCell[i + 1] ?? []]
    const [a, b] = [first[0], second[0]]
    const pair = columns[i]?.from && columns[i + 1]?.through && first.length === 1 && a?.code !== undefined
    if (pair && second.length === 1 && b?.code !== undefined && a.system === b.system) {
      if (isRange(a.system, a.code!, b.code)) {
        const { code: _, ...rest } = a
        joined.push({ ...rest, range: [a.code!, b.code], end: b.end })
      } else joined.push(a)
      i += 1
      continue
    }
    const wide = joined.findLast((m) => m.code === undefined)
    const remark = columns[i]?.codes !== true && wide !== undefined && first.length > 0 && excepting(first[0]!)
    if (columns[i]?.except || remark) {
      for (const m of first) {
        if (!wide || m.code === undefined || m.exceptOf) joined.push(m)
        else {
          wide.except = [...(wide.except ?? []), m.code]
          joined.push({ ...m, exceptOf: wide })
        }
      }
      continue
    }
    joined.push(...first)
  }
  return joined
}
