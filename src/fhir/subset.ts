/** A resource without what was not asked for: `_summary` and `_elements`. What is left says that it is a part. */
import { badRequest } from '../terminology/issues.ts'
import { isObject, type Json, objectsOf } from '../terminology/json.ts'

/** What a subset always has: what tells it, and what its kind must have. */
const ALWAYS = ['resourceType', 'id', 'meta', 'status', 'content']
/** Elements that summaries leave out: the codes and what is long. */
const LONG = ['concept', 'compose', 'expansion', 'group', 'text', 'property', 'copyright', 'description', 'purpose']
const SUBSETTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
  display: 'subsetted',
}
/** Values of `_summary`; `count` is for searches, which have no entries then. */
const SUMMARIES = ['true', 'false', 'text', 'data', 'count']

/** The elements to keep, or undefined for all of them. @throws TerminologyError for a summary that FHIR does not know */
function keptBy(query: URLSearchParams): ((name: string) => boolean) | undefined {
  const summary = query.get('_summary') ?? 'false'
  if (!SUMMARIES.includes(summary)) throw badRequest(`_summary is one of ${SUMMARIES.join(', ')}`)
  const elements = query
    .getAll('_elements')
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (elements.length > 0) return (name) => elements.includes(name)
  if (summary === 'true') return (name) => !LONG.includes(name)
  if (summary === 'text') return (name) => name === 'text'
  return summary === 'data' ? (name) => name !== 'text' : undefined
}

/** A resource, or the resources of a Bundle, as `query` asks for them. */
export function subset(resource: Json, query: URLSearchParams): Json {
  const kept = keptBy(query)
  if (!kept) return resource
  if (resource['resourceType'] !== 'Bundle') return part(resource, kept)
  const entries = objectsOf(resource['entry'])
  if (entries.length === 0) return resource
  const entry = entries.map((each) =>
    isObject(each['resource']) ? { ...each, resource: part(each['resource'], kept) } : each,
  )
  return { ...resource, entry }
}

function part(resource: Json, kept: (name: string) => boolean): Json {
  const meta = isObject(resource['meta']) ? resource['meta'] : {}
  const elements = Object.entries(resource).filter(([name]) => ALWAYS.includes(name) || kept(name))
  return { ...Object.fromEntries(elements), meta: { ...meta, tag: [...objectsOf(meta['tag']), SUBSETTED] } }
}
