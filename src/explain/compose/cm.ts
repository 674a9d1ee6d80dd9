/** An ICD-10-CM code in plain words: where it stands, what its title says, what else it is called, and its rules. */
import type { Block, Section, Sentence } from '../model.ts'
import { noteBlocks } from './cm-notes.ts'
import { apartSentence, residualSentence, seventhSentences, sideSentence } from './cm-words.ts'
import { statusSentence } from './currency.ts'
import type { CodeFacts } from './facts.ts'
import { joined, quote, unstopped } from './words.ts'
import { item, list, paragraph, say, section } from './write.ts'

/** Official headings end with their own range: `Diabetes mellitus (E08-E13)`. */
export const withoutRange = (title: string): string => title.replace(/\s*\([A-Z]\w[\w.]*-[A-Z]\w[\w.]*\)$/, '')

/** Codes of the conversion table that are named; the relations on the page have them all. */
const MOST_CODES = 6

/** Category, block and chapter of a code, from near to far. */
function placeSentences(code: CodeFacts): Sentence[] {
  const near = code.ancestors.findLast((each) => each.level === 'category')
  const block = code.ancestors.findLast((each) => each.level === 'section')
  const chapter = code.ancestors.find((each) => each.level === 'chapter')
  const show = (each: { code: string }): string => code.system.grammar.display(each.code)
  const fact = (each: { code: string; level: string }): string => `in.${each.level}@${show(each)}`
  const first =
    near === undefined ? undefined : say(`It belongs to category ${show(near)}, ${quote(near.title)}.`, fact(near))
  const within = near === undefined ? 'It' : 'The category'
  const sentences = [first]
  if (block !== undefined && chapter !== undefined) {
    const text = `${within} stands in the block ${quote(withoutRange(block.title))} (${show(block)}) of the chapter ${quote(withoutRange(chapter.title))}.`
    sentences.push(say(text, fact(block), fact(chapter)))
  } else if (chapter !== undefined) {
    sentences.push(say(`${within} stands in the chapter ${quote(withoutRange(chapter.title))}.`, fact(chapter)))
  }
  return sentences.filter((each) => each !== undefined)
}

/** The files have a definition among the terms at times (`Screening is the testing for …`): a sentence is no name. */
const isName = (term: string): boolean => !/\b(?:is|are) (?:the|an?)\b/.test(term)

/** Terms the classification files under the code. They are not all names of one and the same thing, and it says so. */
function termBlocks(code: CodeFacts): Block[] {
  const terms = code.content.designations.flatMap((each, i) =>
    isName(each.text) ? [item(say(unstopped(each.text), `name${i + 1}`))] : [],
  )
  const own =
    terms.length === 0
      ? []
      : [paragraph(say('The classification also files these terms under this code:', 'name1')), list(terms)]
  return [...own, ...code.above.flatMap(({ at, terms: theirs }) => aboveBlocks(code, at, theirs))]
}

/** Terms of a header hold for some code below it, and not for each: the header is named. */
function aboveBlocks(code: CodeFacts, at: CodeFacts['concept'], terms: readonly string[]): Block[] {
  const written = code.system.grammar.display(at.code)
  const named = terms.flatMap((term, i) => (isName(term) ? [{ term, id: `name${i + 1}@${written}` }] : []))
  const [first] = named
  if (first === undefined) return []
  const lead = `These terms are filed under ${written}, to which this code belongs:`
  return [
    paragraph(say(lead, first.id, `in.${at.level}@${written}`)),
    list(named.map(({ term, id }) => item(say(unstopped(term), id)))),
  ]
}

function presentOnAdmission(code: CodeFacts): Sentence | undefined {
  return code.facts.has('poaExempt')
    ? say('A hospital need not report whether it was present on admission (POA exempt).', 'poaExempt')
    : undefined
}

/** The conversion table says which code was used before; a code still in use has only given some of its cases away. */
function conversionSentences(code: CodeFacts): Sentence[] {
  const show = (each: string): string => code.system.grammar.display(each)
  const replaces = code.relations.filter((each) => each.kind === 'replaces')
  const before = replaces.filter((each) => each.code === code.concept.code).slice(0, MOST_CODES)
  const after = replaces.filter((each) => each.target === code.concept.code).slice(0, MOST_CODES)
  const inUse = code.concept.status === 'active'
  // A newer code may take cases over (a split) or be coded beside this one: the table does not say which.
  const lead = inUse
    ? 'The conversion table names it as the code before these newer ones:'
    : 'The conversion table names as codes in its place:'
  const sentences = [
    before.length === 0
      ? undefined
      : say(
          `The conversion table names as code before it: ${joined(before.map((each) => show(each.target)))}.`,
          ...before.map((each) => `replaces@${each.target}`),
        ),
    after.length === 0
      ? undefined
      : say(
          `${lead} ${joined(after.map((each) => show(each.code)))}.`,
          'status',
          ...after.map((each) => `replacesBy@${each.code}`),
        ),
  ]
  return sentences.filter((each) => each !== undefined)
}

/** Sections of an ICD-10-CM code that can be reported. */
export function composeCm(code: CodeFacts): Section[] {
  const words = [apartSentence(code), sideSentence(code), ...seventhSentences(code), residualSentence(code)]
  const rules = noteBlocks(code, [
    'sevenChrNote',
    'includes',
    'codeFirst',
    'useAdditionalCode',
    'codeAlso',
    'excludes1',
    'excludes2',
    'note',
  ])
  return [
    ...section('diagnosis', 'name', paragraph(say(code.concept.title, 'title'))),
    ...section('diagnosis', 'summary', paragraph(...placeSentences(code), ...words)),
    ...section('diagnosis', 'alsoCalled', ...termBlocks(code)),
    ...section(
      'diagnosis',
      'coding',
      paragraph(statusSentence(code), ...conversionSentences(code), presentOnAdmission(code)),
      ...rules,
    ),
  ]
}
