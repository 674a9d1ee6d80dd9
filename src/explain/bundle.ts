/**
 * Explainers as lines of JSON, so that an edition can hold them: ordered by id, the same bytes for the same texts. The first
 * line has all that finding them takes; each of the others has the sections of one, which are read when they are shown, so
 * that many threads can share the bytes and none holds all of the texts.
 */
import { z } from 'zod'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { ANESTHESIA, ASPECTS, type Block, type Explainer, KINDS, SETTINGS } from './model.ts'

/** Raised when the shape changes; another number is refused. */
export const BUNDLE_FORMAT = 3

const SentenceShape = z.object({ text: z.string(), facts: z.array(z.string()), sources: z.array(z.string()) })

const BlockShape: z.ZodType<Block> = z.lazy(() => {
  const items = z.array(z.object({ sentences: z.array(SentenceShape), blocks: z.array(BlockShape) }))
  return z.discriminatedUnion('type', [
    z.object({ type: z.literal('paragraph'), sentences: z.array(SentenceShape) }),
    z.object({ type: z.literal('steps'), items }),
    z.object({ type: z.literal('list'), items }),
  ])
})

const AppliesShape = z.union([
  z.strictObject({ system: z.string(), code: z.string() }),
  z.strictObject({ system: z.string(), prefix: z.string() }),
  z.strictObject({ system: z.string(), first: z.string(), last: z.string() }),
])

export const SourceShape = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string().optional(),
  url: z.string().optional(),
  year: z.number().optional(),
})

export const FacetsShape = z.object({
  setting: z.array(z.enum(SETTINGS)).optional(),
  anesthesia: z.array(z.enum(ANESTHESIA)).optional(),
  duration: z.object({ min: z.number(), max: z.number() }).optional(),
  personnel: z.array(z.string()).optional(),
  equipment: z.array(z.string()).optional(),
})

const Values = z.record(z.string(), z.array(z.string()))
const ConditionShape = z.object({ is: Values, not: Values })

const SectionsShape = z.array(z.object({ id: z.string(), heading: z.string(), blocks: z.array(BlockShape) }))

/** All of an explainer but its sections. */
const HeadShape = z.object({
  id: z.string(),
  title: z.string(),
  scope: z.string().optional(),
  kind: z.enum(KINDS),
  applies: z.array(AppliesShape),
  requires: z.array(ConditionShape).optional(),
  related: z.array(AppliesShape).optional(),
  words: z.array(z.string()).optional(),
  aspect: z.enum(ASPECTS).optional(),
  match: z.array(ConditionShape).optional(),
  sources: z.array(SourceShape),
  status: z.enum(['authored', 'draft', 'imported']),
  facets: FacetsShape.optional(),
  reviewed: z.object({ name: z.string(), date: z.string().transform((text) => text as IsoDate) }).optional(),
})

const BundleShape = z.object({ format: z.literal(BUNDLE_FORMAT), explainers: z.array(HeadShape) })

/** Keys in order of the alphabet at every depth, so that how a value was made does not show. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, ordered(each)]))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The text of explainers. */
export function encodeExplainers(explainers: readonly Explainer[]): string {
  const sorted = explainers.toSorted((a, b) => compare(a.id, b.id) || compare(a.status, b.status))
  const heads = sorted.map(({ sections: _, ...head }) => head)
  const lines = [{ format: BUNDLE_FORMAT, explainers: heads }, ...sorted.map(({ sections }) => sections)]
  return lines.map((line) => `${JSON.stringify(ordered(line))}\n`).join('')
}

const NEWLINE = 0x0a
/** Sections that stay parsed: a page shows those of a few texts, and many pages those of the same. */
const MOST_PARSED = 100

/** The explainers of bytes made by `encodeExplainers`; sections are read from them. @throws AppError `edition-damaged` */
export function decodeExplainers(bytes: Uint8Array, path = 'explainers.json'): Explainer[] {
  const damaged = (cause?: unknown): AppError => {
    const problem = 'it does not hold explainers of this format'
    return new AppError('edition-damaged', { path, problem }, { cause })
  }
  const reading = <T>(read: () => T): T => {
    try {
      return read()
    } catch (thrown) {
      throw damaged(thrown)
    }
  }
  const decoder = new TextDecoder()
  const ends: number[] = []
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) ends.push(at)
  const line = (n: number): unknown =>
    JSON.parse(decoder.decode(bytes.subarray(n === 0 ? 0 : ends[n - 1]! + 1, ends[n])))
  const { explainers } = reading(() => BundleShape.parse(line(0)))
  if (ends.length !== explainers.length + 1) throw damaged()
  const parsed = new Map<number, Explainer['sections']>()
  const sectionsOf = (n: number): Explainer['sections'] => {
    const found = parsed.get(n) ?? reading(() => SectionsShape.parse(line(n + 1)))
    // What was asked for last goes last.
    parsed.delete(n)
    parsed.set(n, found)
    if (parsed.size > MOST_PARSED) parsed.delete(parsed.keys().next().value!)
    return found
  }
  return explainers.map((head, n) => ({
    ...(head as Omit<Explainer, 'sections'>),
    get sections() {
      return sectionsOf(n)
    },
  }))
}
