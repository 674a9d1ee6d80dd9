/** A language model behind any server that speaks OpenAI's `/v1/chat/completions`. */
import { z } from 'zod'
import type { AppError } from '../core/errors.ts'
import { endpointAt, OpenAiServer, type Refusal, type ServerLimits } from './openai-server.ts'

export interface Message {
  readonly role: 'system' | 'user'
  readonly content: string
}

/** What a model said, and how much was read and written. */
export interface Completion {
  readonly text: string
  readonly tokensIn: number
  readonly tokensOut: number
}

/** A language model behind some server. */
export interface ChatModel {
  /** Address and name: answers of another model are other answers. */
  readonly id: string
  complete(messages: readonly Message[], schema: object): Promise<Completion>
}

export interface ChatOptions {
  readonly url: string
  readonly model: string
  readonly key?: string | undefined
  readonly limits?: ServerLimits | undefined
  readonly pause?: ((ms: number) => Promise<void>) | undefined
}

/** What a use of the client brings with it. */
export interface ChatUse {
  readonly limits: ServerLimits
  /** Option that names the server. */
  readonly flag: string
  readonly keyVariable: string
  /** Name of the schema of answers. */
  readonly schemaName: string
  readonly fail: (problem: string) => AppError
}

/** Characters a token has, about, where a server does not count. */
const PER_TOKEN = 4

const CompletionShape = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
  // Counts that cannot be are none: limits of tokens and cost rest on them.
  usage: z
    .object({ prompt_tokens: z.int().nonnegative(), completion_tokens: z.int().nonnegative() })
    .optional()
    .catch(undefined),
})

/** @throws AppError `invalid-input` for a bad address; its questions throw what `fail` makes */
export function chatAt({ url, model, key, limits, pause }: ChatOptions, use: ChatUse): ChatModel {
  const endpoint = endpointAt(url, { path: '/chat/completions', keyVariable: use.keyVariable, flag: use.flag })
  const server = new OpenAiServer({ url: endpoint, key, limits: limits ?? use.limits, pause, fail: use.fail })
  return {
    id: `${endpoint} ${model}`,
    complete(messages, schema) {
      const format = { type: 'json_schema', json_schema: { name: use.schemaName, schema } }
      const body = { model, messages, temperature: 0, response_format: format }
      const size = messages.reduce((n, message) => n + message.content.length, 0)
      return server.ask(body, (json): Completion | Refusal => {
        const parsed = CompletionShape.safeParse(json)
        if (!parsed.success) return { problem: 'its answer is not that of a chat endpoint', again: true }
        const { choices, usage } = parsed.data
        const text = choices[0]!.message.content ?? ''
        return {
          text,
          tokensIn: usage?.prompt_tokens ?? Math.ceil(size / PER_TOKEN),
          tokensOut: usage?.completion_tokens ?? Math.ceil(text.length / PER_TOKEN),
        }
      })
    },
  }
}

/** The JSON in an answer, of a shape, or what is wrong with it. Models like to put it between fences or below a greeting. */
export function jsonIn<T>(text: string, shape: z.ZodType<T>): T | { readonly problem: string } {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')]
  if (start < 0 || end <= start) return { problem: 'the answer holds no JSON' }
  let json: unknown
  try {
    json = JSON.parse(text.slice(start, end + 1))
  } catch {
    return { problem: 'the answer is not valid JSON' }
  }
  const parsed = shape.safeParse(json)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  return { problem: `the answer does not have the shape asked for (${path.join('.')}: ${message})` }
}
