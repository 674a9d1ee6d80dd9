/**
 * Resources that a client sends once and refers to later by the `cache-id` that it gave with them. Held in memory, so
 * many and so large; the cache that was not used for the longest time goes first.
 */
import type { TerminologyResource } from '../terminology/resources.ts'

const MOST_CACHES = 100
const MOST_RESOURCES = 2_000

export class ResourceCaches {
  readonly #caches = new Map<string, Map<string, TerminologyResource>>()

  /** The resources under `id` with `added`, which replace those of the same URL and version. */
  use(id: string, added: readonly TerminologyResource[]): readonly TerminologyResource[] {
    const cache = this.#caches.get(id) ?? new Map<string, TerminologyResource>()
    this.#caches.delete(id)
    this.#caches.set(id, cache)
    if (this.#caches.size > MOST_CACHES) this.#caches.delete(this.#caches.keys().next().value ?? '')
    for (const resource of added) {
      const key = `${resource.resourceType} ${resource.url}|${resource.version ?? ''}`
      if (cache.size < MOST_RESOURCES || cache.has(key)) cache.set(key, resource)
    }
    return [...cache.values()]
  }
}
