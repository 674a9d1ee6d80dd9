/** Which system a token belongs to, or why it is no code. */

import { placeOf } from '../../core/ordered.ts'
import { foldCode } from '../../core/text.ts'
import type { NamedSystem } from '../model.ts'
import { alikeOf, inDocuments, isDiagnosis, isRange, isService, isStub, mayExist, SHAPED } from '../systems.ts'
import type { DecoySpan } from './decoys.ts'
import type { FoundHint, Hint } from './hints.ts'
import type { Surroundings } from './mention.ts'
import { isModifierSuffix } from './modifiers.ts'
import { isPointed, systemsOf } from './shapes.ts'
import { hyphenated, isGlued, type Token } from './tokens.ts'

export interface Resolved {
  readonly token: Token
  /** Absent = rejected for `reason`. */
  readonly system?: NamedSystem
  readonly reason?: string
  readonly stub?: boolean
  /** A shape shared with other numbers and nothing beside it that tells. */
  doubtful?: boolean
  /** Systems that the neighbours in a list may decide between. */
  readonly could?: NamedSystem
  readonly hint: Hint | undefined
}

export interface Reading {
  readonly text: string
  readonly hints: readonly FoundHint[]
  readonly decoys: readonly DecoySpan[]
  readonly around: Surroundings
}

const SENTENCE_END = /[.;!?]\s+(?=[A-Z(])|\n/
/** A number near such a word is a code. */
const hintsNumbers = (hint: Hint | undefined): boolean => hint === 'code' || isService(hint)
/** Nearly a code: flagged and not guessed. */
const MISTYPED = /^[A-V](?=\d*[OIl])[\dOIl]{4}$/
const VARIANT = /^[A-Z]\d{2,4}[A-Z]$/
const COVERAGE_DOCUMENT = /^[LA]\d{5}$/

/** Where sentences of a text end, and where the next begins: a hint far before a code is asked about for each code of a list. */
let ends: { readonly text: string; readonly at: readonly (readonly [end: number, next: number])[] } = {
  text: '',
  at: [],
}

function endsBetween(text: string, from: number, to: number): boolean {
  if (ends.text !== text) {
    const at: [number, number][] = []
    for (const match of text.matchAll(new RegExp(SENTENCE_END, 'g'))) {
      const next = match[0] === '\n' ? match.index : match.index + match[0].length
      if (
        !/\b(?:vs|e\.g|i\.e|etc|No)$/.test(text.slice(Math.max(0, match.index - 6), match.index)) ||
        match[0] === '\n'
      )
        at.push([match.index, next])
    }
    ends = { text, at }
  }
  let [low, high] = [0, ends.at.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends.at[middle]![1] < to) low = middle + 1
    else high = middle
  }
  return low > 0 && ends.at[low - 1]![0] >= from
}

/** Words of the name of a system that are hints of their own. */
const NAME_PARTS = 3

/** The hint that governs a token: the last one before it in its sentence, or what surrounds the text. */
export function hintAt({ text, hints, around }: Reading, at: number): { hint: Hint | undefined; near: boolean } {
  const next = placeOf(hints, at)
  // Hints do not overlap; at most the last of those that begin before the token reaches into it.
  const last = next > 0 && hints[next - 1]!.end > at ? next - 2 : next - 1
  const found = hints[last]
  if (found && !endsBetween(text, found.end, at)) {
    const general = found.hint === 'code' || found.hint === 'service'
    const specific = around.hint !== undefined && around.hint !== 'none' && around.hint !== 'code'
    if (found.hint === 'code' && specific) return { hint: around.hint, near: true }
    // "ICD-10-CM diagnosis codes" is one name: the special word before the general one holds.
    if (general) {
      const before = hints
        .slice(Math.max(0, last - NAME_PARTS), last)
        .findLast((h) => /^[\s®™():]*(?:diagnosis|procedure)?\s*$/.test(text.slice(h.end, found.start)))
      if (before && before.hint !== 'none') return { hint: before.hint, near: true }
    }
    return { hint: found.hint, near: true }
  }
  if (around.hint === undefined || around.hint === 'code') {
    // `96413 (CPT)`, `E08-E13 categories of diagnosis codes`: the word follows.
    const after = hints[next]
    const near = after && after.start - at < 60 && !SENTENCE_END.test(text.slice(at, after.start))
    if (near && after.hint !== 'none' && after.hint !== 'modifier' && after.hint !== 'code')
      return { hint: after.hint, near: true }
  }
  return { hint: around.hint, near: around.column === true }
}

export function resolve(token: Token, reading: Reading): Resolved | undefined {
  const { text, decoys, around } = reading
  const { hint } = hintAt(reading, token.start)
  const no = (reason: string): Resolved => ({ token, reason, hint })
  const byName = namedSystem(token, hint)
  const systems = systemsOf(token.text)
  const open = token.wildcard !== undefined && !(token.wildcard !== 'x' && isWhole(token, systems, around))
  if (!byName && systems.length === 0 && !open) {
    return MISTYPED.test(token.text) ? no('a letter O, I or l where a digit must stand') : undefined
  }
  if (isGlued(text, token)) return no('part of a longer word or number')
  const decoy = decoys.find((d) => token.start >= d.start && token.start < d.end)
  if (decoy && !(around.column && around.hint !== 'none'))
    return systems.length > 0 || byName ? no(decoy.reason) : undefined
  const joined = gluedByHyphen(text, token)
  if (joined) return no(joined)
  if (around.hint === 'none' && around.column) return systems.length > 0 ? no('its column holds no codes') : undefined
  if (hint === 'revenue' || hint === 'bill-type') return no(`${hint === 'revenue' ? 'revenue code' : 'type of bill'}`)
  if (byName) return { token, system: byName, hint }
  if (open) return resolveStub(token, reading, hint)
  return resolveWhole(token, systems, reading, hint)
}

/** Systems that are only read where the text names them. */
const namedSystem = (token: Token, hint: Hint | undefined): NamedSystem | undefined =>
  inDocuments(hint)?.whereNamed?.test(token.text) ? hint : undefined

/** A star after a whole code is a footnote; a hyphen after one that cannot go on means nothing. */
function isWhole(token: Token, systems: readonly NamedSystem[], around: Surroundings): boolean {
  if (systems.some((s) => !isDiagnosis(s))) return true
  if (token.starred !== true || systems.length === 0) return false
  // So much of a code is written out that a star is rather a footnote than the rest of it.
  const long = /\.[0-9A-Z]{2,}$/i.test(token.text) && around.column === true
  return (around.starNotes === true || long) && !around.wildcards
}

function gluedByHyphen(text: string, token: Token): string | undefined {
  const { before, after } = hyphenated(text, token)
  const code = (word: string): boolean =>
    systemsOf(word).length > 0 ||
    /^[A-Z]\d[0-9AB]\.?/.test(word) ||
    (/^\d{3}(?:\.\d+)?$/.test(word) && /^\d{3}(?:\.\d+)?$/.test(token.text))
  if (
    before !== undefined &&
    !code(before) &&
    !/^(?:CPT|HCPCS|CM|PCS|ICD|DRG|MS|CVX|code|codes|non|NDC)$/i.test(before)
  ) {
    return 'part of a longer number'
  }
  if (after === undefined || token.wildcard !== undefined) return undefined
  const bare = after.replace(/\.$/, '')
  if (
    isModifierSuffix(bare) ||
    code(bare) ||
    elided(token.text, bare) !== undefined ||
    /^[A-Za-z][A-Za-z]{2,}/.test(bare)
  )
    return undefined
  return /\d/.test(bare) ? 'part of a longer number' : undefined
}

/** The whole end of a range whose end leaves out what both share: `J9000-9999`, `99281-85`, `E11.0-.9`. */
export function elided(first: string, last: string): string | undefined {
  if (!/^\.?[0-9][0-9A-Z]{0,4}$|^[A-Z]$/i.test(last)) return undefined
  const point = first.indexOf('.')
  if (point > 0) {
    const tail = last.replace('.', '')
    const sub = first.slice(point + 1)
    if (last.includes('.') && !last.startsWith('.')) return undefined
    const whole =
      last.startsWith('.') || tail.length >= sub.length
        ? first.slice(0, point + 1) + tail
        : first.slice(0, first.length - tail.length) + tail
    const [system] = isPointed(whole) ? systemsOf(whole) : []
    return tail.length <= 4 && system && isRange(system, first, whole) ? whole : undefined
  }
  if (last.includes('.') || last.length >= first.length) return undefined
  const whole = first.slice(0, first.length - last.length) + last
  const [system] = systemsOf(first)
  if (/^\d{5}$/.test(first) && last.length < 2) return undefined
  return system !== undefined && systemsOf(whole).includes(system) && isRange(system, first, whole) ? whole : undefined
}

/** The system that a hint names, where the name is enough for a beginning of its codes; services are named near other numbers. */
export const namedOf = (hint: Hint | undefined): NamedSystem | undefined =>
  hint !== undefined && inDocuments(hint)?.shape && !isService(hint) ? hint : undefined

function resolveStub(token: Token, reading: Reading, hint: Hint | undefined): Resolved | undefined {
  const { text, wildcard } = token
  const named = namedOf(hint)
  const written = reading.text.slice(token.start, token.end)
  const pointed = written.includes('.')
  const open = { text, wildcard: wildcard!, length: written.length, pointed }
  const looks = ({ id, shape }: (typeof SHAPED)[number]): boolean | undefined =>
    (!pointed || shape.pointed !== undefined) && isStub(id, text) && shape.isOpen?.(open, hintsNumbers(hint))
  const system = named && isStub(named, text) ? named : SHAPED.find(looks)?.id
  return system === undefined ? undefined : { token, system, stub: true, hint }
}

function resolveWhole(
  token: Token,
  systems: readonly NamedSystem[],
  reading: Reading,
  hint: Hint | undefined,
): Resolved {
  const { around } = reading
  const code = token.text.toUpperCase()
  const yes = (system: NamedSystem): Resolved => ({ token, system, hint })
  const own = systems[0]!
  if (isPointed(code))
    return around.citing && token.text !== code ? { token, reason: 'a word of a citation', hint } : yes(own)
  const alike = alikeOf(own)
  if (alike === 'numbers') return resolveNumber(token, own, reading, hint)
  if (alike === 'serials') return resolveSerial(token, systems, reading, hint)
  if (alike === 'words') return resolveWord(token, own, reading, hint)
  const diagnosis = systems.find(isDiagnosis)
  if (diagnosis && hint === diagnosis && !around.dotted) {
    // Five characters may be a diagnosis without its point, where the document writes them so.
    const known = systems.filter((s) => around.known?.(s, foldCode(code)) === true)
    if (!known.includes(own)) return yes(diagnosis)
    if (around.column) return yes(known.length === 1 ? known[0]! : diagnosis)
  }
  if (around.citing && !hintsNumbers(hint)) return { ...yes(own), doubtful: true }
  return yes(own)
}

function resolveNumber(token: Token, system: NamedSystem, reading: Reading, hint: Hint | undefined): Resolved {
  const { text, around } = reading
  const yes: Resolved = { token, system, hint }
  if (!/^\d+$/.test(token.text)) {
    const upper = token.text === token.text.toUpperCase()
    return upper || hintsNumbers(hint) ? yes : { token, reason: 'a number with a unit', hint }
  }
  if (!mayExist(system, token.text) && !(around.column && hintsNumbers(hint))) {
    return { token, reason: 'a number outside of those that codes use', hint }
  }
  const { after } = hyphenated(text, token)
  if (hintsNumbers(hint) && !around.citing) return yes
  if (after !== undefined && isModifierSuffix(after)) return yes
  if (!around.citing && (inBrackets(text, token) || isSubject(text, token))) return yes
  return { ...yes, doubtful: true }
}

function resolveSerial(
  token: Token,
  systems: readonly NamedSystem[],
  reading: Reading,
  hint: Hint | undefined,
): Resolved {
  const code = token.text.toUpperCase()
  const yes = (system: NamedSystem): Resolved => ({ token, system, hint })
  const own = systems[0]!
  const diagnosis = systems.find(isDiagnosis)
  if (hint === own) return yes(own)
  if (diagnosis && hint === diagnosis) return yes(diagnosis)
  if (!mayExist(own, code))
    return diagnosis ? resolveWord(token, diagnosis, reading, hint) : { token, reason: 'no code begins so', hint }
  const upper = token.text === code
  const known = reading.around.known?.(own, code)
  if (reading.around.column || known === true) return yes(own)
  return upper && !reading.around.citing
    ? yes(own)
    : { token, reason: 'seven characters without the word for codes of procedures', hint }
}

/** Numbers that fill a pair of brackets behind words: `(86480 or 86580)`. */
function inBrackets(text: string, { start, end }: Token): boolean {
  const open = text.lastIndexOf('(', start)
  const close = text.indexOf(')', end)
  if (open < 0 || close < 0 || close - open > 200) return false
  const inside = text.slice(open + 1, close)
  return (
    /^\s*(?:(?:for\s+example|e\.g\.|such\s+as|CPT|code|codes)[,:]?\s+)?\d{5}(?:\s*(?:,|;|\/|or|and|to|through|[-–])+\s*[A-Z]?\d{4,5}[A-Z]?)*\s*$/.test(
      inside,
    ) && /[a-z]\s*$/.test(text.slice(0, open))
  )
}

/** A number that does something is a code, unless a name stands before it as in an address. */
const isSubject = (text: string, { start, end }: Token): boolean =>
  SPOKEN_OF.test(text.slice(end, end + 24)) && !/[A-Z][\w.]*,?\s$/.test(text.slice(0, start))

const SPOKEN_OF =
  /^\s+(?:is|are|was|were|had|requires?|needs?|may|must|will|does|do|continues|should|cannot|can|has|have|replaces|replaced|describes|reports|moved|ended|closed|deleted|removed|retired|added|became|took|taken|dropped|withdrawn|placed|go|goes|covered|paid|no\s+longer|as\s+an?)\b/

/** `C00-D49`: nothing else is written as two letters with two digits each, in order. */
function inCategoryRange(text: string, { start, end, text: code }: Token): boolean {
  const range = /([A-TV-Z]\d[0-9AB])\s?[-\u2010-\u2015]\s?([A-TV-Z]\d[0-9AB])(?!\.?[0-9A-Za-z]|-)/g
  return [...text.slice(Math.max(0, start - 6), end + 6).matchAll(range)].some(
    ([, a, b]) => (a === code || b === code) && a! < b! && a![0] !== b![0],
  )
}

/** A diagnosis without a point, short enough to be a word. */
function resolveWord(token: Token, system: NamedSystem, reading: Reading, hint: Hint | undefined): Resolved {
  const { text, around } = reading
  const code = token.text.toUpperCase()
  const yes: Resolved = { token, system, hint }
  const no = (reason: string): Resolved => ({ token, reason, hint, could: system })
  const column = around.column === true && (hint === system || hint === 'code')
  if (COVERAGE_DOCUMENT.test(code) && !/^L(?:89|97|98)/.test(code) && around.known?.(system, code) !== true) {
    return { token, reason: 'number of a coverage document', hint }
  }
  if (VARIANT.test(code) && !column) return { token, reason: 'gene variant', hint }
  if (token.text !== code && !column) return { token, reason: 'a word in small letters', hint }
  if (column) return yes
  if (hint === system) return yes
  const bracketed = /[([]\s*$/.test(text.slice(0, token.start)) && /^\s*[)\]]/.test(text.slice(token.end))
  if (hint === 'code' && (bracketed || code.length > 3)) return yes
  if (code.length === 3 && inCategoryRange(text, token)) return yes
  return { ...no('no word for diagnoses near it'), ...(bracketed && { doubtful: true }) }
}
