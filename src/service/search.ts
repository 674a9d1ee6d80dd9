/** Search and type-ahead over every loaded system. */
import { z } from 'zod'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import type { SystemId } from '../core/system-id.ts'
import { dayOf } from '../edition/build-search.ts'
import type { Edition } from '../edition/edition.ts'
import { appliesTo, rangeOf } from '../explain/applies.ts'
import { DURATION_BANDS } from '../explain/facets.ts'
import { ANESTHESIA, SETTINGS } from '../explain/model.ts'
import type { Hit, SearchOptions } from '../search/engine.ts'
import type { Filters } from '../search/query/filters.ts'
import { describeQuery, type ParsedQuery, parseQuery } from '../search/query/syntax.ts'
import { systemOf, systemWithId } from '../systems/registry.ts'
import { kindOfCode, kindsOf, SYSTEM_KINDS } from '../systems/system.ts'
import { codePath } from './code-path.ts'
import { codesIn, NOTICE_KINDS, type QueryCodes } from './code-reading.ts'
import { cursorAt, MOST_PAGED, rowAt, searchKey } from './cursor.ts'
import {
  DateField,
  FlagField,
  LimitField,
  PartialField,
  SwitchField,
  SystemField,
  SystemsField,
  TierField,
  WhySchema,
} from './fields.ts'
import { operation } from './operation.ts'
import { howToGet, systemWords } from './system-words.ts'

const ExplanationSchema: z.ZodType<{ label: string; value: number; factors?: unknown[] | undefined }> = z.lazy(() =>
  z.object({ label: z.string(), value: z.number(), factors: z.array(ExplanationSchema).optional() }),
)

const DURATIONS = DURATION_BANDS.map((band) => band.name)
/** Facets that the query language and the parameters know. */
const FACETS = { setting: SETTINGS, anesthesia: ANESTHESIA, duration: DURATIONS } as const

const SearchInput = z.object({
  q: z.string().trim().min(1, 'type something to search for').describe('words, a code, or the beginning of either'),
  limit: LimitField(200, 20),
  system: SystemsField.optional(),
  kind: z.enum(SYSTEM_KINDS).optional().describe('only codes of this kind'),
  billable: FlagField.optional().describe('only codes that can, or cannot, be reported on a claim'),
  chapter: z.string().optional().describe('only this chapter or section, by its code: chapter-4, E08-E13'),
  setting: z.enum(SETTINGS).optional().describe('only codes whose explainer says this setting; not from the code set'),
  anesthesia: z.enum(ANESTHESIA).optional().describe('only codes whose explainer says this anesthesia'),
  duration: z.enum(DURATIONS).optional().describe('only codes whose explainer says that long'),
  asOf: DateField.optional(),
  cursor: z
    .string()
    .max(100)
    .optional()
    .describe(`* for the first page of up to ${MOST_PAGED} rows, then what the page before gave as next`),
  explain: SwitchField.optional().describe('add the score of each result as a tree'),
})

const ResultSchema = z.object({
  system: SystemField,
  code: z.string().describe('as officially written'),
  title: z.string(),
  path: z.string().describe('page of the code on this server'),
  billable: z.boolean(),
  current: z.boolean().describe('false when the code is no longer valid'),
  tier: TierField,
  score: z.number().describe('orders results within a tier; means nothing across queries'),
  why: WhySchema,
  bare: z
    .boolean()
    .optional()
    .describe(
      'true for a number whose official text is under a licence: its title is ours or CMS’s, not its descriptor',
    ),
  members: z.array(z.string()).optional().describe('codes of a collapsed family, at most 50, this one first'),
  explanation: ExplanationSchema.optional(),
})

const NoticeSchema = z.object({
  kind: z.enum(NOTICE_KINDS),
  written: z.string().describe('as it stands in the query'),
  text: z.string().describe('one sentence for a person'),
  system: z.string().optional(),
  successors: z.array(z.string()).optional().describe('codes that took its place'),
  path: z.string().optional().describe('page that says what is known of it'),
})

const SearchOutput = z.object({
  query: z.string(),
  reading: z.string().optional().describe('how filters and instructions in the query were read, one sentence'),
  total: z.number().describe('concepts that met the query'),
  partial: PartialField.optional(),
  asOf: z.string(),
  bySystem: z.record(z.string(), z.number()).describe('concepts that met the query, by system'),
  notices: z
    .array(NoticeSchema)
    .describe('what is to be said of codes in the query: not there, ended, of a system that is not loaded, mended'),
  understood: z
    .array(z.object({ text: z.string(), as: z.string() }))
    .describe(
      'words read as something other than what is looked for: filler, time, negated, …; and the sort of thing meant',
    ),
  corrections: z.array(z.object({ from: z.string(), to: z.string(), kind: z.string() })),
  results: z.array(ResultSchema),
  next: z.string().optional().describe('cursor of the next page; absent at the end, and where no cursor was given'),
})

/** The title and flag a concept had on a day; what the index holds is the newest. */
function asItWas(edition: Edition, hit: Hit, asOf: IsoDate): { title: string; billable: boolean } {
  const concept = edition.catalog.concept(hit.system as SystemId, edition.engine.index.code(hit.concept), asOf)
  return concept ? { title: concept.title, billable: concept.billable } : { title: hit.title, billable: hit.billable }
}

const isNumber = (id: string): boolean => systemWithId(id)?.registerOf !== undefined

/** A number of a register is shown as a code of the system it is a number of. */
const shownAs = (id: string): SystemId => systemWithId(id)?.registerOf ?? id

type Result = z.input<typeof ResultSchema>

/** Counts by the system that rows are shown as; a register without an answer is not spoken of. */
function countsShown(counts: Readonly<Record<string, number>>): Record<string, number> {
  const shown: Record<string, number> = {}
  for (const [id, n] of Object.entries(counts))
    if (n > 0 || !isNumber(id)) shown[shownAs(id)] = (shown[shownAs(id)] ?? 0) + n
  return shown
}

/** A hit as it is answered. What the engine made for this search alone is handed on as it is, not copied. */
function resultOf(edition: Edition, hit: Hit, asOf: IsoDate | undefined): Result {
  const { title, billable } = asOf === undefined ? hit : asItWas(edition, hit, asOf)
  const { code, current, tier, score, why, members, explanation } = hit
  return {
    system: shownAs(hit.system),
    code,
    title,
    path: codePath(systemOf(hit.system), edition.engine.index.code(hit.concept), title),
    billable,
    current,
    tier,
    score,
    why: why as Result['why'],
    ...(isNumber(hit.system) && { bare: true }),
    ...(members && { members: members as string[] }),
    ...(explanation && { explanation: explanation as z.input<typeof ExplanationSchema> }),
  }
}

/** The words of a query without its instructions, which is what is searched and embedded. */
const wordsIn = ({ engine }: Edition, q: string): string =>
  parseQuery(q.trim(), { systems: engine.index.systems, kinds: KINDS, facets: FACETS }).text

const KINDS = SYSTEM_KINDS

type CodeTest = (system: string, code: string) => boolean

/** Which systems and codes a kind means: systems of the kind, and those codes of others that are of it (J codes). */
function ofKind(edition: Edition, kind: string): { systems: string[]; codeTests: CodeTest[] } {
  const systems = edition.engine.index.systems.flatMap((id) => systemWithId(id) ?? [])
  const some = systems.filter((system) => kindsOf(system).some((each) => each === kind))
  const whole = new Set(some.filter((system) => system.kind === kind).map(({ id }) => id))
  const byId = new Map(some.map((system) => [system.id, system]))
  const test: CodeTest = (id, code) => whole.has(id) || kindOfCode(byId.get(id)!, code) === kind
  return { systems: some.map(({ id }) => id), codeTests: whole.size === some.length ? [] : [test] }
}

type Facet = ParsedQuery['facets'][number]

/** Facets from the query's own words and from the parameters beside it. */
function facetsAsked(
  parsed: ParsedQuery,
  input: { readonly [name in keyof typeof FACETS]?: string | undefined },
): Facet[] {
  const named = Object.keys(FACETS).flatMap((name) => {
    const value = input[name as keyof typeof FACETS]
    return value === undefined ? [] : [{ name, value }]
  })
  return [...parsed.facets, ...named]
}

/** Concepts of each facet value of an edition, found when first asked for. */
const facetConcepts = new WeakMap<Edition['explainers'], Map<string, Uint32Array>>()

/** Concepts with a facet value, ascending; the values are from explainers and not from a code set. */
function conceptsWith({ explainers, engine: { index } }: Edition, { name, value }: Facet): Uint32Array {
  const known = facetConcepts.get(explainers) ?? new Map<string, Uint32Array>()
  facetConcepts.set(explainers, known)
  const key = `${name} ${value}`
  const found = known.get(key)
  if (found) return found
  const facet = explainers.facets.find((each) => each.facet === name && each.value === value)
  const concepts = new Set<number>()
  for (const entry of facet?.applies ?? []) {
    const [first, last] = rangeOf(entry)
    for (const concept of index.conceptsByCodeRange(first, last, index.conceptCount))
      if (appliesTo(entry, index.system(concept), index.code(concept))) concepts.add(concept)
  }
  const list = Uint32Array.from(concepts).sort()
  known.set(key, list)
  return list
}

/** True for systems of the edition, and for one whose numbers a register of it holds. */
function isThere({ catalog, engine }: Edition, id: string): boolean {
  const there = [...catalog.releases.map(({ system }) => system), ...engine.index.systems.filter(isNumber)]
  return there.some((system) => system === id || systemWithId(system)?.registerOf === id)
}

/**
 * The systems to look in: the register of a system's numbers stands in for the system where its text is not at hand, and is
 * left out where it is.
 */
function withRegisters({ catalog, engine }: Edition, asked: readonly string[] | undefined): string[] | undefined {
  const loaded = new Set(catalog.releases.map((release) => release.system))
  const registers = engine.index.systems.flatMap((id) => {
    const of = systemWithId(id)?.registerOf
    return of === undefined ? [] : [{ id, of }]
  })
  if (asked === undefined && !registers.some(({ of }) => loaded.has(of))) return undefined
  const systems = asked ?? engine.index.systems
  const others = systems.filter((id) => !registers.some((register) => register.id === id && loaded.has(register.of)))
  const standIns = registers.filter(({ of }) => systems.includes(of) && !loaded.has(of)).map(({ id }) => id)
  return [...new Set([...others, ...standIns])]
}

/** Filters from the query's own words and from the parameters beside it; both hold. */
function filtersOf(
  edition: Edition,
  parsed: ParsedQuery,
  input: {
    system?: readonly string[] | undefined
    kind?: string | undefined
    billable?: boolean | undefined
    chapter?: string | undefined
    asOf?: IsoDate | undefined
  },
): Filters {
  const kinds = [...parsed.kinds, ...(input.kind === undefined ? [] : [input.kind])].map((k) => ofKind(edition, k))
  const lists = [
    parsed.systems.length > 0 ? parsed.systems : undefined,
    input.system,
    ...kinds.map((k) => k.systems),
  ].filter((l) => l !== undefined)
  const asked = lists.length === 0 ? undefined : lists.reduce((a, b) => a.filter((id) => b.includes(id)))
  const missing = input.system?.find((id) => !isThere(edition, id))
  if (missing !== undefined) {
    const system = systemOf(missing)
    throw new AppError('system-not-loaded', { system: system.name, how: howToGet(system) })
  }
  const systems = withRegisters(edition, asked)
  const chapters = [...parsed.chapters, ...(input.chapter === undefined ? [] : [input.chapter])]
  const billable = input.billable ?? parsed.billable
  return {
    ...(systems === undefined ? {} : { systems }),
    ...(billable === undefined ? {} : { billable }),
    ...(input.asOf === undefined ? {} : { day: dayOf(input.asOf) }),
    chapters,
    codeTests: kinds.flatMap((k) => k.codeTests),
    only: parsed.facets.map((facet) => conceptsWith(edition, facet)),
    codePrefixes: parsed.codePrefixes,
    codeRanges: parsed.codeRanges,
    phrases: parsed.phrases,
    without: parsed.without,
  }
}

/** What the engine is told of the codes that were read; where there are none it reads the text by itself. */
function codeOptions({ hits, exact, ranges, rest }: QueryCodes): Pick<SearchOptions, 'codes' | 'exact'> {
  if (hits.length > 0 || exact) return { codes: hits, exact }
  // Without words, what filters and ranges leave is the answer.
  return ranges.length > 0 || rest === '' ? {} : { codes: [] }
}

/** The words to look for: with a range of codes, those beside it. */
const wordsBeside = ({ ranges, rest }: QueryCodes, text: string): string => (ranges.length > 0 ? rest : text)

export const search = operation({
  name: 'search',
  summary: 'Search all code systems by words, phrases or codes; every result says why it was found.',
  path: '/search',
  positional: ['q'],
  input: SearchInput,
  output: SearchOutput,
  async prepare({ meaning, edition }, { q }) {
    if (meaning && typeof q === 'string' && edition().vectors) await meaning.prepare(wordsIn(edition(), q))
  },
  run(context, input) {
    const { q, limit, explain } = input
    const edition = context.edition()
    const read = parseQuery(q, { systems: edition.engine.index.systems, kinds: KINDS, facets: FACETS })
    const parsed = { ...read, facets: facetsAsked(read, input) }
    const asOf = input.asOf ?? parsed.asOf
    const filters = filtersOf(edition, parsed, { ...input, asOf })
    const codes = codesIn(edition, parsed.text, context.today())
    // Where the user chose an embedder, its neighbours stand in for those of the model that ships.
    const neighbours = context.meaning?.nearest(parsed.text)
    const { cursor, limit: _, ...asked } = input
    const key = searchKey([edition.id, context.today(), asked])
    const from = cursor === undefined ? 0 : rowAt(cursor, key)
    const found = edition.search.search(wordsBeside(codes, parsed.text), {
      limit: cursor === undefined ? limit : MOST_PAGED,
      filters: { ...filters, codeRanges: [...(filters.codeRanges ?? []), ...codes.ranges] },
      explain: explain === true,
      count: true,
      neighbours,
      budget: context.budget,
      ...codeOptions(codes),
    })
    return {
      query: q,
      reading: describeQuery(parsed),
      total: found.total,
      ...(found.partial ? { partial: true } : {}),
      asOf: asOf ?? context.today(),
      bySystem: countsShown(found.bySystem),
      notices: codes.notices.map(({ successors, ...notice }) => ({
        ...notice,
        ...(successors && { successors: [...successors] }),
      })),
      understood: found.understood.map((u) => ({ ...u })),
      corrections: found.corrections.map((c) => ({ ...c })),
      results: found.hits.slice(from, from + limit).map((hit) => resultOf(edition, hit, asOf)),
      ...(cursor !== undefined && from + limit < found.hits.length ? { next: cursorAt(from + limit, key) } : {}),
    }
  },
})

export const suggest = operation({
  name: 'suggest',
  summary: 'Completions while typing: the best few results, without reasons.',
  path: '/suggest',
  positional: ['q'],
  input: SearchInput.pick({ q: true, system: true }).extend({ limit: LimitField(50, 8) }),
  output: z.object({
    query: z.string(),
    suggestions: z.array(
      ResultSchema.pick({ system: true, code: true, title: true, billable: true }).extend({
        systemName: z.string().describe('short name of the system'),
        kind: z.string().describe('what its codes are for'),
      }),
    ),
  }),
  run(context, { q, limit, system }) {
    const edition = context.edition()
    const codes = codesIn(edition, q, context.today())
    const filters = { ...(system === undefined ? {} : { systems: system }), codeRanges: codes.ranges }
    const options = { limit, filters, reasons: false, meaning: false, budget: context.budget, ...codeOptions(codes) }
    const { hits } = edition.search.search(wordsBeside(codes, q), options)
    return {
      query: q,
      suggestions: hits.map((hit) => ({
        system: shownAs(hit.system),
        systemName: systemWords(hit.system).shortName,
        kind: systemWords(hit.system).kind,
        code: hit.code,
        title: hit.title,
        billable: hit.billable,
      })),
    }
  },
})
