/** What an operation works with: its input, the library it looks in, and the session made of both. */
import { fromR4 } from '../terminology/from-r4.ts'
import { badRequest } from '../terminology/issues.ts'
import type { Json } from '../terminology/json.ts'
import { parseRanges } from '../terminology/languages.ts'
import type { Library } from '../terminology/library.ts'
import { NO_OPTIONS, type Options } from '../terminology/options.ts'
import { addOptions } from '../terminology/read-options.ts'
import { readResource } from '../terminology/read-resource.ts'
import { ResourceShelf } from '../terminology/resource-shelf.ts'
import type { TerminologyResource } from '../terminology/resources.ts'
import { Session, type Work } from '../terminology/session.ts'
import type { FhirContext } from './context.ts'
import type { Input } from './parameters.ts'
import type { FhirVersion } from './version.ts'

export interface OperationRequest {
  readonly context: FhirContext
  readonly version: FhirVersion
  readonly input: Input
  /** The header of that name, as it came. */
  readonly acceptLanguage: string | undefined
  /** The resource that the operation is asked of, by its id. */
  readonly instance: TerminologyResource | undefined
  /** What was done for the requests that came together with this one. */
  readonly work?: Work | undefined
}

/** A resource of the request as the terminology reads it. @throws TerminologyError */
export function resourceIn(json: Json, version: FhirVersion): TerminologyResource | undefined {
  return readResource(version.path === 'r4' ? fromR4(json) : json)
}

/** A resource that must be of one type. @throws TerminologyError */
export function resourceOfType<T extends TerminologyResource['resourceType']>(
  json: Json,
  type: T,
  version: FhirVersion,
): Extract<TerminologyResource, { resourceType: T }> {
  const resource = resourceIn(json, version)
  if (resource?.resourceType !== type)
    throw badRequest(`Wrong type for resource. Expected ${type} but found ${String(json['resourceType'])}`)
  return resource as Extract<TerminologyResource, { resourceType: T }>
}

/** The library with what the request brings, or has brought before under its `cache-id`. */
function libraryOf({ context, version, input, instance }: OperationRequest): Library {
  const brought = input.resources('tx-resource').flatMap((json) => resourceIn(json, version) ?? [])
  const cacheId = input.text('cache-id')
  const all = cacheId === undefined ? brought : context.caches.use(cacheId, brought)
  const given = [...all, ...(instance ? [instance] : [])]
  const library = context.library(version)
  return given.length === 0 ? library : library.with(new ResourceShelf(given))
}

function optionsOf({ input, acceptLanguage }: OperationRequest, fallback: boolean): Options {
  const isAnything = acceptLanguage === undefined || acceptLanguage.trim() === '*'
  const accepted = !isAnything ? parseRanges(acceptLanguage, { fallback }) : undefined
  return addOptions({ ...NO_OPTIONS, acceptLanguages: accepted }, input.simple(), { fallback })
}

/** @param options.fallback a name in any language is shown where none is in those asked for */
export function sessionOf(request: OperationRequest, { fallback }: { fallback: boolean }): Session {
  return new Session(libraryOf(request), optionsOf(request, fallback), request.work)
}
