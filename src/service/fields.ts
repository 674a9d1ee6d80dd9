/** Schemas that several operations share. */
import { z } from 'zod'
import { type IsoDate, parseIsoDate } from '../core/date.ts'
import { isSystemId, SYSTEM_IDS } from '../core/system-id.ts'
import { TIERS } from '../search/query/tiers.ts'

export const SystemField = z.enum(SYSTEM_IDS).describe('code system')

export const DateField = z
  .string()
  .transform((text, context): IsoDate => {
    const date = parseIsoDate(text)
    if (date !== undefined) return date
    context.addIssue({ code: 'custom', message: `"${text}" is not a date written YYYY-MM-DD` })
    return z.NEVER
  })
  .describe('answer as of this day, YYYY-MM-DD; today when absent')

/** A comma-separated list of systems in a query string. */
export const SystemsField = z
  .string()
  .transform((text, context) => {
    const ids = text
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '')
    const wrong = ids.find((id) => !isSystemId(id))
    if (wrong === undefined) return ids.filter(isSystemId)
    context.addIssue({ code: 'custom', message: `there is no code system "${wrong}"; known: ${SYSTEM_IDS.join(', ')}` })
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
