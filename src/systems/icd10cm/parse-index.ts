/**
 * ICD-10-CM alphabetic index of diseases, and external cause index: phrases that lead to codes.
 *
 * @source `icd10cm-index-YYYY.xml` and `icd10cm-eindex-YYYY.xml` (also with underscores, `icd-10-cm-…`) in the yearly
 *   "Table and Index" download of CDC/NCHS; schema `icd10cm-index-YYYY.xsd`. Checked against FY2017 (both) and
 *   FY2025 (external causes).
 * @layout
 *   ICD10CM.index > version, title, letter*
 *   letter > title, mainTerm*
 *   mainTerm, term[level] > title, see?, seeAlso?, code?, seecat?, subcat?, manif?, term*
 *   title > words and nemod (nonessential modifiers in parentheses)
 *   code: `E11.9`, or the start of a code: `C50.-`, `S06.0X-`, `C50-`
 *   subcat: a subcategory (`H93.3`), that is the start of a code, with or without the dash
 *   seecat: a category to look in (`M01`);  manif: second code of an etiology/manifestation pair
 * Irregularities: the title of the file is not to be trusted (see recognize.ts); a title may be only a modifier
 * (`<title><nemod>(gastro)</nemod></title>`); codes may end in a blank; `see` may hold an instruction in words.
 */
import type { Issue } from '../../core/issue.ts'
import type { XmlEvent } from '../../sources/xml.ts'
import type { IndexEntryRecord, IndexReference, IndexTarget } from '../records.ts'
import { issueOf, type ParseContext } from './context.ts'
import { entryOf, noCode, parseTarget, readTerms, type Term } from './term-tree.ts'

export interface IndexContext extends ParseContext {
  readonly index: 'alphabetic' | 'externalCause'
}

/** An entry for each main term and term, in document order. A field that is no code is an Issue, its entry is kept. */
export async function* parseIndex(
  events: AsyncIterable<XmlEvent>,
  context: IndexContext,
): AsyncIterable<IndexEntryRecord | Issue> {
  for await (const term of readTerms(events, context)) {
    if ('type' in term) {
      if (term.type === 'issue') yield term
    } else yield* entriesOf(term, context)
  }
}

function* entriesOf(term: Term, context: IndexContext): Iterable<IndexEntryRecord | Issue> {
  const targets: IndexTarget[] = []
  const references: IndexReference[] = []
  for (const field of term.fields) {
    const { name, text } = field
    if (name === 'see' || name === 'seeAlso') references.push({ kind: name, text })
    else if (name === 'code' || name === 'subcat') {
      const target = parseTarget(text)
      if (target === undefined) yield noCode(context, field)
      else targets.push(name === 'subcat' ? { ...target, partial: true } : target)
    } else if (name === 'seecat') {
      const code = parseTarget(text)?.code
      references.push({ kind: 'seeCategory', text, ...(code === undefined ? {} : { code }) })
      if (code === undefined) yield noCode(context, field)
    } else if (name === 'manif') {
      const manifestation = parseTarget(text)?.code
      const last = targets.pop()
      if (last) targets.push(manifestation === undefined ? last : { ...last, manifestation })
      if (last === undefined || manifestation === undefined) yield noCode(context, field)
    } else {
      const problem = `<${name}> does not belong in an index.`
      yield issueOf(context, {
        code: 'unknown-element',
        severity: 'warning',
        line: field.line,
        text: problem,
        quote: text,
      })
    }
  }
  yield entryOf(context.index, term, { targets, references })
}
