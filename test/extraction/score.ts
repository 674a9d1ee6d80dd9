/** Compares findings with gold findings: sets of codes, and sets of codes with dispositions, for each document. */
import type { Finding } from '../../src/policy/model.ts'

export interface Gold {
  readonly system: string
  readonly code?: string
  readonly range?: readonly [string, string]
  readonly stub?: string
  readonly except?: readonly string[]
  readonly disposition: string
  readonly quote?: string
}

export interface Miss {
  readonly document: string
  readonly what: string
  readonly disposition: string
  readonly quote: string
}

export interface Counts {
  readonly right: number
  readonly found: number
  readonly gold: number
}

export interface DocumentScore {
  readonly document: string
  readonly style: string
  readonly mention: Counts
  readonly disposition: Counts
  readonly misses: readonly Miss[]
  readonly falseFinds: readonly Miss[]
}

const fold = (text: string): string => text.replace(/[.\s-]/g, '').toUpperCase()

/** A drug code as its digits; ten digits written with hyphens are compared as the eleven they stand for. */
function foldDrug(text: string): readonly string[] {
  const segments = text.split('-')
  if (segments.length === 3) {
    const [a, b, c] = segments as [string, string, string]
    return [a + b + c, a.padStart(5, '0') + b.padStart(4, '0') + c.padStart(2, '0')]
  }
  const digits = fold(text)
  if (digits.length !== 10) return [digits]
  // Which of the three segments is short is not known from the digits alone.
  return [digits, `0${digits}`, `${digits.slice(0, 5)}0${digits.slice(5)}`, `${digits.slice(0, 9)}0${digits.slice(9)}`]
}

/** All keys that count as this code. */
export function keysOf(
  spec: { system: string } & { [K in 'code' | 'range' | 'stub']?: Gold[K] | undefined },
): readonly string[] {
  const { system } = spec
  if (spec.code !== undefined) {
    const codes = system === 'ndc' ? foldDrug(spec.code) : [fold(spec.code)]
    return codes.map((code) => `${system} ${code}`)
  }
  if (spec.range) return [`${system} ${fold(spec.range[0])}-${fold(spec.range[1])}`]
  return [`${system} ${fold((spec.stub ?? '').replace(/[*xX-]+$/, ''))}*`]
}

interface Item {
  readonly keys: readonly string[]
  readonly disposition: string
  readonly quote: string
}

const distinct = (items: readonly Item[], withDisposition: boolean): Item[] => [
  ...new Map(items.map((i) => [`${i.keys[0]}${withDisposition ? ` ${i.disposition}` : ''}`, i])).values(),
]

const same = (a: Item, b: Item, withDisposition: boolean): boolean =>
  a.keys.some((key) => b.keys.includes(key)) && (!withDisposition || a.disposition === b.disposition)

export function scoreDocument(
  { document, style }: { document: string; style: string },
  findings: readonly Finding[],
  gold: readonly Gold[],
): DocumentScore {
  const found = findings.map(
    (f): Item => ({ keys: keysOf(f as Gold), disposition: f.disposition, quote: f.evidence.quote }),
  )
  const wanted = gold.map((g): Item => ({ keys: keysOf(g), disposition: g.disposition, quote: g.quote ?? '' }))
  const [fm, gm] = [distinct(found, false), distinct(wanted, false)]
  const [fd, gd] = [distinct(found, true), distinct(wanted, true)]
  const miss = (i: Item): Miss => ({ document, what: i.keys[0]!, disposition: i.disposition, quote: i.quote })
  return {
    document,
    style,
    mention: counts(fm, gm, false),
    disposition: counts(fd, gd, true),
    misses: gd.filter((g) => !fd.some((f) => same(f, g, true))).map(miss),
    falseFinds: fd.filter((f) => !gd.some((g) => same(f, g, true))).map(miss),
  }
}

function counts(found: readonly Item[], gold: readonly Item[], withDisposition: boolean): Counts {
  const right = found.filter((f) => gold.some((g) => same(f, g, withDisposition))).length
  return { right, found: found.length, gold: gold.length }
}

export interface Rates {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Micro-averaged over documents. Nothing found of nothing wanted is perfect. */
export function rates(all: readonly Counts[]): Rates {
  const sum = (of: (c: Counts) => number): number => all.reduce((n, c) => n + of(c), 0)
  const [right, found, gold] = [sum((c) => c.right), sum((c) => c.found), sum((c) => c.gold)]
  const precision = found === 0 ? (gold === 0 ? 1 : 0) : right / found
  const recall = gold === 0 ? 1 : right / gold
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}
