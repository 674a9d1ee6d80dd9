/** Search for resources by their canonical, name, title and status, in pages. */
import type { Bundle, BundleEntry } from 'fhir/r5.js'
import { badRequest } from '../terminology/issues.ts'
import type { Library } from '../terminology/library.ts'
import type { TerminologyResource } from '../terminology/resources.ts'
import { resourcesOf } from './catalogue.ts'
import type { ResourceKind } from './definitions.ts'

const MOST_ON_A_PAGE = 200
const USUAL_ON_A_PAGE = 50

type Test = (resource: TerminologyResource, value: string) => boolean

const begins = (text: string | undefined, value: string): boolean =>
  text?.toLowerCase().startsWith(value.toLowerCase()) === true

/** What can be searched for; other parameters are not understood. */
export const SEARCH_PARAMETERS: Readonly<
  Record<string, { readonly type: 'uri' | 'token' | 'string'; readonly test: Test }>
> = {
  _id: { type: 'token', test: ({ id }, value) => id === value },
  url: { type: 'uri', test: ({ url }, value) => url === value },
  version: { type: 'token', test: ({ version }, value) => version === value },
  name: { type: 'string', test: ({ name }, value) => begins(name, value) },
  title: { type: 'string', test: ({ title }, value) => begins(title, value) },
  status: { type: 'token', test: ({ status }, value) => value.split(',').includes(status) },
}

/** Parameters that say how to answer, not what is looked for. */
const CONTROLS = new Set(['_format', '_count', '_offset', '_summary', '_elements', '_pretty', '_sort', '_total'])

function numberOf(query: URLSearchParams, name: string, usual: number): number {
  const value = query.get(name)
  if (value === null) return usual
  if (!/^\d{1,9}$/.test(value)) throw badRequest(`The parameter ${name} must be a whole number`)
  return Number(value)
}

/** @param address of the search, for links to pages */
export function searchResources(
  library: Library,
  kind: ResourceKind,
  { query, address }: { query: URLSearchParams; address: string },
): Bundle {
  const wanted = [...query].filter(([name]) => !CONTROLS.has(name))
  for (const [name] of wanted)
    if (!(name in SEARCH_PARAMETERS))
      throw badRequest(`The search parameter "${name}" is not supported for ${kind}`, { type: 'not-supported' })
  const found = [...resourcesOf(library, kind)].filter((resource) =>
    wanted.every(([name, value]) => SEARCH_PARAMETERS[name]!.test(resource, value)),
  )
  const isCount = query.get('_summary') === 'count'
  const count = isCount ? 0 : Math.min(numberOf(query, '_count', USUAL_ON_A_PAGE), MOST_ON_A_PAGE)
  const offset = numberOf(query, '_offset', 0)
  const page = found.slice(offset, offset + count)
  const linkTo = (from: number): string => {
    const next = new URLSearchParams(query)
    next.set('_offset', String(from))
    return `${address}?${next}`
  }
  const more = count > 0 && offset + count < found.length
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    link: [
      { relation: 'self', url: query.size > 0 ? `${address}?${query}` : address },
      ...(more ? [{ relation: 'next' as const, url: linkTo(offset + count) }] : []),
    ],
    ...(page.length > 0 && {
      entry: page.map(
        (resource): BundleEntry => ({
          fullUrl: `${address}/${resource.id}`,
          resource,
          search: { mode: 'match' },
        }),
      ),
    }),
  }
}
