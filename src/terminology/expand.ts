/** `$expand`: the codes of a value set, as a tree or a page of a list. */
import { collect, namesVersions } from './collect.ts'
import { type Entry, type Expansion, ExpansionParameters, PropertyDefinitions } from './expansion.ts'
import { issue, TerminologyError } from './issues.ts'
import { rangesParameter } from './languages.ts'
import type { Member } from './members.ts'
import type { Options } from './options.ts'
import { withDeclared } from './read-options.ts'
import { type EntryContext, entryOf } from './render-entry.ts'
import { canonicalOf } from './resource-provider.ts'
import type { ValueSet } from './resources.ts'
import type { Session } from './session.ts'
import { boolean, code, integer, text, uri } from './values.ts'
import { wholeSystemPage } from './whole-system.ts'

/** Codes in an expansion that is not asked for in pages, and on a page. */
export const MOST_CODES = 1_000

/** What was asked for, as an expansion repeats it. */
function askedFor(options: Options, parameters: ExpansionParameters): void {
  const languages = options.displayLanguages ?? options.acceptLanguages
  if (options.filter !== undefined) parameters.add('filter', text(options.filter))
  if (languages) parameters.add('displayLanguage', code(rangesParameter(languages)))
  for (const each of options.designations) parameters.add('designation', text(each))
  for (const each of options.excludedSystems) parameters.add('exclude-system', uri(each))
  const flags = [
    'excludeNested',
    'activeOnly',
    'includeDesignations',
    'includeDefinition',
    'excludeNotForUI',
    'excludePostCoordinated',
  ] as const
  for (const flag of flags) if (options[flag] !== undefined) parameters.add(flag, boolean(options[flag]))
  if (options.offset !== undefined) parameters.add('offset', integer(options.offset))
  if (options.count !== undefined) parameters.add('count', integer(options.count))
}

function tooCostly(valueSet: ValueSet): TerminologyError {
  const data = { valueSet: canonicalOf(valueSet), limit: `>${MOST_CODES}` }
  return new TerminologyError(issue('VALUESET_TOO_COSTLY', data, { severity: 'error', type: 'too-costly' }), {
    status: 422,
  })
}

/** Entries of members with those below them. */
function nested(members: readonly Member[], context: EntryContext): Entry[] {
  return members.map((member) => entryOf(member, context, nested(member.children, context)))
}

/** @throws TerminologyError where the value set cannot be expanded, or has more codes than are listed at once */
export function expand(session: Session, valueSet: ValueSet): Expansion {
  const options = withDeclared(session.options, valueSet, { fallback: true })
  const { count, offset } = options
  if (count !== undefined && count > MOST_CODES * 10) throw tooCostly(valueSet)
  const parameters = new ExpansionParameters()
  askedFor(options, parameters)
  const definitions = new PropertyDefinitions()
  const context: EntryContext = { definitions, versioned: namesVersions(valueSet), language: valueSet.language }
  const page = wholeSystemPage(session.withOptions(options), valueSet)
  const enough = options.filter !== undefined && count !== undefined ? (offset ?? 0) + count : undefined
  const collected = page ?? collect(session, valueSet, { enough: count === undefined ? MOST_CODES + 1 : enough })
  session.checkSupplements()
  const { members, unclosed, complete } = collected
  if (count === undefined && members.all.length > MOST_CODES) throw tooCostly(valueSet)
  const isTree =
    !options.excludeNested &&
    !members.flat &&
    offset === undefined &&
    (count === undefined || count > members.all.length)
  const start = page ? 0 : (offset ?? 0)
  const end = count === undefined ? undefined : start + count
  const entries = isTree
    ? nested(members.roots, context)
    : members.all.slice(start, end).map((m) => entryOf(m, context))
  for (const { name, value } of collected.parameters.list) parameters.add(name, value)
  for (const { name, canonical } of session.reportedRules())
    if (canonical !== canonicalOf(valueSet)) parameters.add(name, uri(canonical))
  return {
    entries,
    total: page ? page.total : complete ? members.all.length : undefined,
    offset,
    parameters: parameters.list,
    properties: definitions.list,
    unclosed,
  }
}
