/** The concepts of a release in official order: codes from their list, chapters and sections put before them. */
import type { Issue } from '../../core/issue.ts'
import { readLines } from '../../sources/lines.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readXml } from '../../sources/xml.ts'
import type { ConceptRecord, DesignationRecord, NoteRecord } from '../records.ts'
import { issueOf } from './context.ts'
import { SeventhCharacters } from './expand-tabular.ts'
import { parseCodeList } from './parse-code-list.ts'
import { parseOrder } from './parse-order.ts'
import { parseTabular, type TabularNode } from './parse-tabular.ts'
import { levelOf, parentOf } from './tree.ts'

/** A whole tabular list: some 10 MB, held because the order file is read against it. */
export interface Tabular {
  readonly nodes: ReadonlyMap<string, TabularNode>
  readonly annotations: readonly (NoteRecord | DesignationRecord)[]
  readonly issues: readonly Issue[]
}

export const EMPTY_TABULAR: Tabular = { nodes: new Map(), annotations: [], issues: [] }

export async function readTabular(file: SourceFile): Promise<Tabular> {
  const nodes = new Map<string, TabularNode>()
  const annotations: (NoteRecord | DesignationRecord)[] = []
  const issues: Issue[] = []
  for await (const record of parseTabular(readXml(file), { file: file.path })) {
    if (record.type === 'node') nodes.set(record.code, record)
    else if (record.type === 'issue') issues.push(record)
    else annotations.push(record)
  }
  return { nodes, annotations, issues }
}

/** Concepts of the order file `file`, with the chapters and sections of `tabular` before their first category. */
export async function* conceptsOfOrder(file: SourceFile, tabular: Tabular): AsyncIterable<ConceptRecord | Issue> {
  const frame = new Frame(tabular)
  for await (const record of parseOrder(readLines(file), { file: file.path })) {
    if (record.type === 'issue') yield record
    else yield* frame.place(record)
  }
  yield* frame.rest()
}

/** Concepts of the code list `file` with the titles of `tabular`; billable is a code with no code under it. */
export async function* conceptsOfLists(file: SourceFile, tabular: Tabular): AsyncIterable<ConceptRecord | Issue> {
  const context = { file: file.path }
  const notes = tabular.annotations.filter((record) => record.type === 'note')
  const titles = new SeventhCharacters(tabular.nodes, notes)
  const titleOf = new Map<string, string>()
  for await (const entry of parseCodeList(readLines(file), context)) {
    if (entry.type === 'issue') yield entry
    if (entry.type === 'issue' || entry.kind !== 'code') continue
    const title = titles.titleOf(entry.code)
    if (title === undefined) {
      const text = `${entry.code} has no title: the tabular list neither holds it nor leads to it.`
      yield issueOf(context, { code: 'unknown-code', line: entry.line, text })
    } else titleOf.set(entry.code, title)
  }

  const headers = new Set([...titleOf.keys()].map((code) => parentOf(code, titleOf)))
  const frame = new Frame(tabular)
  for (const [code, title] of titleOf) {
    const billable = !headers.has(code)
    const parent = parentOf(code, titleOf)
    const above = parent === undefined ? {} : { parent }
    yield* frame.place({ type: 'concept', code, level: levelOf(code, billable), title, billable, ...above, order: 0 })
  }
  yield* frame.rest()
}

/** Numbers concepts and gives chapters and sections their place, each before the first category that needs it. */
class Frame {
  readonly #tabular: Tabular
  readonly #waiting: TabularNode[]
  #order = 0

  constructor(tabular: Tabular) {
    this.#tabular = tabular
    this.#waiting = [...tabular.nodes.values()].filter((node) => node.kind !== 'diag').reverse()
  }

  *place(concept: ConceptRecord): Iterable<ConceptRecord> {
    if (concept.code.length > 3) {
      yield this.#number(concept)
      return
    }
    const section = this.#sectionOf(concept.code)
    if (section !== undefined && this.#waiting.includes(section)) {
      // Sections without categories of their own (C00-C96) come along in the order of the tabular list.
      for (let node = this.#waiting.pop(); node; node = node === section ? undefined : this.#waiting.pop()) {
        yield this.#frameConcept(node)
      }
    }
    yield this.#number(section === undefined ? concept : { ...concept, parent: section.code })
  }

  /** Chapters and sections that no code asked for. */
  *rest(): Iterable<ConceptRecord> {
    for (let node = this.#waiting.pop(); node; node = this.#waiting.pop()) yield this.#frameConcept(node)
  }

  /** The section around the category in the tabular list; none when the list lacks the category. */
  #sectionOf(category: string): TabularNode | undefined {
    const nodes = this.#tabular.nodes
    const parent = nodes.get(nodes.get(category)?.parent ?? '')
    return parent?.kind === 'section' ? parent : undefined
  }

  #frameConcept(node: TabularNode): ConceptRecord {
    const { code, title, parent } = node
    const level = node.kind === 'chapter' ? 'chapter' : 'section'
    const above = parent === undefined ? {} : { parent }
    return this.#number({ type: 'concept', code, level, title, billable: false, ...above, order: 0 })
  }

  #number(concept: ConceptRecord): ConceptRecord {
    this.#order += 1
    return { ...concept, order: this.#order }
  }
}
