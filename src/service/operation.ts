/**
 * An operation is declared once: name, summary, input and output schema, and what it does. REST routes, OpenAPI and
 * CLI options derive from it. Surfaces call `perform` and nothing else.
 */
import type { z } from 'zod'
import { AppError } from '../core/errors.ts'
import type { ServiceContext } from './context.ts'

export interface Operation<I extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject> {
  /** Verb used by the CLI and as OpenAPI operationId. */
  readonly name: string
  /** The command, where it is not the name: `policies list`. */
  readonly command?: string
  /** One sentence. */
  readonly summary: string
  /** Path below `/api/v1`, with `{parameter}` for parts of the input that stand in the path. */
  readonly path: string
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
  const parsed = input.safeParse(raw)
  if (!parsed.success) throw new AppError('invalid-input', { problem: problemIn(parsed.error) })
  return run(context, parsed.data)
}

/** Like `perform`, after what the operation wants ready. */
export async function prepareAndPerform<I extends z.ZodObject, O extends z.ZodObject>(
  operation: Operation<I, O>,
  context: ServiceContext,
  raw: Record<string, unknown>,
): Promise<z.input<O>> {
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
