/** OpenAPI 3.1 from the operations: every path, parameter and answer shape derives from their schemas. */
import { z } from 'zod'
import { ERRORS, PROBLEM_TYPE } from '../core/errors.ts'
import type { Operation } from '../service/operation.ts'
import { OPERATIONS } from '../service/operations.ts'
import { VERSION } from '../version.ts'
import { UPLOAD_PATH, UPLOAD_TYPES } from './check-upload.ts'

type Json = Record<string, unknown>

const PROBLEM: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'fix'],
  properties: {
    type: { type: 'string', description: 'urn:medcodex:error: and the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'what is wrong, one sentence' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
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
}

/** Schemas that refer to themselves, by their name in the document. */
type Shared = Record<string, Json>

/**
 * JSON schema of a zod schema, as callers see it (`input`: before parsing). What it defines for itself goes among the
 * schemas of the document, where references find it.
 */
function schemaOf(schema: z.ZodType, { name, shared }: { name: string; shared: Shared }): Json {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const {
    $schema: _,
    $defs = {},
    ...json
  } = JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', `"#/components/schemas/${name}`)) as Json & {
    $defs?: Shared
  }
  for (const [key, value] of Object.entries($defs)) shared[name + key] = value
  return json
}

function parametersOf({ name, input, path }: Operation, shared: Shared): Json[] {
  const { properties, required } = schemaOf(input, { name: `${name}-input`, shared }) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties ?? {}).map(([field, { description, ...schema }]) => {
    const inPath = path.includes(`{${field}}`)
    return {
      name: field,
      in: inPath ? 'path' : 'query',
      required: inPath || (required ?? []).includes(field),
      ...(description === undefined ? {} : { description }),
      schema,
    }
  })
}

const json = (schema: Json): Json => ({ 'application/json': { schema } })

const FAILED: Json = {
  description: 'What went wrong and what to do (RFC 9457).',
  content: { [PROBLEM_TYPE]: { schema: PROBLEM } },
}

/** The same question asked with a JSON body. */
function withBody({ name, summary, input, output }: Operation, shared: Shared): Json {
  return {
    operationId: `${name}-many`,
    summary,
    requestBody: { required: true, content: json(schemaOf(input, { name: `${name}-input`, shared })) },
    responses: {
      '200': { description: 'The answer.', content: json(schemaOf(output, { name, shared })) },
      default: FAILED,
    },
  }
}

/** The check of a table, which is text on its way in and out. */
function checkOperation(): Json {
  const table = Object.fromEntries(UPLOAD_TYPES.map((type) => [type, { schema: { type: 'string' } }]))
  const parameter = (name: string, schema: Json, description: string): Json => ({
    name,
    in: 'query',
    required: name === 'column',
    description,
    schema,
  })
  return {
    operationId: 'check',
    summary: 'The codes of a table: each row comes back with what is to be said of its codes behind it.',
    parameters: [
      parameter(
        'column',
        { type: 'array', items: { type: 'string' }, minItems: 1 },
        'NAME=SYSTEM of a column with codes, or a column that is called as its system; may be given again',
      ),
      parameter('asOfColumn', { type: 'string' }, 'column with the day on which the codes of a row must be valid'),
      parameter('asOf', { type: 'string', format: 'date' }, 'the day of rows without one'),
      parameter('summary', { type: 'boolean' }, 'true answers with what was found and without the rows'),
    ],
    requestBody: { required: true, content: table },
    responses: {
      '200': { description: 'The rows, or the summary.', content: { ...table, ...json({ type: 'object' }) } },
      default: FAILED,
    },
  }
}

/** The whole document. Deterministic, so that a committed copy can be compared with it. */
export function openApi(): Json {
  const shared: Shared = {}
  const paths = Object.fromEntries(
    OPERATIONS.map((operation) => [
      `/api/v1${operation.path}`,
      {
        get: {
          operationId: operation.name,
          summary: operation.summary,
          parameters: parametersOf(operation, shared),
          responses: {
            '200': {
              description: 'The answer.',
              content: json(schemaOf(operation.output, { name: operation.name, shared })),
            },
            default: FAILED,
          },
        },
        ...(operation.method === 'POST' ? { post: withBody(operation, shared) } : {}),
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
      [UPLOAD_PATH]: { post: checkOperation() },
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
    components: { schemas: shared },
  }
}
