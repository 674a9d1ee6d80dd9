/**
 * Turns alphabetic indexes and tables into names and rewrites. A path of index terms is a name of its code; `see`
 * lends the path to the entry referred to; an entry that refers without a code says that its words mean others.
 */
import { termsOf } from '../analysis/analyze.ts'
import type { IndexBuilder } from './builder.ts'
import type { NameKind } from './names.ts'

export interface EntryTarget {
  readonly code: string
  readonly partial: boolean
  readonly heading: string | undefined
  readonly manifestation: string | undefined
}

export interface EntryReference {
  readonly kind: string
  readonly text: string
}

export interface Entry {
  readonly id: number
  readonly system: string
  readonly kind: string
  readonly parentId: number | undefined
  readonly title: string
  readonly nonessential: string | undefined
  readonly targets: readonly EntryTarget[]
  readonly references: readonly EntryReference[]
}

/** Finds concept numbers by stored code, whole or partial. */
export interface ConceptLookup {
  byCode(system: string, code: string): number | undefined
  byPrefix(system: string, prefix: string, limit: number): readonly number[]
  /** True for tables and sections: an index that stops there has not named a code. */
  isGrouping(concept: number): boolean
  /** A stored code as officially written. */
  display(system: string, code: string): string
}

const MOST_VARIANTS = 4
/** A partial code that stands for more codes than this is too vague to name them all. */
const MOST_FAMILY = 48
const MOST_HOPS = 4

/** `see` says what a word means; `use` only which value of a table it falls under. */
const REFERENCE_WEIGHT: Readonly<Record<string, number>> = { see: 0.9, use: 0.7 }

const NAME_KIND: Readonly<Record<string, NameKind>> = {
  alphabetic: 'index',
  pcs: 'index',
  externalCause: 'externalCause',
  drug: 'drug',
  neoplasm: 'neoplasm',
}

/** `Infarct, infarction` → both words; `bed linen, causing suffocation` is one phrase. */
export function variantsOf(title: string): string[] {
  const plain = title.replace(/\((?:s|es)\)/g, '')
  const parts = plain.split(',').map((part) => part.trim())
  const stem = parts[0]!.slice(0, 3).toLowerCase()
  const alike = parts.length > 1 && parts.every((part) => !part.includes(' ') && part.toLowerCase().startsWith(stem))
  return alike ? parts : [plain]
}

/** Words in parentheses of a table heading may be left out, and so may the table's default column. */
function headingWords(heading: string): { words: string; optional: string } {
  const optional = [...heading.matchAll(/\(([^)]*)\)/g)].map((m) => m[1]).join(' ')
  const words = heading.replace(/\([^)]*\)/g, ' ')
  return / primary/i.test(words)
    ? { words: words.replace(/primary/i, ' '), optional: `${optional} primary` }
    : { words, optional }
}

export class IndexEntries {
  readonly #entries = new Map<number, Entry>()
  readonly #children = new Map<number, Entry[]>()
  readonly #mainTerms = new Map<string, Entry>()

  constructor(entries: Iterable<Entry>) {
    for (const entry of entries) {
      this.#entries.set(entry.id, entry)
      if (entry.parentId === undefined) {
        for (const variant of variantsOf(entry.title)) {
          const key = mainKey(entry, variant)
          if (!this.#mainTerms.has(key)) this.#mainTerms.set(key, entry)
        }
      } else {
        const siblings = this.#children.get(entry.parentId)
        if (siblings) siblings.push(entry)
        else this.#children.set(entry.parentId, [entry])
      }
    }
  }

  /** Adds the names and rewrites of every entry that `keep` wants to `builder`. */
  addTo(builder: IndexBuilder, concepts: ConceptLookup, keep: (entry: Entry) => boolean = () => true): void {
    const texts = new Map<number, number>()
    for (const entry of this.#entries.values()) {
      const parentText = entry.parentId === undefined ? undefined : texts.get(entry.parentId)
      const text = builder.addText(entry.title, parentText)
      texts.set(entry.id, text)
      if (!keep(entry)) continue
      this.#addNames(entry, text, { builder, concepts })
      this.#addRewrites(entry, builder)
    }
  }

  #addNames(
    entry: Entry,
    text: number,
    { builder, concepts }: { builder: IndexBuilder; concepts: ConceptLookup },
  ): void {
    const kind = NAME_KIND[entry.kind] ?? 'index'
    const paths = this.#wordings(entry)
    const optional = this.#nonessential(entry)
    const add = (target: EntryTarget, as: NameKind): void => {
      const heading = target.heading === undefined ? undefined : headingWords(target.heading)
      const shown = target.heading ?? pairText(entry.system, target, concepts)
      const own = shown === undefined ? text : builder.addText(shown, text)
      for (const concept of targetConcepts(entry.system, target, concepts)) {
        for (const path of paths) {
          const words = heading ? `${path} ${heading.words}` : path
          builder.addName({
            concept,
            kind: as,
            text: own,
            words,
            optional: heading ? `${optional} ${heading.optional}` : optional,
          })
        }
      }
    }
    for (const target of entry.targets) add(target, kind)
    if (entry.targets.length === 0) for (const target of this.#referred(entry, MOST_HOPS)) add(target, 'see')
  }

  /** Targets of the entries that `entry` refers to with `see`, followed up to `hops` times. */
  #referred(entry: Entry, hops: number): readonly EntryTarget[] {
    if (hops === 0) return []
    return entry.references.flatMap((reference) => {
      if (reference.kind !== 'see' && reference.kind !== 'seeAlso') return []
      const found = this.#resolve(entry, reference.text)
      if (!found || found === entry) return []
      return found.targets.length > 0 ? found.targets : this.#referred(found, hops - 1)
    })
  }

  /** The entry that `Pain, abdominal` names, or undefined when no path fits whole. */
  #resolve(from: Entry, text: string): Entry | undefined {
    const parts = text.split(',').map((part) => part.trim())
    let at = this.#mainTerms.get(mainKey(from, parts[0]!))
    for (const part of parts.slice(1)) {
      if (!at) return undefined
      const key = part.toLowerCase()
      const children: readonly Entry[] = this.#children.get(at.id) ?? []
      at = children.find(
        (child) => child.title.toLowerCase() === key || variantsOf(child.title).some((v) => v.toLowerCase() === key),
      )
    }
    return at
  }

  /** Entries that only refer elsewhere say what their words mean: `Appendectomy, see Resection, Appendix`. */
  #addRewrites(entry: Entry, builder: IndexBuilder): void {
    for (const reference of entry.references) {
      if (reference.kind !== 'see' && reference.kind !== 'use') continue
      if (/\b(?:condition|by (?:type|site)|category|Table)\b/i.test(reference.text)) continue
      if (termsOf(reference.text).length > 6) continue
      for (const path of this.#wordings(entry)) {
        if (termsOf(path).length <= 5)
          builder.addRewrite({
            from: path,
            to: reference.text,
            kind: 'index',
            weight: REFERENCE_WEIGHT[reference.kind]!,
          })
      }
    }
  }

  #ancestry(entry: Entry): Entry[] {
    const chain = [entry]
    for (let at = entry; at.parentId !== undefined && chain.length < 16; ) {
      const parent = this.#entries.get(at.parentId)
      if (!parent) break
      chain.unshift(parent)
      at = parent
    }
    return chain
  }

  /** The phrases an entry's path can be said in: every variant of its main term with every variant of its own words. */
  #wordings(entry: Entry): string[] {
    const chain = this.#ancestry(entry)
    const first = variantsOf(chain[0]!.title)
    const middle = chain.slice(1, -1).map((e) => variantsOf(e.title)[0]!)
    const last = chain.length > 1 ? variantsOf(entry.title) : ['']
    return first.flatMap((f) => last.map((l) => [f, ...middle, l].join(' '))).slice(0, MOST_VARIANTS)
  }

  #nonessential(entry: Entry): string {
    return this.#ancestry(entry)
      .map((e) => e.nonessential ?? '')
      .join(' ')
  }
}

/** Main terms are looked up within the same system and kind of index. */
function mainKey(entry: Entry, word: string): string {
  return `${entry.system} ${entry.kind} ${word.toLowerCase()}`
}

/** Etiology and manifestation are reported together; the index prints them as `E85.4 [I43]`. */
function pairText(system: string, { code, manifestation }: EntryTarget, concepts: ConceptLookup): string | undefined {
  if (manifestation === undefined) return undefined
  return `${concepts.display(system, code)} [${concepts.display(system, manifestation)}]`
}

function targetConcepts(system: string, target: EntryTarget, concepts: ConceptLookup): readonly number[] {
  const codes = target.manifestation === undefined ? [target.code] : [target.code, target.manifestation]
  return codes.flatMap((code) => {
    const whole = concepts.byCode(system, code)
    if (whole !== undefined) return concepts.isGrouping(whole) ? [] : [whole]
    if (!target.partial) return []
    const family = concepts.byPrefix(system, code, MOST_FAMILY + 1)
    return family.length <= MOST_FAMILY ? family : []
  })
}
