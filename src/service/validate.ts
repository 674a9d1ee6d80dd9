/** Many codes at once: whether each can be used on a day, and what to do where it cannot. */
import { z } from 'zod'
import type { Catalog } from '../catalog/catalog.ts'
import { systemOf } from '../systems/registry.ts'
import { loadedSystem } from './code.ts'
import { AnySystemField, DateField, PartialField } from './fields.ts'
import { operation } from './operation.ts'
import { Checker, SuggestionSchema, VERDICTS } from './verdict.ts'

/** Codes of one call. */
export const MOST_CODES = 1_000
const MOST_CODE = 100
/** What looking for suggestions costs, in steps; past the budget codes are answered without. */
const HELP_STEPS = 1_000

const written = z.string().trim().min(1).max(MOST_CODE)
const ItemField = z.union([
  written,
  z.object({ code: written, system: AnySystemField.optional(), asOf: DateField.optional() }),
])

/** A list in a body, or text with commas or blanks between codes. */
const CodesField = z
  .preprocess(
    (given) => (typeof given === 'string' ? given.split(/[,;\s]+/).filter((code) => code !== '') : given),
    z.array(ItemField).min(1, 'name at least one code').max(MOST_CODES, `at most ${MOST_CODES} codes`),
  )
  .describe(`up to ${MOST_CODES} codes, comma separated; in a body, a list of codes or of {code, system, asOf}`)

const checkers = new WeakMap<Catalog, Checker>()

/** The checker of a catalog; one, so that what it remembers serves every call. */
export function checkerOf(catalog: Catalog): Checker {
  const checker = checkers.get(catalog) ?? new Checker(catalog)
  checkers.set(catalog, checker)
  return checker
}

export const validate = operation({
  name: 'validate',
  summary: 'Whether codes can be used on a day, up to 1,000 at once, and what may have been meant where they cannot.',
  path: '/validate',
  method: 'POST',
  positional: ['system', 'codes'],
  input: z.object({
    system: AnySystemField.optional().describe('code system of codes that do not name their own'),
    codes: CodesField,
    asOf: DateField.optional(),
  }),
  output: z.object({
    total: z.number(),
    partial: PartialField.optional(),
    valid: z.number().describe('codes that can be used as they are meant'),
    results: z.array(
      z.object({
        system: z.string(),
        written: z.string(),
        status: z.enum(VERDICTS),
        billable: z.boolean(),
        code: z.string().optional().describe('as officially written'),
        title: z.string().optional(),
        mended: z.boolean().describe('true when it is officially written otherwise'),
        asOf: z.string(),
        endedOn: z.string().optional(),
        startsOn: z.string().optional(),
        suggestions: z.array(SuggestionSchema),
      }),
    ),
    notices: z.array(z.string()).describe('what must stand beside text of systems under terms'),
  }),
  run(context, { system, codes, asOf }) {
    const { catalog } = context.edition()
    const checker = checkerOf(catalog)
    const usual = asOf ?? context.today()
    const items = codes.map((item) => (typeof item === 'string' ? { code: item } : item))
    const named = new Map<string | undefined, ReturnType<typeof loadedSystem>>()
    const results = items.map((item) => {
      const name = item.system ?? system
      const of = named.get(name) ?? loadedSystem(catalog, name ?? '')
      named.set(name, of)
      const day = item.asOf ?? usual
      const verdict = checker.check(of, item.code, day)
      const helped = verdict.status === 'valid' || context.budget?.spend(HELP_STEPS) !== false
      const { status, billable, code, title, mended, endedOn, startsOn } = verdict
      return {
        system: of.id,
        written: item.code,
        status,
        billable,
        mended,
        asOf: day,
        ...Object.fromEntries(
          Object.entries({ code, title, endedOn, startsOn }).filter(([, value]) => value !== undefined),
        ),
        suggestions: helped ? verdict.suggestions.map((each) => ({ ...each })) : [],
      }
    })
    const shown = [...new Set(results.map((result) => result.system))].map(systemOf)
    return {
      total: results.length,
      ...(context.budget?.exceeded ? { partial: true } : {}),
      valid: results.filter(({ status }) => status === 'valid').length,
      results,
      notices: shown.filter((each) => each.licence.access !== 'public').map((each) => each.licence.notice),
    }
  },
})
