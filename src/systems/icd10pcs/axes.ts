/** Reading a code with its table: which row holds it, and what each of its characters means. */
import type { AxisRowRecord, TableAxesRecord } from '../records.ts'

/** What one character of a code says. */
export interface AxisMeaning {
  /** 1 to 7. */
  readonly position: number
  /** Name of the axis in this table: `Body Part`. */
  readonly axis: string
  readonly code: string
  readonly label: string
  readonly definition?: string
}

/** The row whose values hold characters 4 to 7 of `code`, or undefined when the code is not in `rows`. */
export function rowOf(code: string, rows: readonly AxisRowRecord[]): AxisRowRecord | undefined {
  return rows.find(
    (row) =>
      row.table === code.slice(0, 3) &&
      row.axes.every((axis) => axis.values.some((value) => value.code === code[axis.position - 1])),
  )
}

/** The seven meanings of `code` in order, or undefined when its table or row is not among those given. */
export function axesOf(
  code: string,
  tables: readonly TableAxesRecord[],
  rows: readonly AxisRowRecord[],
): readonly AxisMeaning[] | undefined {
  const table = tables.find((t) => t.table === code.slice(0, 3))
  const row = rowOf(code, rows)
  if (!table || !row || code.length !== 7) return undefined
  return [...table.axes, ...row.axes].flatMap((axis) =>
    axis.values
      .filter((value) => value.code === code[axis.position - 1])
      .map((value) => ({ position: axis.position, axis: axis.title, ...value })),
  )
}

/** Every code of a row, in code order when the row's values are. */
export function expandRow(row: AxisRowRecord): string[] {
  let codes = [row.table]
  for (const axis of row.axes) {
    codes = codes.flatMap((start) => axis.values.map((value) => start + value.code))
  }
  return codes
}
