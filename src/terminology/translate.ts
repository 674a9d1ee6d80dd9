/** `$translate`: what codes of one system are in another, as concept maps say. */
import { parseCanonical } from './canonical.ts'
import { badRequest, TerminologyError } from './issues.ts'
import { NO_OPTIONS } from './options.ts'
import { canonicalOf } from './resource-provider.ts'
import type {
  Coding,
  ConceptMap,
  ConceptMapGroup,
  ConceptMapGroupElement,
  ConceptMapGroupElementTarget,
} from './resources.ts'
import type { Session } from './session.ts'
import { validate } from './validate.ts'
import { type TypedValue, typedValueOf, valueText } from './values.ts'

export interface Translation {
  /** The concept in the target of the map; absent where the map says that there is none. */
  readonly concept: Coding | undefined
  readonly source: Coding
  readonly relationship: string | undefined
  readonly comment?: string | undefined
  readonly products: readonly AttributeValue[]
  /** What must hold beside the code for the translation to be one. */
  readonly dependsOn: readonly AttributeValue[]
  /** What else the map says of it. */
  readonly properties: readonly { readonly uri: string | undefined; readonly value: TypedValue }[]
  /** Canonical of the map. */
  readonly map: string
}

/** A value of something else in the record, by the name the map gives it. */
export interface AttributeValue {
  readonly attribute: string
  readonly value: TypedValue
}

export interface Translations {
  readonly result: boolean
  readonly message?: string | undefined
  readonly matches: readonly Translation[]
  /** Maps that others referred to. */
  readonly usedMaps: readonly string[]
}

export interface TranslationQuestion {
  readonly codings: readonly Coding[]
  /** The codes are targets, and what maps to them is asked for. */
  readonly reverse: boolean
  /** The maps to use; absent for any that fits. */
  readonly maps?: readonly ConceptMap[] | undefined
  /** Address of a map that is made for the code asked about. */
  readonly implied?: string | undefined
  readonly sourceScope?: string | undefined
  readonly targetScope?: string | undefined
  /** The system that answers must be of. */
  readonly otherSystem?: string | undefined
  /** What is known beside the code. */
  readonly dependencies?: readonly AttributeValue[] | undefined
}

const unpinned = (canonical: string | undefined): string | undefined =>
  canonical === undefined ? undefined : parseCanonical(canonical).url

const scopeOf = (map: ConceptMap, side: 'source' | 'target'): string | undefined =>
  side === 'source'
    ? (map.sourceScopeUri ?? map.sourceScopeCanonical)
    : (map.targetScopeUri ?? map.targetScopeCanonical)

const isNegative = ({ relationship, concept }: Translation): boolean =>
  concept === undefined || relationship === 'not-related-to'

/** @throws TerminologyError where a map that is needed is not there */
export function translate(session: Session, question: TranslationQuestion): Translations {
  return new Translator(session, question).run()
}

class Translator {
  readonly #session: Session
  readonly #question: TranslationQuestion
  readonly #matches: Translation[] = []
  readonly #usedMaps = new Set<string>()

  constructor(session: Session, question: TranslationQuestion) {
    this.#session = session
    this.#question = question
  }

  run(): Translations {
    const { codings, reverse } = this.#question
    for (const coding of codings) {
      for (const map of this.#maps(coding)) {
        if (!this.#inScope(map, coding)) continue
        if (reverse) this.#backwards(map, coding)
        else this.#forwards(map, coding, { origin: map, path: [canonicalOf(map)] })
      }
    }
    const result = this.#matches.some((match) => !isNegative(match))
    const message = this.#matches.length > 0 ? undefined : 'No translations found'
    return { result, message, matches: this.#matches, usedMaps: [...this.#usedMaps] }
  }

  /** Maps between the systems and value sets asked for, newest first. */
  #maps(coding: Coding): ConceptMap[] {
    const { maps, implied, reverse, sourceScope, targetScope, otherSystem } = this.#question
    if (maps) return [...maps]
    if (implied !== undefined) return this.#session.library.mapsOf(coding, reverse).filter(({ url }) => url === implied)
    const fits = (candidate: ConceptMap): boolean => {
      const scopes = [
        [sourceScope, scopeOf(candidate, 'source')],
        [targetScope, scopeOf(candidate, 'target')],
      ] as const
      if (scopes.some(([wanted, stated]) => wanted !== undefined && unpinned(stated) !== unpinned(wanted))) return false
      return (candidate.group ?? []).some(({ source, target }) => {
        const [from, to] = reverse ? [target, source] : [source, target]
        return unpinned(from) === coding.system && (otherSystem === undefined || unpinned(to) === otherSystem)
      })
    }
    const { library } = this.#session
    return [...library.conceptMaps(), ...library.mapsOf(coding, reverse)]
      .filter(fits)
      .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
  }

  /** A map applies to codes in the value set that it is made for; one that is not known limits nothing. */
  #inScope(map: ConceptMap, coding: Coding): boolean {
    const scope = scopeOf(map, this.#question.reverse ? 'target' : 'source')
    const valueSet = scope === undefined ? undefined : this.#session.valueSet(scope)
    if (!valueSet) return true
    const plain = this.#session.withOptions({ ...NO_OPTIONS, versionRules: this.#session.options.versionRules })
    const { system, version, code } = coding
    const bare = { ...(system && { system }), ...(version && { version }), ...(code && { code }) }
    return validate(plain, valueSet, { mode: 'coding', codings: [bare] }).result
  }

  #forwards(map: ConceptMap, coding: Coding, trail: { origin: ConceptMap; path: readonly string[] }): void {
    const { otherSystem } = this.#question
    for (const group of map.group ?? []) {
      if (unpinned(group.source) !== coding.system) continue
      if (otherSystem !== undefined && unpinned(group.target) !== otherSystem) continue
      const elements = (group.element ?? []).filter((e) => e.code === coding.code)
      for (const element of elements) this.#element(group, element, trail.origin)
      if (elements.length === 0) this.#unmapped(map, group, { coding, trail })
    }
  }

  #element(group: ConceptMapGroup, element: ConceptMapGroupElement, origin: ConceptMap): void {
    const source = codingOf(group.source, element.code)
    if (element.noMap)
      this.#add({ ...NOTHING_MORE, concept: undefined, source, relationship: undefined, map: canonicalOf(origin) })
    for (const target of element.target ?? [])
      if (this.#applies(target)) this.#add(matchOf({ map: origin, group, target, source, origin }))
  }

  /** A target that depends on something else is left out where that is known to be otherwise. */
  #applies(target: ConceptMapGroupElementTarget): boolean {
    const known = this.#question.dependencies ?? []
    return attributesOf(target.dependsOn).every(({ attribute, value }) => {
      const given = known.filter((d) => d.attribute === attribute)
      return given.length === 0 || given.some((d) => isSameValue(d.value, value))
    })
  }

  #unmapped(
    map: ConceptMap,
    group: ConceptMapGroup,
    { coding, trail }: { coding: Coding; trail: { origin: ConceptMap; path: readonly string[] } },
  ): void {
    const { unmapped } = group
    if (!unmapped) return
    const base = {
      ...NOTHING_MORE,
      source: codingOf(coding.system, coding.code),
      relationship: unmapped.relationship,
      map: canonicalOf(trail.origin),
    }
    if (unmapped.mode === 'use-source-code') this.#add({ ...base, concept: codingOf(group.target, coding.code) })
    if (unmapped.mode === 'fixed' && unmapped.code)
      this.#add({
        ...base,
        concept: { ...codingOf(group.target, unmapped.code), ...(unmapped.display && { display: unmapped.display }) },
      })
    if (unmapped.mode === 'other-map' && unmapped.otherMap) this.#otherMap(map, unmapped.otherMap, { coding, trail })
  }

  #otherMap(
    map: ConceptMap,
    reference: string,
    { coding, trail }: { coding: Coding; trail: { origin: ConceptMap; path: readonly string[] } },
  ): void {
    const { url, version } = parseCanonical(reference)
    const other = this.#session.library.conceptMap(url, version)
    if (!other)
      throw badRequest(`The ConceptMap ${reference} that ${canonicalOf(map)} refers to was not found`, {
        status: 422,
        type: 'not-found',
      })
    const canonical = canonicalOf(other)
    if (trail.path.includes(canonical)) {
      const text = `ConceptMap ${canonicalOf(map)} refers in a circle to ${canonical}`
      throw new TerminologyError({ severity: 'error', type: 'business-rule', text }, { status: 422 })
    }
    this.#usedMaps.add(canonical)
    this.#forwards(other, coding, { origin: trail.origin, path: [...trail.path, canonical] })
  }

  #backwards(map: ConceptMap, coding: Coding): void {
    const { otherSystem } = this.#question
    for (const group of map.group ?? []) {
      if (unpinned(group.target) !== coding.system) continue
      if (otherSystem !== undefined && unpinned(group.source) !== otherSystem) continue
      for (const element of group.element ?? []) {
        for (const target of element.target ?? []) {
          if (target.code !== coding.code || !this.#applies(target)) continue
          this.#add(matchOf({ map, group, target, source: codingOf(group.source, element.code), origin: map }))
        }
      }
    }
  }

  #add(match: Translation): void {
    const same = (c: Coding | undefined, d: Coding | undefined): boolean =>
      c?.system === d?.system && c?.code === d?.code
    const known = this.#matches.some((m) => same(m.concept, match.concept) && same(m.source, match.source))
    if (!known) this.#matches.push(match)
  }
}

function codingOf(system: string | undefined, code: string | undefined): Coding {
  const { url, version } = parseCanonical(system ?? '')
  return { ...(url && { system: url }), ...(version && { version }), ...(code && { code }) }
}

const NOTHING_MORE = { products: [], dependsOn: [], properties: [] } as const

/** Attributes of a target with their values; those that name a value set instead of a value are left out. */
function attributesOf(list: ConceptMapGroupElementTarget['dependsOn']): AttributeValue[] {
  return (list ?? []).flatMap((each) => {
    const value = typedValueOf(each)
    return value ? [{ attribute: each.attribute, value }] : []
  })
}

function isSameValue(a: TypedValue, b: TypedValue): boolean {
  const [x, y] = [a, b].map(({ type, value }) => (type === 'Coding' ? (value as Coding) : undefined))
  if (x?.system && y?.system && x.system !== y.system) return false
  return valueText(a) === valueText(b)
}

function matchOf({
  map,
  group,
  target,
  source,
  origin,
}: {
  map: ConceptMap
  group: ConceptMapGroup
  target: ConceptMapGroupElementTarget
  source: Coding
  origin: ConceptMap
}): Translation {
  const properties = (target.property ?? []).flatMap((p) => {
    const value = typedValueOf(p)
    return value ? [{ uri: map.property?.find((d) => d.code === p.code)?.uri, value }] : []
  })
  const concept = { ...codingOf(group.target, target.code), ...(target.display && { display: target.display }) }
  return {
    concept,
    source,
    relationship: target.relationship,
    comment: target.comment,
    products: attributesOf(target.product),
    dependsOn: attributesOf(target.dependsOn),
    properties,
    map: canonicalOf(origin),
  }
}
