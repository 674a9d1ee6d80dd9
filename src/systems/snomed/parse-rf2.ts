/**
 * SNOMED CT in Release Format 2.
 *
 * @source Files of a snapshot or full release as SNOMED International and its members distribute them. None was at hand:
 *   the layout is that of the public Release File Specification.
 * @layout tab separated with a heading, UTF-8, CRLF; quotes are text. effectiveTime is YYYYMMDD, active 0 or 1.
 *   sct2_Concept:      id, effectiveTime, active, moduleId, definitionStatusId
 *   sct2_Description:  id, effectiveTime, active, moduleId, conceptId, languageCode, typeId, term, caseSignificanceId
 *   sct2_Relationship: id, effectiveTime, active, moduleId, sourceId, destinationId, relationshipGroup, typeId, …
 *   der2_cRefset_Association: id, effectiveTime, active, moduleId, refsetId, referencedComponentId, targetComponentId
 *   der2_iisssccRefset_ExtendedMap: id, effectiveTime, active, moduleId, refsetId, referencedComponentId, mapGroup,
 *     mapPriority, mapRule, mapAdvice, mapTarget, correlationId, mapCategoryId
 * A full release has a row for each state of a component: the newest one counts.
 */
import type { Issue } from '../../core/issue.ts'
import { type HeadedRow, headed, type Row } from '../headed.ts'

/** Identifiers of the model that the loader needs. */
export const FULLY_SPECIFIED = '900000000000003001'
export const IS_A = '116680003'

/** The newest row of each component, by its id; Issues of rows that do not fit are given on. */
export async function* newest(
  rows: AsyncIterable<Row>,
  { file, needs, into }: { file: string; needs: readonly string[]; into: Map<string, HeadedRow> },
): AsyncIterable<Issue> {
  for await (const row of headed(rows, {
    system: 'snomed',
    file,
    needs: ['id', 'effectiveTime', 'active', ...needs],
  })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const id = row.cell('id')
    const known = into.get(id)
    if (known === undefined || known.cell('effectiveTime') <= row.cell('effectiveTime')) into.set(id, row)
  }
}

export const isActive = (row: HeadedRow): boolean => row.cell('active') === '1'

/** A fully specified name without the semantic tag in brackets at its end, and the tag. */
export function splitTag(term: string): { readonly term: string; readonly tag: string | undefined } {
  const found = /^(.*\S)\s+\(([^()]+)\)$/.exec(term)
  return found ? { term: found[1]!, tag: found[2]! } : { term, tag: undefined }
}
