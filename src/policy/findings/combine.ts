/** Drafts made findings: repeated ones put together, doubtful ones judged, evidence chosen, codes checked. */
import { flagsOf } from '../lookup.ts'
import type { Mention } from '../mentions/mention.ts'
import {
  type CodeLookup,
  type CodeSpec,
  type Finding,
  type Flag,
  type PolicyHeader,
  type PolicyText,
  type Rejected,
  SURE,
} from '../model.ts'
import { confidenceOf, LEAST_TO_SAY } from '../resolve/confidence.ts'
import type { Calibration } from '../stance/shipped.ts'
import { roleOf } from '../systems.ts'
import type { Draft, Ground } from './draft.ts'

const GROUNDS: readonly Ground[] = ['none', 'elsewhere', 'section', 'list', 'sentence', 'row']
const MOST_GROUP = 200
const BELOW_SURE = SURE - 0.01

export interface Combined {
  readonly findings: readonly Finding[]
  readonly rejected: readonly Rejected[]
}

export const keyOf = (m: Pick<Mention, 'system' | 'code' | 'range' | 'stub'>): string =>
  `${m.system} ${m.code ?? (m.range ? m.range.join('..') : `${m.stub}*`)}`

interface Context {
  readonly document: PolicyText
  readonly header: PolicyHeader
  readonly lookup: CodeLookup
  /** Absent: nothing is held back, and no finding has a confidence. */
  readonly calibration?: Calibration | undefined
  /** Nothing is held back, however unlikely; to calibrate. */
  readonly everything?: boolean
}

export function combine(
  drafts: readonly Draft[],
  { document, header, lookup, calibration, everything }: Context,
): Combined {
  const sure = new Set(drafts.filter((d) => !d.mention.doubtful).map((d) => keyOf(d.mention)))
  const rejected: Rejected[] = []
  const kept = drafts.filter((draft) => {
    const { mention, ground } = draft
    if (!mention.doubtful || sure.has(keyOf(mention)) || ground !== 'none') return true
    rejected.push({
      text: document.text.slice(mention.start, mention.end),
      reason: 'a number without a word that says it is a code',
      span: [mention.start, mention.end],
    })
    return false
  })
  const groups = Map.groupBy(kept, (d) => keyOf(d.mention))
  const findings = [...groups.values()].flatMap((group) => {
    // What is only named in one place and settled in another is settled.
    const byDisposition = Map.groupBy(told(group), (d) => d.disposition)
    const said = [...byDisposition.values()].map((same) =>
      findingOf(same, group, { document, header, lookup, calibration }),
    )
    if (everything) return said
    return said.length === 1 ? [heldBack(said[0]!)] : likelyOnes(said)
  })
  return { findings, rejected }
}

/** The drafts that count: settled ones; else what an exception implies; else that the code is named. */
function told(drafts: readonly Draft[]): readonly Draft[] {
  const saying = drafts.filter((d) => d.disposition !== 'mentions')
  const settled = saying.filter((d) => d.ground !== 'none')
  // What is said at the code itself is not put in doubt by what is said elsewhere of services of its kind.
  const here = settled.filter((d) => d.ground !== 'elsewhere')
  // Nor by a heading above it in another place.
  const close = here.filter((d) => d.ground !== 'section')
  if (close.length > 0) return close
  if (here.length > 0) return here
  if (settled.length > 0) return settled
  return saying.length > 0 ? saying : drafts
}

function findingOf(
  same: readonly Draft[],
  all: readonly Draft[],
  { document, header, lookup, calibration }: Context,
): Finding {
  const best = same.reduce((a, b) => (GROUNDS.indexOf(b.ground) > GROUNDS.indexOf(a.ground) ? b : a))
  const { mention, span, section, page, group } = best
  const conditions =
    best.conditions ?? (best.disposition === 'conditional' ? document.text.slice(span[0], span[1]) : undefined)
  const except = [...new Set(all.flatMap((d) => d.mention.except ?? []))].sort()
  const [start, end] = span
  const flags = flagsFor(mention, { header, lookup })
  const places = new Map(all.map((d) => [d.mention.start, [d.mention.start, d.mention.end] as const]))
  return {
    ...specOf(mention, except),
    system: mention.system,
    disposition: best.disposition,
    role: roleOf(mention.system, mention.code ?? mention.range?.[0] ?? mention.stub ?? '', mention.modifier === true),
    ...(group !== undefined && { group: group.slice(0, MOST_GROUP) }),
    ...(conditions !== undefined && { conditions }),
    evidence: { section, ...(page !== undefined && { page }), span, quote: document.text.slice(start, end) },
    at: [...places.values()].sort((a, b) => a[0] - b[0]),
    ...(flags.length > 0 && { flags }),
    ...doubtsOf(same, best, calibration),
  }
}

/** How sure it is: as sure as the place where it is surest; and what else it may be. */
function doubtsOf(
  same: readonly Draft[],
  { disposition }: Draft,
  calibration: Calibration | undefined,
): Pick<Finding, 'confidence' | 'candidate' | 'reader'> {
  if (calibration === undefined) return {}
  const surest = same.filter((d) => d.share !== undefined).sort((a, b) => b.share! - a.share!)[0]
  if (surest?.share === undefined) return {}
  const { share, reader } = surest
  const measured = confidenceOf(share, calibration)
  // How often an outside reader is right was never measured, so nothing it had a say in is called sure.
  const confidence = reader === undefined ? measured : Math.min(measured, BELOW_SURE)
  const other = disposition === 'mentions' && confidence < SURE ? surest.likeliest : undefined
  return {
    confidence,
    ...(other !== undefined && other !== 'mentions' && { candidate: other }),
    ...(reader !== undefined && { reader }),
  }
}

/** What is too seldom right is not said: the code is named, and what it may be stands beside it. */
function heldBack(finding: Finding): Finding {
  const { confidence, disposition } = finding
  if (confidence === undefined || confidence >= LEAST_TO_SAY || disposition === 'mentions') return finding
  const { conditions: _, ...rest } = finding
  return { ...rest, disposition: 'mentions', candidate: disposition }
}

/** Of several things said of a code, those that are likely; the likeliest where none is. */
function likelyOnes(said: readonly Finding[]): Finding[] {
  const kept = said.filter((f) => f.confidence === undefined || f.confidence >= LEAST_TO_SAY)
  if (kept.length > 0) return kept
  return [heldBack(said.reduce((a, b) => ((b.confidence ?? 0) > (a.confidence ?? 0) ? b : a)))]
}

function specOf({ code, range, stub }: Mention, except: readonly string[]): CodeSpec {
  const taken = except.length > 0 && { except }
  if (range) return { range, ...taken }
  return stub !== undefined ? { stub, ...taken } : { code: code! }
}

function flagsFor(mention: Mention, { header, lookup }: { header: PolicyHeader; lookup: CodeLookup }): Flag[] {
  if (mention.code === undefined) return []
  return flagsOf(lookup, { system: mention.system, code: mention.code }, header)
}
