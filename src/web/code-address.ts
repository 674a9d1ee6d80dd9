/**
 * Finds the code in `{code}-{slug}`. Codes hold hyphens of their own (`E08-E13`, `chapter-4`), so the address alone
 * does not say where the code ends: each beginning is tried, and the one whose own address this is wins.
 */
import { AppError } from '../core/errors.ts'
import { code } from '../service/code.ts'
import type { ServiceContext } from '../service/context.ts'
import { perform } from '../service/operation.ts'
import type { CodeShown } from './answers.ts'

/** No code is written with more characters, so longer beginnings are part of the slug. */
const LONGEST = 24

interface Address {
  readonly system: string
  /** Last part of the path, decoded: a code in any form, with or without a slug. */
  readonly tail: string
  readonly asOf?: string | undefined
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function beginnings(tail: string): string[] {
  const ends = [...tail.matchAll(/-/g)].map((m) => m.index).filter((i) => i > 0 && i <= LONGEST)
  return [...ends.map((end) => tail.slice(0, end)), ...(tail.length <= LONGEST ? [tail] : [])]
}

/** The answer for the code that `tail` begins with. @throws AppError `unknown-code`, `unknown-system`, `invalid-input` */
export function codeAt(context: ServiceContext, { system, tail, asOf }: Address): CodeShown {
  let longest: CodeShown | undefined
  let first: unknown
  for (const beginning of beginnings(tail)) {
    try {
      const shown = perform(code, context, { system, code: beginning, ...(asOf === undefined ? {} : { asOf }) })
      if (decoded(shown.path) === `/code/${system}/${tail}`) return shown
      longest = shown
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'unknown-code') throw thrown
      first ??= thrown
    }
  }
  if (longest) return longest
  throw first ?? new AppError('unknown-path', { path: `/code/${system}/${tail}` })
}
