/**
 * Each operation as an MCP tool: its name, what it answers, and the shape of its arguments as a model sees them.
 * Arguments are checked by the operation alone, so that a wrong one is answered with the error and its remedy.
 */
import type { CallToolResult, StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import type { ServiceContext } from '../service/context.ts'
import { type Operation, prepareAndPerform } from '../service/operation.ts'

type Json = Record<string, unknown>

/** The operation's input as JSON schema; flags, which are words in addresses, are booleans here. */
export function argumentsOf({ input }: Operation): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Json
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, Json>)
  return { ...schema, properties: Object.fromEntries(fields.map(([name, field]) => [name, argument(field)])) }
}

function argument({ 'x-switch': _, ...field }: Json): Json {
  const words = field['enum']
  if (!Array.isArray(words) || !words.includes('true')) return field
  const { enum: _words, ...rest } = field
  return { ...rest, type: 'boolean' }
}

/** Arguments as operations read them: text, as in an address. A list becomes text with commas. */
function rawOf(given: Json): Json {
  const text = (value: unknown): unknown => {
    if (typeof value === 'boolean') return String(value)
    return Array.isArray(value) && value.every((each) => typeof each !== 'object') ? value.join(',') : value
  }
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => [name, text(value)]),
  )
}

/** Tells a client the shape of the arguments and leaves their check to the operation. */
export function schemaFor(operation: Operation): StandardSchemaWithJSON<Json> {
  const schema = (): Json => argumentsOf(operation)
  return {
    '~standard': {
      version: 1,
      vendor: 'medcodex',
      validate: (value) => ({ value: (value ?? {}) as Json }),
      jsonSchema: { input: schema, output: schema },
    },
  }
}

/** Performs `operation`; what went wrong is an answer with code, message and fix, so that a model can mend it. */
export async function call(operation: Operation, context: ServiceContext, given: Json): Promise<CallToolResult> {
  try {
    return answered((await prepareAndPerform(operation, context, rawOf(given))) as Json)
  } catch (thrown) {
    const error = thrown instanceof AppError ? thrown : new AppError('internal', {}, { cause: thrown })
    return { ...answered(error.toJSON() as unknown as Json), isError: true }
  }
}

/** The same answer for programs and, as text, for clients that read nothing else. */
const answered = (answer: Json): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(answer) }],
  structuredContent: answer,
})
