/**
 * Answers one request, given as data: which operation or interaction it asks for, and with what. No HTTP here; entries of
 * a batch come the same way as requests from outside.
 */
import type { Bundle, FhirResource } from 'fhir/r5.js'
import { badRequest, type TerminologyError } from '../terminology/issues.ts'
import { isObject, type Json, objectsOf, textIn } from '../terminology/json.ts'
import { Work } from '../terminology/session.ts'
import { capabilityStatement, terminologyCapabilities, versions } from './capabilities.ts'
import { resourceById } from './catalogue.ts'
import type { FhirContext } from './context.ts'
import type { Parameters, ResourceKind } from './definitions.ts'
import { findOperation } from './operations/operations.ts'
import { outcomeOfError } from './outcome.ts'
import { fromParameters, fromQuery, type Input } from './parameters.ts'
import { toR4 } from './r4.ts'
import { searchResources } from './search.ts'
import { subset } from './subset.ts'
import type { FhirVersion } from './version.ts'

export interface Ask {
  readonly method: 'GET' | 'POST'
  /** Below the endpoint: `ValueSet/$expand`. */
  readonly path: string
  readonly query: URLSearchParams
  /** What was posted: a form, a resource, or nothing. */
  readonly body?: URLSearchParams | Json | undefined
  readonly acceptLanguage?: string | undefined
  /** Of the header. */
  readonly cacheId?: string | undefined
}

export interface Answer {
  readonly status: number
  readonly resource: Json
}

export interface Endpoint {
  readonly context: FhirContext
  readonly version: FhirVersion
  /** Address of the endpoint, for links. */
  readonly base: string
  /** Shared by the requests of a batch. */
  readonly work?: Work | undefined
}

const KINDS: readonly string[] = ['CodeSystem', 'ValueSet', 'ConceptMap'] satisfies ResourceKind[]
const isKind = (text: string): text is ResourceKind => KINDS.includes(text)

/** Requests in one batch. */
const MOST_IN_A_BATCH = 200

const notFound = (text: string): TerminologyError => badRequest(text, { status: 404, type: 'not-found' })

/** Answers `ask`, and what goes wrong as an OperationOutcome. `unexpected` hears of what should not have happened. */
export function dispatch(endpoint: Endpoint, ask: Ask, unexpected: (thrown: Error) => void): Answer {
  try {
    const resource = answer(endpoint, ask, unexpected) as unknown as Json
    return { status: 200, resource: endpoint.version.path === 'r4' ? toR4(resource) : resource }
  } catch (thrown) {
    const { outcome, status } = outcomeOfError(thrown)
    if (status === 500 && thrown instanceof Error) unexpected(thrown)
    return { status, resource: outcome as unknown as Json }
  }
}

function answer(endpoint: Endpoint, ask: Ask, unexpected: (thrown: Error) => void): FhirResource {
  const { context, version, base } = endpoint
  const [first = '', second, third, ...rest] = ask.path.split('/').filter((part) => part !== '')
  if (rest.length > 0) throw notFound(`There is nothing at ${ask.path}`)
  if (first === '') return batch(endpoint, ask, unexpected)
  if (second === undefined) {
    if (first === 'metadata') {
      const isTerminology = ask.query.get('mode') === 'terminology'
      return isTerminology
        ? terminologyCapabilities(version, base, context.library(version))
        : capabilityStatement(version, base)
    }
    if (first === '$versions') return versions(version)
    if (first.startsWith('$')) return operate(endpoint, ask, { name: first.slice(1) })
  }
  if (!isKind(first)) throw notFound(`There is nothing at ${ask.path}`)
  if (second?.startsWith('$')) return operate(endpoint, ask, { name: second.slice(1), kind: first })
  if (third?.startsWith('$')) return operate(endpoint, ask, { name: third.slice(1), kind: first, id: second })
  if (third !== undefined && third !== '_history') throw notFound(`There is nothing at ${ask.path}`)
  if (second === undefined || second === '_search') {
    const query = ask.body instanceof URLSearchParams ? new URLSearchParams([...ask.query, ...ask.body]) : ask.query
    if (ask.method === 'POST' && second === undefined)
      throw badRequest('Resources cannot be created here', { status: 405, type: 'not-supported' })
    const found = searchResources(context.library(version), first, { query, address: `${base}/${first}` })
    return subset(found as unknown as Json, query) as unknown as FhirResource
  }
  return subset(read(endpoint, first, second) as unknown as Json, ask.query) as unknown as FhirResource
}

function read({ context, version }: Endpoint, kind: ResourceKind, id: string) {
  const found = resourceById(context.library(version), kind, id)
  if (!found) throw notFound(`${kind}/${id} is not known`)
  return found
}

/** Where a resource may stand by itself instead of a Parameters resource. */
const BARE: Readonly<Record<string, string>> = {
  ValueSet: 'valueSet',
  CodeSystem: 'codeSystem',
  ConceptMap: 'conceptMap',
}

function inputOf({ query, body, cacheId }: Ask, defined: Parameters): Input {
  const asked = fromQuery(query, defined)
  const made = (): Input => {
    if (body === undefined) return asked
    if (body instanceof URLSearchParams) return fromQuery(body, defined).over(asked)
    const bare = BARE[textIn(body, 'resourceType') ?? '']
    if (bare !== undefined && bare in defined) return asked.with(bare, body)
    return fromParameters(body, defined).over(asked)
  }
  const input = made()
  return cacheId !== undefined && input.text('cache-id') === undefined ? input.with('cache-id', cacheId) : input
}

function operate(
  endpoint: Endpoint,
  ask: Ask,
  { name, kind, id }: { name: string; kind?: ResourceKind | undefined; id?: string | undefined },
): FhirResource {
  const operation = findOperation(name, kind)
  if (!operation || (id !== undefined && !operation.definition.instance))
    throw badRequest(`The operation $${name} is not supported${kind ? ` for ${kind}` : ''}`, {
      status: 404,
      type: 'not-supported',
    })
  const instance = kind !== undefined && id !== undefined ? read(endpoint, kind, id) : undefined
  return operation.run({
    context: endpoint.context,
    version: endpoint.version,
    input: inputOf(ask, operation.definition.parameters),
    acceptLanguage: ask.acceptLanguage,
    instance,
    work: endpoint.work,
  })
}

/** A Bundle of requests, each answered as if it came alone. */
function batch(endpoint: Endpoint, ask: Ask, unexpected: (thrown: Error) => void): Bundle<FhirResource> {
  const bundle = ask.body
  if (
    ask.method !== 'POST' ||
    bundle === undefined ||
    bundle instanceof URLSearchParams ||
    bundle['resourceType'] !== 'Bundle'
  )
    throw badRequest('A batch is a Bundle that is posted')
  if (bundle['type'] !== 'batch') throw badRequest('Only bundles of type batch are answered', { type: 'not-supported' })
  const entries = objectsOf(bundle['entry'])
  if (entries.length > MOST_IN_A_BATCH)
    throw badRequest(`A batch may hold ${MOST_IN_A_BATCH} requests`, { status: 413, type: 'too-costly' })
  const together = { ...endpoint, work: new Work() }
  const answers = entries.map((entry) => {
    const { status, resource } = dispatch(together, askOf(entry, ask), unexpected)
    const isOutcome = resource['resourceType'] === 'OperationOutcome'
    const response = { status: String(status), ...(isOutcome && { outcome: resource }) }
    return { resource, response }
  })
  return { resourceType: 'Bundle', type: 'batch-response', entry: answers } as unknown as Bundle<FhirResource>
}

function askOf(entry: Json, { acceptLanguage, cacheId }: Ask): Ask {
  const request = isObject(entry['request']) ? entry['request'] : {}
  const [path = '', query = ''] = (textIn(request, 'url') ?? '').split('?')
  const method = textIn(request, 'method') === 'POST' ? 'POST' : 'GET'
  const body = isObject(entry['resource']) ? entry['resource'] : undefined
  // A bundle in a bundle would be a way around its bounds.
  if (path.replaceAll('/', '') === '') return { method: 'GET', path: 'unknown', query: new URLSearchParams() }
  return { method, path, query: new URLSearchParams(query), body, acceptLanguage, cacheId }
}
