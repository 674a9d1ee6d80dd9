/**
 * Compares an answer with what HL7's terminology tests expect, by the rules of their runner: templates such as `$uuid$`,
 * optional members, counts instead of contents. Says the first difference.
 */

export interface CompareContext {
  /** Modes that are tested, as `general` or `flat`. */
  readonly modes: ReadonlySet<string>
  /** Sentences for `$external:N$`, by number. */
  readonly externals: Readonly<Record<string, string>> | undefined
  /** FHIR version of the server: `5.0.0`. */
  readonly version: string
  /** Only what is expected is looked for; more is allowed. */
  readonly pattern?: boolean
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The regular expressions of FHIR's types, as the runner has them. */
const TYPES: Readonly<Record<string, RegExp>> = {
  $instant$:
    /^([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|(\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00))$/,
  $date$: /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1])(T.*)?)?)?$/,
  $uuid$: /^urn:uuid:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  $id$: /^[A-Za-z0-9\-.]{1,64}$/,
  $url$: /^[a-z][a-z0-9+.-]*:\S+$/i,
  $token$: /^[\w.-]+$/,
  $semver$: /^\d+\.\d+(\.\d+)?([-+].*)?$/,
}

const choices = (text: string): string[] => text.split('|')

const containsAll = (actual: string, fragments: readonly string[]): boolean =>
  fragments.every((fragment) => actual.toLowerCase().includes(fragment.toLowerCase()))

/**
 * The runner takes texts for base64 and compares what they decode to, which leaves out quotes, blanks and full stops. So
 * sentences that differ in those alone are the same.
 */
function decoded(text: string): string {
  const end = text.indexOf('=')
  const letters = (end < 0 ? text : text.slice(0, end)).replace(/[^A-Za-z0-9+/_-]/g, '')
  return Buffer.from(letters.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('hex')
}

function textMatches(actual: string, expected: string, context: CompareContext): boolean {
  const { externals, version } = context
  if (!(expected.startsWith('$') && expected.endsWith('$'))) return actual === expected.replaceAll('$version$', version)
  const inner = expected.slice(1, -1)
  if (inner.startsWith('choice:')) return choices(inner.slice(7)).includes(actual)
  if (inner.startsWith('fragments:')) return containsAll(actual, choices(inner.slice(10)))
  if (inner.startsWith('external:')) {
    const [, number = '', ...fragments] = inner.split(':')
    if (externals) return externals[number] === actual
    return fragments.length === 0 || containsAll(actual, choices(fragments[0] ?? ''))
  }
  switch (expected) {
    case '$$':
      return true
    case '$string$':
      return actual === actual.trim()
    case '$version$':
      return actual === version
    default: {
      const type = TYPES[expected]
      if (!type) throw new Error(`a template that is not known: ${expected}`)
      return type.test(actual)
    }
  }
}

function passes(filter: string, { modes, version }: CompareContext): boolean {
  if (filter.startsWith('!')) return !modes.has(filter.slice(1))
  if (filter.startsWith('warning:')) return true
  if (filter.startsWith('version:')) return version.startsWith(filter.slice(8))
  return modes.has(filter)
}

/** Members that belong to one mode or version only, which is not this one. */
const isProhibited = (value: unknown, context: CompareContext): boolean =>
  isObject(value) && typeof value['$only$'] === 'string' && !passes(value['$only$'], context)

function isOptional(value: unknown, context: CompareContext): boolean {
  if (!isObject(value)) return false
  if (isProhibited(value, context)) return true
  const mark = value['$optional$']
  return mark === true || (typeof mark === 'string' && passes(mark, context))
}

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Members that may stand or not, by their names. */
function optionalNames(expected: Json): Set<string> {
  if (!('$optional-properties$' in expected)) return new Set()
  return new Set(['$optional-properties$', '$count-arrays$', ...namesIn(expected['$optional-properties$'])])
}

const allOptional = (value: unknown, context: CompareContext): boolean =>
  Array.isArray(value) && value.every((e) => !isObject(e) || '$optional$' in e || isProhibited(e, context))

/** The first difference, or undefined when the answer is as expected. */
export function difference(expected: Json, actual: Json, context: CompareContext): string | undefined {
  return compareObjects('', { expected, actual }, context)
}

interface Pair<T> {
  readonly expected: T
  readonly actual: T
}

function compareObjects(path: string, { expected, actual }: Pair<Json>, context: CompareContext): string | undefined {
  const optionals = optionalNames(expected)
  const counted = new Set(namesIn(expected['$count-arrays$']))
  for (const [name, value] of Object.entries(actual)) {
    if (name in expected) {
      if (isProhibited(expected[name], context)) return `${path}: the member ${name} should not be there`
      const found = compareNodes(
        `${path}.${name}`,
        { expected: expected[name], actual: value },
        { context, countOnly: counted.has(name) },
      )
      if (found) return found
    } else if (!context.pattern && !optionals.has(name)) return `${path}: unexpected member ${name}: ${shorten(value)}`
  }
  for (const [name, value] of Object.entries(expected)) {
    const excused = name === '$optional$' || name === '$only$' || optionals.has('*') || optionals.has(name)
    if (excused || isProhibited(value, context) || name in actual || allOptional(value, context)) continue
    return `${path}: missing member ${name}: ${shorten(value)}`
  }
  return undefined
}

const shorten = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

function compareNodes(
  path: string,
  { expected, actual }: Pair<unknown>,
  { context, countOnly = false }: { context: CompareContext; countOnly?: boolean },
): string | undefined {
  const differs = `${path}: expected ${shorten(expected)}, found ${shorten(actual)}`
  if (Array.isArray(expected) !== Array.isArray(actual) || isObject(expected) !== isObject(actual)) return differs
  if (isObject(expected) && isObject(actual)) return compareObjects(path, { expected, actual }, context)
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (countOnly)
      return expected.length === actual.length
        ? undefined
        : `${path}: ${expected.length} expected, ${actual.length} found`
    return compareArrays(path, { expected, actual }, context)
  }
  if (typeof expected === 'string' && typeof actual === 'string') {
    if (actual.includes('<div') && expected.includes('<div')) return undefined
    return textMatches(actual, expected, context) || decoded(actual) === decoded(expected) ? undefined : differs
  }
  return expected === actual ? undefined : differs
}

function compareArrays(
  path: string,
  { expected, actual }: Pair<unknown[]>,
  context: CompareContext,
): string | undefined {
  if (context.pattern) return comparePattern(path, { expected, actual }, context)
  const wanted = expected.filter((e) => !isProhibited(e, context))
  const optional = wanted.filter((e) => isOptional(e, context)).length
  if (actual.length > wanted.length || actual.length < wanted.length - optional) {
    return `${path}: ${wanted.length} items expected, ${actual.length} found: ${shorten(actual)}`
  }
  let at = 0
  for (const [i, item] of wanted.entries()) {
    const mayMiss = isOptional(item, context)
    if (at >= actual.length) {
      // What is left over must be optional; the runner looks only at the last of them.
      return i >= wanted.length - optional && mayMiss ? undefined : `${path}: no match for item ${i}: ${shorten(item)}`
    }
    const found = compareNodes(`${path}[${i}]`, { expected: item, actual: actual[at] }, { context })
    if (found && !mayMiss) return found
    if (!found) at++
  }
  return at < actual.length ? `${path}: unexpected item ${at}: ${shorten(actual[at])}` : undefined
}

/** Each expected item must be found, after the one before it. */
function comparePattern(
  path: string,
  { expected, actual }: Pair<unknown[]>,
  context: CompareContext,
): string | undefined {
  let at = 0
  for (const [i, item] of expected.entries()) {
    let found: string | undefined = 'it is not there'
    while (found && at < actual.length) {
      found = compareNodes(`${path}[${i}]`, { expected: item, actual: actual[at++] }, { context })
    }
    if (found) return `${path}: item ${i} was not found: ${shorten(item)}; ${found}`
  }
  return undefined
}
