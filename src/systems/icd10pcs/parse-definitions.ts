/**
 * The ICD-10-PCS definitions: what a value's label means within a section and axis.
 *
 * @source CMS, `icd10pcs_definitions_YYYY.xml` in YYYY-icd-10-pcs-definitions.zip. Checked against FY2026.
 * @layout XML, UTF-8.
 *   ICD10PCS.definitions
 *     version, title                       release year
 *     section @code                        first character of the codes; title
 *       axis @pos                          character position; title (axis name)
 *         terms                            one or more title, then definition?, explanation?, includes*
 *     deviceAggregation                    which specific device values are counted under which general ones
 * Irregularities: a `terms` element may carry several titles (`1st Toe, Left`, `1st Toe, Right`) that share what
 * follows. `deviceAggregation` describes groupings of device values, no terms, and is not read.
 */

import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { XmlEvent } from '../../sources/xml.ts'
import type { DefinitionRecord } from '../records.ts'
import { type ParseContext, problem } from './context.ts'

interface OpenTerms {
  readonly titles: string[]
  readonly includes: string[]
  definition?: string
  explanation?: string
}

/** One DefinitionRecord per title, in document order. Terms outside an axis or without title are Issues (`bad-term`). */
export async function* parseDefinitions(
  events: AsyncIterable<XmlEvent>,
  context: ParseContext,
): AsyncIterable<DefinitionRecord | Issue> {
  let section = ''
  let position = 0
  let axis = ''
  let terms: OpenTerms | undefined
  let text = ''

  for await (const event of events) {
    if (event.type === 'text') {
      text += event.text
    } else if (event.type === 'open') {
      text = ''
      if (event.name === 'section') section = event.attributes.code ?? ''
      else if (event.name === 'axis') {
        position = Number(event.attributes.pos)
        axis = ''
      } else if (event.name === 'terms') terms = { titles: [], includes: [] }
    } else if (event.name === 'terms' && terms) {
      const { titles, ...rest } = terms
      terms = undefined
      if (titles.length === 0 || !/^[0-9A-Z]$/.test(section) || !(position >= 1 && position <= 7)) {
        const text = `A term of section "${section}", axis ${position} has no title or no place.`
        yield problem(context, { code: 'bad-term', severity: 'error', line: event.line, text })
        continue
      }
      for (const term of titles) yield { type: 'definition', section, position, axis, term, ...rest }
    } else if (event.name === 'title') {
      if (terms) terms.titles.push(squeeze(text))
      else axis = squeeze(text)
    } else if (terms) {
      if (event.name === 'includes') terms.includes.push(squeeze(text))
      else if (event.name === 'definition') terms.definition = squeeze(text)
      else if (event.name === 'explanation') terms.explanation = squeeze(text)
    }
  }
}
