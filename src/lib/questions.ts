/**
 * What can be asked, as methods: the same names and shapes in a program (`open`) and over HTTP (`connect`). Everything is
 * derived from the operations, whose schemas describe each field.
 */
import type { z } from 'zod'
import type { OPERATIONS_BY_NAME } from '../service/operations.ts'

type Operations = typeof OPERATIONS_BY_NAME
export type Question = keyof Operations
/** A field as a program writes it: `true` for a flag that is `'true'` in an address, a list for names with commas between. */
type Written<T> = T | (T extends string | undefined ? boolean | number | readonly string[] : never)
/** What a method takes: `QuestionInput<'search'>` is `{ q: string, limit?: number, … }`. */
export type QuestionInput<Q extends Question> = {
  [Field in keyof z.input<Operations[Q]['input']>]: Written<z.input<Operations[Q]['input']>[Field]>
}
/** What it answers with. */
export type Answer<Q extends Question> = z.input<Operations[Q]['output']>

/** One method for each question; its input may be left out where no field of it is required. */
export type Medcodex = {
  readonly [Q in Question]: Record<never, never> extends QuestionInput<Q>
    ? (input?: QuestionInput<Q>) => Promise<Answer<Q>>
    : (input: QuestionInput<Q>) => Promise<Answer<Q>>
}

/** An input as the operations read it. */
export function written(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plain = (value: unknown): unknown =>
    typeof value === 'boolean' || typeof value === 'number'
      ? String(value)
      : Array.isArray(value) && value.every((each) => typeof each === 'string')
        ? value.join(',')
        : value
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [[name, plain(value)]])),
  )
}

/** What is known of a failed question; `AppError` in a program and `RemoteError` over HTTP both have it. */
export interface Problem {
  /** One of docs/errors.md: `unknown-code`, `invalid-input`, … */
  readonly code: string
  readonly message: string
  /** What the caller can do about it. */
  readonly fix: string
  readonly suggestions: readonly { readonly kind: string; readonly text: string; readonly code?: string | undefined }[]
}

interface Place {
  readonly method: 'GET' | 'POST'
  /** Below `/api/v1`, with `{field}` for fields of the input. */
  readonly path: string
}

/** Where each question is asked over HTTP. A test compares them with the operations. */
export const PLACES: Readonly<Record<Question, Place>> = {
  search: { method: 'GET', path: '/search' },
  suggest: { method: 'GET', path: '/suggest' },
  code: { method: 'GET', path: '/codes/{system}/{code}' },
  similar: { method: 'GET', path: '/codes/{system}/{code}/similar' },
  compare: { method: 'GET', path: '/compare' },
  number: { method: 'GET', path: '/numbers/{system}/{code}' },
  validate: { method: 'POST', path: '/validate' },
  systems: { method: 'GET', path: '/systems' },
  browse: { method: 'GET', path: '/systems/{system}/roots' },
  codePolicies: { method: 'GET', path: '/codes/{system}/{code}/policies' },
  coverage: { method: 'GET', path: '/coverage' },
  policies: { method: 'GET', path: '/policies' },
  passages: { method: 'GET', path: '/policies/search' },
  policyImpact: { method: 'GET', path: '/policies/impact' },
  policy: { method: 'GET', path: '/policies/{payer}/{number}' },
  policyDiff: { method: 'GET', path: '/policies/{payer}/{number}/diff' },
}
