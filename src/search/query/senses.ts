/**
 * What sort of thing a query means: a procedure, a drug, a supply, a condition. A guess from its words, never a filter:
 * a name of another sort is worth a little less within its tier, and `why` says what was guessed. The words are in
 * sense-words.json; whether a word is a drug or a supply is learned from the names that hold it.
 */
import { SUBJECTS, type Subject } from '../../core/subject.ts'
import type { Word } from '../analysis/analyze.ts'
import type { SearchIndex } from '../index/search-index.ts'
import { type TermSort, termSort } from '../index/term-sorts.ts'
import data from './sense-words.json' with { type: 'json' }
import type { Sentence } from './sentence.ts'

type Asked = keyof typeof data

interface List {
  readonly words: ReadonlySet<string>
  readonly endings: readonly string[]
}

const split = (text: string): string[] => text.split(' ').filter((word) => word !== '')
const LISTS: ReadonlyMap<string, List> = new Map(
  Object.entries(data).map(([sense, { words, endings }]) => [
    sense,
    { words: new Set(split(words)), endings: split(endings) },
  ]),
)

const asks = (sense: Asked, word: Word): boolean => {
  const { words, endings } = LISTS.get(sense)!
  return (
    words.has(word.term) ||
    words.has(word.text) ||
    (word.term.length >= 6 && endings.some((ending) => word.term.endsWith(ending)))
  )
}

/** A guess, and what a name of each sort is worth under it. */
export interface Sense {
  /** Undefined when the words do not tell. */
  readonly meant: Subject | undefined
  /** By the subject's number in the index, 0 for concepts of no known sort. */
  readonly worth: Float64Array
  /** Terms that make of a name another thing than is meant: the parts of a supply. */
  readonly others: readonly number[]
}

/** What is left of a name's worth when it is of another sort than the guess. 1 where nothing is said. */
const WORTH: Readonly<
  Record<'none' | 'diagnosis' | 'procedure' | 'drug' | 'supply' | 'status', Partial<Record<Subject, number>>>
> = {
  none: {},
  diagnosis: { status: 0.93, procedure: 0.88, drug: 0.88, supply: 0.85, service: 0.85 },
  procedure: { diagnosis: 0.62, status: 0.62, cause: 0.6, drug: 0.75, supply: 0.7, service: 0.85 },
  drug: { diagnosis: 0.75, status: 0.75, cause: 0.7, procedure: 0.7, supply: 0.8, service: 0.8, poisoning: 0.5 },
  supply: { diagnosis: 0.72, status: 0.75, cause: 0.7, procedure: 0.8, drug: 0.85, service: 0.85 },
  status: { diagnosis: 0.75, procedure: 0.7, supply: 0.75, drug: 0.8, service: 0.8, cause: 0.7 },
}
/** Sorts that stand behind the others unless their own words are asked. */
const BEHIND: Readonly<Partial<Record<Subject, number>>> = {
  measure: 0.62,
  poisoning: 0.8,
  cause: 0.92,
  group: 0.6,
  retired: 0.5,
}

const numberOf = (subject: Subject): number => SUBJECTS.indexOf(subject) + 1

/** The sort that the rarest of the words stands for in the names, if nearly all of them agree. */
function learned(index: SearchIndex, words: readonly Word[]): TermSort | undefined {
  let telling: { term: number; weight: number } | undefined
  for (const { term, text } of words) {
    const id = index.termId(term) ?? index.termId(text)
    if (/^\d/.test(text)) continue
    // A word nobody knows may be anything.
    if (id === undefined) return undefined
    const weight = index.weights[id]!
    if (!telling || weight > telling.weight) telling = { term: id, weight }
  }
  if (!telling) return undefined
  return termSort(index, telling.term)
}

/** Dictionaries whose phrases are of one sort. */
const OF_DICTIONARY: Readonly<Record<string, 'drug' | 'supply' | 'procedure'>> = {
  brand: 'drug',
  device: 'supply',
  procedure: 'procedure',
}

/** What the head of the first phrase says, where it says one thing: `excision of tumor`, `transplant failure`. */
function saidBy(head: Word | undefined): 'procedure' | 'diagnosis' | undefined {
  if (!head) return undefined
  const doing = asks('procedure', head)
  if (doing === asks('diagnosis', head) || asks('status', head)) return undefined
  return doing ? 'procedure' : 'diagnosis'
}

/** Guesses what a sentence means; `dictionaries` are the kinds of the dictionary lines that know a phrase of its. */
export function senseOf(index: SearchIndex, sentence: Sentence, dictionaries: ReadonlySet<string>): Sense {
  const words = sentence.strong
  const asked = (sense: Asked): boolean => words.some((word) => asks(sense, word))
  const condition = asked('diagnosis')
  let meant: keyof typeof WORTH = 'none'
  const said = saidBy(sentence.head)
  if (sentence.status) meant = 'status'
  else if (said) meant = said
  else if (condition) meant = asked('procedure') || asked('status') ? 'none' : 'diagnosis'
  else {
    const known = Object.entries(OF_DICTIONARY).find(([kind]) => dictionaries.has(kind))?.[1]
    if (asked('procedure')) meant = 'procedure'
    else meant = learned(index, words) ?? known ?? 'none'
  }
  const worth = new Float64Array(SUBJECTS.length + 1).fill(1)
  for (const subject of SUBJECTS) worth[numberOf(subject)] = WORTH[meant][subject] ?? 1
  const behind = (subject: Subject, named: boolean): void => {
    if (!named) worth[numberOf(subject)] = Math.min(worth[numberOf(subject)]!, BEHIND[subject] ?? 1)
  }
  behind('measure', asked('measure'))
  behind('poisoning', asked('poisoning'))
  behind('cause', false)
  behind('group', asked('group'))
  behind('retired', false)
  const parts = meant === 'supply' && !asked('part') ? LISTS.get('part')!.words : []
  const others = [...parts].flatMap((word) => index.termId(word) ?? [])
  return { meant: meant === 'none' ? undefined : meant, worth, others }
}
