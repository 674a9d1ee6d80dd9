/** `$lookup`: what a code system says of one code. */
import { canonicalText } from './canonical.ts'
import { type Designation, Designations } from './designations.ts'
import { badRequest, type IssueSpec, issue, TerminologyError } from './issues.ts'
import { languagesOf } from './options.ts'
import type { CodeSystemProvider, Concept, Property } from './provider.ts'
import type { Coding } from './resources.ts'
import type { Session } from './session.ts'
import { boolean, code, type TypedValue } from './values.ts'

export interface LookupProperty {
  readonly code: string
  readonly value: TypedValue
  readonly description?: string | undefined
}

export interface Lookup {
  readonly name: string
  readonly system: string
  readonly version: string | undefined
  readonly code: string
  readonly display: string
  readonly definition: string | undefined
  readonly abstract: boolean
  readonly designations: readonly Designation[]
  readonly properties: readonly LookupProperty[]
  readonly supplements: readonly string[]
}

/** Parts of an answer that are given unless properties are named. */
const PARTS = ['definition', 'abstract', 'inactive', 'designation', 'property', 'parent', 'child'] as const
type Part = (typeof PARTS)[number]

/** The code system of a coding. @throws TerminologyError when it is not known */
export function systemOf(session: Session, { system, version }: Coding): CodeSystemProvider {
  if (!system) throw badRequest('The code has no system')
  const provider = session.codeSystem(system, version)
  if (provider) return provider
  const wanted = session.versionFor(system, version)
  const known = session.knownVersions(system)
  const spec: IssueSpec = { severity: 'error', type: 'not-found', detail: 'not-found' }
  const id = !wanted
    ? 'UNKNOWN_CODESYSTEM'
    : known === ''
      ? 'UNKNOWN_CODESYSTEM_VERSION_NONE'
      : 'UNKNOWN_CODESYSTEM_VERSION'
  throw new TerminologyError(issue(id, { system, version: wanted, known }, spec), {
    status: 422,
    unknownSystem: canonicalText(system, wanted),
  })
}

/** The concept of a code. @throws TerminologyError when the code system has none */
export function conceptOf(provider: CodeSystemProvider, text: string): Concept {
  const concept = provider.locate(text)
  if (concept) return concept
  const data = { code: text, system: provider.url, version: provider.version }
  const id = provider.version ? 'Unknown_Code_in_Version' : 'Unknown_Code_in'
  throw new TerminologyError(issue(id, data, { severity: 'error', type: 'not-found', detail: 'invalid-code' }), {
    status: 404,
  })
}

/** @throws TerminologyError */
export function lookup(session: Session, coding: Coding): Lookup {
  if (!coding.code) throw badRequest('There is no code to look up')
  const provider = systemOf(session, coding)
  session.checkSupplements()
  const concept = conceptOf(provider, coding.code)
  const { properties } = session.options
  const wants = (part: Part): boolean =>
    properties.length === 0 || properties.includes(part) || properties.includes('*')
  const names = new Designations(concept.designations)
  return {
    name: provider.name,
    system: provider.url,
    version: provider.version,
    code: concept.code,
    display: names.preferred(languagesOf(session.options))?.value ?? concept.display ?? concept.code,
    definition: wants('definition') ? concept.definition : undefined,
    abstract: concept.abstract,
    designations: wants('designation') ? names.list : [],
    properties: [
      ...(wants('inactive') ? [{ code: 'inactive', value: boolean(concept.inactive) }] : []),
      ...own(concept, properties, wants),
      ...related(provider, concept, wants),
    ],
    supplements: provider.supplements.filter((s) => session.isRequired(s)),
  }
}

function own({ properties }: Concept, asked: readonly string[], wants: (part: Part) => boolean): Property[] {
  const listed = new Set<string>(PARTS)
  return properties.filter((p) => !listed.has(p.code) && (wants('property') || asked.includes(p.code)))
}

function related(provider: CodeSystemProvider, concept: Concept, wants: (part: Part) => boolean): LookupProperty[] {
  const made = (name: string, other: Concept): LookupProperty => ({
    code: name,
    value: code(other.code),
    description: other.display,
  })
  return [
    ...(wants('parent') ? [...provider.parents(concept)].map((c) => made('parent', c)) : []),
    ...(wants('child') ? [...provider.children(concept)].map((c) => made('child', c)) : []),
  ]
}
