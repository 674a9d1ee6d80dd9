/** How plain words about a code look in answers: sections of sentences, each with what it rests on. */
import { z } from 'zod'
import { FacetsShape, SourceShape } from '../explain/bundle.ts'
import { type Block, FACT_KINDS, KINDS, type PageSection, STATUSES } from '../explain/model.ts'

const SentenceSchema = z.object({
  text: z.string(),
  facts: z.array(z.string()).describe('ids of the official facts it rests on'),
  sources: z.array(z.string()).describe('numbers of the sources it rests on'),
})

const BlockSchema: z.ZodType<Block, Block> = z.lazy(() => {
  const items = z.array(z.object({ sentences: z.array(SentenceSchema), blocks: z.array(BlockSchema) }))
  return z.discriminatedUnion('type', [
    z.object({ type: z.literal('paragraph'), sentences: z.array(SentenceSchema) }),
    z.object({ type: z.literal('steps'), items }),
    z.object({ type: z.literal('list'), items }),
  ])
})

const StatusField = z
  .enum(STATUSES)
  .describe(
    'composed from official facts, written for Medcodex from the sources named, imported by the user, or a draft of a language model',
  )
const ReviewSchema = z.object({ name: z.string(), date: z.string() })

const SectionSchema: z.ZodType<PageSection, PageSection> = z.lazy(() =>
  z.object({
    id: z.string(),
    heading: z.string(),
    status: StatusField,
    explainer: z.string().optional().describe('the text it is from; absent when composed'),
    reviewed: ReviewSchema.optional().describe('absent: nobody has reviewed it yet'),
    scope: z.string().optional().describe('what the text speaks of, where that is more than this code'),
    blocks: z.array(BlockSchema),
    sections: z.array(SectionSchema),
  }),
) as unknown as z.ZodType<PageSection, PageSection>

export const ExplainerSchema = z.object({
  system: z.string(),
  code: z.string(),
  kind: z.enum(KINDS),
  sections: z.array(SectionSchema),
  everyday: z
    .array(z.object({ official: z.string().describe('words of the title'), plain: z.string() }))
    .describe('everyday words for words of the title; ours, not official'),
  facts: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(FACT_KINDS),
      value: z.string().describe('the official words'),
      name: z.string().optional(),
      meaning: z.string().optional(),
      at: z.string().optional(),
    }),
  ),
  sources: z.array(SourceShape),
  explainers: z.array(
    z.object({ id: z.string(), title: z.string(), status: StatusField, reviewed: ReviewSchema.optional() }),
  ),
  cards: z
    .array(z.object({ id: z.string(), title: z.string(), scope: z.string(), system: z.string(), code: z.string() }))
    .describe('texts about something near that do not fit this code, each with a code whose page has it'),
  facets: FacetsShape.optional().describe('structured values of our text, not of the code set'),
  hasDraft: z.boolean(),
  disclaimer: z.string(),
})
