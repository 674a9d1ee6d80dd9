/** What a fetch says when it is done: what serves each system, what failed and why, and how to get the rest. */
import type { FetchedSystem } from '../locations.ts'
import type { Provenance } from '../provenance.ts'
import type { SystemPlan } from './plan.ts'

/** A release file that is there now. */
export interface FetchedFile {
  readonly location: Provenance['location']
  readonly release: string
  /** Part of the release, as in the locations: `order`, `tableAndIndex`, … or `wheel`. */
  readonly role: string
  /** Address, or `pypi:name==version`. */
  readonly url: string
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** It was there before and nothing was downloaded. */
  readonly reused: boolean
  /** True when it lists the codes of its release by itself. */
  readonly listsCodes: boolean
  /** One sentence, e.g. that the checksum is not the one recorded. */
  readonly warning?: string
}

export interface FetchFailure {
  readonly location: 'publisher' | 'mirror'
  readonly release: string
  readonly role: string
  readonly url: string
  /** A clause: `the server answered 404`, `its name cannot be resolved`. */
  readonly problem: string
  /** Set when the server could not be reached at all, or stopped answering: its name. */
  readonly outOfReach?: string
  /** The address was a guess from the pattern of other years, so that failing is no surprise. */
  readonly byAnalogy: boolean
}

export interface SystemReport {
  readonly system: FetchedSystem
  readonly name: string
  /** Which location the newest release that lists codes is from; where none was found `starter`, or `none`. */
  readonly servedBy: 'user' | 'publisher' | 'mirror' | 'starter' | 'none'
  /** Label of that release; absent where none was found. */
  readonly release?: string
  /** Label of the release in force as far as the locations know it. */
  readonly inForce?: string
  readonly files: readonly FetchedFile[]
  readonly failures: readonly FetchFailure[]
  /** One sentence for the screen: what serves the system and why not more. */
  readonly line: string
  /** One sentence: how to get what is missing of the release in force; absent when nothing is. */
  readonly hint?: string
}

export interface FetchReport {
  readonly systems: readonly SystemReport[]
  readonly seconds: number
}

export interface Findings {
  readonly files: readonly FetchedFile[]
  readonly failures: readonly FetchFailure[]
  /** Labels of the releases that the user's own files list. */
  readonly own: readonly string[]
  readonly offline: boolean
}

const FROM = {
  user: 'from your own files',
  publisher: 'from the publisher',
  mirror: 'from the package mirror',
} as const

/** The report on one system. */
export function reportOn(plan: SystemPlan, findings: Findings): SystemReport {
  const served = servedBy(findings)
  const inForce = plan.releases[0]?.release
  const hint = hintFor(plan, findings)
  return {
    system: plan.system,
    name: plan.name,
    servedBy: served?.by ?? (plan.starter ? 'starter' : 'none'),
    ...(served === undefined ? {} : { release: served.release }),
    ...(inForce === undefined ? {} : { inForce }),
    files: findings.files,
    failures: findings.failures,
    line: lineFor(plan, findings, served),
    ...(hint === undefined ? {} : { hint }),
  }
}

interface Served {
  readonly by: 'user' | 'publisher' | 'mirror'
  readonly release: string
}

/** The newest release there is; labels of a system sort in time order. */
function servedBy({ files, own }: Findings): Served | undefined {
  const listing = files.filter((file) => file.listsCodes)
  const candidates: Served[] = [
    ...own.map((release) => ({ by: 'user', release }) as const),
    ...listing.map(({ location: by, release }) => ({ by, release })),
  ]
  const rank = { user: 0, publisher: 1, mirror: 2 }
  return candidates.sort((a, b) => b.release.localeCompare(a.release) || rank[a.by] - rank[b.by])[0]
}

function lineFor(plan: SystemPlan, findings: Findings, served: Served | undefined): string {
  const inForce = plan.releases[0]?.release
  const reasons = reasonsFor(findings, { served, wanted: served?.release === inForce ? undefined : inForce })
  const what = served
    ? `${served.release} ${FROM[served.by]}${contents(plan, served)}`
    : plan.starter
      ? 'the starter set, a small selection'
      : 'not loaded'
  const earlier = [
    ...new Set(findings.files.filter((f) => f.listsCodes && f.release !== served?.release).map((f) => f.release)),
  ]
  const also = earlier.length === 0 ? '' : `, also ${earlier.sort().reverse().join(' and ')}`
  return `${plan.name}: ${what}${also}${reasons === '' ? '' : `; ${reasons}`}.`
}

function contents(plan: SystemPlan, served: Served): string {
  const wheel = served.by === 'mirror' ? plan.wheels.find((each) => each.release === served.release) : undefined
  return wheel === undefined ? '' : ` (${wheel.what})`
}

/** Why `wanted`, the release in force, is not there; or what failed beside it. One clause a cause. */
function reasonsFor(
  { failures, offline }: Findings,
  { served, wanted }: { readonly served: Served | undefined; readonly wanted: string | undefined },
): string {
  if (offline) return wanted === undefined && served !== undefined ? '' : 'nothing was downloaded (offline)'
  const clauses = new Set<string>()
  for (const failure of failures) {
    if (failure.byAnalogy && wanted === undefined) continue
    if (failure.location === 'mirror') {
      if (wanted !== undefined) clauses.add(failure.problem)
    } else if (failure.outOfReach !== undefined)
      clauses.add(`${failure.outOfReach} is out of reach (${failure.problem})`)
    else clauses.add(`${failure.release} ${failure.role} was not got (${failure.problem})`)
  }
  return [...clauses].join('; ')
}

/** Recorded addresses of the release in force whose files are not there. */
function hintFor(plan: SystemPlan, { files, own }: Findings): string | undefined {
  const release = plan.releases[0]
  if (release === undefined) return undefined
  const missing = release.parts
    .filter((part) => !part.some((file) => files.some((f) => f.release === file.release && f.role === file.role)))
    .map((part) => part[0]!)
    .filter((file, index) => !(index === 0 && own.includes(file.release)))
    .filter((file) => !file.byAnalogy || plan.firstOnly)
  if (missing.length === 0) return undefined
  const urls = missing.map((file) => file.url).join(' and ')
  return `For all of ${plan.name} ${release.release}: download ${urls} in a browser, then: medcodex add FILE`
}
