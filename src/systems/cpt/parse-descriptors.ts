/**
 * The descriptor files of the AMA's CPT distribution.
 *
 * @source American Medical Association, CPT data files, brought by a user with a licence. Written from the publisher's
 *   public description of the files; no distribution was at hand to check it.
 * @layout Two layouts are read. *Fixed*: a preamble of any length, then lines that begin with the code in columns 1 to 5,
 * blanks, and the descriptor; a descriptor too long for one line goes on in further lines with the same code
 * (`LONGULT.txt`, `MEDU.txt`, `SHORTU.txt`, `MODUL.txt` with modifiers of two characters). *Tab*: a row of column names
 * (`Concept Id`, `CPT Code`, `Long`, `Medium`, `Short`, `Consumer`, `Current Descriptor Effective Date`, …), then a row a
 * code (`ConsolidatedCodeList.txt`, `ConsumerDescriptor.txt`). Text is UTF-8 or Windows-1252.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { Line } from '../../sources/lines.ts'

export interface Descriptor {
  readonly code: string
  readonly text: string
  readonly line: number
}

const CODE = /^(\d{4}[0-9A-Z])\s+(\S.*)$/
const MODIFIER = /^([0-9][0-9A-Z])\s+(\S.*)$/

/** Descriptors of a fixed file, lines of one code joined; what stands before the first code is the preamble. */
export function* parseFixed(
  lines: Iterable<Line>,
  { file, modifiers }: { readonly file: string; readonly modifiers: boolean },
): Iterable<Descriptor | Issue> {
  const pattern = modifiers ? MODIFIER : CODE
  let open: Descriptor | undefined
  for (const { text, number: line } of lines) {
    if (text.trim() === '') continue
    const [, code, words] = pattern.exec(text.trimEnd()) ?? []
    if (code === undefined) {
      // Lines before the first code are the publisher's terms; later ones are a loss.
      if (open)
        yield { type: 'issue', code: 'bad-code', severity: 'error', file, line, text: 'The line begins with no code.' }
    } else if (open?.code === code) {
      open = { ...open, text: `${open.text} ${squeeze(words!)}` }
    } else {
      if (open) yield open
      open = { code, text: squeeze(words!), line }
    }
  }
  if (open) yield open
}

/** One row of a file with tabs by the role of each column. */
export interface DescriptorRow {
  readonly code: string
  readonly line: number
  readonly long?: string
  readonly medium?: string
  readonly short?: string
  readonly consumer?: string
  readonly effective?: string
}

const COLUMNS: readonly (readonly [keyof DescriptorRow, RegExp])[] = [
  ['code', /^cpt ?code$|^code$/i],
  ['long', /^long(?: descriptor)?$/i],
  ['medium', /^medium(?: descriptor)?$/i],
  ['short', /^short(?: descriptor)?$/i],
  ['consumer', /^consumer(?:[- ]friendly)?(?: descriptor)?$/i],
  ['effective', /effective date/i],
]

/** Column of each role in a heading, or undefined when the line is no heading of such a file. */
export function headingOf(text: string): Map<keyof DescriptorRow, number> | undefined {
  const cells = text.split('\t').map((cell) => squeeze(cell))
  const places = new Map<keyof DescriptorRow, number>()
  for (const [role, pattern] of COLUMNS) {
    const at = cells.findIndex((cell) => pattern.test(cell))
    if (at >= 0) places.set(role, at)
  }
  return places.has('code') && places.size > 1 ? places : undefined
}

/** Rows of a file with tabs; lines before the heading are the preamble. */
export function* parseTabbed(
  lines: Iterable<Line>,
  { file }: { readonly file: string },
): Iterable<DescriptorRow | Issue> {
  let columns: Map<keyof DescriptorRow, number> | undefined
  for (const { text, number: line } of lines) {
    if (text.trim() === '') continue
    if (!columns) {
      columns = headingOf(text)
      continue
    }
    const cells = text.split('\t').map((cell) => squeeze(cell))
    const row: Record<string, string> = {}
    for (const [role, at] of columns) if (cells[at]) row[role] = cells[at]
    if (/^\d{4}[0-9A-Z]$/.test(row['code'] ?? '')) yield { ...row, code: row['code']!, line }
    else {
      const said = `The row has no CPT code but “${row['code'] ?? ''}”.`
      yield { type: 'issue', code: 'bad-code', severity: 'error', file, line, text: said }
    }
  }
}
