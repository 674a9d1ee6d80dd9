/** The code mentions of a text: tokens resolved, neighbours heard, ranges and exceptions put together. */

import { append } from '../../core/lists.ts'
import { foldCode } from '../../core/text.ts'
import type { NamedSystem, Rejected } from '../model.ts'
import { alikeOf, isRange, isService, isStub, SHAPED, takesModifiers } from '../systems.ts'
import { decoysIn } from './decoys.ts'
import { drugCodesIn } from './drug-codes.ts'
import { hintsIn } from './hints.ts'
import type { Mention, Scan, Surroundings } from './mention.ts'
import { isModifierSuffix, modifierMention, modifiersIn } from './modifiers.ts'
import { elided, namedOf, type Reading, type Resolved, resolve } from './resolve.ts'
import { tokensOf } from './tokens.ts'

const DASH = '-\u2010-\u2015\u2212'
const HINT_WORDS =
  '(?:(?:the\\s+)?(?:CPT|HCPCS|ICD-?10(?:-?(?:CM|PCS))?|NDC|CDT|MS-DRG|procedure|diagnosis)[®™]?\\s*)?(?:codes?\\s*)?'
/** Between the ends of a range. */
const RANGE = new RegExp(
  `^[)"”'’]?\\s?[*†‡§¶^#]*\\s*(?:[${DASH}]+|\\.{2,3}|…|through|thru|to|up to|and ending with)\\s*["“'‘(]?${HINT_WORDS}$`,
  'i',
)
/** Between neighbours of a list. */
const LIST = new RegExp(
  `^[\\s,;/&+|()"”“'’\\n]*(?:(?:and|or|and\\/or|plus|as well as)\\s*)?${HINT_WORDS}[\\s(,;/&"“']*$`,
  'i',
)
const EXCEPT = new RegExp(
  `(?:^[\\s,;:(–—-]*|\\s|\\()(?:(?<=\\()not|with\\s+the\\s+exception(?:s)?\\s+of|with\\s+exception\\s+of|except(?:ing|ions?)?(?:\\s+for)?(?:\\s+of)?|exclud(?:ing|es?)|exclusive\\s+of|other\\s+than|but\\s+not(?:\\s+including)?|not\\s+including|omitting|minus|apart\\s+from|aside\\s+from|save(?:\\s+for)?|without|but\\s+exclud(?:ing|es))\\s*:?\\s*${HINT_WORDS}["“'(]*$`,
  'i',
)
const SENTENCE_END = /[.;!?]\s+(?=[A-Z])|\n\n/
const MARKER = /^(?:\s?[\u00b2\u00b3\u00b9\u2070-\u2079\u1d43-\u1dbf\u02b0-\u02e0ⁱⁿ]+|\s?[*†‡§¶^#]+(?![\w]))/
const BEGINNING =
  /\b(?:begin(?:s|ning)?|start(?:s|ing)?)\s+(?:with|in)\s+(?:the\s+)?(?:(?:characters?|letters?|digits?|values?|prefix(?:es)?)\s+)?["“'‘]?$/i

export function scanText(text: string, around: Surroundings = {}): Scan {
  if (
    around.hint !== 'modifier' &&
    !/\d|modifier|(?:with|needs?|appends?|adds?|puts?|uses?|reports?|bills?|carr(?:y|ies)) [A-Z]{2}\b/i.test(text)
  )
    return { mentions: [], rejected: [] }
  // A cell that is one word has nothing around it to look at.
  const alone = /^[A-Z0-9.]{1,12}$/.test(text)
  const hints = alone ? [] : hintsIn(text)
  const wildcards = /\d[0-9AB]\.(?:[-\u2010-\u2015]|x\b)/.test(text)
  const reading: Reading = { text, hints, decoys: alone ? [] : decoysIn(text), around: { ...around, wildcards } }
  const named = [...modifiersIn(text, around), ...drugCodesIn(text, around)]
  const free = tokensOf(text).filter((t) => !named.some((m) => t.start < m.end && t.end > m.start))
  const resolved = free.map((token) => beginning(text, resolve(token, reading), token)).filter((r) => r !== undefined)
  hearNeighbours(text, resolved)
  const rejected: Rejected[] = resolved
    .filter((r) => r.system === undefined)
    .map((r) => ({ text: r.token.text, reason: r.reason ?? '', span: [r.token.start, r.token.end] as const }))
  const kept = resolved.filter((r) => r.system !== undefined)
  const mentions = [...combine(text, kept), ...named]
  return { mentions: mentions.sort((a, b) => a.start - b.start), rejected }
}

/** `codes beginning with J9`: what follows is the beginning of codes. */
function beginning(text: string, found: Resolved | undefined, token: Resolved['token']): Resolved | undefined {
  if (found?.stub || !BEGINNING.test(text.slice(Math.max(0, token.start - 50), token.start))) return found
  const code = token.text
  const hint = found?.hint
  const open = (system: NamedSystem): Resolved => ({ token, system, stub: true, hint })
  const named = namedOf(hint)
  if (named && isStub(named, code)) return open(named)
  const lettered = hint === 'service' || (isService(hint) && alikeOf(hint!) === 'nothing')
  const begun = SHAPED.find(({ id, shape }) => isStub(id, code) && shape.isBeginning?.(code, lettered))
  return begun ? open(begun.id) : found
}

/** In a list, a number without evidence is what its neighbours are. */
function hearNeighbours(text: string, resolved: Resolved[]): void {
  // "heart failure (I50.9) and hypertension (I10)": in brackets beside a diagnosis, one more diagnosis.
  const systems = new Set(resolved.map((r) => r.system))
  for (const [i, r] of resolved.entries())
    if (r.system === undefined && r.doubtful && r.could && systems.has(r.could))
      resolved[i] = { token: r.token, system: r.could, hint: r.hint }
  const link = (a: Resolved, b: Resolved): boolean => {
    const between = text.slice(a.token.end, b.token.start)
    return LIST.test(between) || RANGE.test(between)
  }
  const sure = (r: Resolved | undefined): r is Resolved => r?.system !== undefined && r.doubtful !== true
  const hear = (at: number, other: number): void => {
    const [r, n] = [resolved[at]!, resolved[other]]
    if (!sure(n) || !(other < at ? link(n, r) : link(r, n))) return
    if (r.doubtful && takesModifiers(n.system!) && r.system !== undefined) r.doubtful = false
    if (r.system === undefined && r.could === n.system && r.could)
      resolved[at] = { token: r.token, system: r.could, hint: r.hint }
  }
  for (let i = 0; i < resolved.length; i++) hear(i, i - 1)
  for (let i = resolved.length - 1; i >= 0; i--) hear(i, i + 1)
}

type Draft = { -readonly [K in keyof Mention]: Mention[K] }

function combine(text: string, kept: readonly Resolved[]): Mention[] {
  const mentions: Mention[] = []
  /** Ranges and stubs that an exception may follow, and whether one is being listed. */
  let wide: Mention[] = []
  let excepting = false
  for (let i = 0; i < kept.length; i++) {
    const first = kept[i]!
    const next = kept[i + 1]
    const previous = mentions.at(-1)
    const between = text.slice(previous?.end ?? 0, first.token.start)
    const { mention, used } = one(text, first, next)
    i += used
    if (SENTENCE_END.test(between)) wide = []
    const excepted = previous !== undefined && wide.length > 0 && EXCEPT.test(between)
    if (excepted) excepting = true
    else if (excepting && !LIST.test(between)) {
      excepting = false
      wide = []
    }
    // An exception that is not said right after a range is of it only when the range has the code.
    const beside = excepted && between.length < 40
    const host = excepting ? (wide.find((w) => contains(w, mention)) ?? (beside ? wide.at(-1) : undefined)) : undefined
    if (host && mention.code !== undefined && host.system === mention.system) {
      host.except = [...(host.except ?? []), mention.code]
      mentions.push({ ...mention, exceptOf: host })
    } else {
      if (mention.code === undefined) {
        if (excepting) {
          excepting = false
          wide = []
        }
        wide.push(mention)
      }
      mentions.push(mention)
    }
    const suffix = suffixes(text, mention)
    append(mentions, suffix)
  }
  return mentions
}

const contains = (wide: Mention, { code }: Mention): boolean => {
  if (code === undefined) return false
  if (wide.stub !== undefined) return code.startsWith(wide.stub)
  const [first, last] = wide.range ?? ['', '']
  return code >= first && (code <= last || code.startsWith(last))
}

/** The mention that begins with `first`, and how many more tokens it takes up. */
function one(text: string, first: Resolved, next: Resolved | undefined): { mention: Draft; used: number } {
  const { token } = first
  const system = first.system!
  const code = foldCode(token.text)
  const doubtful = first.doubtful === true && { doubtful: true }
  if (
    next &&
    next.system === system &&
    RANGE.test(text.slice(token.end, next.token.start)) &&
    isRange(system, code, foldCode(next.token.text))
  ) {
    // A range is named with both ends alike; its evidence is that of either.
    const both = first.doubtful && next.doubtful
    const mention = {
      system,
      range: [code, foldCode(next.token.text)] as const,
      start: token.start,
      end: next.token.end,
    }
    return { mention: { ...mention, ...(both && { doubtful: true }) }, used: 1 }
  }
  const last = first.stub ? undefined : elidedEnd(text, first)
  if (last)
    return {
      mention: { system, range: [code, foldCode(last.code)], start: token.start, end: last.end, ...doubtful },
      used: 0,
    }
  if (first.stub) return { mention: { system, stub: code, start: token.start, end: token.end }, used: 0 }
  const bare = token.start + token.text.length
  const marker = MARKER.exec(text.slice(bare, bare + 6))?.[0].trim()
  const mention = { system, code, start: token.start, end: bare, ...doubtful, ...(marker && { marker }) }
  return { mention, used: 0 }
}

function elidedEnd(text: string, { token }: Resolved): { code: string; end: number } | undefined {
  const match = new RegExp(`^\\s?[${DASH}]\\s?(\\.?[0-9A-Z]{1,4})(?![A-Za-z0-9.]\\w|[%])`).exec(
    text.slice(token.end, token.end + 10),
  )
  if (!match) return undefined
  const last = match[1]!
  const spaced = /\s/.test(match[0])
  if (spaced && last.length < 4 && !last.startsWith('.')) return undefined
  if (isModifierSuffix(last) && !token.text.includes('.')) return undefined
  const whole = elided(token.text, last)
  return whole === undefined ? undefined : { code: whole, end: token.end + match[0].length }
}

/** Modifiers joined to a service: `99213-25`, `J9190-JW/RT`. */
function suffixes(text: string, mention: Mention): Mention[] {
  if (mention.code === undefined || !takesModifiers(mention.system)) return []
  const match = /^-([A-Z0-9]{2})(?:[-/,]([A-Z0-9]{2}))?(?![A-Za-z0-9])/.exec(text.slice(mention.end, mention.end + 8))
  if (!match) return []
  const found: Mention[] = []
  for (const part of [match[1], match[2]]) {
    if (part === undefined || !isModifierSuffix(part)) break
    found.push(modifierMention(part, mention.end + match[0].indexOf(part, found.length > 0 ? 3 : 0)))
  }
  return found
}
