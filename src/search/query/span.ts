/**
 * A number in a query says which of the codes is meant that stand for spans of numbers: a body mass index of 27.5 lies in
 * "27.0-27.9", 25 % of the body surface in "20-29%", 350 mg/ml in "300-399 mg/ml".
 */

import type { Word } from '../analysis/analyze.ts'
import { isNumber, isNumbered } from './sentence.ts'

/** Both ends belong to it; `unit` as it is written, the same for its spellings, and absent where none is. */
export interface Span {
  readonly low: number
  readonly high: number
  readonly unit?: string
}

/** A number that is counted in something. */
export interface Quantity {
  readonly value: number
  readonly unit?: string
}

/** Units by their spellings: what is counted in one of them lies in no span of another. */
const UNITS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['year', 'yr y'],
    ['month', 'mo'],
    ['week', 'wk'],
    ['day', 'd'],
    ['hour', 'hr h'],
    ['minute', 'min'],
    ['gram', 'g gm'],
    ['kilogram', 'kg'],
    ['pound', 'lb'],
    ['milligram', 'mg'],
    ['milliliter', 'ml cc'],
    ['centimeter', 'cm'],
    ['millimeter', 'mm'],
    ['percent', '%'],
  ].flatMap(([unit, spellings]) => [unit!, ...spellings!.split(' ')].map((spelling) => [spelling, unit!])),
)
const unitOf = (word: string | undefined): { unit?: string } => {
  const unit = UNITS[word?.toLowerCase().replace(/(?<=..)s$/, '') ?? '']
  return unit === undefined ? {} : { unit }
}

const NUMBER = String.raw`(\d+(?:,\d{3})*(?:\.\d+)?)(?!\d|st\b|nd\b|rd\b|th\b)`
/** `%`, `grams`, `g.`, `mg/100 ml` */
const UNIT = String.raw`(?:\s*(%|[a-z]{1,11})\.?(?:\/(?:\d+\s*)?[a-z]{1,3})?)?`
const ALONE = String.raw`(?<![\d.\-/])`
const all = (pattern: string): RegExp => new RegExp(pattern, 'gi')
const PATTERNS: readonly (readonly [RegExp, (low: number, high: number) => [low: number, high: number]])[] = [
  [all(`${ALONE}${NUMBER}${UNIT}\\s*(?:-|–|\\bto\\b|\\bthrough\\b)\\s*${NUMBER}${UNIT}`), (low, high) => [low, high]],
  [all(`${ALONE}${NUMBER}${UNIT}\\s*(?:or|and)\\s+(?:more|greater|above|over|older)\\b`), (low) => [low, Infinity]],
  [all(`${ALONE}${NUMBER}${UNIT}\\s*(?:or|and)\\s+(?:less|fewer|below|under|younger)\\b`), (high) => [0, high]],
  [all(`\\bup to\\s+${NUMBER}${UNIT}`), (high) => [0, high]],
  [all(`(?:>|\\b(?:more|greater|over|older)\\s+(?:than\\s+)?)\\s*${NUMBER}${UNIT}`), (low) => [above(low), Infinity]],
  [all(`(?:<|\\b(?:less|fewer|under|younger)\\s+(?:than\\s+)?)\\s*${NUMBER}${UNIT}`), (high) => [0, below(high)]],
  [all(`(?:≥|>=|\\b(?:greater|more)\\s+than\\s+or\\s+equal\\s+to\\s+)\\s*${NUMBER}${UNIT}`), (low) => [low, Infinity]],
  [all(`(?:≤|<=|\\b(?:less|fewer)\\s+than\\s+or\\s+equal\\s+to\\s+)\\s*${NUMBER}${UNIT}`), (high) => [0, high]],
]
const above = (n: number): number => n * (1 + Number.EPSILON)
const below = (n: number): number => n * (1 - Number.EPSILON)
const numeric = (text: string | undefined): number => Number(text?.replaceAll(',', ''))

/** The spans of numbers that a title names. */
export function spansIn(title: string): Span[] {
  if (!/\d/.test(title)) return []
  return PATTERNS.flatMap(([pattern, ends]) =>
    [...title.matchAll(pattern)].map(([, first, unit, second, secondUnit]) => {
      const [low, high] = ends(numeric(first), numeric(second))
      return { low, high, ...unitOf(secondUnit), ...unitOf(unit) }
    }),
  ).filter(({ low, high }) => low < high)
}

/** The numbers of a query that may lie in a span; those that are names, as in `type 2`, do not. */
export const numbersIn = (words: readonly Word[], text: string): Quantity[] =>
  words.flatMap(({ text: word, end }, i) =>
    isNumber(word) && !isNumbered(words[i - 1]?.text)
      ? [{ value: Number(word), ...unitOf(text[end] === '%' ? '%' : words[i + 1]?.text) }]
      : [],
  )

/** What a title is worth none of whose spans has the number, and one that names no span. */
const OUTSIDE = 0.25
const SILENT = 0.3

const holds = ({ low, high, unit }: Span, { value, unit: counted }: Quantity): boolean =>
  value >= low && value <= high && (unit === undefined || counted === undefined || unit === counted)

/** 0 to 1: how well a title fits the numbers of a query. */
export function spanFit(numbers: readonly Quantity[], title: string): number {
  const said = title.match(/\d+(?:\.\d+)?/g)?.map(Number) ?? []
  if (numbers.some(({ value }) => said.includes(value))) return 1
  const spans = spansIn(title)
  if (spans.length === 0) return SILENT
  return numbers.some((number) => spans.some((span) => holds(span, number))) ? 1 : OUTSIDE
}
