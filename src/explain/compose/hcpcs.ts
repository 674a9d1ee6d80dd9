/** A HCPCS Level II code in plain words: its description, unit, Medicare grouping, coverage, pricing and dates. */
import { type IsoDate, longDate } from '../../core/date.ts'
import { isMeasure } from '../../systems/hcpcs/measures.ts'
import type { Block, Section, Sentence } from '../model.ts'
import { statusSentence } from './currency.ts'
import type { CodeFacts } from './facts.ts'
import { unitOf } from './hcpcs-unit.ts'
import { ABBREVIATIONS, COVERAGE, ROUTES } from './phrases/hcpcs.ts'
import { joined, quote, unstopped } from './words.ts'
import { capitalized, item, list, paragraph, say, section } from './write.ts'

/** Values of the grouping that say nothing about a code. */
const EMPTY_GROUPS = /^(?:Y\d|Z\d)$/

/** True for a code that reports an answer to a quality measure. */
export const isQualityMeasure = ({ concept, facts }: Pick<CodeFacts, 'concept' | 'facts'>): boolean =>
  isMeasure({ code: concept.code, title: concept.title, property: (name) => facts.get(name)?.value })

const isDrug = (code: CodeFacts): boolean => code.kind === 'drug'

function groupSentence(code: CodeFacts): Sentence | undefined {
  if (isQualityMeasure(code)) {
    return say('It is a code of quality measures: it reports an answer and not a service.', 'title', 'pricingIndicator')
  }
  const betos = code.facts.get('betos')
  if (betos?.meaning === undefined || EMPTY_GROUPS.test(betos.value)) return undefined
  return say(`In the BETOS grouping of Medicare it is under ${quote(betos.meaning)}.`, 'betos')
}

/** Drug or product in front of the first comma that follows it: `Injection, cytarabine, 100 mg` → `cytarabine`. */
export function drugName(title: string): string | undefined {
  const rest = title.replace(/^(?:injection|inj|infusion)\b[,:]?\s*/i, '')
  const words =
    rest
      .split(/,|;/)[0]
      ?.replace(/\s+per\b.*$/i, '')
      .trim() ?? ''
  if (
    words === '' ||
    /\d|^unclassified|^not otherwise|^noc\b|^prescription|^drug|^unlisted|\b(?:drugs?|biologics?)\b/i.test(words)
  )
    return undefined
  const whole = (words.match(/\(/g) ?? []).length === (words.match(/\)/g) ?? []).length
  return whole ? words.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()) : undefined
}

/** What the code is for, where that is more than its description again. */
function whatSentence(code: CodeFacts): Sentence | undefined {
  const { title } = code.concept
  const name = isDrug(code) ? drugName(title) : undefined
  if (name !== undefined) return say(`This code stands for ${name}.`, 'title')
  return /not otherwise (?:specified|classified)|\bnos\b|\bnoc\b|unclassified|unlisted/i.test(title)
    ? say('It is for what has no code of its own (not otherwise specified or classified).', 'title')
    : undefined
}

/** Shorter descriptions are read at a glance. */
const LONG_DESCRIPTION = 90
/** A part longer than this is no item of a list, and to list it says the whole description twice. */
const LONG_PART = 300

/** Commas of items and semicolons of services, outside parentheses; a comma before `or` or `but` joins. */
const BETWEEN_PARTS = { items: /[,;]\s+(?!(?:or|and|but|with)\b)(?![^(]*\))/, services: /;\s+(?![^(]*\))/ } as const

/** A lone word goes on with what stands before it: `an item that has been trimmed, bent, molded`. */
function withLoneWords(title: string, parts: readonly string[]): string[] {
  const out: string[] = []
  for (const part of parts) {
    const whole = `${out.at(-1) ?? ''}, ${part}`
    const isLone = !/\s/.test(part.split(',')[0]!.trim())
    // Official words stay as they are: what a semicolon parts is not joined by a comma.
    if (isLone && out.length > 0 && title.includes(whole)) out.splice(-1, 1, whole)
    else out.push(part)
  }
  return out
}

/** A long description part by part. */
function partsBlock(code: CodeFacts): Block[] {
  const { title } = code.concept
  const between = code.kind === 'procedure' ? BETWEEN_PARTS.services : BETWEEN_PARTS.items
  const parts = withLoneWords(
    title,
    title.split(between).filter((part) => part.trim() !== ''),
  )
  if (isDrug(code) || title.length < LONG_DESCRIPTION || parts.length < 3) return []
  if (parts.some((part) => part.length > LONG_PART)) return []
  return [
    paragraph(say('The official description, part by part:', 'title')),
    list(parts.map((part) => item(say(part, 'title')))),
  ]
}

function typeSentence(code: CodeFacts): Sentence | undefined {
  if (isQualityMeasure(code)) return undefined
  const types = [...code.facts.values()].filter((fact) => fact.name === 'typeOfService' && fact.meaning !== undefined)
  if (types.length === 0) return undefined
  const names = joined(
    types.map((fact) => quote(fact.meaning ?? '')),
    'or',
  )
  return say(`Its type of service in Medicare claims is ${names}.`, ...types.map((fact) => fact.id))
}

function routeSentence(code: CodeFacts): Sentence | undefined {
  const route = ROUTES.find(([pattern]) => pattern.test(code.concept.title))
  return route === undefined ? undefined : say(`The description says it is given ${route[1]}.`, 'title')
}

function unitSentence(code: CodeFacts): Sentence | undefined {
  const unit = unitOf(code.concept.title)
  return unit === undefined ? undefined : say(unit.sentence, 'title')
}

/** Abbreviations of the description written out, so that it can be read. */
function abbreviationSentence(code: CodeFacts): Sentence | undefined {
  const words = new Set(code.concept.title.toLowerCase().match(/\b[a-z]{2,5}\b/g) ?? [])
  const found = Object.entries(ABBREVIATIONS).filter(
    ([short, long]) => words.has(short) && !code.concept.title.toLowerCase().includes(long),
  )
  if (found.length === 0) return undefined
  const said = found.map(([short, long]) => `${short.toUpperCase()} is short for ${long}`)
  return say(`${joined(said)}.`, 'title')
}

function coverageSentence(code: CodeFacts): Sentence | undefined {
  const phrase = COVERAGE[code.facts.get('coverage')?.value ?? '']
  return phrase === undefined ? undefined : say(phrase, 'coverage')
}

function pricingSentences(code: CodeFacts): Sentence[] {
  return [...code.facts.values()]
    .filter((fact) => fact.name === 'pricingIndicator' && fact.meaning !== undefined)
    .slice(0, 2)
    .map((fact) =>
      fact.value === '00'
        ? say('Medicare Part B does not price it separately.', fact.id)
        : say(`Medicare prices it under ${quote(fact.meaning ?? '')}.`, fact.id),
    )
}

/** The first day is the publisher's own date of the code, not of a release. */
function sinceSentence(code: CodeFacts): Sentence | undefined {
  const first = code.facts.get('firstDay')?.value
  if (first === undefined) return undefined
  const day = longDate(first as IsoDate)
  return code.concept.status === 'active'
    ? say(`The code has been in use since ${day}.`, 'firstDay')
    : say(`Its first day was ${day}.`, 'firstDay')
}

function referenceSentences(code: CodeFacts): Sentence[] {
  const to = code.relations.filter((each) => each.kind === 'crossReference' && each.code === code.concept.code)
  if (to.length === 0) return []
  const codes = joined(to.map(({ target }) => code.system.grammar.display(target)))
  const facts = to.map(({ target }) => `crossReference@${target}`)
  return [say(`The official file refers from it to ${codes}.`, ...facts)]
}

function statuteSentence(code: CodeFacts): Sentence | undefined {
  const statute = code.facts.get('statute')?.value
  return statute === undefined
    ? undefined
    : say(`The official file names section ${unstopped(statute)} of the law (statute) for it.`, 'statute')
}

function noteSentences(code: CodeFacts): Sentence[] {
  return code.notes.slice(0, 3).map((note) => say(`CMS notes: ${quote(note.text)}.`, note.fact.id))
}

function laboratorySentence(code: CodeFacts): Sentence | undefined {
  const found = [...code.facts.values()].filter(
    (fact) => fact.name === 'labCertification' && fact.meaning !== undefined,
  )
  if (found.length === 0) return undefined
  const names = joined(found.map((fact) => fact.meaning ?? ''))
  return say(`The laboratory certification named for it: ${names}.`, ...found.map((fact) => fact.id))
}

/** Sections of a HCPCS code, in the template of its kind. */
export function composeHcpcs(code: CodeFacts): Section[] {
  const { kind } = code
  const unit = unitSentence(code)
  const hasBilling = kind === 'drug' || kind === 'supply' || kind === 'laboratory'
  const money = [coverageSentence(code), ...pricingSentences(code), statuteSentence(code)]
  const rules = [statusSentence(code), sinceSentence(code), ...referenceSentences(code), laboratorySentence(code)]
  return [
    ...section(kind, 'name', paragraph(say(capitalized(code.concept.title), 'title'))),
    ...section(
      kind,
      'summary',
      paragraph(whatSentence(code), groupSentence(code), typeSentence(code)),
      ...partsBlock(code),
      paragraph(abbreviationSentence(code)),
    ),
    ...section(kind, 'given', paragraph(isDrug(code) ? routeSentence(code) : undefined)),
    ...section(kind, 'billing', paragraph(hasBilling ? unit : undefined)),
    ...section(
      kind,
      'coding',
      paragraph(...rules),
      paragraph(hasBilling ? undefined : unit, ...money),
      paragraph(...noteSentences(code)),
    ),
  ]
}
