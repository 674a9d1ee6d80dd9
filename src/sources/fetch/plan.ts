/** Which of the known locations a fetch goes to on a given day. Pure: no file, no network. */
import { addDays, type IsoDate, isoDate } from '../../core/date.ts'
import type { FetchedSystem, PublisherFile, SystemLocations, Wheel } from '../locations.ts'

/** The release in force and this many earlier ones are fetched when nothing else is asked. */
const EARLIER_RELEASES = 2
/** Quarters tried, newest first, until one is there. */
const QUARTERS = 4
const MONTHS = { '01': 'january', '04': 'april', '07': 'july', '10': 'october' } as const

export interface ReleasePlan {
  readonly release: string
  readonly validFrom: string
  /** One list a role: addresses of the same part, tried in order until one serves. */
  readonly parts: readonly (readonly PublisherFile[])[]
}

export interface SystemPlan {
  readonly system: FetchedSystem
  readonly name: string
  /** Without any release, the starter set serves some codes. */
  readonly starter: boolean
  /** Newest first; the first is the release in force. */
  readonly releases: readonly ReleasePlan[]
  /** Older releases stand in for newer ones: the first that is found is enough. */
  readonly firstOnly: boolean
  /** Newest first. */
  readonly wheels: readonly Wheel[]
}

export interface PlanOptions {
  readonly today: IsoDate
  readonly allReleases?: boolean
  /** Also mirrors that are too old to be got unasked. */
  readonly mirror?: boolean
}

/** What to get of one system on `today`; releases that are not yet in force are left out. */
export function planSystem(
  system: FetchedSystem,
  locations: SystemLocations,
  { today, allReleases = false, mirror = false }: PlanOptions,
): SystemPlan {
  const listed = locations.publisher.filter((file) => file.validFrom <= today)
  const files = locations.quarterly ? withQuarters(listed, locations.quarterly, today) : listed
  const releases = [...Map.groupBy(files, (file) => file.release)]
    .map(([release, of]): ReleasePlan => ({ release, validFrom: of[0]!.validFrom, parts: partsOf(of) }))
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  const yearly = releases.filter((release) => !release.parts.flat().every((file) => file.update))
  const wheels = locations.mirror.filter((wheel) => wheel.validFrom <= today && (mirror || wheel.onRequest !== true))
  const firstOnly = locations.quarterly !== undefined && !allReleases
  return {
    system,
    name: locations.name,
    starter: locations.starter === true,
    releases: allReleases || firstOnly ? releases : yearly.slice(0, 1 + EARLIER_RELEASES),
    firstOnly,
    wheels: allReleases ? wheels : wheels.slice(0, 1),
  }
}

function partsOf(files: readonly PublisherFile[]): PublisherFile[][] {
  return [...Map.groupBy(files, (file) => file.role).values()]
}

/** The files of the quarter in force and those before it; where an address was recorded, that one. */
function withQuarters(
  listed: readonly PublisherFile[],
  pattern: NonNullable<SystemLocations['quarterly']>,
  today: IsoDate,
): PublisherFile[] {
  const files: PublisherFile[] = []
  let first = firstOfQuarter(today)
  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    const release = first.slice(0, 7)
    const recorded = listed.filter((file) => file.release === release)
    const month = MONTHS[first.slice(5, 7) as keyof typeof MONTHS]
    const url = pattern.url.replace('{month}', month).replace('{year}', first.slice(0, 4))
    const guessed: PublisherFile = { release, validFrom: first, role: pattern.role, url, sha256: null, byAnalogy: true }
    files.push(...(recorded.length > 0 ? recorded : [guessed]))
    first = firstOfQuarter(addDays(first, -1))
  }
  return files
}

function firstOfQuarter(date: IsoDate): IsoDate {
  const month = Number(date.slice(5, 7))
  return isoDate(`${date.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`)
}
