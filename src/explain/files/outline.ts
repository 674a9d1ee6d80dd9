/** A block that has no text yet: the front matter of a block file alone, from which a draft can be asked for. */

import { AppError, problemOf } from '../../core/errors.ts'
import { parseYaml } from '../../core/yaml.ts'
import type { Explainer } from '../model.ts'
import { Header } from './header.ts'

export type Outline = Required<Pick<Explainer, 'id' | 'title' | 'scope' | 'kind' | 'aspect' | 'match'>>

const MARKS = /^---\s*$/m

/** @throws AppError `invalid-input` when the file is no outline of a block */
export function readOutline(text: string, { file, id }: { file: string; id: string }): Outline {
  const refuse = (problem: string): AppError => new AppError('invalid-input', { problem: `${file}: ${problem}` })
  let value: unknown
  try {
    value = parseYaml(text.split(MARKS).find((part) => part.trim() !== '') ?? '')
  } catch (thrown) {
    throw refuse(`it is not YAML (${problemOf(thrown)})`)
  }
  const parsed = Header.safeParse(value)
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    throw refuse(`${path.join('.') || 'front matter'}: ${message}`)
  }
  const { title, scope, kind, aspect, match } = parsed.data
  if (scope === undefined || aspect === undefined || match === undefined || match.length === 0)
    throw refuse('an outline of a block has title, scope, kind, aspect and match')
  return { id, title, scope, kind, aspect, match }
}
