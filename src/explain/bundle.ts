/** Explainers as one JSON text, so that an edition can hold them: ordered by id, the same bytes for the same texts. */
import { z } from 'zod'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { ANESTHESIA, ASPECTS, type Block, type Explainer, KINDS, SETTINGS } from './model.ts'

/** Raised when the shape changes; another number is refused. */
export const BUNDLE_FORMAT = 2

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

const ExplainerShape = z.object({
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
  sections: z.array(z.object({ id: z.string(), heading: z.string(), blocks: z.array(BlockShape) })),
  sources: z.array(SourceShape),
  status: z.enum(['authored', 'draft', 'imported']),
  facets: FacetsShape.optional(),
  reviewed: z.object({ name: z.string(), date: z.string().transform((text) => text as IsoDate) }).optional(),
})

const BundleShape = z.object({ format: z.literal(BUNDLE_FORMAT), explainers: z.array(ExplainerShape) })

/** Keys in order of the alphabet at every depth, so that how a value was made does not show. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, ordered(each)]))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The JSON text of explainers. */
export function encodeExplainers(explainers: readonly Explainer[]): string {
  const sorted = explainers.toSorted((a, b) => compare(a.id, b.id) || compare(a.status, b.status))
  return `${JSON.stringify(ordered({ format: BUNDLE_FORMAT, explainers: sorted }))}\n`
}

/** The explainers of a JSON text made by `encodeExplainers`. @throws AppError `edition-damaged` */
export function decodeExplainers(json: string, path = 'explainers.json'): Explainer[] {
  try {
    return BundleShape.parse(JSON.parse(json)).explainers as Explainer[]
  } catch (thrown) {
    throw new AppError(
      'edition-damaged',
      { path, problem: 'it does not hold explainers of this format' },
      { cause: thrown },
    )
  }
}
