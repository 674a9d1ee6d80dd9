/** The answer of a language model: JSON of one shape, however the model wraps it. */
import { z } from 'zod'
import { jsonIn } from '../../sources/chat.ts'

const AnswerShape = z.object({
  sections: z.array(
    z.object({
      id: z.string(),
      sentences: z.array(z.object({ text: z.string().trim().min(1), cites: z.array(z.string()) })),
    }),
  ),
})
export type Answer = z.output<typeof AnswerShape>

export const ANSWER_SCHEMA: object = z.toJSONSchema(AnswerShape)

/** The answer in `text`, or what is wrong with it. */
export const readAnswer = (text: string): Answer | { readonly problem: string } => jsonIn(text, AnswerShape)
