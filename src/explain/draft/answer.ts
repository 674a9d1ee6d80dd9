/** The answer of a language model: JSON of one shape, however the model wraps it. */
import { z } from 'zod'

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

/** The answer in `text`, or what is wrong with it. Models like to put JSON between fences or below a greeting. */
export function readAnswer(text: string): Answer | { readonly problem: string } {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start < 0 || end <= start) return { problem: 'the answer holds no JSON' }
  let json: unknown
  try {
    json = JSON.parse(text.slice(start, end + 1))
  } catch {
    return { problem: 'the answer is not valid JSON' }
  }
  const parsed = AnswerShape.safeParse(json)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  return { problem: `the answer does not have the shape asked for (${path.join('.')}: ${message})` }
}
