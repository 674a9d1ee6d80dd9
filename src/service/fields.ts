/** Schemas that several operations share. */
import { z } from 'zod'
import { type IsoDate, parseIsoDate } from '../core/date.ts'
import { TIERS } from '../search/query/tiers.ts'
import { findSystem, SYSTEMS } from '../systems/registry.ts'

/** Terms under which the content of a system is shown. */
export const LicenceField = z.object({
  access: z.enum(['public', 'notice', 'terms', 'licensed']),
  name: z.string(),
  notice: z.string(),
  url: z.string(),
})

/** A code system in an answer, by its identifier. */
export const SystemField = z.string().describe('code system')

/** A code system that is asked for: its id, its name, its FHIR URI or its OID. */
export const AnySystemField = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .describe('code system by any of its names: icd10cm, ICD-10-CM, its FHIR URI or its OID')

export const DateField = z
  .string()
  .transform((text, context): IsoDate => {
    const date = parseIsoDate(text)
    if (date !== undefined) return date
    context.addIssue({ code: 'custom', message: `"${text}" is not a date written YYYY-MM-DD` })
    return z.NEVER
  })
  .describe('answer as of this day, YYYY-MM-DD; today when absent')

/** Identifiers of the systems that the program knows, for messages. */
const known = (): string => SYSTEMS.map((system) => system.id).join(', ')

/** A comma-separated list of systems in a query string, each by any of its names. */
export const SystemsField = z
  .string()
  .transform((text, context) => {
    const names = text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    const found = names.map((name) => findSystem(name)?.id)
    const wrong = names.find((_, i) => found[i] === undefined)
    if (wrong === undefined) return found.filter((id) => id !== undefined)
    context.addIssue({ code: 'custom', message: `there is no code system "${wrong}"; known: ${known()}` })
    return z.NEVER
  })
  .describe('only these code systems, comma separated')

export const FlagField = z.enum(['true', 'false', 'yes', 'no']).transform((text) => text === 'true' || text === 'yes')

/** A flag that is off unless given; the command line takes it without a value. */
export const SwitchField = FlagField.meta({ 'x-switch': true })

export const LimitField = (most: number, usual: number) =>
  z.coerce.number().int().min(1).max(most).default(usual).describe(`how many, 1 to ${most}`)

export const TierField = z.enum(TIERS).describe('how it was found, best first')

/** Why a hit was found. */
export const WhySchema = z.object({
  text: z.string().describe('one sentence for a person'),
  name: z
    .object({ kind: z.string(), label: z.string(), text: z.string() })
    .optional()
    .describe('the name of the concept that met the query; absent for a hit by code'),
  spans: z.array(z.tuple([z.number(), z.number()])).describe('stretches of name.text that were met, [start, end)'),
  words: z.array(z.object({ typed: z.string(), met: z.string(), how: z.string() })),
  replacements: z
    .array(z.object({ from: z.string(), to: z.string(), kind: z.string() }))
    .describe('phrases that were taken for others: abbreviations, lay words, corrections'),
})

/** Stands in answers whose work was cut. */
export const PartialField = z
  .boolean()
  .describe('true when the answer is what was found within the steps a request may take; counts are of that')

/** How many rows to pass over. */
export const PlaceField = z.coerce.number().int().min(0).max(10_000_000).default(0)
