/**
 * The last stage: for each place where a code stands, what the scopes say and what the rules say are put together to
 * shares of the dispositions. Where they leave the rules in no doubt, the rules stand; where they are sure of something
 * else, that is taken; where nothing is likely, the code is only named and what is likeliest is named as a candidate.
 */
import type { Draft } from '../findings/draft.ts'
import { termKey } from '../findings/legend.ts'
import { type Notes, noteFor } from '../findings/notes.ts'
import type { Mention } from '../mentions/mention.ts'
import { DISPOSITIONS, type Disposition, type PolicyText } from '../model.ts'
import { mixed, nearestOpinion, type Opinions, withOpinions } from '../opinions/opinion.ts'
import { Inquiry } from '../opinions/question.ts'
import { softmax } from '../stance/model.ts'
import type { Reading } from '../stance/shipped.ts'
import { Graph, type Place, type Scope } from '../structure/graph.ts'
import { isDiagnosis } from '../systems.ts'
import { type Case, evidence, type Shape } from './evidence.ts'
import { bearingOf, bearingOn, type Weighed, weigh } from './weigh.ts'

/** The share above which something else than the rules say is taken: it is likelier than not. */
export const LEAST_TO_OVERRULE = 0.5
/** Two statements at one place, and the contrary of an exception, are given at least this share. */
const LEAST_OF_SEVERAL = 0.6
const LONGEST_MARK = 24

/** One place of the document with what is said there. */
export interface Resolved {
  readonly mention: Mention
  readonly drafts: readonly Draft[]
  readonly weighed: readonly Weighed[]
  readonly case: Case
  /** In the order of `DISPOSITIONS`; they sum to 1. */
  readonly shares: Float64Array
}

/** What the rules found, with the places and notes they found it at. */
export interface Found {
  readonly drafts: readonly Draft[]
  readonly notes: Notes
}

const specOf = (m: Mention): string => `${m.system} ${m.code ?? m.range ?? m.stub}`

/** The scopes and the evidence of every place; without shares, which need weights. */
export class Cases {
  readonly #document: PolicyText
  readonly #graph: Graph
  readonly #notes: Notes
  readonly #starts: readonly number[]
  readonly places: readonly (readonly Draft[])[]

  constructor(document: PolicyText, { drafts, notes }: Found) {
    this.#document = document
    this.#graph = new Graph(document)
    this.#notes = notes
    this.#starts = drafts.map((d) => d.mention.start).sort((a, b) => a - b)
    this.places = [
      ...Map.groupBy(
        drafts.filter((d) => d.mention.modifier !== true),
        ({ mention }) => `${mention.start} ${specOf(mention)}`,
      ).values(),
    ]
  }

  scopesOf(drafts: readonly Draft[]): Scope[] {
    const [first] = drafts
    const { mention, span, ground } = first!
    const scopes = this.#graph.scopesOf(mention, this.#hasCode)
    if (mention.marker !== undefined) {
      const note = noteFor(this.#notes, mention.marker, mention.start)
      if (note) scopes.push({ edge: 'note', distance: 1, start: note.start, end: note.end })
    }
    const defined = this.#defined(mention)
    if (defined) scopes.push(defined)
    if (ground !== 'none' && !saysSeveral(drafts))
      scopes.push({ edge: 'settled', distance: 1, start: span[0], end: Math.min(span[1], span[0] + 360) })
    return scopes
  }

  caseOf(drafts: readonly Draft[], weighed: readonly Weighed[]): Case {
    const { mention, disposition, ground } = drafts[0]!
    return {
      diagnosis: isDiagnosis(mention.system),
      weighed,
      disposition,
      ground,
      several: saysSeveral(drafts),
      excepted: mention.exceptOf !== undefined,
      shape: this.#shapeAt(mention),
    }
  }

  /** True where a code stands in the words. */
  readonly #hasCode = ({ start, end }: Place): boolean => {
    let [low, high] = [0, this.#starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! < start) low = middle + 1
      else high = middle
    }
    return low < this.#starts.length && this.#starts[low]! < end
  }

  /** What a mark in another cell of the row is defined as. */
  #defined({ start }: Mention): Scope | undefined {
    for (const cell of this.#graph.block(this.#graph.blockAt(start))?.cells ?? []) {
      if (cell.start <= start && start < cell.end) continue
      if (cell.end - cell.start > LONGEST_MARK) continue
      const words = this.#notes.legend.meanings.get(termKey(this.#document.text.slice(cell.start, cell.end)))
      if (words !== undefined) return { edge: 'legend', distance: 1, start: cell.start, end: cell.end, words }
    }
    return undefined
  }

  #shapeAt({ start }: Mention): Shape {
    const kind = this.#graph.block(this.#graph.blockAt(start))?.kind
    return kind === 'row' || kind === 'item' ? kind : 'paragraph'
  }
}

/** The rules say different things at one place. */
export const saysSeveral = (drafts: readonly Draft[]): boolean =>
  drafts.some((d) => d.disposition !== drafts[0]!.disposition)

/** Shares of the dispositions by the evidence. */
export function sharesOf(of: Case, weights: readonly number[]): Float64Array {
  const scores = new Float64Array(DISPOSITIONS.length)
  evidence(of, (d, weight, value) => {
    scores[d]! += weights[weight]! * value
  })
  return softmax(scores)
}

export function resolvedIn(document: PolicyText, found: Found, reading: Reading): Resolved[] {
  const cases = new Cases(document, found)
  return cases.places.map((drafts) => {
    const weighed = weigh(document.text, cases.scopesOf(drafts), reading.stance)
    const of = cases.caseOf(drafts, weighed)
    return { mention: drafts[0]!.mention, drafts, weighed, case: of, shares: sharesOf(of, reading.resolver) }
  })
}

/** The same places with the opinions of an outside reader among the voices. */
export function withReader(
  document: PolicyText,
  resolved: readonly Resolved[],
  opinions: Opinions,
): readonly Resolved[] {
  const inquiry = new Inquiry(document, resolved)
  return resolved.map((place) => {
    const weighed = withOpinions(inquiry, place, opinions)
    if (weighed === place.weighed) return place
    const of = { ...place.case, weighed }
    return { ...place, weighed, case: of, shares: mixed(place.shares, of) }
  })
}

/** Each draft of the rules, in order, as it was decided: another disposition where that is likelier, and its share. */
export function decided(found: Found, resolved: readonly Resolved[]): Map<Draft, Draft> {
  const settled = settledCodes(found.drafts)
  const changed = new Map<Draft, Draft>(found.drafts.map((d) => [d, d]))
  for (const place of resolved) {
    const { drafts, shares } = place
    const said = drafts.map((d) => shares[DISPOSITIONS.indexOf(d.disposition)]!)
    const by = nearestOpinion(place.weighed)?.by
    const reader = by !== undefined && { reader: by }
    if (saysSeveral(drafts)) {
      // Several things at one place share what is likely; what a sentence says of two cases is said.
      const together = said.reduce((a, b) => a + b, 0)
      const share = Math.max(LEAST_OF_SEVERAL, Math.min(1, together))
      for (const d of drafts) changed.set(d, { ...d, ...reader, share })
      continue
    }
    const best = greatestOf(shares)
    const likeliest = DISPOSITIONS[best]!
    for (const draft of drafts) {
      const silent = draft.disposition === 'mentions' && settled.has(specOf(draft.mention))
      // A code taken out of a range is not what the range is, whatever the words around it say.
      const kept = draft.ground === 'none' && (draft.mention.doubtful || draft.mention.exceptOf !== undefined)
      const other = likeliest !== draft.disposition && shares[best]! > LEAST_TO_OVERRULE && !silent && !kept
      const words = other ? wordsFor(place, likeliest) : undefined
      const share = isContrary(draft) ? Math.max(LEAST_OF_SEVERAL, said[0]!) : said[0]!
      const outcome = words ? overrule(draft, likeliest, shares[best]!, words) : { ...draft, share, likeliest }
      changed.set(draft, { ...quoting(outcome, place), ...reader })
    }
  }
  return changed
}

/** "Covered except J9190": what a code taken out of a range has is the contrary, whoever says what. */
const isContrary = ({ mention, disposition }: Draft): boolean =>
  mention.exceptOf !== undefined && disposition !== 'mentions'

/** Codes of which the rules settle something somewhere: what is only named elsewhere stays named. */
function settledCodes(drafts: readonly Draft[]): ReadonlySet<string> {
  return new Set(
    drafts.filter((d) => d.disposition !== 'mentions' && d.ground !== 'none').map((d) => specOf(d.mention)),
  )
}

/** A scope says something only with this share of its stance. */
const LEAST_OF_WORDS = 0.2

/** The words that say it: of the scopes the one that says it most; the place itself where it is only named. */
export function wordsFor({ weighed, case: of, mention }: Resolved, disposition: Disposition): Place | undefined {
  if (disposition === 'mentions') return mention
  const d = DISPOSITIONS.indexOf(disposition)
  const opinion = nearestOpinion(weighed)
  if (opinion && bearingOf(of.diagnosis, opinion.stance)[d]! > 0) return opinion.at
  let best: { share: number; scope: Scope } | undefined
  for (const { scope, stance } of weighed) {
    const share = bearingOn(of.diagnosis, stance)[d]!
    if (share >= LEAST_OF_WORDS && (best === undefined || share > best.share)) best = { share, scope }
  }
  return best?.scope
}

/** What rests on words said elsewhere rests on those that a reader quotes at the place, where it says the same. */
function quoting(draft: Draft, { weighed, case: of }: Resolved): Draft {
  const opinion = nearestOpinion(weighed)
  if (!opinion || draft.ground !== 'elsewhere') return draft
  const agrees = bearingOf(of.diagnosis, opinion.stance)[DISPOSITIONS.indexOf(draft.disposition)]! > 0
  return agrees ? { ...draft, span: [opinion.at.start, opinion.at.end] } : draft
}

function overrule(draft: Draft, disposition: Disposition, share: number, { start, end }: Place): Draft {
  const ground = draft.ground === 'none' ? 'section' : draft.ground
  const { conditions: _, ...rest } = draft
  return {
    ...rest,
    disposition,
    ground,
    share,
    span: [start, end],
    likeliest: disposition,
    overruled: draft.disposition,
  }
}

function greatestOf(shares: Float64Array): number {
  let best = 0
  for (let d = 1; d < shares.length; d++) if (shares[d]! > shares[best]!) best = d
  return best
}
