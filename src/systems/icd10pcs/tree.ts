/** The tree of ICD-10-PCS: section, body system, table, code. Titles of the upper levels are axis labels. */
import type { AxisRowRecord, ConceptRecord, Level, TableAxesRecord } from '../records.ts'
import { expandRow } from './axes.ts'

/** Table code to its axes and rows, as read from the tables XML. */
export type Tables = ReadonlyMap<string, { readonly axes: TableAxesRecord; readonly rows: AxisRowRecord[] }>

/** Every code the table's rows make, each once. */
export function codesOf(tables: Tables, table: string): ReadonlySet<string> {
  return new Set((tables.get(table)?.rows ?? []).flatMap(expandRow))
}

/**
 * The title CMS gives a table in the order file, made from its axis labels: `Gastrointestinal System, Resection` in the
 * section Medical and Surgical, else with the section in front, and without the body system `None`. Equal to
 * the order file for 913 of the 914 tables of FY2026; it is used only where there is no order file.
 */
export function tableTitle(axes: TableAxesRecord): string {
  const [section, bodySystem, operation] = axes.axes.map((axis) => axis.values[0]?.label ?? '')
  const parts = axes.table.startsWith('0') ? [bodySystem, operation] : [section, bodySystem, operation]
  return parts.filter((part) => part !== '' && part !== 'None').join(', ')
}

/** A concept before it has its place in the order. */
export type Unplaced = Omit<ConceptRecord, 'order'>

/** Gives out concepts once each with ascending `order`, putting missing headers in front of what needs them. */
export class Tree {
  readonly #labels = new Map<string, string>()
  readonly #placed = new Set<string>()
  #order = 0

  constructor(tables: Tables) {
    for (const [table, { axes }] of tables) {
      this.#labels.set(table.slice(0, 1), axes.axes[0]?.values[0]?.label ?? '')
      this.#labels.set(table.slice(0, 2), axes.axes[1]?.values[0]?.label ?? '')
      this.#labels.set(table, tableTitle(axes))
    }
  }

  has(code: string): boolean {
    return this.#placed.has(code)
  }

  /** `concept` with its place, after the headers above it that were not given yet. Nothing when it was given before. */
  place(concept: Unplaced): ConceptRecord[] {
    if (this.has(concept.code)) return []
    const levels = concept.level === 'code' ? 3 : 2
    return [...this.headers(concept.code, levels), this.#give(concept)]
  }

  /** The headers of `code` of up to `length` characters that the tables know and that were not given yet. */
  headers(code: string, length: number): ConceptRecord[] {
    const out: ConceptRecord[] = []
    for (let n = 1; n <= length; n += 1) {
      const header = code.slice(0, n)
      const title = this.#labels.get(header)
      // A damaged file may have a table without labels; a concept without title is none.
      if (title === undefined || title === '' || this.has(header)) continue
      const level = (['section', 'bodySystem', 'table'] as const satisfies Level[])[n - 1] ?? 'table'
      out.push(this.#give({ type: 'concept', code: header, level, title, billable: false }))
    }
    return out
  }

  /** The codes of seven characters given so far, by the table they start with. */
  codesByTable(): Map<string, string[]> {
    const byTable = new Map<string, string[]>()
    for (const code of this.#placed) {
      if (code.length !== 7) continue
      const codes = byTable.get(code.slice(0, 3))
      if (codes) codes.push(code)
      else byTable.set(code.slice(0, 3), [code])
    }
    return byTable
  }

  #give(concept: Unplaced): ConceptRecord {
    this.#placed.add(concept.code)
    this.#order += 1
    const { parent: _, ...rest } = concept
    const above = concept.code.slice(0, Math.min(3, concept.code.length - 1))
    return { ...rest, ...(this.has(above) ? { parent: above } : {}), order: this.#order }
  }
}
