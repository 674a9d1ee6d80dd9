/** A language model behind any server that speaks OpenAI's `/v1/chat/completions`. */
import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import { endpointAt, OpenAiServer, type Refusal, type ServerLimits } from '../../sources/openai-server.ts'
import type { ChatModel, Completion } from './draft.ts'

export const DRAFT_KEY_VARIABLE = 'MEDCODEX_DRAFT_KEY'

/** A draft takes a model some time. */
const LIMITS: ServerLimits = { timeoutMs: 300_000, tries: 5, pauseMs: 2000 }
/** Characters a token has, about, where a server does not count. */
const PER_TOKEN = 4

const CompletionShape = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).optional(),
})

export interface ChatOptions {
  readonly url: string
  readonly model: string
  readonly key?: string | undefined
  readonly limits?: ServerLimits | undefined
  readonly pause?: ((ms: number) => Promise<void>) | undefined
}

/** @throws AppError `invalid-input` for a bad address; its questions throw `drafting-failed` */
export function openChat({ url, model, key, limits = LIMITS, pause }: ChatOptions): ChatModel {
  const endpoint = endpointAt(url, { path: '/chat/completions', keyVariable: DRAFT_KEY_VARIABLE })
  const fail = (problem: string): AppError => new AppError('drafting-failed', { problem })
  const server = new OpenAiServer({ url: endpoint, key, limits, pause, fail })
  return {
    id: `${endpoint} ${model}`,
    complete(messages, schema) {
      const format = { type: 'json_schema', json_schema: { name: 'sections', schema } }
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
