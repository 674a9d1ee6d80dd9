/** Runs a fetch and tells it to the terminal. */
import { today } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { Home } from '../edition/home.ts'
import { collectInputs } from '../edition/inputs.ts'
import { type FetchEvent, type FetchOptions, type FetchReport, fetchSystems } from '../sources/fetch/fetch.ts'
import { FETCHED_SYSTEMS, type FetchedSystem } from '../sources/locations.ts'
import { createFetchProgress } from './fetch-progress.ts'

/** Labels of the releases that the user's own files list, by system; nothing is downloaded for those. */
async function ownReleases(home: Home): Promise<Partial<Record<SystemId, string[]>>> {
  const inputs = await collectInputs(home, { onIssue: () => {} })
  return Object.fromEntries(
    inputs.map(({ system, releases }) => [
      system.id,
      releases.filter((r) => r.sources.some((s) => s.location === 'user')).map((r) => r.release.label),
    ]),
  )
}

/** Gets the release files of `systems` (all when empty) into the home. */
export async function fetchInto(
  home: Home,
  {
    systems,
    offline,
    allReleases = false,
    mirrorToo = false,
    signal,
    onEvent,
    outside = {},
  }: {
    systems: readonly FetchedSystem[]
    offline: boolean
    allReleases?: boolean
    mirrorToo?: boolean
    signal?: AbortSignal | undefined
    /** Told what happens, beside the terminal. */
    onEvent?: (event: FetchEvent) => void
    /** Replaces the outside world in tests. */
    outside?: Partial<FetchOptions>
  },
): Promise<FetchReport> {
  const progress = createFetchProgress()
  const options = {
    sources: home.sources,
    systems: systems.length > 0 ? systems : FETCHED_SYSTEMS,
    today: today(),
    offline,
    allReleases,
    mirrorToo,
    own: await ownReleases(home),
    onEvent(event: FetchEvent) {
      progress.on(event)
      onEvent?.(event)
    },
    ...(signal && { signal }),
    ...outside,
  }
  try {
    return await fetchSystems(options)
  } finally {
    progress.stop()
  }
}

/** What served each system, and how to get more, a sentence a line. */
export function fetchLines({ systems }: FetchReport): string[] {
  return systems.flatMap(({ line, hint }) => [`  ${line}`, ...(hint === undefined ? [] : [`    ${hint}`])])
}
