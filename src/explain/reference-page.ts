/**
 * Reads a code page in text form into an explainer: headings on lines of their own, paragraphs, numbered steps, nested
 * lists, and `Label: text` for sections inside others. Every line goes into a section or is named as not placed; none is
 * dropped. The text is the user's: it gets the status `imported` and stays out of anything that is published.
 */
import type { NamedSystem } from '../policy/model.ts'
import { withoutPoints } from './applies.ts'
import { sentencesFrom } from './files/sentences.ts'
import type { Block, Explainer, Item, Kind, Section } from './model.ts'
import { OTHER_SECTION, type SectionTemplate, sectionByHeading } from './templates.ts'

export interface ReferencePage {
  readonly explainer: Explainer
  /** Lines that belong to no section: the frame of the page around the explanation. 1-based line numbers. */
  readonly unplaced: readonly { readonly line: number; readonly text: string }[]
  /** Headings that the template does not know; their sections are kept under their own name. */
  readonly unknownHeadings: readonly { readonly line: number; readonly text: string }[]
}

export interface ReferenceTarget {
  readonly system: NamedSystem
  readonly code: string
  readonly kind?: Kind
}

interface Line {
  readonly number: number
  readonly indent: number
  readonly text: string
  /** Lines before and after are blank, or there are none. */
  readonly alone: boolean
}

function linesOf(text: string): Line[] {
  const raw = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  return raw.flatMap((each, i) => {
    const words = each.trim()
    if (words === '') return []
    const alone = (raw[i - 1] ?? '').trim() === '' && (raw[i + 1] ?? '').trim() === ''
    const indent = each.replaceAll('\t', '    ').length - each.replaceAll('\t', '    ').trimStart().length
    return [{ number: i + 1, indent, text: words, alone }]
  })
}

const MARK = /^(?:(\d+)[.)]|([-*•–]|[a-z][.)]))\s+(.+)$/
const LABEL = /^([A-Z][A-Za-z/& -]{2,40}):\s+(.+)$/

type Part =
  | { readonly type: 'heading'; readonly line: Line; readonly template: SectionTemplate; readonly rest: string }
  | { readonly type: 'unknown'; readonly line: Line }
  | { readonly type: 'text'; readonly line: Line }

/** What a line is, by itself and by the blank lines around it. */
function partOf(line: Line, kind: Kind): Part {
  if (!MARK.test(line.text)) {
    const whole = sectionByHeading(kind, line.text)
    if (whole !== undefined && line.text.length < 60) return { type: 'heading', line, template: whole, rest: '' }
    const label = LABEL.exec(line.text)
    const named = label === null ? undefined : sectionByHeading(kind, label[1]!)
    if (label !== null && named !== undefined) return { type: 'heading', line, template: named, rest: label[2]! }
    if (line.alone && line.indent === 0 && !/[.!?;,]$/.test(line.text)) return { type: 'unknown', line }
  }
  return { type: 'text', line }
}

interface Open {
  readonly id: string
  readonly heading: string
  readonly lines: Line[]
  readonly at: Line
}

/** Marked lines as a list, deeper ones inside the item before them; unmarked lines continue an item. */
function readList(lines: readonly Line[]): Block {
  const indent = lines[0]!.indent
  const ordered = MARK.exec(lines[0]!.text)?.[1] !== undefined
  const groups: Line[][] = []
  for (const line of lines) {
    if (line.indent <= indent && MARK.test(line.text)) groups.push([line])
    else groups.at(-1)?.push(line)
  }
  const items = groups.map(([first, ...rest]): Item => {
    const nestedAt = rest.findIndex((line) => MARK.test(line.text))
    const own = nestedAt < 0 ? rest : rest.slice(0, nestedAt)
    const words = [MARK.exec(first!.text)?.[3] ?? first!.text, ...own.map((line) => line.text)].join(' ')
    return { sentences: sentencesFrom(words), blocks: nestedAt < 0 ? [] : [readList(rest.slice(nestedAt))] }
  })
  return { type: ordered ? 'steps' : 'list', items }
}

/** Lines of a section as paragraphs and lists. */
function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = []
  let i = 0
  while (i < lines.length) {
    const line = lines[i]!
    if (!MARK.test(line.text)) {
      const previous = lines[i - 1]
      const last = blocks.at(-1)
      const goesOn = previous !== undefined && line.number === previous.number + 1 && last?.type === 'paragraph'
      const sentences = sentencesFrom(line.text)
      if (goesOn) blocks[blocks.length - 1] = { type: 'paragraph', sentences: [...last.sentences, ...sentences] }
      else blocks.push({ type: 'paragraph', sentences })
      i++
      continue
    }
    let end = i + 1
    // A list goes on over its marked lines, and over deeper lines directly below one.
    while (end < lines.length && (MARK.test(lines[end]!.text) || lines[end]!.number === lines[end - 1]!.number + 1))
      end++
    blocks.push(readList(lines.slice(i, end)))
    i = end
  }
  return blocks
}

function titleOf(sections: readonly Section[], { system, code }: ReferenceTarget): string {
  const name = sections.find((each) => each.id === 'name')?.blocks[0]
  const words = name?.type === 'paragraph' ? name.sentences.map((each) => each.text).join(' ') : ''
  return words === '' ? `${system.toUpperCase()} ${code}` : words
}

/** Reads `text` as the page of a code. */
export function readReferencePage(text: string, target: ReferenceTarget): ReferencePage {
  const kind = target.kind ?? 'procedure'
  const unplaced: { line: number; text: string }[] = []
  const open: Open[] = []
  for (const line of linesOf(text)) {
    const part = partOf(line, kind)
    const current = open.at(-1)
    if (part.type === 'heading') {
      const { id, heading } = part.template
      open.push({ id, heading, lines: part.rest === '' ? [] : [{ ...line, text: part.rest }], at: line })
    } else if (current === undefined) {
      unplaced.push({ line: line.number, text: line.text })
    } else if (part.type === 'unknown' && current.lines.length > 0) {
      open.push({ id: OTHER_SECTION, heading: line.text, lines: [], at: line })
    } else if (part.type === 'unknown' && current.id === OTHER_SECTION) {
      open.push({ id: OTHER_SECTION, heading: line.text, lines: [], at: line })
    } else {
      current.lines.push(line)
    }
  }
  const filled = open.filter((each) => each.lines.length > 0)
  for (const each of open) if (each.lines.length === 0) unplaced.push({ line: each.at.number, text: each.at.text })
  const sections = filled.map(({ id, heading, lines }) => ({ id, heading, blocks: blocksOf(lines) }))
  const unknownHeadings = filled
    .filter((each) => each.id === OTHER_SECTION)
    .map((each) => ({ line: each.at.number, text: each.heading }))
  const explainer: Explainer = {
    id: `${target.system}-${withoutPoints(target.code).toLowerCase()}`,
    title: titleOf(sections, target),
    kind,
    applies: [{ system: target.system, code: withoutPoints(target.code) }],
    sections,
    sources: [],
    status: 'imported',
  }
  return { explainer, unplaced, unknownHeadings }
}
