/** The nesting that the two indexes and the two tables share: letters, main terms, terms in terms. */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { XmlEvent } from '../../sources/xml.ts'
import type { IndexEntryRecord, IndexKind, IndexReference, IndexTarget } from '../records.ts'
import { issueOf, type ParseContext } from './context.ts'
import { isStoredCode } from './grammar.ts'

/** One element inside a term that is neither its title nor another term: `<code>`, `<see>`, `<cell col="2">`. */
export interface Field {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Squeezed; never empty. */
  readonly text: string
  readonly line: number
}

/** A term with all that stands in it, complete before the first term under it. */
export interface Term {
  readonly id: number
  readonly parent: number | undefined
  title: string
  nonessential: string
  readonly fields: Field[]
  readonly line: number
  given: boolean
}

export interface Heading {
  readonly type: 'heading'
  /** Column number as written. */
  readonly column: string
  readonly text: string
}

/** Fields of all four files; anything else is reported. */
const FIELDS: ReadonlySet<string> = new Set(['code', 'see', 'seeAlso', 'seecat', 'subcat', 'manif', 'cell', 'warning'])
const FRAME: ReadonlySet<string> = new Set(['ICD10CM.index', 'version', 'indexHeading', 'letter'])
const INLINE: ReadonlySet<string> = new Set(['new', 'unc', 'diff'])

/**
 * Terms in document order, a term always after the term it stands in. `nonessential` joins all `<nemod>` of a title;
 * words after one (`Abandonment<nemod>(…)</nemod> NEC`) belong to the title.
 */
export async function* readTerms(
  events: AsyncIterable<XmlEvent>,
  context: ParseContext,
): AsyncIterable<Term | Heading | Issue> {
  const stack: Term[] = []
  let next = 0
  let text = ''
  let nemod: string | undefined
  let attributes: Readonly<Record<string, string>> = {}
  let skipping = 0
  const give = function* (term: Term | undefined): Iterable<Term | Issue> {
    if (term === undefined || term.given) return
    term.given = true
    if (term.title === '' && term.nonessential === '') {
      yield issueOf(context, { code: 'missing-title', line: term.line, text: 'A term of the index has no words.' })
    } else yield term
  }

  for await (const event of events) {
    if (skipping > 0) {
      if (event.type === 'open') skipping += 1
      else if (event.type === 'close') skipping -= 1
      continue
    }
    if (event.type === 'text') {
      if (nemod === undefined) text += event.text
      else nemod += event.text
      continue
    }
    const { name, line } = event
    const top = stack.at(-1)
    if (event.type === 'open') {
      if (name === 'nemod') nemod = ''
      else if (name === 'mainTerm' || name === 'term') {
        yield* give(top)
        const parent = stack.findLast((above) => above.title !== '' || above.nonessential !== '')?.id
        stack.push({ id: next, parent, title: '', nonessential: '', fields: [], line, given: false })
        next += 1
      } else if (name === 'old') skipping = 1
      else if (name === 'title' || name === 'head' || FIELDS.has(name)) {
        text = ''
        attributes = event.attributes
      } else if (!FRAME.has(name) && !INLINE.has(name)) {
        const problem = `The element <${name}> is not one of the index's.`
        yield issueOf(context, { code: 'unknown-element', severity: 'warning', line, text: problem })
        skipping = 1
      }
      continue
    }
    if (name === 'nemod') {
      if (top) top.nonessential = squeeze(`${top.nonessential} ${nemod ?? ''}`)
      // Two words around a modifier stay two words: `smear<nemod>(…)</nemod>test` is not meant to be `smeartest`.
      text += ' '
      nemod = undefined
    } else if (name === 'title' && top) top.title = squeeze(text).replace(/ (?=[,;])/g, '')
    else if (name === 'head') yield { type: 'heading', column: attributes.col ?? '', text: squeeze(text) }
    else if (FIELDS.has(name) && top && squeeze(text) !== '') {
      top.fields.push({ name, attributes, text: squeeze(text), line })
    } else if (name === 'mainTerm' || name === 'term') {
      yield* give(top)
      stack.pop()
    }
  }
}

/** A code as indexes print it: `E11.9`, `C50.-` or `S06.0X-` (only its start), `C50-`. Undefined when it is none. */
export function parseTarget(text: string): IndexTarget | undefined {
  const m = /^([A-Z][0-9A-Z]{2})(?:\.([0-9A-Z]{0,4}))?(-*)$/.exec(text)
  const code = m === null ? '' : m[1] + (m[2] ?? '')
  return m !== null && isStoredCode(code) ? { code, partial: m[3] !== '' || text.endsWith('.') } : undefined
}

/** The record of `term` with what its fields were found to say. */
export function entryOf(
  index: IndexKind,
  term: Term,
  found: { targets: readonly IndexTarget[]; references: readonly IndexReference[] },
): IndexEntryRecord {
  return {
    type: 'indexEntry',
    index,
    id: term.id,
    ...(term.parent === undefined ? {} : { parent: term.parent }),
    title: term.title,
    ...(term.nonessential === '' ? {} : { nonessential: term.nonessential }),
    ...found,
  }
}

/** The Issue for a field whose text should be a code. */
export function noCode(context: ParseContext, field: Field): Issue {
  const text = `<${field.name}> does not hold an ICD-10-CM code.`
  return issueOf(context, { code: 'unparsable-code', severity: 'warning', line: field.line, text, quote: field.text })
}
