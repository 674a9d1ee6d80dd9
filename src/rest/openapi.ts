/** OpenAPI 3.1 from the operations: every path, parameter and answer shape derives from their schemas. */
import { z } from 'zod'
import { ERRORS } from '../core/errors.ts'
import type { Operation } from '../service/operation.ts'
import { OPERATIONS } from '../service/operations.ts'
import { VERSION } from '../version.ts'

type Json = Record<string, unknown>

const ERROR_SHAPE: Json = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'fix'],
      properties: {
        code: { type: 'string', enum: Object.keys(ERRORS) },
        message: { type: 'string' },
        fix: { type: 'string', description: 'what the caller can do about it' },
        suggestions: {
          type: 'array',
          maxItems: 5,
          description: 'what may have been meant, best first; for codes that are not there',
          items: {
            type: 'object',
            required: ['kind', 'text'],
            properties: {
              kind: { type: 'string' },
              text: { type: 'string', description: 'what is wrong, and the fix' },
              ...Object.fromEntries(['system', 'code', 'title', 'path'].map((name) => [name, { type: 'string' }])),
            },
          },
        },
      },
    },
  },
}

/** JSON schema of a zod schema, as callers see it (`input`: before parsing). */
function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  return json
}

function parametersOf({ input, path }: Operation): Json[] {
  const { properties, required } = schemaOf(input) as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(properties ?? {}).map(([name, { description, ...schema }]) => {
    const inPath = path.includes(`{${name}}`)
    return {
      name,
      in: inPath ? 'path' : 'query',
      required: inPath || (required ?? []).includes(name),
      ...(description === undefined ? {} : { description }),
      schema,
    }
  })
}

const json = (schema: Json): Json => ({ 'application/json': { schema } })

/** The same question asked with a JSON body. */
function withBody({ name, summary, input, output }: Operation): Json {
  return {
    operationId: `${name}-many`,
    summary,
    requestBody: { required: true, content: json(schemaOf(input)) },
    responses: {
      '200': { description: 'The answer.', content: json(schemaOf(output)) },
      default: { description: 'What went wrong and what to do.', content: json(ERROR_SHAPE) },
    },
  }
}

/** The whole document. Deterministic, so that a committed copy can be compared with it. */
export function openApi(): Json {
  const paths = Object.fromEntries(
    OPERATIONS.map((operation) => [
      `/api/v1${operation.path}`,
      {
        get: {
          operationId: operation.name,
          summary: operation.summary,
          parameters: parametersOf(operation),
          responses: {
            '200': { description: 'The answer.', content: json(schemaOf(operation.output)) },
            default: { description: 'What went wrong and what to do.', content: json(ERROR_SHAPE) },
          },
        },
        ...(operation.method === 'POST' ? { post: withBody(operation) } : {}),
      },
    ]),
  )
  return {
    openapi: '3.1.0',
    info: {
      title: 'Medcodex',
      version: VERSION,
      summary: 'Search all medical codes; one answer per code with its official facts.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: {
      ...paths,
      '/healthz': {
        get: {
          operationId: 'health',
          summary: 'Says that the server answers, and from which edition.',
          responses: {
            '200': {
              description: 'The server answers.',
              content: json({
                type: 'object',
                required: ['status', 'edition'],
                properties: { status: { const: 'ok' }, edition: { type: 'string' } },
              }),
            },
          },
        },
      },
    },
  }
}
