/**
 * ICD-10-CM table of drugs and chemicals, and table of neoplasms: a row of codes for each substance or site.
 *
 * @source `icd10cm-drug-YYYY.xml` and `icd10cm-neoplasm-YYYY.xml` (also with underscores, `icd-10-cm-…`) in the yearly
 *   "Table and Index" download of CDC/NCHS; schema `icd10cm-drug-neoplasm-YYYY.xsd`. Checked against FY2017 and FY2025.
 * @layout
 *   ICD10CM.index > version, indexHeading > head[col]*, letter*
 *   letter > title, mainTerm*
 *   mainTerm, term[level] > title (with nemod), see?, seeAlso?, manif?, cell[col]*, term*
 *   head: column headings; column 1 is the term itself (`Substance`, `Neoplasm`)
 *   cell: a code (`T51.3X1`, `C79.8-`), or `-` / `--` where the column does not apply
 * Irregularities: one term of the neoplasm table (book-leaf (mouth)) has words in `<manif>`: they are reported as an
 * Issue. Codes of the drug table lack the 7th character and are whole codes of that length in the order file.
 */
import type { Issue } from '../../core/issue.ts'
import type { XmlEvent } from '../../sources/xml.ts'
import type { IndexEntryRecord, IndexReference, IndexTarget } from '../records.ts'
import { issueOf, type ParseContext } from './context.ts'
import { entryOf, noCode, parseTarget, readTerms, type Term } from './term-tree.ts'

export interface TableContext extends ParseContext {
  readonly index: 'drug' | 'neoplasm'
}

/** An entry for each row of the table in document order; its targets name the column they stand in. */
export async function* parseTable(
  events: AsyncIterable<XmlEvent>,
  context: TableContext,
): AsyncIterable<IndexEntryRecord | Issue> {
  const columns = new Map<string, string>()
  for await (const term of readTerms(events, context)) {
    if (!('type' in term)) yield* entriesOf(term, columns, context)
    else if (term.type === 'heading') columns.set(term.column, term.text)
    else yield term
  }
}

function* entriesOf(
  term: Term,
  columns: ReadonlyMap<string, string>,
  context: TableContext,
): Iterable<IndexEntryRecord | Issue> {
  const targets: IndexTarget[] = []
  const references: IndexReference[] = []
  for (const field of term.fields) {
    const { name, text, line } = field
    if (name === 'see' || name === 'seeAlso') references.push({ kind: name, text })
    else if (name !== 'cell') yield noCode(context, field)
    else if (!/^-+$/.test(text)) {
      const target = parseTarget(text)
      const column = columns.get(field.attributes.col ?? '')
      if (target === undefined) yield noCode(context, field)
      else targets.push(column === undefined ? target : { ...target, column })
      if (column === undefined) {
        const problem = `Column "${field.attributes.col ?? ''}" has no heading.`
        yield issueOf(context, { code: 'unknown-column', severity: 'warning', line, text: problem, quote: text })
      }
    }
  }
  yield entryOf(context.index, term, { targets, references })
}
