/**
 * Pairs of codes that Excludes notes set against each other, read both ways. The notes are official; that such codes
 * are often confused is what we make of them.
 */
import type { Catalog, Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import { levelIn } from '../systems/levels.ts'
import type { CodeSystem } from '../systems/system.ts'
import { namedCodes } from './named-codes.ts'
import type { Reason } from './reasons.ts'

type ExcludesKind = 'excludes1' | 'excludes2'

export interface Excluded {
  /** Stored code, perhaps a header. */
  readonly code: string
  readonly reason: Reason
  readonly points: number
}

const POINTS: Readonly<Record<ExcludesKind, number>> = { excludes1: 0.7, excludes2: 0.4 }
/** A note at an ancestor, and one that stands at the other code, say a little less. */
const AT_ANCESTOR = 0.75
const REVERSE = 0.8

interface Naming {
  readonly conceptId: number
  readonly kind: ExcludesKind
  readonly text: string
}

/**
 * Notes of a system by the codes they name, read once for a catalog and a day: to ask for them code by code would scan
 * them all.
 */
const remembered = new WeakMap<Catalog, { asOf: IsoDate; bySystem: Map<SystemId, ReadonlyMap<string, Naming[]>> }>()

/** What `excludedFrom` reads once, read now instead of for the first code that is asked about. */
export function namingNotes(catalog: Catalog, system: CodeSystem, asOf: IsoDate): ReadonlyMap<string, Naming[]> {
  let day = remembered.get(catalog)
  if (day?.asOf !== asOf) {
    day = { asOf, bySystem: new Map() }
    remembered.set(catalog, day)
  }
  const known = day.bySystem.get(system.id)
  if (known) return known
  const naming = new Map<string, Naming[]>()
  for (const note of catalog.excludes(system.id, asOf)) {
    for (const code of namedCodes(note.text, system.grammar)) {
      const list = naming.get(code)
      if (list) list.push(note)
      else naming.set(code, [note])
    }
  }
  day.bySystem.set(system.id, naming)
  return naming
}

interface Place {
  readonly catalog: Catalog
  readonly system: CodeSystem
  readonly asOf: IsoDate
}

/** Where a note counts: those of chapters and sections are about whole groups. */
const isNarrow = (system: CodeSystem, { level }: Concept): boolean => {
  const { role } = levelIn(system.levels, level)
  return role === 'header' || role === 'code'
}

function reasonOf(system: CodeSystem, at: Concept, { kind, text }: { kind: ExcludesKind; text: string }): Reason {
  const name = kind === 'excludes1' ? 'Excludes1' : 'Excludes2'
  const shown = system.grammar.display(at.code)
  return {
    kind: 'excludes',
    text: `${name} note at ${shown} says “${text}”`,
    note: { kind, at: shown, text },
  }
}

/** Codes that the notes of `concept` and of the groups that hold it name, and codes whose notes name those. */
export function excludedFrom(concept: Concept, ancestors: readonly Concept[], place: Place): Excluded[] {
  const { catalog, system, asOf } = place
  const chain = [concept, ...ancestors.toReversed()].filter((c) => isNarrow(system, c))
  const out: Excluded[] = []
  for (const at of chain) {
    const weight = at === concept ? 1 : AT_ANCESTOR
    for (const { kind, text } of catalog.content(at.id, asOf).notes) {
      if (kind !== 'excludes1' && kind !== 'excludes2') continue
      const reason = reasonOf(system, at, { kind, text })
      const codes = namedCodes(text, system.grammar)
      out.push(...codes.map((code) => ({ code, reason, points: POINTS[kind] * weight })))
    }
  }
  const naming = namingNotes(catalog, system, asOf)
  for (const at of chain) {
    for (const { conceptId, kind, text } of naming.get(at.code) ?? []) {
      const other = catalog.conceptById(conceptId, asOf)
      if (!other || !isNarrow(system, other)) continue
      const weight = (at === concept ? 1 : AT_ANCESTOR) * REVERSE
      out.push({ code: other.code, reason: reasonOf(system, other, { kind, text }), points: POINTS[kind] * weight })
    }
  }
  return out
}

/** One official note that sets two codes, or the groups they stand in, against each other. */
export interface ExcludesBetween {
  readonly kind: ExcludesKind
  /** Stored code that the note stands at. */
  readonly at: string
  readonly text: string
  /** Which of the two codes the note stands at or above: 0 for the first. */
  readonly from: 0 | 1
}

/**
 * The Excludes notes by which two codes exclude each other, read from both sides: notes at a code or any group above it,
 * chapters included, that name the other code or a header above that. A group that holds both says nothing about them.
 */
export function excludesBetween(
  pair: readonly [first: readonly Concept[], second: readonly Concept[]],
  { catalog, system, asOf }: Place,
): ExcludesBetween[] {
  const codes = pair.map((chain) => new Set(chain.map((each) => each.code)))
  const out: ExcludesBetween[] = []
  for (const from of [0, 1] as const) {
    const [own, other] = [codes[from]!, codes[1 - from]!]
    for (const at of pair[from].toReversed()) {
      if (other.has(at.code)) continue
      for (const { kind, text } of catalog.content(at.id, asOf).notes) {
        if (kind !== 'excludes1' && kind !== 'excludes2') continue
        const named = namedCodes(text, system.grammar).filter((code) => other.has(code) && !own.has(code))
        if (named.length > 0) out.push({ kind, at: at.code, text, from })
      }
    }
  }
  return out
}
