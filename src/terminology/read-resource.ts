/**
 * Checks that JSON has the shape of a CodeSystem, ValueSet or ConceptMap as far as the terminology reads it, so that
 * what comes with a request or a file cannot break what reads it later. Whether it makes sense is not checked here.
 */
import { z } from 'zod'
import { badRequest } from './issues.ts'
import type { TerminologyResource } from './resources.ts'

const text = z.string()
const extension = z.array(z.looseObject({ url: text })).optional()
const designation = z.array(z.looseObject({ value: text, language: text.optional(), extension })).optional()

const concept = z.looseObject({
  code: text,
  display: text.optional(),
  definition: text.optional(),
  extension,
  designation,
  property: z.array(z.looseObject({ code: text })).optional(),
  get concept() {
    return z.array(concept).optional()
  },
})

const head = { url: text.optional(), version: text.optional(), language: text.optional(), extension }

const codeSystem = z.looseObject({
  resourceType: z.literal('CodeSystem'),
  ...head,
  content: z.enum(['complete', 'fragment', 'example', 'not-present', 'supplement']),
  supplements: text.optional(),
  valueSet: text.optional(),
  property: z.array(z.looseObject({ code: text })).optional(),
  concept: z.array(concept).optional(),
})

const include = z.looseObject({
  system: text.optional(),
  version: text.optional(),
  concept: z.array(z.looseObject({ code: text, display: text.optional(), extension, designation })).optional(),
  filter: z.array(z.looseObject({ property: text, op: text, value: text.optional() })).optional(),
  valueSet: z.array(text).optional(),
})

const contains = z.looseObject({
  system: text.optional(),
  code: text.optional(),
  display: text.optional(),
  get contains() {
    return z.array(contains).optional()
  },
})

const valueSet = z.looseObject({
  resourceType: z.literal('ValueSet'),
  ...head,
  compose: z
    .looseObject({ include: z.array(include).optional(), exclude: z.array(include).optional(), extension })
    .optional(),
  expansion: z.looseObject({ contains: z.array(contains).optional() }).optional(),
  contained: z.array(z.looseObject({ resourceType: text, id: text.optional() })).optional(),
})

const attributes = z.array(z.looseObject({ attribute: text })).optional()

const conceptMap = z.looseObject({
  resourceType: z.literal('ConceptMap'),
  ...head,
  property: z.array(z.looseObject({ code: text, uri: text.optional() })).optional(),
  group: z
    .array(
      z.looseObject({
        source: text.optional(),
        target: text.optional(),
        element: z
          .array(
            z.looseObject({
              code: text.optional(),
              target: z
                .array(z.looseObject({ code: text.optional(), product: attributes, dependsOn: attributes }))
                .optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
})

const SCHEMAS = { CodeSystem: codeSystem, ValueSet: valueSet, ConceptMap: conceptMap } as const

/** The resource, or undefined for one of a type that holds no terminology. @throws TerminologyError for one gone wrong */
export function readResource(json: unknown): TerminologyResource | undefined {
  const type = (json as { resourceType?: unknown } | null)?.resourceType
  if (typeof type !== 'string' || !(type in SCHEMAS)) return undefined
  const checked = SCHEMAS[type as keyof typeof SCHEMAS].safeParse(json)
  if (!checked.success) {
    const [first] = checked.error.issues
    throw badRequest(
      `The ${type} is not valid at ${first?.path.join('.') || 'its root'}: ${first?.message ?? 'unknown problem'}`,
    )
  }
  return json as TerminologyResource
}
