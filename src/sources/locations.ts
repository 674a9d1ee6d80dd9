/** Where each code system's releases are found: the publisher's addresses and the package mirror, kept as data. */
import { z } from 'zod'
import type { SystemId } from '../core/system-id.ts'
import data from './locations.json' with { type: 'json' }

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const PublisherFileSchema = z.strictObject({
  /** Label of the release the file belongs to, as the code system labels it: `FY2027`, `2026-10`. */
  release: z.string(),
  /** First day that release is in force. */
  validFrom: Day,
  /** What the download holds: `order` and `anweb` list codes, the others add to them. Only a hint. */
  role: z.string(),
  url: z.url(),
  /** Checksum recorded for the address; null where none was. Publishers replace files, so another sum is a warning. */
  sha256: Sha256.nullable(),
  /** The address follows the pattern of other years and was not recorded: it may not exist. */
  byAnalogy: z.literal(true).optional(),
  /** A change within the year; fetched only when all releases are asked for. */
  update: z.literal(true).optional(),
  /** Name to keep the file under, where the last part of the address says too little. */
  name: z.string().optional(),
})

const WheelSchema = z.strictObject({
  package: z.string(),
  version: z.string(),
  release: z.string(),
  validFrom: Day,
  /** A wheel never changes: another sum is refused. */
  sha256: Sha256,
  /** Members that are read; the rest of the wheel is ignored. */
  members: z.array(z.string()).min(1),
  /** What the release holds, for a person. */
  what: z.string(),
  /** Fetched only when the mirror is asked for by name: too old to be got unasked. */
  onRequest: z.literal(true).optional(),
})

const SystemLocationsSchema = z.strictObject({
  name: z.string(),
  /** The starter set has some of its codes. */
  starter: z.literal(true).optional(),
  /** Newest release first; the file that lists codes before the others. Same release and role: tried in order. */
  publisher: z.array(PublisherFileSchema),
  /** Releases each quarter at an address that follows a pattern with `{month}` (`october`) and `{year}`. */
  quarterly: z.strictObject({ role: z.string(), url: z.string().includes('{month}').includes('{year}') }).optional(),
  /** Newest release first. */
  mirror: z.array(WheelSchema),
})

export const LocationsSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), SystemLocationsSchema)

export type PublisherFile = z.infer<typeof PublisherFileSchema>
export type Wheel = z.infer<typeof WheelSchema>
/** What names one wheel for good. */
export type WheelPin = Pick<Wheel, 'package' | 'version' | 'sha256'>
export type SystemLocations = z.infer<typeof SystemLocationsSchema>
export type Locations = z.infer<typeof LocationsSchema>
/** Systems whose files anyone may get; those under a licence are brought by their users. */
export type FetchedSystem = SystemId

/** The locations that ship with the program. */
export const LOCATIONS: Locations = LocationsSchema.parse(data)

/** In the order in which they are fetched. */
export const FETCHED_SYSTEMS: readonly FetchedSystem[] = Object.keys(LOCATIONS)

/** Roles whose files list the codes of a release; the others only add to it. */
const LISTING_ROLES: ReadonlySet<string> = new Set([
  'order',
  'anweb',
  'directory',
  'prescribable',
  'cvx',
  'mvx',
  'table5',
  'categories',
])

/** True when `file` alone makes a release of which codes can be shown. */
export function listsCodes(file: PublisherFile): boolean {
  return LISTING_ROLES.has(file.role)
}

/** How a wheel is named in provenance and reports: `pypi:drg==1.0.0`. */
export function wheelId(wheel: Pick<Wheel, 'package' | 'version'>): string {
  return `pypi:${wheel.package}==${wheel.version}`
}
