/** The front matter of an explainer file: what it must hold, and what is wrong with one that does not. */
import { z } from 'zod'
import { parseIsoDate } from '../../core/date.ts'
import { ANESTHESIA, ASPECTS, KINDS, SETTINGS } from '../model.ts'

const text = z.string().trim().min(1)

const DateText = z
  .union([z.string(), z.date()])
  .transform((value) => (typeof value === 'string' ? value : value.toISOString().slice(0, 10)))
  .transform((value, context) => {
    const date = parseIsoDate(value)
    if (date !== undefined) return date
    context.addIssue({ code: 'custom', message: `“${value}” is not a day written YYYY-MM-DD` })
    return z.NEVER
  })

const SourceHeader = z.strictObject({
  id: z.string().regex(/^[\w.-]+$/, 'an id is letters, digits, dots and hyphens'),
  title: text,
  url: z.url({ protocol: /^https?$/ }).optional(),
  publisher: text.optional(),
  year: z.number().int().min(1900).max(2100).optional(),
})

const FacetsHeader = z.strictObject({
  setting: z.array(z.enum(SETTINGS)).optional(),
  anesthesia: z.array(z.enum(ANESTHESIA)).optional(),
  duration: z
    .strictObject({ min: z.number().min(0), max: z.number().min(0), unit: z.enum(['minutes', 'hours']).optional() })
    .refine(({ min, max }) => min <= max, 'min is more than max')
    .optional(),
  personnel: z.array(text).optional(),
  equipment: z.array(text).optional(),
})

/** One value or several; `/words/` is a pattern. */
const Values = z
  .union([text, z.number().transform(String), z.array(z.union([text, z.number().transform(String)]))])
  .transform((value) => (Array.isArray(value) ? value : [value]))
  .refine((values) => values.every(isReadable), 'a pattern is not a regular expression')

function isReadable(value: string): boolean {
  if (!(value.startsWith('/') && value.endsWith('/'))) return true
  try {
    return new RegExp(value.slice(1, -1)) !== undefined
  } catch {
    return false
  }
}

const ConditionHeader = z
  .object({ not: z.record(z.string(), Values).default({}) })
  .catchall(Values)
  .transform(({ not, ...is }) => ({ is: is as Record<string, string[]>, not }))

export const Header = z.strictObject({
  title: text,
  scope: text.optional(),
  kind: z.enum(KINDS),
  applies: z.array(text).default([]),
  requires: z.array(ConditionHeader).optional(),
  related: z.array(text).optional(),
  words: z.array(text).optional(),
  aspect: z.enum(ASPECTS).optional(),
  match: z.array(ConditionHeader).optional(),
  sources: z.array(SourceHeader).default([]),
  reviewed: z.union([z.literal('none'), z.strictObject({ name: text, date: DateText })]).default('none'),
  status: z.enum(['authored', 'draft', 'imported']).default('authored'),
  facets: FacetsHeader.optional(),
})

export type Header = z.output<typeof Header>
