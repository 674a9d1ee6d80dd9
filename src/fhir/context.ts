/** What the FHIR surface holds between requests: where terminology is found, and what clients have sent to stay. */
import type { Budget } from '../core/budget.ts'
import type { IsoDate } from '../core/date.ts'
import type { Edition } from '../edition/edition.ts'
import type { ServiceContext } from '../service/context.ts'
import { requestScope } from '../service/request.ts'
import { baseResources } from '../terminology/base.ts'
import { ClosureTables } from '../terminology/closure.ts'
import { Library, type Shelf } from '../terminology/library.ts'
import { ResourceShelf } from '../terminology/resource-shelf.ts'
import { standardShelf } from '../terminology/standard-shelf.ts'
import { ResourceCaches } from './cache.ts'
import type { FhirVersion } from './version.ts'

export interface FhirContext {
  readonly service: ServiceContext
  readonly caches: ResourceCaches
  readonly closures: ClosureTables
  /** The library as it is now: the edition may change. */
  library(version: FhirVersion): Library
}

export function fhirContext(
  service: ServiceContext,
  catalogShelf: (edition: Edition, today: () => IsoDate, budget: () => Budget | undefined) => Shelf,
): FhirContext {
  const own = new ResourceShelf(service.resources ?? [])
  const base = new Map<string, Shelf>()
  const libraries = new WeakMap<Edition, Map<string, Library>>()
  const baseOf = (number: string): Shelf => {
    let shelf = base.get(number)
    if (!shelf) {
      shelf = new ResourceShelf(baseResources(number))
      base.set(number, shelf)
    }
    return shelf
  }
  const shelfOf = (edition: Edition): Shelf =>
    catalogShelf(
      edition,
      () => service.today(),
      () => requestScope()?.budget,
    )
  return {
    service,
    caches: new ResourceCaches(),
    closures: new ClosureTables(),
    library({ number }) {
      const edition = service.edition()
      const made = libraries.get(edition) ?? new Map<string, Library>()
      libraries.set(edition, made)
      let library = made.get(number)
      if (!library) {
        library = new Library([own, shelfOf(edition), baseOf(number), standardShelf()])
        made.set(number, library)
      }
      return library
    },
  }
}
