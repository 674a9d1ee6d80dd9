/** Notes for the audit which codes under a licence an answer shows, as the other surfaces do. */
import type { Edition } from '../edition/edition.ts'
import { licensedUris } from '../service/licensed.ts'
import type { RequestScope } from '../service/request.ts'
import { isObject, type Json, objectsOf, textIn } from '../terminology/json.ts'

const knownOf = new WeakMap<object, ReadonlyMap<string, string>>()

/** Systems of an edition with text under a licence: their identifiers by URI. */
function licensedIn({ catalog }: Edition): ReadonlyMap<string, string> {
  const known = knownOf.get(catalog)
  if (known) return known
  const found = licensedUris(catalog)
  knownOf.set(catalog, found)
  return found
}

/** Notes every licensed code in `answer` that stands there with words. */
export function noteLicensed(scope: RequestScope, edition: Edition, answer: Json): void {
  const licensed = licensedIn(edition)
  if (licensed.size === 0) return
  const note = (system: unknown, code: unknown, display: unknown): void => {
    const id = licensed.get(String(system))
    if (id !== undefined && typeof code === 'string' && display !== undefined) scope.noteLicensed(id, code)
  }
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each)
      return
    }
    if (!isObject(value)) return
    note(value['system'], value['code'], value['display'])
    if (value['resourceType'] === 'Parameters') {
      const of = (name: string): string | undefined => {
        const found = objectsOf(value['parameter']).find((p) => p['name'] === name)
        const key = found && Object.keys(found).find((each) => each.startsWith('value'))
        return found && key !== undefined ? textIn(found, key) : undefined
      }
      note(of('system'), of('code'), of('display'))
    }
    for (const inner of Object.values(value)) visit(inner)
  }
  visit(answer)
}
