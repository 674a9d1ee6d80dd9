/**
 * What an outside reader said of a document that was added, kept beside it: builds read the file, ask nobody, and two
 * builds of one home are alike.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { z } from 'zod'
import { DISPOSITIONS } from '../policy/model.ts'
import type { Opinions } from '../policy/opinions/opinion.ts'
import { jsonOf } from '../sources/openai-server.ts'
import { putWhole } from '../sources/whole-file.ts'

const FileShape = z.object({
  format: z.literal('opinions-1'),
  opinions: z.array(z.object({ key: z.string(), stance: z.enum(DISPOSITIONS), quote: z.string(), by: z.string() })),
})

const pathFor = (document: string): string => `${document.slice(0, -extname(document).length)}.opinions.json`

export interface KeptOpinions {
  readonly opinions: Opinions
  /** Hash of the file. */
  readonly id: string
}

/** The opinions beside a document; undefined where there are none. A file that is damaged is none. */
export function opinionsBeside(document: string): KeptOpinions | undefined {
  const path = pathFor(document)
  if (!existsSync(path)) return undefined
  const text = readFileSync(path, 'utf8')
  const parsed = FileShape.safeParse(jsonOf(text))
  if (!parsed.success) return undefined
  const opinions = new Map(parsed.data.opinions.map(({ key, ...opinion }) => [key, opinion]))
  return { opinions, id: createHash('sha256').update(text).digest('hex') }
}

export function keepOpinions(document: string, opinions: Opinions): void {
  const all = [...opinions].map(([key, opinion]) => ({ key, ...opinion }))
  putWhole(pathFor(document), `${JSON.stringify({ format: 'opinions-1', opinions: all }, null, 2)}\n`)
}
