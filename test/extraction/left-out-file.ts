/** The figures of styles left out that were measured last and agreed to. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figures } from './baseline.ts'

const FILE = join(import.meta.dirname, 'left-out.json')

/** Findings by what they were said to be right, and how many were. */
export interface Reliability {
  readonly from: number
  readonly to: number
  readonly findings: number
  readonly said: number
  readonly right: number
}

export interface LeftOutFigures {
  /** Rules, stances and resolver. */
  readonly all: Figures
  /** The rules alone, without what only the style itself uses. */
  readonly rules: Figures
  readonly sure: { readonly share: number; readonly precision: number }
  /** The same where the confidence that is called sure is chosen on the other styles too. */
  readonly lineByOthers: { readonly share: number; readonly precision: number }
  /** Findings that were held back, with a candidate, and how many of these were right. */
  readonly heldBack: { readonly findings: number; readonly candidateRight: number }
  readonly reliability: readonly Reliability[]
}

export const knownLeftOut = (): LeftOutFigures | undefined =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as LeftOutFigures) : undefined

export const promoteLeftOut = (figures: LeftOutFigures): void =>
  writeFileSync(FILE, `${JSON.stringify(figures, null, 2)}\n`)
