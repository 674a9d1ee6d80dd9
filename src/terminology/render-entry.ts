/** A member of a value set as an entry of its expansion: its name in the languages asked for, and what else was asked. */
import { type Designation, Designations, isDisplay, PREFERRED_USE } from './designations.ts'
import type { Entry, EntryProperty, PropertyDefinitions } from './expansion.ts'
import type { Member } from './members.ts'
import { languagesOf, type Options } from './options.ts'
import { EXTENSION, type Extension, extensionValueOf } from './resources.ts'
import { STANDARD_URI } from './standard-properties.ts'
import { code, decimal, type TypedValue, text, typedValueOf } from './values.ts'

/** Extensions of a concept that go with it into an expansion. */
const CARRIED_FROM_SYSTEM = new Set<string>([
  'http://hl7.org/fhir/StructureDefinition/coding-sctdescid',
  'http://hl7.org/fhir/StructureDefinition/rendering-style',
  'http://hl7.org/fhir/StructureDefinition/rendering-xhtml',
  'http://hl7.org/fhir/StructureDefinition/codesystem-alternate',
])

const CARRIED_FROM_VALUE_SET = new Set<string>([
  EXTENSION.supplement,
  EXTENSION.valueSetDeprecated,
  EXTENSION.standardsStatus,
  EXTENSION.valueSetDefinition,
  'http://hl7.org/fhir/StructureDefinition/coding-sctdescid',
  'http://hl7.org/fhir/StructureDefinition/rendering-style',
  'http://hl7.org/fhir/StructureDefinition/rendering-xhtml',
])

interface Described {
  readonly code: string
  readonly uri: string | undefined
  readonly value: TypedValue
}

/** Properties that extensions stand for: the label, order and weight of a concept. */
const FROM_EXTENSIONS: readonly { urls: readonly string[]; code: string; uri: string; type: 'text' | 'number' }[] = [
  { urls: [EXTENSION.codeSystemLabel, EXTENSION.valueSetLabel], code: 'label', uri: STANDARD_URI.label, type: 'text' },
  {
    urls: [EXTENSION.codeSystemOrder, EXTENSION.valueSetOrder],
    code: 'order',
    uri: STANDARD_URI.order,
    type: 'number',
  },
  { urls: [EXTENSION.itemWeight], code: 'weight', uri: STANDARD_URI.itemWeight, type: 'number' },
]

function fromExtensions(extensions: readonly Extension[]): Described[] {
  return FROM_EXTENSIONS.flatMap(({ urls, code: name, uri, type }) => {
    // What the value set says comes last and stands.
    const found = extensions.findLast((e) => urls.includes(e.url))
    const value = extensionValueOf(found)
    if (value === undefined) return []
    return [{ code: name, uri, value: type === 'text' ? text(String(value)) : decimal(Number(value)) }]
  })
}

function statusOf({ concept }: Member): Described[] {
  const made = (value: string): Described[] => [{ code: 'status', uri: STANDARD_URI.status, value: code(value) }]
  const stated = concept.extensions.find((e) => e.url === EXTENSION.standardsStatus)
  const own = stated && typedValueOf(stated)
  if (own) return made(String(own.value))
  if (concept.status && concept.status.toLowerCase() !== 'active') return made(concept.status)
  return concept.deprecated ? made('deprecated') : []
}

/** Properties asked for by name: any of the code system's, `definition`, or all with `*`. */
function asked({ concept, provider }: Member, wanted: readonly string[]): Described[] {
  if (wanted.length === 0) return []
  const all = wanted.includes('*')
  const definition =
    wanted.includes('definition') && concept.definition !== undefined
      ? [{ code: 'definition', uri: STANDARD_URI.definition, value: text(concept.definition) }]
      : []
  const own = concept.properties
    .filter((p) => all || wanted.includes(p.code))
    .map((p) => ({ ...p, uri: p.uri ?? provider.properties.find((d) => d.code === p.code)?.uri }))
  return [...definition, ...own]
}

function propertiesOf(member: Member, listed: readonly Extension[], definitions: PropertyDefinitions): EntryProperty[] {
  const single = [...statusOf(member), ...fromExtensions([...member.concept.extensions, ...listed])]
  const found: EntryProperty[] = []
  for (const { code: name, uri, value } of [...single, ...asked(member, member.session.options.properties)]) {
    const declared = definitions.declare(name, uri)
    if (!found.some((p) => p.code === declared && p.value.value === value.value)) found.push({ code: declared, value })
  }
  return found
}

/** Designations that were asked for, all when none is named. */
function isWanted({ designations }: Options, { use, language }: Designation): boolean {
  if (designations.length === 0) return true
  return designations.some((each) => {
    const bar = each.lastIndexOf('|')
    const [system, value] = [each.slice(0, bar), each.slice(bar + 1)]
    return (use?.system === system && use.code === value) || (system === 'urn:ietf:bcp:47' && language === value)
  })
}

/** What the value set itself calls a code that it lists. */
function listedDesignations({ listed }: Member): Designation[] {
  if (!listed) return []
  const { concept, valueSet } = listed
  const display = concept.display ? [{ value: concept.display, language: valueSet.language }] : []
  const others = (concept.designation ?? []).map((d) => ({
    value: d.value,
    language: d.language,
    use: d.use,
    extensions: d.extension,
  }))
  return [...display, ...others]
}

export function namesOf(member: Member): Designations {
  return new Designations([...member.concept.designations, ...listedDesignations(member)])
}

/** The display to show. Where no language is asked for it is that of the concept, and no other name need be read. */
function shownName(member: Member): Designation | undefined {
  const { concept, listed, provider, session } = member
  const languages = languagesOf(session.options)
  if (!languages && !listed && concept.display !== undefined && provider.supplements.length === 0)
    return { value: concept.display, language: provider.language, use: PREFERRED_USE }
  return namesOf(member).preferred(languages)
}

const isSame = (a: Designation, b: Designation | undefined): boolean =>
  a.value === b?.value && a.language === b.language && a.use?.code === b.use?.code

export interface EntryContext {
  readonly definitions: PropertyDefinitions
  /** Whether entries name the version of their system. */
  readonly versioned: boolean
  /** Language of the value set, in which a display needs no saying twice. */
  readonly language: string | undefined
}

export function entryOf(member: Member, context: EntryContext, contains: readonly Entry[] = []): Entry {
  const { session, provider, concept, listed } = member
  const { options } = session
  const shown = shownName(member)
  const repeats = (d: Designation): boolean =>
    isDisplay(d) && d.value === shown?.value && (d.language === undefined || d.language === context.language)
  const own = concept.extensions.filter((e) => CARRIED_FROM_SYSTEM.has(e.url))
  const said = listed?.concept.extension ?? []
  return {
    system: provider.url,
    version: context.versioned ? provider.version : undefined,
    code: concept.code,
    display: shown?.value,
    abstract: concept.abstract,
    inactive: concept.inactive,
    designations: options.includeDesignations
      ? namesOf(member).list.filter((d) => !isSame(d, shown) && isWanted(options, d) && !repeats(d))
      : [],
    properties: propertiesOf(member, said, context.definitions),
    extensions: [...own, ...said.filter((e) => CARRIED_FROM_VALUE_SET.has(e.url))],
    contains,
  }
}
