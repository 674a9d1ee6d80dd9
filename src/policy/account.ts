/**
 * Why a finding is what it is, in lines a stranger can read: what governs the place, what each of these words says,
 * what the rules say, how the evidence adds up, and what was decided.
 */

import { squeeze } from '../core/text.ts'
import type { Place } from './extract.ts'
import type { Ground } from './findings/draft.ts'
import type { Mention } from './mentions/mention.ts'
import { DISPOSITIONS, type PolicyText, SURE } from './model.ts'
import { confidenceOf, LEAST_TO_SAY } from './resolve/confidence.ts'
import { LEAST_TO_OVERRULE, saysSeveral } from './resolve/resolve.ts'
import type { Weighed } from './resolve/weigh.ts'
import { STANCES } from './stance/model.ts'
import { type Calibration, shipped } from './stance/shipped.ts'
import type { Edge } from './structure/graph.ts'

const EDGE: Readonly<Record<Edge, string>> = {
  before: 'before it in its sentence',
  after: 'behind it in its sentence',
  sentence: 'its sentence',
  next: 'the sentence after it',
  previous: 'the sentence before it',
  cell: 'another cell of its row',
  column: 'the heading of its column',
  part: 'the row that names this part of the table',
  lead: 'a paragraph before it',
  below: 'the paragraph after the list',
  heading: 'a heading above',
  title: 'the title',
  label: 'a sentence that names its table, part or section',
  named: 'a sentence about the service its row describes',
  legend: 'what the mark in its row is defined as',
  note: 'the footnote of its mark',
  settled: 'the words the rules rest on',
}

const GROUND: Readonly<Record<Ground, string>> = {
  none: 'nothing at the code says more',
  elsewhere: 'said elsewhere of the service or the label',
  section: 'the heading above',
  list: 'the words before the list',
  sentence: 'its sentence',
  row: 'its row',
}

/** Characters of words shown. */
const SHOWN = 90
/** Scopes that say nothing are shown up to this many. */
const SILENT_SHOWN = 2
/** A share of this size is told. */
const TOLD = 0.05

const short = (words: string): string => {
  const one = squeeze(words)
  return one.length > SHOWN ? `${one.slice(0, SHOWN)}…` : one
}

const written = ({ code, range, stub }: Mention): string => code ?? (range ? range.join('–') : `${stub}*`)

function scopeLine({ scope, words, stance, opinion }: Weighed): { line: string; silent: boolean } {
  let best = 0
  for (let k = 1; k < stance.length; k++) if (stance[k]! > stance[best]!) best = k
  const says = STANCES[best]!
  const nearness = scope.distance > 1 ? ` (${scope.distance})` : ''
  const what = says === 'silent' ? 'says nothing' : `${says} ${stance[best]!.toFixed(2)}`
  const voice = opinion ? `; ${opinion.by} says ${opinion.stance} “${short(opinion.quote)}”` : ''
  const line = `      ${EDGE[scope.edge]}${nearness} “${short(words)}”: ${what}${voice}`
  return { line, silent: says === 'silent' && !opinion }
}

function decisionOf({ drafts, decided, shares }: Place, calibration: Calibration): string {
  const [rule] = drafts
  const [final] = decided
  if (saysSeveral(drafts)) return `${decided.map((d) => d.disposition).join(' and ')}: the rules say both`
  const right = final?.share === undefined ? 1 : confidenceOf(final.share, calibration)
  const of = final?.reader
    ? `${final.reader} had a say, so it is not called sure`
    : `${Math.round(right * 100)} of 100 such findings are right`
  if (final!.overruled !== undefined)
    return `${final!.disposition}, not ${final!.overruled} as the rules say: the evidence is above ${LEAST_TO_OVERRULE}; ${of}`
  if (right < LEAST_TO_SAY && rule!.disposition !== 'mentions')
    return `mentions, with ${rule!.disposition} as a candidate: ${of}`
  const best = DISPOSITIONS[shares.indexOf(Math.max(...shares))]!
  const against = best === rule!.disposition ? '' : `, though ${best} is likelier, not above ${LEAST_TO_OVERRULE}`
  return `${rule!.disposition}, as the rules say${against}; ${of}${right >= SURE && !final?.reader ? ', which is called sure' : ''}`
}

/** The account of one place. */
export function accountOf(place: Place, { text }: PolicyText, { calibration } = shipped()): string[] {
  const { mention, drafts, weighed, shares } = place
  const lines = weighed.map(scopeLine)
  const silent = lines.filter((l) => l.silent)
  const shown = lines.filter((l) => !l.silent || silent.indexOf(l) < SILENT_SHOWN)
  const rules = (saysSeveral(drafts) ? drafts : drafts.slice(0, 1)).map((d) => {
    const words = d.ground === 'none' ? '' : ` “${short(text.slice(d.span[0], d.span[1]))}”`
    return `${d.disposition}, from ${GROUND[d.ground]}${words}`
  })
  const shared = [...shares]
    .map((share, d) => ({ share, disposition: DISPOSITIONS[d]! }))
    .filter(({ share }) => share >= TOLD)
    .sort((a, b) => b.share - a.share)
    .map(({ share, disposition }) => `${disposition} ${share.toFixed(2)}`)
  return [
    `  ${mention.system} ${written(mention)} at ${mention.start}`,
    '    governed by',
    ...shown.map((l) => l.line),
    ...(silent.length > SILENT_SHOWN ? [`      and ${silent.length - SILENT_SHOWN} more that say nothing`] : []),
    `    the rules say: ${rules.join('; ')}`,
    `    the evidence: ${shared.join(', ')}`,
    `    decided: ${decisionOf(place, calibration)}`,
  ]
}
