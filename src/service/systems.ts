/** What is loaded: systems with their releases, counts, currency, licence and where everything came from. */
import { z } from 'zod'
import type { IsoDate } from '../core/date.ts'
import type { Edition } from '../edition/edition.ts'
import { levelsOf } from '../systems/levels.ts'
import { systemOf } from '../systems/registry.ts'
import { LicenceField, SystemField } from './fields.ts'
import { currencyOf } from './notices.ts'
import { operation } from './operation.ts'

const ReleaseSchema = z.object({
  label: z.string(),
  validFrom: z.string(),
  codes: z.number(),
  billable: z.number(),
  records: z.number(),
  rejected: z.number(),
  issueCounts: z.record(z.string(), z.number()),
  sources: z.array(
    z.object({
      file: z.string(),
      role: z.string(),
      sha256: z.string(),
      url: z.string().optional(),
      location: z.string(),
    }),
  ),
})

const SystemSchema = z.object({
  id: SystemField,
  name: z.string(),
  title: z.string(),
  kind: z.string(),
  uri: z.string(),
  publisher: z.string(),
  release: z.string().describe('label of the newest release loaded'),
  validFrom: z.string(),
  inForce: z
    .string()
    .optional()
    .describe('label of the release the publisher has in force today, where it has a calendar'),
  isInForce: z.boolean(),
  notice: z.string().optional(),
  codes: z.number().describe('codes and headers valid today'),
  billable: z.number(),
  source: z.enum(['publisher', 'mirror', 'user', 'starter', 'program']).describe('who served the newest release'),
  licence: LicenceField,
  releases: z.array(ReleaseSchema),
})

export type SystemAnswer = z.output<typeof SystemSchema>

/** Rows for every loaded system, in the order they are shown. */
export function describeSystems({ catalog, manifest }: Edition, today: IsoDate): SystemAnswer[] {
  return [...new Set(catalog.releases.map((r) => r.system))].map((id) => {
    const system = systemOf(id)
    const currency = currencyOf(catalog, system, today)!
    const releases = manifest.releases.filter((r) => r.system === id)
    const newest = releases.find((r) => r.label === currency.loaded.label)
    return {
      id,
      name: system.name,
      title: system.title,
      kind: system.kind,
      uri: system.uri,
      publisher: system.publisher,
      release: currency.loaded.label,
      validFrom: currency.loaded.validFrom,
      inForce: currency.inForce?.label,
      isInForce: currency.isInForce,
      notice: currency.notice,
      ...catalog.counts(id, levelsOf(system.levels, 'code', 'header', 'frame'), today),
      source: newest?.sources[0]?.location ?? 'user',
      licence: { ...system.licence },
      releases: releases.map(({ system: _, issues: __, ...release }) => release),
    }
  })
}

export const systems = operation({
  name: 'systems',
  summary: 'The code systems loaded, with release, counts, currency, licence and sources.',
  path: '/systems',
  positional: [],
  input: z.object({}),
  output: z.object({ edition: z.string(), builder: z.string(), systems: z.array(SystemSchema) }),
  run(context) {
    const edition = context.edition()
    return {
      edition: edition.id,
      builder: edition.manifest.builder,
      systems: describeSystems(edition, context.today()),
    }
  },
})
