/**
 * The codes of a coverage question, as people write them: a service with modifiers behind it, diagnoses in a list. What is
 * no code, a header, or has ended is said with the fix and not counted as given.
 */
import type { Concept } from '../catalog/catalog.ts'
import { partialSystems } from '../catalog/manifest.ts'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { foldCode, withArticle } from '../core/text.ts'
import type { Edition } from '../edition/edition.ts'
import { DIAGNOSES } from '../policy/coverage.ts'
import { levelIn } from '../systems/levels.ts'
import { allSystems, systemOf, systemWithId } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'

export interface AskedService {
  /** Stored form. */
  readonly code: string
  readonly modifiers: readonly string[]
  readonly ancestors: readonly string[]
}

export interface AskedDiagnosis {
  /** As it was given. */
  readonly written: string
  /** Stored form, where it is a code. */
  readonly code: string | undefined
  readonly ancestors: readonly string[]
  readonly title: string | undefined
  /** Why it is not counted as given, in a sentence; absent for those that count. */
  readonly problem: string | undefined
}

/** The loaded system that knows whether a code of `id` exists: itself, or the register of its numbers. */
function knowing({ catalog, manifest }: Edition, id: string): CodeSystem | undefined {
  const partial = partialSystems(manifest.releases)
  const loaded = (system: CodeSystem): boolean =>
    catalog.releases.some((release) => release.system === system.id) && !partial.has(system.id)
  return allSystems().find((system) => (system.id === id || system.registerOf === id) && loaded(system))
}

/**
 * The service asked about. `known`: whether a policy names a code, which makes it one whatever is loaded.
 * @throws AppError `unknown-code` for what is no code of the system
 */
export function askedService(
  edition: Edition,
  { system: id, code: written, asOf }: { readonly system: string; readonly code: string; readonly asOf: IsoDate },
  known: (code: string) => boolean,
): AskedService {
  const { catalog } = edition
  const system = systemWithId(id)
  // Systems that the program does not know are asked about as policies name them.
  if (!system) return { code: foldCode(written), modifiers: [], ancestors: [] }
  const readings = system.grammar.candidates(written)
  const register = knowing(edition, id)
  const exists = (code: string): boolean =>
    register !== undefined && catalog.concept(register.id, code, asOf) !== undefined
  const found = readings.find(({ code }) => exists(code) || known(code)) ?? (register ? undefined : readings[0])
  if (!found) throw new AppError('unknown-code', { system: system.name, code: written, asOf: '' })
  const concept = catalog.concept(id, found.code, asOf)
  const ancestors = concept ? catalog.ancestors(concept, asOf).map((each) => each.code) : []
  return { code: found.code, modifiers: found.modifiers ?? [], ancestors }
}

/** What stands between diagnoses of a list. */
const BETWEEN = /[\s,;|/&+]+(?:(?:and|or|with)[\s,;|/&+]+)?/i

/** The diagnoses in `text`, in its order, each once. */
export function askedDiagnoses(edition: Edition, text: string, asOf: IsoDate): AskedDiagnosis[] {
  const words = text.split(BETWEEN).filter((word) => word !== '' && !/^(?:and|or|with)$/i.test(word))
  return [...new Set(words)].map((written) => diagnosis(edition, written, asOf))
}

function diagnosis(edition: Edition, written: string, asOf: IsoDate): AskedDiagnosis {
  const { catalog } = edition
  const system = systemWithId(DIAGNOSES)!
  const readings = system.grammar.candidates(written)
  const none = { written, code: undefined, ancestors: [], title: undefined }
  const found = readings.map(({ code }) => catalog.concept(DIAGNOSES, code, asOf)).find((each) => each !== undefined)
  if (!found) {
    const [first] = readings
    // Where only some codes are loaded, one that is not among them may well exist.
    if (first && knowing(edition, DIAGNOSES) === undefined) return { ...none, code: first.code, problem: undefined }
    return { ...none, problem: `“${written}” is no ${system.name} code.${firstDayOf(edition, readings[0]?.code)}` }
  }
  const concept = { code: found.code, title: found.title, written }
  const ancestors = catalog.ancestors(found, asOf).map((each) => each.code)
  return { ...concept, ancestors, problem: problemOf(edition, found, asOf) }
}

function firstDayOf({ catalog }: Edition, code: string | undefined): string {
  const day = code === undefined ? undefined : catalog.firstDay(DIAGNOSES, code)
  return day === undefined ? '' : ` It is listed from ${day}.`
}

/** Why a code that exists does not count: it is a header, or has ended. */
function problemOf({ catalog }: Edition, concept: Concept, asOf: IsoDate): string | undefined {
  const { code } = concept
  const system = systemOf(concept.system)
  const written = system.grammar.display(code)
  if (concept.status !== 'active') {
    const newer = catalog
      .relations(system.id, code)
      .filter((r) => r.kind === 'replaces' && r.target === code)
      .map((r) => system.grammar.display(r.code))
    const instead = newer.length === 0 ? '' : ` Use ${newer.slice(0, 5).join(' or ')}.`
    return `${written} had ended on ${asOf}.${instead}`
  }
  if (concept.billable || levelIn(system.levels, concept.level).role === 'modifier') return undefined
  const below = catalog.children(concept.id, asOf).map((each) => system.grammar.display(each.code))
  return `${written} is ${withArticle(levelIn(system.levels, concept.level).label.toLowerCase())}, not a complete code. Use one below it: ${below.slice(0, 5).join(', ')}${below.length > 5 ? ', …' : ''}.`
}
