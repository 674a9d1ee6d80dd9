/**
 * The ICD-10-PCS alphabetic index: words that lead to a table, to the start of a code or to a code.
 *
 * @source CMS, `icd10pcs_index_YYYY.xml` in "ICD-10-PCS Code Tables and Index". Checked against the FY2024 index
 *   rebuilt from its elements (3,079 main terms, 21,253 terms).
 * @layout XML, UTF-8.
 *   ICD10PCS.index
 *     version, title                       release year
 *     letter                               title (the letter), then its main terms
 *       mainTerm                           title; then any of the elements below, then its terms
 *         term @level                      nested to level 5; title? and any of the elements below
 *           code                           a whole code                     `10A07ZX`
 *           codes                          the first 4 to 6 characters      `10A0`
 *           tab                            a table                          `0QB`
 *           see                            text, may hold code, codes or tab
 *           use                            text naming a value to use, may hold tab: `Cardiac Lead, Pacemaker in <tab>02H</tab>`
 * Irregularities: a term may have no title and only a reference (several `see` of one main term are several such
 * terms); trademarks are written (R) and (tm), parentheses in titles are part of them.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { XmlEvent } from '../../sources/xml.ts'
import type { IndexEntryRecord, IndexReference, IndexTarget } from '../records.ts'
import { type ParseContext, problem, quoted } from './context.ts'
import { isPcsPrefix } from './grammar.ts'

interface OpenEntry {
  readonly id: number
  readonly parent: number | undefined
  title: string
  readonly targets: IndexTarget[]
  readonly references: IndexReference[]
}

interface OpenReference {
  readonly kind: 'see' | 'seeAlso' | 'use'
  text: string
  readonly codes: string[]
}

const REFERENCES: Readonly<Record<string, OpenReference['kind']>> = { see: 'see', seeAlso: 'seeAlso', use: 'use' }
const CODES = new Set(['code', 'codes', 'tab'])
const FRAME = new Set(['ICD10PCS.index', 'version', 'letter', 'title', 'mainTerm', 'term'])

/**
 * One IndexEntryRecord per mainTerm and term, in document order. A reference that names several codes becomes one
 * reference per code. Text that is no code where one belongs is an Issue (`bad-code`); an element the layout does not
 * know is a warning (`unknown-element`) and its text is left out.
 */
export async function* parseIndex(
  events: AsyncIterable<XmlEvent>,
  context: ParseContext,
): AsyncIterable<IndexEntryRecord | Issue> {
  let nextId = 0
  /** Entries of the main term being read; given out at its end, because codes may follow nested terms. */
  let entries: OpenEntry[] = []
  const open: OpenEntry[] = []
  let reference: OpenReference | undefined
  let text = ''

  for await (const event of events) {
    if (event.type === 'text') {
      text += event.text
      continue
    }
    const { name, line } = event
    if (event.type === 'open') {
      if (name === 'mainTerm' || name === 'term') {
        const entry = { id: nextId, parent: open.at(-1)?.id, title: '', targets: [], references: [] }
        nextId += 1
        entries.push(entry)
        open.push(entry)
      } else if (REFERENCES[name] !== undefined) {
        reference = { kind: REFERENCES[name], text: '', codes: [] }
      } else if (reference && CODES.has(name)) {
        reference.text += text
      } else if (!FRAME.has(name) && !CODES.has(name)) {
        const text = `The element <${name}> is not part of the index layout.`
        yield problem(context, { code: 'unknown-element', severity: 'warning', line, text })
      }
      text = ''
      continue
    }
    const entry = open.at(-1)
    if (name === 'title' && entry) entry.title = squeeze(text)
    else if (CODES.has(name)) {
      const code = squeeze(text).replace(/[-.]+$/, '')
      if (!isPcsPrefix(code)) {
        const sentence = `Not a code or the start of one: ${quoted(text)}`
        yield problem(context, { code: 'bad-code', severity: 'error', line, text: sentence })
      } else if (reference) reference.codes.push(code)
      else entry?.targets.push({ code, partial: code.length < 7 })
    } else if (REFERENCES[name] !== undefined && reference) {
      entry?.references.push(...closed(reference, text))
      reference = undefined
    } else if (name === 'mainTerm' || name === 'term') {
      open.pop()
      if (open.length === 0) {
        for (const { parent, ...rest } of entries) {
          yield { type: 'indexEntry', index: 'pcs', ...(parent === undefined ? {} : { parent }), ...rest }
        }
        entries = []
      }
    }
    text = ''
  }
}

function closed(reference: OpenReference, rest: string): IndexReference[] {
  const text = squeeze(reference.text + rest)
  const { kind, codes } = reference
  return codes.length === 0 ? [{ kind, text }] : codes.map((code) => ({ kind, text, code }))
}
