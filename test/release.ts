/** Small releases made of records, for tests of the catalog. */
import type { ReleaseContent } from '../src/catalog/release-content.ts'
import { isoDate } from '../src/core/date.ts'
import type { ConceptRecord, NoteRecord, RelationRecord } from '../src/systems/records.ts'

/** A leaf concept; fields given replace the usual ones. */
export function concept(code: string, fields: Partial<ConceptRecord> = {}): ConceptRecord {
  return { type: 'concept', code, level: 'code', title: `title of ${code}`, billable: true, order: 0, ...fields }
}

export const note = (code: string, text: string): NoteRecord => ({ type: 'note', code, kind: 'includes', text })

/** A release of ICD-10-CM with these concepts, in this order. */
export function release(
  label: string,
  validFrom: string,
  records: readonly (ConceptRecord | NoteRecord | RelationRecord)[],
): ReleaseContent {
  const content: ReleaseContent = {
    release: { system: 'icd10cm', label, validFrom: isoDate(validFrom) },
    concepts: new Map(),
    content: new Map(),
    relations: [],
    indexEntries: [],
    tableAxes: [],
    axisRows: [],
    definitions: [],
    issues: [],
    records: records.length,
  }
  let order = 0
  for (const record of records) {
    if (record.type === 'concept') content.concepts.set(record.code, { ...record, order: order++ })
    else if (record.type === 'relation') content.relations.push(record)
    else {
      const { type, code, ...note } = record
      const notes = content.content.get(code)?.notes ?? []
      content.content.set(code, { notes: [...notes, note], designations: [], properties: [] })
    }
  }
  return content
}
