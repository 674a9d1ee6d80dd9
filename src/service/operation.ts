/**
 * An operation is declared once: name, summary, input and output schema, and what it does. REST routes, OpenAPI and
 * CLI options derive from it. Surfaces call `perform` and nothing else.
 */
import type { z } from 'zod'
import { Budget } from '../core/budget.ts'
import { AppError } from '../core/errors.ts'
import type { Edition } from '../edition/edition.ts'
import type { ServiceContext } from './context.ts'
import { licensedSystems } from './licensed.ts'
import { type RequestScope, requestScope } from './request.ts'

export interface Operation<I extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject> {
  /** Verb used by the CLI and as OpenAPI operationId. */
  readonly name: string
  /** The command, where it is not the name: `policies list`. */
  readonly command?: string
  /** One sentence. */
  readonly summary: string
  /** Path below `/api/v1`, with `{parameter}` for parts of the input that stand in the path. */
  readonly path: string
  /** `POST`: also asked with a JSON body, for inputs that are too long for an address. GET is answered in any case. */
  readonly method?: 'POST'
  /** Input fields that the CLI takes as arguments, in order; the last may take the rest of the line. */
  readonly positional: readonly string[]
  readonly input: I
  readonly output: O
  run(context: ServiceContext, input: z.output<I>): z.input<O>
  /** What takes time and must be ready before `run`; absent for most operations. */
  prepare?(context: ServiceContext, raw: Record<string, unknown>): Promise<void>
}

/** Keeps the types of one operation together. */
export function operation<I extends z.ZodObject, O extends z.ZodObject>(declared: Operation<I, O>): Operation<I, O> {
  return declared
}

/** Parses `raw` and runs the operation. @throws AppError `invalid-input` and what the operation throws */
export function perform<I extends z.ZodObject, O extends z.ZodObject>(
  { input, run }: Operation<I, O>,
  context: ServiceContext,
  raw: Record<string, unknown>,
): z.input<O> {
  const scope = requestScope()
  if (scope?.isGone()) throw new AppError('client-gone')
  refuseLong(raw)
  const parsed = input.safeParse(raw)
  if (!parsed.success) throw new AppError('invalid-input', { problem: problemIn(parsed.error) })
  const answer = run({ ...context, budget: scope?.budget ?? new Budget() }, parsed.data)
  if (scope) noteLicensed(scope, context, answer)
  return answer
}

/** Characters of one value, and of all together; looked at before anything is parsed. */
const MOST_VALUE = 20_000

/** @throws AppError `too-long` */
function refuseLong(raw: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value === 'string' && value.length > MOST_VALUE)
      throw new AppError('too-long', { what: name, length: value.length, most: MOST_VALUE })
  }
}

const licensedOf = new WeakMap<object, ReadonlySet<string>>()

/** Systems of an edition whose text is under a licence. */
function licensedIn({ catalog }: Edition): ReadonlySet<string> {
  const known = licensedOf.get(catalog) ?? licensedSystems(catalog)
  licensedOf.set(catalog, known)
  return known
}

/** Notes every concept in an answer that stands there with words under a licence: `{system, code, title}`. */
function noteLicensed(scope: RequestScope, context: ServiceContext, answer: unknown): void {
  const licensed = licensedIn(context.edition())
  if (licensed.size === 0) return
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { system, code, title } = value as { system?: unknown; code?: unknown; title?: unknown }
    if (typeof system === 'string' && typeof code === 'string' && typeof title === 'string' && licensed.has(system))
      scope.noteLicensed(system, code)
    for (const inner of Object.values(value)) visit(inner)
  }
  visit(answer)
}

/** Like `perform`, after what the operation wants ready. */
export async function prepareAndPerform<I extends z.ZodObject, O extends z.ZodObject>(
  operation: Operation<I, O>,
  context: ServiceContext,
  raw: Record<string, unknown>,
): Promise<z.input<O>> {
  refuseLong(raw)
  await operation.prepare?.(context, raw)
  return perform(operation, context, raw)
}

function problemIn(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'it does not fit the operation'
  const where = issue.path.join('.')
  if (issue.code === 'invalid_type' && /received undefined/.test(issue.message)) return `${where} is missing`
  return where === '' ? issue.message : `${where}: ${issue.message}`
}
