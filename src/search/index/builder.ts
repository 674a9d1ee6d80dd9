/**
 * Builds `search.bin`. Concepts come first, in official order; then the names they can be found by. A name is a
 * small bag of terms: essential ones, which a query is expected to cover, and optional ones (nonessential
 * modifiers, `(acute) (chronic)`), which may be typed but never count against it.
 */
import { SUBJECTS, type Subject } from '../../core/subject.ts'
import { analyze, termsOf } from '../analysis/analyze.ts'
import { FAINT_WORDS } from '../analysis/stop-words.ts'
import { DefaultLeaves } from './default-leaf.ts'
import { encode } from './format.ts'
import { NAME_KINDS, type NameKind } from './names.ts'
import { PackedNumbers, packColumn } from './packing.ts'
import { StringsBuilder } from './strings.ts'

export interface ConceptInput {
  readonly system: string
  readonly code: string
  readonly display: string
  readonly title: string
  readonly billable: boolean
  /** False for headers of every kind. */
  readonly leaf: boolean
  /** True for chapters, sections, tables: places in a classification, seldom what is looked for. */
  readonly grouping: boolean
  /** False when no longer listed, or past its termination date. */
  readonly current: boolean
  /** Days since 1970-01-01; the span in which some release lists the concept. `to` is inclusive. */
  readonly fromDay: number
  readonly toDay: number
  /** Index of the concept's chapter or section among concepts, or -1. */
  readonly group: number
  /** True when the concept is found by its code and from what it stands under, never by words. */
  readonly codeOnly?: boolean
  /** Codes of one family collapse into one row of results; absent for systems without families. */
  readonly family?: string
  /** What sort of thing it is. */
  readonly subject?: Subject
  /** True when only some payers or places of care use it. */
  readonly narrow?: boolean
}

export interface RewriteInput {
  /** What may be typed; analysed like a query. */
  readonly from: string
  /** The words to look for instead. */
  readonly to: string
  readonly kind: string
  /** 0 to 1: how near in meaning the two sides are. */
  readonly weight: number
}

/** A rewrite as stored: with the terms of both sides, so that opening an index analyses nothing. */
export interface StoredRewrite extends RewriteInput {
  readonly fromTerms: readonly string[]
  readonly toTerms: readonly string[]
}

export const FLAG_BILLABLE = 1
export const FLAG_LEAF = 2
export const FLAG_CURRENT = 4
export const FLAG_GROUPING = 8
/** Nothing that is a leaf groups others: both flags mark a leaf of narrow use. */
export const FLAG_NARROW = FLAG_LEAF | FLAG_GROUPING
/** The four bits above the flags hold the number of the subject, counted from 1; 0 where none is known. */
export const SUBJECT_SHIFT = 4

function levelFlags({ leaf, grouping, narrow }: ConceptInput): number {
  if (grouping) return FLAG_GROUPING
  if (!leaf) return 0
  return narrow === true ? FLAG_NARROW : FLAG_LEAF
}

/** A growing array of numbers that ends as a typed array. */
class Column {
  #data = new Uint32Array(1024)
  length = 0

  push(value: number): number {
    if (this.length === this.#data.length) {
      const larger = new Uint32Array(this.#data.length * 2)
      larger.set(this.#data)
      this.#data = larger
    }
    this.#data[this.length] = value
    return this.length++
  }

  at(i: number): number {
    return this.#data[i]!
  }

  u32(): Uint32Array {
    return this.#data.slice(0, this.length)
  }

  /** For numbers below 256. */
  u8(): Uint8Array {
    return Uint8Array.from(this.u32())
  }

  packed(): Uint8Array {
    return packColumn(this.u32())
  }
}

export class IndexBuilder {
  readonly #systems: string[] = []
  readonly #licensed: readonly string[]
  readonly #strings = new StringsBuilder()
  readonly #concepts = {
    system: new Column(),
    code: new Column(),
    display: new Column(),
    title: new Column(),
    flags: new Column(),
    from: new Column(),
    to: new Column(),
    group: new Column(),
    family: new Column(),
  }
  readonly #leaves = new DefaultLeaves()
  readonly #families = new Map<string, number>()
  /** Texts of names as a forest: an index entry's text is its ancestors' and its own. */
  readonly #texts = { parent: new Column(), string: new Column() }
  readonly #names = {
    concept: new Column(),
    text: new Column(),
    kind: new Column(),
    start: new Column(),
    essential: new Column(),
  }
  readonly #nameTerms = new Column()
  /** Surface words of names with the provisional id of their term. */
  readonly #surfaces = new Map<string, number>()
  readonly #terms = new Map<string, number>()
  readonly #termSurface: string[] = []
  readonly #rewrites = new Map<string, StoredRewrite>()
  readonly #codes: string[] = []

  /** `licensed`: systems that only readers with an entitlement may be answered with. */
  constructor({ licensed = [] }: { readonly licensed?: readonly string[] } = {}) {
    this.#licensed = licensed
  }

  /** Adds a concept and its title as a name; returns its number, counted from 0. */
  addConcept(c: ConceptInput): number {
    let system = this.#systems.indexOf(c.system)
    if (system < 0) system = this.#systems.push(c.system) - 1
    const columns = this.#concepts
    const id = columns.system.push(system)
    columns.code.push(this.#strings.add(c.code))
    this.#codes.push(c.code)
    columns.display.push(this.#strings.add(c.display))
    columns.title.push(this.#strings.add(c.title))
    columns.flags.push(
      (c.billable ? FLAG_BILLABLE : 0) |
        levelFlags(c) |
        (c.current ? FLAG_CURRENT : 0) |
        ((c.subject === undefined ? 0 : SUBJECTS.indexOf(c.subject) + 1) << SUBJECT_SHIFT),
    )
    columns.from.push(c.fromDay)
    columns.to.push(c.toDay)
    columns.group.push(c.group + 1)
    columns.family.push(this.#familyId(c))
    this.#leaves.add(c)
    if (c.codeOnly !== true) this.addName({ concept: id, kind: 'title', text: this.addText(c.title), words: c.title })
    return id
  }

  #familyId({ system, family }: ConceptInput): number {
    if (family === undefined) return 0
    const key = `${system} ${family}`
    const known = this.#families.get(key)
    if (known !== undefined) return known
    this.#families.set(key, this.#families.size + 1)
    return this.#families.size
  }

  /** Adds a text below `parent` (or at the top) and returns its number. */
  addText(text: string, parent?: number): number {
    this.#texts.parent.push(parent === undefined ? 0 : parent + 1)
    return this.#texts.string.push(this.#strings.add(text))
  }

  /** Adds a name. `words` is what must be typed, `optional` what may be. Names without any word are left out. */
  addName(name: { concept: number; kind: NameKind; text: number; words: string; optional?: string }): void {
    const essential = this.#termIds(name.words)
    if (essential.size === 0) return
    const optional = this.#termIds(name.optional ?? '')
    this.#names.concept.push(name.concept)
    this.#names.text.push(name.text)
    this.#names.kind.push(NAME_KINDS.indexOf(name.kind))
    this.#names.start.push(this.#nameTerms.length)
    for (const term of essential) this.#nameTerms.push(term)
    this.#names.essential.push(Math.min(255, essential.size))
    for (const term of optional) if (!essential.has(term)) this.#nameTerms.push(term)
  }

  addRewrite(rewrite: RewriteInput): void {
    const fromTerms = termsOf(rewrite.from)
    const toTerms = termsOf(rewrite.to)
    const key = `${fromTerms.join(' ')}\t${toTerms.join(' ')}`
    const known = this.#rewrites.get(key)
    if (fromTerms.length === 0 || toTerms.length === 0 || fromTerms.join(' ') === toTerms.join(' ')) return
    if (!known || known.weight < rewrite.weight) this.#rewrites.set(key, { ...rewrite, fromTerms, toTerms })
  }

  #termIds(text: string): Set<number> {
    const ids = new Set<number>()
    for (const word of analyze(text)) {
      if (word.stop) continue
      let id = this.#terms.get(word.term)
      if (id === undefined) {
        id = this.#terms.size
        this.#terms.set(word.term, id)
        this.#termSurface.push(word.term)
      }
      this.#surfaces.set(word.text, id)
      ids.add(id)
    }
    return ids
  }

  /**
   * Names in the order they are stored: shortest first, then as added. Every posting list then begins with the names
   * that say little else, so a walk that is cut short has seen the best ones.
   */
  #nameOrder(): Uint32Array {
    const { essential } = this.#names
    return Uint32Array.from({ length: essential.length }, (_, i) => i).sort(
      (a, b) => essential.at(a) - essential.at(b) || a - b,
    )
  }

  /** The finished index as bytes; the same input gives the same bytes. */
  finish(): Uint8Array {
    const sorted = [...this.#terms.keys()].sort((a, b) => (a < b ? -1 : 1))
    const newId = new Uint32Array(sorted.length)
    sorted.forEach((term, i) => {
      newId[this.#terms.get(term)!] = i
    })
    const names = this.#orderedNames(newId)
    const rank = rankOf(names.terms, sorted.length)
    const surfaces = [...this.#surfaces]
      .filter(([surface, id]) => surface !== this.#termSurface[id])
      .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    const c = this.#concepts
    const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
    const strings = this.#strings.finish()
    return encode(
      {
        ...strings.sections,
        conceptSystem: c.system.u8(),
        conceptCode: c.code.packed(),
        conceptDisplay: c.display.packed(),
        conceptTitle: c.title.packed(),
        conceptFlags: c.flags.u8(),
        conceptFrom: c.from.packed(),
        conceptTo: c.to.packed(),
        conceptGroup: c.group.packed(),
        conceptFamily: c.family.packed(),
        conceptLeaf: packColumn(Uint32Array.from(this.#leaves.steps)),
        codeOrder: packColumn(this.#codeOrder()),
        textParent: this.#texts.parent.packed(),
        textString: this.#texts.string.packed(),
        nameConcept: packColumn(names.concept),
        nameText: packColumn(names.text),
        nameKind: names.kind,
        nameStart: packColumn(names.start),
        nameEssential: names.essential,
        nameTerms: packTerms(names.terms, rank),
        termRank: packColumn(rank),
        terms: text(sorted),
        surfaces: text(surfaces.map(([surface, id]) => [surface, newId[id]!])),
        rewrites: text([...this.#rewrites.values()].map(shortened)),
      },
      {
        counts: {
          concepts: c.system.length,
          names: names.concept.length,
          terms: sorted.length,
          strings: strings.count,
          texts: this.#texts.parent.length,
        },
        systems: this.#systems,
        licensed: this.#systems.filter((system) => this.#licensed.includes(system)),
      },
    )
  }

  #codeOrder(): Uint32Array {
    const codes = this.#codes
    return Uint32Array.from(codes, (_, i) => i).sort((a, b) =>
      codes[a]! < codes[b]! ? -1 : codes[a]! > codes[b]! ? 1 : a - b,
    )
  }

  #orderedNames(newId: Uint32Array): Names {
    const order = this.#nameOrder()
    const n = this.#names
    const start = new Uint32Array(order.length + 1)
    const terms = new Uint32Array(this.#nameTerms.length)
    let at = 0
    order.forEach((old, i) => {
      start[i] = at
      const end = old + 1 < n.start.length ? n.start.at(old + 1) : this.#nameTerms.length
      for (let t = n.start.at(old); t < end; t++) terms[at++] = newId[this.#nameTerms.at(t)]!
    })
    start[order.length] = at
    return {
      concept: order.map((old) => n.concept.at(old)),
      text: order.map((old) => n.text.at(old)),
      kind: Uint8Array.from(order, (old) => n.kind.at(old)),
      essential: Uint8Array.from(order, (old) => n.essential.at(old)),
      start,
      terms,
    }
  }
}

/** The columns of names in stored order. */
interface Names {
  readonly concept: Uint32Array
  readonly text: Uint32Array
  readonly kind: Uint8Array
  readonly essential: Uint8Array
  readonly start: Uint32Array
  readonly terms: Uint32Array
}

/** The place of each term when the commonest comes first: common terms get short numbers. */
function rankOf(terms: Uint32Array, count: number): Uint32Array {
  const uses = new Uint32Array(count)
  for (const term of terms) uses[term]!++
  const byUse = Uint32Array.from(uses, (_, term) => term).sort((a, b) => uses[b]! - uses[a]! || a - b)
  const rank = new Uint32Array(count)
  byUse.forEach((term, place) => {
    rank[term] = place
  })
  return rank
}

function packTerms(terms: Uint32Array, rank: Uint32Array): Uint8Array {
  const packed = new PackedNumbers()
  for (const term of terms) packed.push(rank[term]!)
  return packed.bytes()
}

/** A rewrite as an array. The terms of its left side are sorted; terms that are the words as written are left empty. */
export type ShortRewrite = readonly [
  from: string,
  to: string,
  kind: string,
  weight: number,
  fromTerms: string,
  toTerms: string,
]

function shortened({ from, to, kind, weight, fromTerms, toTerms }: StoredRewrite): ShortRewrite {
  const [left, right] = [fromTerms.toSorted().join(' '), toTerms.join(' ')]
  return [from, to, kind, weight, left === from ? '' : left, right === to ? '' : right]
}

/** Weight of a term by how many of `names` names hold it: rare words say more. Faint words never say much. */
export function termWeight(term: string, holders: number, names: number): number {
  const idf = Math.log(1 + (names - holders + 0.5) / (holders + 0.5))
  return FAINT_WORDS.has(term) ? Math.min(idf, 0.6) : Math.max(idf, 0.2)
}
