/** What a run of words says: the cues in it, with what they mean together. */
import { beginningIn } from '../../core/ordered.ts'
import { matchesOf } from '../mentions/matches.ts'
import type { Disposition } from '../model.ts'
import { likeliest } from '../stance/model.ts'
import { CONDITION, DIAGNOSIS_CONDITION, NO_CONDITION, OTHER_CONDITION, THRESHOLD } from './conditions.ts'
import { type CueKind, ELLIPSIS } from './cues.ts'
import { voicesNow, whenVoicesChange } from './voices.ts'

export interface Cue {
  readonly kind: CueKind
  readonly start: number
  readonly end: number
}

/** The cues of `text` in order, of overlapping ones the first of the list; what says nothing is left out. */
export function cuesIn(text: string): readonly Cue[] {
  const known = memory.get(text)
  if (known) return known
  const cues = readCues(text)
  if (memory.size >= MOST_REMEMBERED) memory.clear()
  memory.set(text, cues)
  return cues
}

/** Blocks and sentences are asked about several times while a document is walked. */
const memory = new Map<string, readonly Cue[]>()
const MOST_REMEMBERED = 2_000
whenVoicesChange(() => memory.clear())

function readCues(text: string): Cue[] {
  const found: Cue[] = []
  /** Characters that a cue has. */
  const taken = new Uint8Array(text.length)
  const { phrases, heard } = voicesNow()
  heard?.(text)
  for (const [kind, pattern] of [...phrases, ...ELLIPSIS]) {
    for (const match of matchesOf(pattern, text)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (end <= start || taken.subarray(start, end).includes(1)) continue
      taken.fill(1, start, end)
      found.push({ kind, start, end })
    }
  }
  const ordered = found.filter((c) => c.kind !== 'neutral').sort((a, b) => a.start - b.start)
  const cues = ordered.map((cue): Cue => {
    const denied = negated(text, cue)
    return denied === undefined && cue.kind === 'covers' && tiedToMore(text, cue)
      ? { ...cue, kind: 'conditional' }
      : (denied ?? cue)
  })
  return merged(
    text,
    cues.filter((c) => c.kind !== 'neutral'),
  )
}

/** Words after a plain "yes" or a code that tie it to more than diagnoses. */
export const onCondition = (words: string): boolean =>
  THRESHOLD.test(words) ||
  (/\b(?:when|only\s+if|only\s+when|if|once\s+(?:an?|the)\s+[\w-]+|provided|unless|after)\b|\b(?:in|for)\b[^.;]{0,60}\b(?:that|who|which)\s+(?:is|are|has|have|had|was|were)\b/i.test(
    words,
  ) &&
    (!DIAGNOSIS_CONDITION.test(words) || OTHER_CONDITION.test(words)))

/** A negation right before a cue turns it round, whichever words say the cue. */
const NEGATION =
  /\b(?:not|never|no\s+longer|neither|nor|cannot|(?:is|are|do|does|will|wo|ca)n['’]t|(?:no|none\s+of)\s+(?:[\w-]+\s+){1,5}(?:is|are|will\s+be))\s+(?:(?:be|been|considered|deemed|currently|generally|a|an|yet|routinely|usually|otherwise|ever|to|even|directly|also)\s+){0,3}$/i

/** "No referral, precertification or limit applies": one negation for a list. */
const NEGATED_LIST = /\bno\s+(?:[\w-]+\s*(?:,|\/|\bor\b|\band\b)\s*){1,3}(?:or\s+)?$/i

/** "Precertification no longer required": the negation stands within. */
const NEGATED_WITHIN =
  /\b(?:not|no\s+longer|never|(?:is|are|do|does)n['’]t)\s+(?:be\s+|been\s+)?(?:required|needed|necessary|mandatory|asked|requested|used|applied|in\s+use)\b/i

/** "Excused from precertification". */
const EXEMPT = /\b(?:exempt(?:ed)?|excused|freed?|excepted|released)\s+from\s+(?:all\s+|any\s+|the\s+)?$/i

/** What holds of a claim with no other diagnosis is said against the diagnosis. */
const ALONE = /\b(?:only|sole|single)\s+$/i

const UNMET =
  /\b(?:criteria|conditions|requirements)\b[^.;]{0,30}\bnot\s+(?:been\s+)?(?:fully\s+)?(?:met|satisfied|fulfilled)\b/i
const JUDGED = /^(?:investigational|experimental|unproven|cosmetic)$/i
const OF_DIAGNOSES =
  /^[^.;:]{0,15}?\b(?:for|with)\s+(?:these|those|the\s+following)\s+(?:diagnos[ei]s|indications?|conditions?)\b/i

/** "The plan pays for none of them": the negation stands behind. */
const OF_NONE = /^\s*(?:for\s+)?(?:none|neither)\b/i

/** A kind of surgery and no judgement of it. */
const SURGERY =
  /\bcosmetic\s*(?:\/|&|and|or)\s*(?:plastic|reconstructive)\b|\b(?:plastic|reconstructive)\s*(?:\/|&|and|or)\s*(?:cosmetic|reconstructive)\b/i
/** Characters of such a name. */
const OF_SURGERY = 40
const isKind = (text: string, { start, end }: Cue): boolean =>
  SURGERY.test(text.slice(Math.max(0, start - OF_SURGERY), end + OF_SURGERY))

function negated(text: string, cue: Cue): Cue | undefined {
  if (cue.kind === 'covers' && OF_NONE.test(text.slice(cue.end, cue.end + 30))) return { ...cue, kind: 'excludes' }
  const ahead = text.slice(Math.max(0, cue.start - 60), cue.start)
  if (cue.kind === 'needs-authorization') {
    const said = text.slice(cue.start, cue.end + 30).split(/[.;,]/, 1)[0]!
    if (NEGATED_LIST.test(ahead) || EXEMPT.test(ahead) || NEGATED_WITHIN.test(said))
      return { ...cue, kind: 'no-authorization' }
  }
  // "Denied for these diagnoses" is said of the diagnoses and not of the service.
  if (cue.kind === 'excludes' && OF_DIAGNOSES.test(text.slice(cue.end, cue.end + 60)))
    return { ...cue, kind: 'does-not-support' }
  // "Cosmetic / reconstructive" names a kind of surgery.
  if (cue.kind === 'excludes' && /^cosmetic$/i.test(text.slice(cue.start, cue.end)) && isKind(text, cue))
    return { ...cue, kind: 'neutral' }
  // "Criteria are not met" says when a service is not covered.
  if (cue.kind === 'conditional' && UNMET.test(text.slice(cue.start, cue.end))) return { ...cue, kind: 'excludes' }
  if (cue.kind === 'supports-necessity' && ALONE.test(ahead) && /^diagnos/i.test(text.slice(cue.start, cue.end)))
    return { ...cue, kind: 'does-not-support' }
  const before = NEGATION.exec(ahead)
  if (!before) return undefined
  // "Not experimental" says nothing of coverage.
  if (cue.kind === 'excludes' && JUDGED.test(text.slice(cue.start, cue.end))) return { ...cue, kind: 'neutral' }
  const start = cue.start - before[0].length
  if (cue.kind === 'covers') return { ...cue, kind: 'excludes', start }
  if (cue.kind === 'needs-authorization') return { ...cue, kind: 'no-authorization', start }
  return cue.kind === 'supports-necessity' ? { ...cue, kind: 'does-not-support', start } : undefined
}

/** From here on something else is spoken of; "while" only where what follows is judged too and no condition. */
const ELSE =
  /[.;]\s|\n|\b(?:but(?!\s+only)|whereas|however)\b|\bwhile\b(?=[^.;]*(?:\b[A-Z]\d{4}\b|\b\d{4}[\dA-Z]\b|\b[A-Z]\d[\dAB]\.|cover|pa(?:y|id)\b|deni|exclu|necess|benefit|reimburs|support|authori|requir))/

/** Characters on each side of a cue that a condition may stand in. */
const FAR = 1000

const TITLE = /^\s*when\s+(?:\w+\s+){0,3}(?:is|are)\s+(?:considered\s+|deemed\s+)?$/i

/** Coverage that the same sentence ties to more than diagnoses. */
function tiedToMore(whole: string, { start, end }: Cue): boolean {
  const first = Math.max(0, start - FAR)
  const text = whole.slice(first, end + FAR)
  const cue = { start: start - first, end: end - first }
  const from = Math.max(...['.', ';', '\n'].map((mark) => text.lastIndexOf(`${mark} `, cue.start))) + 1
  const stop = text.slice(cue.end).search(ELSE)
  const after = text.slice(cue.end, stop < 0 ? text.length : cue.end + stop).replace(NO_CONDITION, ' ')
  const opening =
    /^\s*(?:when|if|once|provided|only|for\s+\w+\s+who|(?:below|under|over|above|up\s+to|at|from)\s+(?:the\s+)?age)\b/i
  const ahead = text.slice(from, cue.start)
  // "When services are medically necessary:" is a title and has no clause that would depend on it.
  const title = TITLE.test(ahead) && /^\W*$/.test(after)
  const before = opening.test(ahead) && !title ? ahead : ''
  const part = `${before} ${after}`
  const only = /\bonly\s*$/i.test(text.slice(from, cue.start)) ? `only ${after}` : part
  if (THRESHOLD.test(only)) return true
  if (!CONDITION.test(only)) return false
  const rest = only.replace(DIAGNOSIS_CONDITION, ' ')
  return (
    rest === only ||
    CONDITION.test(rest.replace(/\b(?:with|of|from)\s+(?:one|any|a\s+code)\s+of\b/gi, ' ')) ||
    OTHER_CONDITION.test(only)
  )
}

/** After these words something else is spoken of. */
const TURN = /[.;]\s|\b(?:but|while|whereas|however)\b/i

/** Characters between neighbours. */
const NEARBY = 160

/** Neighbours that say one thing in two steps: coverage and its criteria, coverage and its authorization. */
function merged(text: string, cues: readonly Cue[]): Cue[] {
  const kinds = new Set(cues.map((c) => c.kind))
  const drop = (kind: CueKind): boolean =>
    (kind === 'covers' && (kinds.has('conditional') || kinds.has('needs-authorization'))) ||
    (kind === 'no-authorization' && (kinds.has('conditional') || kinds.has('covers')))
  const near = (cue: Cue): boolean =>
    beginningIn(cues, { start: cue.end - NEARBY + 1, end: cue.end + NEARBY }).some(
      (c) =>
        c !== cue &&
        (c.kind === 'conditional' || c.kind === (cue.kind === 'covers' ? 'needs-authorization' : 'covers')) &&
        !TURN.test(text.slice(Math.min(c.end, cue.end), Math.max(c.start, cue.start))),
    )
  return cues.filter((cue) => !(drop(cue.kind) && near(cue)))
}

export const isEllipsis = (kind: CueKind): kind is 'contrary' | 'same' | 'affirm' =>
  kind === 'contrary' || kind === 'same' || kind === 'affirm'

/**
 * A question says nothing, unless it asks which ones: "Which do you never pay for?" says what the list below is.
 * A heading of a column that asks (`Covered?`) is read without its mark.
 */
export const isQuestion = (text: string): boolean =>
  /\?["”)]?\s*$/.test(text) &&
  !/^\s*(?:which|what)\s+(?!if\b|about\b|happens\b|is\b|are\b|does\b|do\b|should\b)/i.test(text)

const LACKING =
  /\b(?:without|lack\w*|absent|unless|not\s+(?:been\s+)?(?:obtained|requested|approved))\b[^.;]{0,40}\b(?:auth\w*|approv\w*|precert\w*|review|request|notif\w*)|\b(?:auth\w*|approv\w*|precert\w*|review|request|notif\w*)\b[^.;]{0,40}\bnot\b/i

/** Where the model may speak when no rule does, and how sure it must be: elsewhere silence is what counts. */
const LEAST_SURE = { meaning: 0.5, note: 0.5, cell: 0.7, sentence: 0.6, said: 0.8 } as const
export type Asked = keyof typeof LEAST_SURE
const LONGEST_LEARNED = 300

/** What the model hears in words in which no rule speaks. */
function learned(text: string, where: Asked): Cue | undefined {
  const { stance, phrases } = voicesNow()
  // A letter or a mark says something only where a key or a heading says what.
  if (stance === undefined || text.length > LONGEST_LEARNED || (where === 'cell' && !/[a-z]{2}/i.test(text)))
    return undefined
  // Words that say nothing of any code, expressly: "listing does not imply coverage".
  if (phrases.some(([kind, pattern]) => kind === 'neutral' && matchesOf(pattern, text).length > 0)) return undefined
  if (SURGERY.test(text)) return undefined
  const { disposition, share } = likeliest(stance.of(text))
  return disposition === 'mentions' || share <= LEAST_SURE[where]
    ? undefined
    : { kind: disposition, start: 0, end: text.length }
}

/** What a heading, the words before a list, or a cell says; undefined when nothing, or two things that clash. */
export function statementOf(text: string, where?: Asked): Cue | undefined {
  if (isQuestion(text)) return undefined
  const cues = cuesIn(text).filter((c) => !isEllipsis(c.kind))
  const kinds = new Set(cues.map((c) => c.kind))
  if (kinds.size === 0) return where && learned(text, where)
  if (kinds.size === 1) return cues[0]
  const pick = (kind: CueKind): Cue | undefined => cues.find((c) => c.kind === kind)
  if (kinds.has('does-not-support') && !kinds.has('supports-necessity')) return pick('does-not-support')
  if (kinds.has('excludes') && (kinds.has('covers') || kinds.has('conditional') || kinds.has('supports-necessity')))
    return undefined
  if (kinds.has('supports-necessity') && !kinds.has('does-not-support')) return pick('supports-necessity')
  // "Not covered. A request will be returned." excludes; "claims without approval are denied" asks for approval.
  if (kinds.has('excludes') && kinds.has('needs-authorization') && !LACKING.test(text)) return cues[0]
  return (
    pick('needs-authorization') ?? pick('conditional') ?? cues.find((c) => c.kind !== 'no-authorization') ?? cues[0]
  )
}

/** True where `words` are about services and not about diagnoses. */
const aboutServices = (words: string): boolean =>
  /\b(?:CPT|HCPCS|procedures?|services?|PCS)\b/i.test(words) && !/\b(?:ICD-?10(?!-?PCS)|diagnos[ei]s|dx)\b/i.test(words)

/** What is said of diagnoses is not said of services beside them, and the other way round. */
export function appliesTo(kind: CueKind, diagnosis: boolean, about: string): boolean {
  if (kind === 'supports-necessity' || kind === 'does-not-support') return diagnosis || aboutServices(about)
  return !diagnosis || (kind !== 'needs-authorization' && kind !== 'no-authorization')
}

const CONTRARY: Partial<Record<CueKind, CueKind>> = {
  covers: 'excludes',
  conditional: 'excludes',
  excludes: 'covers',
  'needs-authorization': 'no-authorization',
  'no-authorization': 'needs-authorization',
  'supports-necessity': 'does-not-support',
  'does-not-support': 'supports-necessity',
}
export const contraryOf = (kind: CueKind): CueKind => CONTRARY[kind] ?? 'neutral'

/** A cue as a disposition of a service or of a diagnosis. */
export function dispositionOf(kind: CueKind, diagnosis: boolean, about: string): Disposition {
  if (kind === 'neutral' || kind === 'no-authorization' || isEllipsis(kind)) return 'mentions'
  if (diagnosis) {
    if (kind === 'covers' || kind === 'conditional') return 'supports-necessity'
    if (kind === 'excludes') return 'does-not-support'
    return kind === 'needs-authorization' ? 'mentions' : kind
  }
  // Of services it is only said where the words are about services: "CPT codes that support coverage criteria".
  const services = aboutServices(about)
  if (kind === 'supports-necessity')
    return services ? (/criteria/i.test(about.replace(NO_CONDITION, ' ')) ? 'conditional' : 'covers') : 'mentions'
  if (kind === 'does-not-support') return services ? 'excludes' : 'mentions'
  return kind
}
