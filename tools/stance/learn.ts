/**
 * Training and the measure of it. Styles are put in groups; each group is read by rules, stances and a resolver that
 * were trained without every style of it, and without the phrases that only the style itself uses. What is shipped is
 * trained on all of them, and its confidence is calibrated on what was read with the own style left out.
 */

import { NO_LOOKUP } from '../../src/policy/extract.ts'
import { combine } from '../../src/policy/findings/combine.ts'
import { CUES } from '../../src/policy/findings/cues.ts'
import { findIn } from '../../src/policy/findings/find.ts'
import { type Phrase, readWith } from '../../src/policy/findings/voices.ts'
import { DISPOSITIONS, type Disposition, type Finding } from '../../src/policy/model.ts'
import { type Case, evidence, WEIGHTS } from '../../src/policy/resolve/evidence.ts'
import { decided, resolvedIn } from '../../src/policy/resolve/resolve.ts'
import { BUCKETS } from '../../src/policy/stance/features.ts'
import { STANCES, StanceModel, type StanceWeights } from '../../src/policy/stance/model.ts'
import { bytesOf, type Calibration } from '../../src/policy/stance/shipped.ts'
import type { Read } from '../../test/extraction/loso/documents.ts'
import { phrasesWithout, supportOf } from '../../test/extraction/loso/phrases.ts'
import { keysOf } from '../../test/extraction/score.ts'
import { examplesOf, type Styled } from './examples.ts'
import { fit, fitShared, type SharedExample } from './fit.ts'
import { casesOf } from './places.ts'

const GROUPS = 8
const STANCE_FIT = { rows: BUCKETS, classes: STANCES.length, epochs: 10, rate: 0.3, decay: 1e-4 }
const RESOLVER_FIT = { weights: WEIGHTS, epochs: 10, rate: 0.08, decay: 2e-3 }

interface Labelled {
  readonly case: Case
  readonly gold: readonly string[]
  readonly document: string
}

/** What one document is read as, by readers that have not seen its style. */
export interface LeftOut {
  readonly document: Read
  readonly findings: readonly Finding[]
}

export interface Learned {
  readonly leftOut: readonly LeftOut[]
  /** What the phrases alone find, without those of the style itself. */
  readonly byRules: readonly LeftOut[]
  /** The file of weights. */
  readonly bytes: Uint8Array
}

const stanceFrom = (examples: readonly Styled[]): StanceWeights => {
  const { table, bias } = fit(
    examples.map((e) => e.example),
    STANCE_FIT,
  )
  return quantised(table, bias)
}

/** Eight bits a weight, alike wherever it is read. */
function quantised(table: Float32Array, bias: Float64Array): StanceWeights & { readonly table: Int8Array } {
  let most = 0
  for (const w of table) if (Math.abs(w) > most) most = Math.abs(w)
  const scale = Number((most / 127).toPrecision(8))
  const small = Int8Array.from(table, (w) => Math.max(-127, Math.min(127, Math.round(w / scale))))
  return { table: small, scale, bias: [...bias].map((b) => Number(b.toFixed(5))) }
}

export function learn(documents: readonly Read[], withSeeds = true): Learned {
  const styles = [...new Set(documents.map((d) => d.style))].sort()
  const groupOf = new Map(styles.map((style, i) => [style, i % GROUPS]))
  const support = supportOf(documents)
  const phrases = new Map(styles.map((style) => [style, phrasesWithout(support, style)]))
  const examples = examplesFor(documents, phrases, withSeeds)
  const groups = Array.from({ length: GROUPS }, (_, g) => documents.filter((d) => groupOf.get(d.style) === g))
  const without = (...out: number[]): StanceModel =>
    new StanceModel(stanceFrom(examples.filter((e) => e.style === undefined || !out.includes(groupOf.get(e.style)!))))
  const read = (document: Read, stance: StanceModel | undefined): ReturnType<typeof findIn> => {
    readWith({ phrases: phrases.get(document.style)!, stance })
    return findIn(document.text, document.header, undefined)
  }
  const labelled = (document: Read, stance: StanceModel): Labelled[] =>
    casesOf(document, read(document, stance), stance).map((c) => ({ ...c, document: document.name }))

  /** For each group, what a resolver for it may learn from: other groups, read by a stance that has seen neither. */
  const lessons: Labelled[][] = groups.map(() => [])
  const own = groups.map((_, i) => without(i))
  for (let i = 0; i < GROUPS; i++)
    for (let j = i + 1; j < GROUPS; j++) {
      const stance = without(i, j)
      for (const d of groups[i]!) for (const each of labelled(d, stance)) lessons[j]!.push(each)
      for (const d of groups[j]!) for (const each of labelled(d, stance)) lessons[i]!.push(each)
    }
  const points: Point[] = []
  const drafts = groups.flatMap((group, g) => {
    const stance = own[g]!
    const reading = { stance, resolver: resolverFrom(lessons[g]!), calibration: [] }
    return group.map((document) => {
      const found = read(document, stance)
      return { document, found, drafts: [...decided(found, resolvedIn(document.text, found, reading)).values()] }
    })
  })
  const identity: Calibration = [
    [0, 0],
    [1, 1],
  ]
  for (const { document, drafts: of } of drafts) {
    const { findings } = combine(of, { ...contextOf(document), calibration: identity, everything: true })
    for (const f of findings)
      if (f.confidence !== undefined)
        points.push({ style: document.style, share: f.confidence, right: isRight(document, f) })
  }
  // What is said of a style left out is calibrated on the other styles alone; what ships, on all of them.
  const nested = new Map(styles.map((style) => [style, rising(points.filter((p) => p.style !== style))]))
  const leftOut = drafts.map(({ document, drafts: of }) => ({
    document,
    findings: combine(of, { ...contextOf(document), calibration: nested.get(document.style)! }).findings,
  }))
  const byRules = documents.map((document) => ({
    document,
    findings: combine(read(document, undefined).drafts, contextOf(document)).findings,
  }))
  readWith({ phrases: CUES, stance: undefined })
  const all = groups.flatMap((group, g) => group.flatMap((d) => labelled(d, own[g]!)))
  const bytes = bytesOf(stanceFrom(examples) as StanceWeights & { table: Int8Array }, {
    resolver: resolverFrom(all),
    calibration: rising(points),
  })
  readWith()
  return { leftOut, byRules, bytes }
}

const contextOf = ({ text, header }: Read) => ({ document: text, header, lookup: NO_LOOKUP })

/** The examples of each style, from places that its own phrases have not been used to find. */
function examplesFor(
  documents: readonly Read[],
  phrases: ReadonlyMap<string, readonly Phrase[]>,
  withSeeds: boolean,
): Styled[] {
  const all: Styled[] = []
  for (const [style, own] of Map.groupBy(documents, (d) => d.style)) {
    readWith({ phrases: phrases.get(style)!, stance: undefined })
    for (const each of examplesOf(own, withSeeds && all.length === 0)) all.push(each)
  }
  return all
}

/** True where the gold has the code with this disposition. */
export function isRight({ gold }: Read, finding: Finding): boolean {
  const keys = keysOf(finding)
  return gold.some((g) => g.disposition === finding.disposition && keysOf(g).some((key) => keys.includes(key)))
}

function resolverFrom(lessons: readonly Labelled[]): number[] {
  const known = lessons.filter((l) => l.gold.length > 0)
  const shared = known.map(({ case: of, gold, document }): SharedExample & { key: string } => {
    const features = Array.from({ length: DISPOSITIONS.length }, (): [number[], number[]] => [[], []])
    evidence(of, (d, weight, value) => {
      if (value === 0) return
      features[d]![0].push(weight)
      features[d]![1].push(value)
    })
    const target = new Float64Array(DISPOSITIONS.length)
    for (const g of gold) target[DISPOSITIONS.indexOf(g as Disposition)] = 1 / gold.length
    const key = `${document} ${of.disposition} ${of.ground} ${of.weighed.map((w) => `${w.slot}${w.stance[0]!.toFixed(2)}${w.stance[1]!.toFixed(2)}${w.stance[3]!.toFixed(2)}`).join()}`
    return { features, target, weight: 1, key }
  })
  // Codes of one list are one lesson, said many times.
  const times = new Map<string, number>()
  for (const { key } of shared) times.set(key, (times.get(key) ?? 0) + 1)
  const weights = fitShared(
    shared.map((s) => ({ ...s, weight: 1 / Math.sqrt(times.get(s.key)!) })),
    RESOLVER_FIT,
  )
  return [...weights].map((w) => Number(w.toFixed(4)))
}

/** A finding of a style left out, with the share that its evidence gave it. */
interface Point {
  readonly style: string
  readonly share: number
  readonly right: boolean
}

/** The rising line nearest to the points: neighbours that fall are pooled. */
function rising(points: readonly Point[]): Calibration {
  const sorted = [...points].sort((a, b) => a.share - b.share)
  const size = Math.max(1, Math.ceil(sorted.length / 60))
  const pools: { share: number; right: number; n: number }[] = []
  for (let i = 0; i < sorted.length; i += size) {
    const bin = sorted.slice(i, i + size)
    pools.push({
      share: bin.reduce((s, p) => s + p.share, 0) / bin.length,
      right: bin.filter((p) => p.right).length / bin.length,
      n: bin.length,
    })
    for (let last = pools.at(-1)!, before = pools.at(-2); before && before.right > last.right; before = pools.at(-2)) {
      const n = before.n + last.n
      last = {
        share: (before.share * before.n + last.share * last.n) / n,
        right: (before.right * before.n + last.right * last.n) / n,
        n,
      }
      pools.splice(-2, 2, last)
    }
  }
  return pools.map((p) => [Number(p.share.toFixed(4)), Number(p.right.toFixed(4))] as const)
}
