/** Sends one case to a server and says the first difference to what is expected. */
import { type CompareContext, difference } from './compare.ts'
import { type Json, normalize } from './normalize.ts'
import type { Case, TestFolder } from './suite.ts'

/** Asks the server; the same shape as Hono's `app.request`. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response> | Response

export interface Runner {
  readonly folder: TestFolder
  readonly ask: Ask
  /** `/fhir/r5` */
  readonly endpoint: string
  readonly version: string
  readonly modes: ReadonlySet<string>
}

const PATHS: Readonly<Record<string, string>> = {
  expand: 'ValueSet/$expand',
  'validate-code': 'ValueSet/$validate-code',
  'cs-validate-code': 'CodeSystem/$validate-code',
  lookup: 'CodeSystem/$lookup',
  translate: 'ConceptMap/$translate',
  subsumes: 'CodeSystem/$subsumes',
  'batch-validate': 'ValueSet/$batch-validate-code',
}

function parametersOf(resource: Json): Json[] {
  resource['parameter'] ??= []
  return resource['parameter'] as Json[]
}

/** The request of a case with the resources of its suite and the parameters of its profile. */
function bodyOf({ folder }: Runner, test: Case): Json {
  const body = folder.json(test.request ?? '')
  const profile = parametersOf(folder.json(test.profile))
  const setup = test.setup.map((file) => ({ name: 'tx-resource', resource: folder.json(file) }))
  if (test.operation === 'batch') {
    const entries = (body['entry'] ?? []) as { resource: Json }[]
    for (const [i, { resource }] of entries.entries())
      parametersOf(resource).push(...(i === 0 ? setup : []), ...profile)
    return body
  }
  const lenient = test.lenientDisplay
  if (lenient !== undefined && /validate-code$/.test(test.operation))
    parametersOf(body).push({ name: 'lenient-display-validation', valueBoolean: lenient })
  parametersOf(body).push(...setup, ...profile)
  return body
}

export async function answerTo(runner: Runner, test: Case): Promise<Response> {
  const { ask, endpoint } = runner
  if (test.operation === 'metadata') return ask(`${endpoint}/metadata`)
  if (test.operation === 'term-caps') return ask(`${endpoint}/metadata?mode=terminology`)
  const path = test.operation === 'batch' ? '' : `/${PATHS[test.operation]}`
  if (path === '/undefined') throw new Error(`an operation that is not known: ${test.operation}`)
  const headers = {
    'content-type': 'application/fhir+json',
    ...(test.acceptLanguage !== undefined && { 'accept-language': test.acceptLanguage }),
    ...(test.header && { [test.header.name]: test.header.value }),
  }
  return ask(`${endpoint}${path}`, { method: 'POST', headers, body: JSON.stringify(bodyOf(runner, test)) })
}

/** The first difference, or undefined when the case passes. */
export async function runCase(
  runner: Runner,
  test: Case,
  externals: Record<string, Record<string, string>>,
): Promise<string | undefined> {
  const response = await answerTo(runner, test)
  const actual = normalize((await response.json()) as Json)
  const isMetadata = test.operation === 'metadata' || test.operation === 'term-caps'
  const context: CompareContext = {
    modes: runner.modes,
    version: runner.version,
    externals: externals[test.response],
    pattern: isMetadata,
  }
  if (!isMetadata && Math.floor(response.status / 100) !== Number(test.status[0]))
    return `status ${response.status} instead of ${test.status}: ${JSON.stringify(actual).slice(0, 400)}`
  return difference(runner.folder.json(test.response), actual, context)
}
