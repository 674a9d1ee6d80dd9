/** Which systems of an edition have text under a licence. */
import type { Catalog } from '../catalog/catalog.ts'
import { isLicensed } from '../systems/licence.ts'
import { systemWithId } from '../systems/registry.ts'

/** The same by the URIs under which programs know them. */
export function licensedUris(catalog: Pick<Catalog, 'releases'>): Map<string, string> {
  return new Map([...licensedSystems(catalog)].map((id) => [systemWithId(id)?.uri ?? id, id]))
}

/** Systems with text under a licence, and those this program does not know: it cannot say that they are free. */
export function licensedSystems({ releases }: Pick<Catalog, 'releases'>): Set<string> {
  const licensed = releases.filter(({ system: id }) => {
    const system = systemWithId(id)
    return system === undefined || isLicensed(system)
  })
  return new Set(licensed.map(({ system }) => system))
}
