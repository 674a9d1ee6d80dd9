/**
 * ICD-10-CM tabular list: chapters, sections and codes with their notes.
 *
 * @source `icd10cm-tabular-YYYY.xml` (also `icd10cm_tabular_YYYY.xml`, `icd10c-tabular-April-1-YYYY.xml`) in the yearly
 *   "Table and Index" download of CDC/NCHS; schema `icd10cm-tabular-YYYY.xsd`. Checked against FY2017, FY2021, FY2025
 *   and FY2026 (April updates).
 * @layout
 *   ICD10CM.tabular > version, introduction (left out), chapter*
 *   chapter > name (number), desc, notes, sectionIndex (left out: it repeats the sections), section*
 *   section[id] > desc, notes, diag*       id is `A00-A09`, or `B10` when the section is one category
 *   diag > name (code with point), desc, notes, visualImpairment?, diag*
 *   notes: includes, excludes1, excludes2, codeFirst, useAdditionalCode, codeAlso, notes, sevenChrNote, each > note*;
 *   inclusionTerm > note* (other names of the code); sevenChrDef > (extension[char] | note)*
 * Irregularities: rules stand among inclusion terms (see RULE). Most codes of seven characters have no diag of their own; sevenChrDef of the code or of an element
 * above it tells their characters (see expand-tabular.ts). `<notes>` may occur twice in one element. A note inside
 * sevenChrDef adds to the extension before it and is given as a sevenChrNote of that character. Sections such as
 * C00-C96 hold no diag: they stand beside the sections of their range, not around them. `<old>` marks struck text.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { XmlEvent } from '../../sources/xml.ts'
import type { DesignationRecord, NoteKind, NoteRecord } from '../records.ts'
import { issueOf, type ParseContext } from './context.ts'
import { parsePrinted, sectionCode } from './grammar.ts'
import { VisualTable } from './visual-table.ts'

/** A chapter, section or diag: what the tabular list knows of a concept. Whether it is billable it does not say. */
export interface TabularNode {
  readonly type: 'node'
  readonly code: string
  readonly kind: 'chapter' | 'section' | 'diag'
  readonly title: string
  /** Code of the element around it that has a code. */
  readonly parent?: string
  readonly line: number
}

export type TabularRecord = TabularNode | NoteRecord | DesignationRecord | Issue

const GROUPS: Readonly<Record<string, NoteKind | 'inclusionTerm'>> = {
  includes: 'includes',
  excludes1: 'excludes1',
  excludes2: 'excludes2',
  codeFirst: 'codeFirst',
  useAdditionalCode: 'useAdditionalCode',
  codeAlso: 'codeAlso',
  notes: 'note',
  sevenChrNote: 'sevenChrNote',
  sevenChrDef: 'sevenChrDef',
  inclusionTerm: 'inclusionTerm',
}
/** Rules that stand among the inclusion terms of a category: they are notes and no names of anything. */
const RULE =
  /^(?:this (?:category|code)|these codes|the following category|codes? also|use two codes|categories [A-Z]\d)|\bshould be (?:coded|based|recorded)\b|\b(?:is|are) only for use\b|, code to \w/i

const SKIPPED: ReadonlySet<string> = new Set(['version', 'introduction', 'sectionIndex', 'deactivated'])
const INLINE: ReadonlySet<string> = new Set(['new', 'unc', 'diff'])

interface Open {
  readonly kind: TabularNode['kind']
  readonly line: number
  name: string
  title: string
  /** Stored code once announced; undefined before, and for good when the element has no usable code. */
  code: string | undefined
  announced: boolean
}

/**
 * Chapters, sections and diags in document order, each before its notes, designations and children.
 * An element without a usable code is an Issue; its notes go with it, its children are kept under what is above.
 */
export async function* parseTabular(
  events: AsyncIterable<XmlEvent>,
  context: ParseContext,
): AsyncIterable<TabularRecord> {
  const reader = new TabularReader(context)
  for await (const event of events) {
    if (event.type === 'open') reader.open(event.name, event.attributes, event.line)
    else if (event.type === 'text') reader.text(event.text)
    else reader.close(event.name, event.line)
    if (reader.out.length > 0) {
      yield* reader.out
      reader.out = []
    }
  }
}

class TabularReader {
  out: TabularRecord[] = []
  readonly #context: ParseContext
  readonly #seen = new Set<string>()
  readonly #stack: Open[] = []
  #group: NoteKind | 'inclusionTerm' | undefined
  #character = ''
  #text = ''
  /** Depth inside an element that is left out with all it holds; 0 outside. */
  #skipping = 0
  #table: VisualTable | undefined

  constructor(context: ParseContext) {
    this.#context = context
  }

  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    if (this.#skipping > 0) {
      this.#skipping += 1
      return
    }
    if (this.#table) {
      this.#table.open(name)
      return
    }
    if (INLINE.has(name)) return
    if (name === 'old') {
      this.#skipping = 1
      return
    }
    if (name === 'name' || name === 'desc' || name === 'note' || name === 'extension') {
      this.#text = ''
      if (name === 'extension') this.#character = (attributes.char ?? '').toUpperCase()
      return
    }
    const top = this.#stack.at(-1)
    if (top) this.#announce(top)
    if (name === 'chapter' || name === 'section' || name === 'diag') {
      const given = name === 'section' ? (attributes.id ?? '') : ''
      this.#stack.push({ kind: name, line, name: given, title: '', code: undefined, announced: false })
    } else if (GROUPS[name] !== undefined) this.#group = GROUPS[name]
    else if (name === 'visualImpairment') this.#table = new VisualTable()
    else if (name !== 'ICD10CM.tabular') this.#skip(name, line)
  }

  text(text: string): void {
    if (this.#skipping > 0) return
    if (this.#table) this.#table.text(text)
    else this.#text += text
  }

  close(name: string, line: number): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1
      return
    }
    const top = this.#stack.at(-1)
    if (this.#table) {
      this.#table.close(name)
      if (name !== 'visualImpairment') return
      for (const text of this.#table.rows()) this.#note(top, 'note', text)
      this.#table = undefined
      return
    }
    if (top === undefined) return
    const text = squeeze(this.#text)
    if (name === 'name') top.name = text
    else if (name === 'desc') top.title = text
    else if (name === 'extension') this.#extension(top, text, line)
    else if (name === 'note') this.#groupNote(top, text, line)
    else if (GROUPS[name] !== undefined) {
      this.#group = undefined
      this.#character = ''
    } else if (name === top.kind) {
      this.#announce(top)
      this.#stack.pop()
    }
  }

  #skip(name: string, line: number): void {
    this.#skipping = 1
    if (SKIPPED.has(name)) return
    const text = `The element <${name}> is not one of the tabular list's.`
    this.out.push(issueOf(this.#context, { code: 'unknown-element', severity: 'warning', line, text }))
  }

  #announce(node: Open): void {
    if (node.announced) return
    node.announced = true
    const code = codeOf(node)
    const about = { line: node.line, quote: `${node.name} ${node.title}` }
    if (code === undefined) {
      const text = `A ${node.kind} has no code that can be read.`
      this.out.push(issueOf(this.#context, { ...about, code: 'unparsable-code', text }))
    } else if (this.#seen.has(code)) {
      const text = `${code} stands earlier in the file as well.`
      this.out.push(issueOf(this.#context, { ...about, code: 'duplicate-code', text }))
    } else if (node.title === '') {
      this.out.push(issueOf(this.#context, { ...about, code: 'missing-title', text: `${code} has no title.` }))
    } else {
      this.#seen.add(code)
      node.code = code
      const parent = this.#stack.findLast((above) => above !== node && above.code !== undefined)?.code
      const { kind, title, line } = node
      this.out.push({ type: 'node', code, kind, title, ...(parent === undefined ? {} : { parent }), line })
    }
  }

  #groupNote(top: Open, text: string, line: number): void {
    const group = this.#group
    if (group === undefined || text === '') {
      const problem = group === undefined ? 'A <note> stands outside any kind of note.' : 'A <note> is empty.'
      this.out.push(
        issueOf(this.#context, { code: 'stray-note', severity: 'warning', line, text: problem, quote: text }),
      )
    } else if (group === 'inclusionTerm' && RULE.test(text)) {
      this.#note(top, 'note', text)
    } else if (group === 'inclusionTerm') {
      if (top.code !== undefined) this.out.push({ type: 'designation', code: top.code, use: 'inclusionTerm', text })
    } else if (group === 'sevenChrDef') this.#note(top, 'sevenChrNote', text)
    else this.#note(top, group, text)
  }

  #extension(top: Open, text: string, line: number): void {
    if (/^[0-9A-Z]$/.test(this.#character) && text !== '') this.#note(top, 'sevenChrDef', text)
    else {
      const problem = `"${this.#character}" is not a 7th character with a meaning.`
      this.out.push(issueOf(this.#context, { code: 'bad-extension', line, text: problem, quote: text }))
    }
  }

  #note(top: Open | undefined, kind: NoteKind, text: string): void {
    if (top?.code === undefined) return
    const character = this.#character === '' ? {} : { character: this.#character }
    this.out.push({ type: 'note', code: top.code, kind, text, ...character })
  }
}

function codeOf(node: Open): string | undefined {
  if (node.kind === 'section') return sectionCode(node.name)
  if (node.kind === 'diag') return parsePrinted(node.name)
  return /^[1-9]\d?$/.test(node.name) ? `chapter-${node.name}` : undefined
}
