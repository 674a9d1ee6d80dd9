/**
 * Words that stand elsewhere and govern a code by a reference: the label that its table, row or section bears ("Table
 * 2A", "Part II") where a sentence names it, and the service that its row describes where a sentence speaks of it.
 */

import { sentencesOf } from '../findings/sentences.ts'
import { contentWords } from '../findings/services.ts'
import type { Block, PolicyText } from '../model.ts'
import type { Place, Scope } from './graph.ts'

const NOUNS =
  'tables?|lists?|parts?|box(?:es)?|groups?|sections?|statements?|appendi(?:x|ces)|schedules?|tiers?|categor(?:y|ies)|rules?|criteri(?:a|on)|paragraphs?|clauses?|class(?:es)?|levels?|exhibits?|attachments?|grids?|sets?|questions?|rows?|notes?'
const ID = '(?:[A-Z]-?\\d{1,2}|\\d{1,2}[A-Z]?(?:\\.\\d{1,2})*|[IVX]{1,4}|[A-Z])'
const NAMED = new RegExp(`\\b(${NOUNS})\\s+(${ID}(?:\\s*(?:,|and|or|&|through|to)\\s*${ID})*)(?![\\w])`, 'gi')
const EVERY_ID = new RegExp(`(?<!\\w)${ID}(?!\\w)`, 'g')
const WHOLE_ID = new RegExp(`^${ID}\\.?$`)
const BARE = new RegExp(`^\\s*(${ID})(?:[.):]|\\s+[–—-])\\s+`)

const MOST_OF_A_LABEL = 2
const MOST_NAMED = 2
const LONGEST = 360
const MOST_SENTENCES = 4_000
/** A sentence shares this much of what is rare in the document. */
const LEAST_SHARED = 0.3

const noun = (word: string): string =>
  word
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/ices$/, 'ix')
    .replace(/^criterion$/, 'criteria')
    .replace(/(?<=box|class)es$/, '')
    .replace(/(?<!clas)s$/, '')

/** Labels that words name: `table 2A`. */
export function labelsIn(words: string): string[] {
  const found: string[] = []
  for (const [, type, ids] of words.matchAll(NAMED))
    for (const id of ids!.match(EVERY_ID) ?? []) found.push(`${noun(type!)} ${id.toUpperCase()}`)
  return found
}

interface Sentence extends Place {
  readonly block: Block
  readonly subject: ReadonlySet<string>
}

export class References {
  readonly #text: string
  /** Sentences that name a label. */
  readonly #naming = new Map<string, Sentence[]>()
  /** Blocks that bear a label or a number of their own: `* II`. */
  readonly #bearing = new Map<string, Sentence[]>()
  readonly #byWord = new Map<string, Sentence[]>()
  readonly #remembered = new Map<string, readonly Sentence[]>()

  constructor({ text, blocks }: PolicyText) {
    this.#text = text
    let section: string[] = []
    let count = 0
    for (const block of blocks) {
      const words = text.slice(block.start, Math.min(block.end, block.start + 2_000))
      if (block.kind === 'heading') section = bornBy(words)
      if (block.kind === 'row' || block.kind === 'heading') continue
      const own = bornBy(words)
      for (const [i, span] of sentencesOf(text, { start: block.start, end: block.start + words.length }).entries()) {
        if (++count > MOST_SENTENCES) return
        const said = text.slice(span.start, span.end)
        const sentence: Sentence = { ...span, block, subject: contentWords(said) }
        for (const label of new Set(labelsIn(said))) push(this.#naming, label, sentence)
        if (i === 0) for (const label of own) push(this.#bearing, label, sentence)
        for (const label of section) push(this.#bearing, label, sentence)
        for (const word of sentence.subject) push(this.#byWord, word, sentence)
      }
    }
  }

  /** What is said where the labels of `words` are named, or by what bears them. */
  byLabel(labels: readonly string[], except: Block): Scope[] {
    const scopes: Scope[] = []
    for (const label of new Set(labels)) {
      const bare = `* ${label.slice(label.indexOf(' ') + 1)}`
      // What bears the label first, then what names it.
      const bearing = this.#bearing.get(label) ?? this.#bearing.get(bare) ?? []
      const all = [...bearing.slice(0, 1), ...(this.#naming.get(label) ?? []), ...bearing.slice(1)]
      for (const s of all) {
        if (s.block === except || scopes.length === MOST_OF_A_LABEL || scopes.some((o) => o.start === s.start)) continue
        scopes.push({
          edge: 'label',
          distance: scopes.length + 1,
          start: s.start,
          end: Math.min(s.end, s.start + LONGEST),
        })
      }
    }
    return scopes
  }

  /** What is said of the service that a row or item describes. */
  byName(description: string, except: Block): Scope[] {
    let found = this.#remembered.get(description)
    if (!found) {
      found = this.#naming_(description)
      this.#remembered.set(description, found)
    }
    return found
      .filter((s) => s.block !== except)
      .slice(0, MOST_NAMED)
      .map((s, i) => ({ edge: 'named', distance: i + 1, start: s.start, end: Math.min(s.end, s.start + LONGEST) }))
  }

  #naming_(description: string): Sentence[] {
    const scores = new Map<Sentence, number>()
    for (const word of contentWords(description)) {
      const with_ = this.#byWord.get(word) ?? []
      if (with_.length > 40) continue
      for (const s of with_) scores.set(s, (scores.get(s) ?? 0) + 1 / with_.length)
    }
    return [...scores]
      .filter(([, score]) => score >= LEAST_SHARED)
      .sort(([a, x], [b, y]) => y - x || a.start - b.start)
      .slice(0, MOST_NAMED + 1)
      .map(([s]) => s)
  }

  /** Labels that a cell gives under its heading: `Part | II`. */
  labelsOfCell(heading: string, cell: string): string[] {
    const words = cell.trim()
    if (WHOLE_ID.test(words) && words.length <= 5) {
      const id = words.replace(/\.$/, '').toUpperCase()
      const type = new RegExp(`\\b(${NOUNS})\\b`, 'i').exec(heading)?.[1]
      return type === undefined ? [] : [`${noun(type)} ${id}`]
    }
    return labelsIn(words.slice(0, 120))
  }

  words({ start, end }: Place): string {
    return this.#text.slice(start, end)
  }
}

/** The label that a heading or paragraph begins with. */
function bornBy(words: string): string[] {
  const opening = words.slice(0, 60)
  const typed = new RegExp(`^\\s*(${NOUNS})\\s+(${ID})(?![\\w])`, 'i').exec(opening)
  if (typed) return [`${noun(typed[1]!)} ${typed[2]!.toUpperCase()}`]
  const bare = BARE.exec(opening)
  return bare ? [`* ${bare[1]!.toUpperCase()}`] : []
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
