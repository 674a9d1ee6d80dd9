/** One code as any of the three layouts gives it, turned into records; the rules that are the same for all of them. */
import { type IsoDate, parseCompactDate, parseIsoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { SourceRecord } from '../records.ts'
import { type CodeContext, problem, quoted } from './context.ts'
import { FIELDS, type FieldValues } from './fields.ts'
import { ownerOf } from './grammar.ts'

export interface CodeRow {
  /** Line or sheet row on which the code begins. */
  readonly line: number
  /** As in the file, trimmed. */
  readonly code: string
  /** The pieces of the long description in order. */
  readonly pieces: readonly string[]
  readonly shortTitle: string
  readonly values: FieldValues
}

/**
 * The long description is wrapped between words, never inside one (all 11,622 and 12,359 records of 2019 and 2020),
 * so its pieces are joined by a blank.
 */
export function joined(pieces: readonly string[]): string {
  return squeeze(pieces.join(' '))
}

/** Cross-references point to Level II codes and modifiers and, by number alone, to CPT codes. */
const TARGET = /^(?:[A-V]\d{4}|\d{5}|\d{4}[A-Z]|[A-Z][A-Z0-9])$/

/**
 * The concept of `row`, its properties and its cross-references, or the Issue that says why there are none:
 * `cdt-not-loaded`, `cpt-not-loaded` (notices, without the text of the row), `bad-code`, `no-title`. Doubtful values
 * are warnings (`bad-date`, `bad-cross-reference`) and left out.
 *
 * `billable`: the code was not terminated before the release's first day; a modifier counts as billable in the sense
 * that it may be reported with a code. The official layout calls the termination date the "last date for which a
 * procedure or modifier code may be used", which is ConceptRecord.terminatedOn's meaning too.
 */
export function recordsOf(row: CodeRow, context: CodeContext & { readonly order: number }): SourceRecord[] {
  const { code, line } = row
  const refusal = refused(row, context)
  if (refusal) return [refusal]

  const records: SourceRecord[] = []
  const dates = new Map<string, IsoDate>()
  for (const { name, format, width } of FIELDS) {
    for (const raw of row.values.get(name) ?? []) {
      const value = format === 'digits' && /^\d+$/.test(raw) ? raw.padStart(width, '0') : raw
      if (format === 'date') {
        const date = parseCompactDate(value) ?? parseIsoDate(value)
        if (date === undefined) {
          const text = `The ${name} of ${code} is not a date: ${quoted(value)}`
          records.push(problem(context, { code: 'bad-date', severity: 'warning', line, text }))
        } else if (name === 'addedOn' || name === 'terminatedOn') dates.set(name, date)
        else records.push({ type: 'property', code, name, value: date })
      } else if (name === 'crossReference') {
        if (TARGET.test(value)) records.push({ type: 'relation', code, kind: 'crossReference', target: value })
        else {
          const text = `The cross-reference of ${code} is not a code: ${quoted(value)}`
          records.push(problem(context, { code: 'bad-cross-reference', severity: 'warning', line, text }))
        }
      } else if (!meansNone(name, value)) records.push({ type: 'property', code, name, value })
    }
  }

  const title = joined(row.pieces)
  const shortTitle = squeeze(row.shortTitle)
  const addedOn = dates.get('addedOn')
  const terminatedOn = dates.get('terminatedOn')
  return [
    {
      type: 'concept',
      code,
      level: ownerOf(code) === 'modifier' ? 'modifier' : 'code',
      title,
      ...(shortTitle === '' || shortTitle === title ? {} : { shortTitle }),
      billable: terminatedOn === undefined || terminatedOn >= context.validFrom,
      order: context.order,
      ...(addedOn === undefined ? {} : { addedOn }),
      ...(terminatedOn === undefined ? {} : { terminatedOn }),
    },
    ...records,
  ]
}

function refused(row: CodeRow, context: CodeContext): Issue | undefined {
  const { code, line } = row
  const owner = ownerOf(code)
  if (owner === 'cdt') {
    const text = `${code} is a dental code (CDT) of the American Dental Association; it was left out.`
    return problem(context, { code: 'cdt-not-loaded', severity: 'notice', line, text })
  }
  if (owner === 'cpt') {
    const text = `${code} is a CPT code or modifier of the American Medical Association; it was left out.`
    return problem(context, { code: 'cpt-not-loaded', severity: 'notice', line, text })
  }
  if (owner === undefined) {
    const text = `Not a HCPCS Level II code or modifier: ${quoted(code)}`
    return problem(context, { code: 'bad-code', severity: 'error', line, text })
  }
  if (joined(row.pieces) === '') {
    const text = `${code} has no long description.`
    return problem(context, { code: 'no-title', severity: 'error', line, text })
  }
  return undefined
}

function meansNone(name: string, value: string): boolean {
  return (name === 'anesthesiaBaseUnits' || name === 'processingNote') && /^0+$/.test(value)
}
