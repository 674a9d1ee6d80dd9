/** The instructional notes of an ICD-10-CM code and of the headers above it, with what each kind of note means. */
import type { NoteKind } from '../../systems/records.ts'
import type { Block, Item, Sentence } from '../model.ts'
import type { CodeFacts, NoteFact } from './facts.ts'
import { unstopped } from './words.ts'
import { item, list, paragraph, say } from './write.ts'

/** Entries of one list that are shown; the official notes on the page have them all. */
const MOST_ENTRIES = 10

interface Wording {
  readonly kind: NoteKind
  /** Before the list; `{at}` is where the note stands, `{from}` the same for notes of headers, `{code}` what is reported. */
  readonly lead: string
}

/** In the order in which they are said. */
export const NOTE_WORDINGS: readonly Wording[] = [
  { kind: 'sevenChrNote', lead: 'A rule for the 7th character stands at {at}:' },
  { kind: 'includes', lead: '{at} includes:' },
  { kind: 'codeFirst', lead: 'Code first{from}: whichever of these applies is reported before {code}:' },
  {
    kind: 'useAdditionalCode',
    lead: 'Use additional code{from}: every one of these that applies is reported after {code}:',
  },
  {
    kind: 'codeAlso',
    lead: 'Code also{from}: every one of these that applies is reported with {code}, in either order:',
  },
  {
    kind: 'excludes1',
    lead: 'Excludes1: these are not coded under {at} and are not reported with it, unless the two have nothing to do with each other:',
  },
  {
    kind: 'excludes2',
    lead: 'Excludes2: these are not part of {at}, but a patient may have both, and both may then be reported:',
  },
  { kind: 'note', lead: 'The classification notes at {at}:' },
]

/** Most notes on the 7th character only announce its list; some ask for a further code (O30 beside O31). */
const ASKS_FOR_MORE = /\b(?:must|also be assigned|code first|use additional|code also)\b/i

/** What chapters and blocks say about themselves stands on their own pages; what they exclude holds for every code. */
const FAR_LEFT_OUT: ReadonlySet<NoteKind> = new Set(['includes', 'note'])

const isFar = (code: CodeFacts, note: NoteFact): boolean =>
  note.at.id !== code.concept.id && (note.at.level === 'chapter' || note.at.level === 'section')

/** Headers whose notes hold for a code; chapters and blocks say so in lists of their own. */
function groups(code: CodeFacts, kind: NoteKind): Map<number, NoteFact[]> {
  const found = code.notes.filter(
    (note) =>
      note.kind === kind &&
      !(isFar(code, note) && FAR_LEFT_OUT.has(kind)) &&
      (kind !== 'sevenChrNote' || ASKS_FOR_MORE.test(note.text)),
  )
  return Map.groupBy(found, (note) => note.at.id)
}

const placeOf = (code: CodeFacts, at: NoteFact['at']): string =>
  at.id === code.concept.id ? 'this code' : code.system.grammar.display(at.code)

function placeFacts(code: CodeFacts, at: NoteFact['at']): string[] {
  const id = `in.${at.level}@${code.system.grammar.display(at.code)}`
  return code.facts.has(id) ? [id] : []
}

function noteList(code: CodeFacts, notes: readonly NoteFact[], lead: string): Block[] {
  const at = notes[0]?.at
  if (at === undefined) return []
  const name = at.id === code.concept.id && code.concept.level !== 'code' ? 'this group' : placeOf(code, at)
  const own = at.id === code.concept.id
  const filled = (words: string): string =>
    words
      .replace('{at}', name)
      .replace('{from}', own ? '' : ` (note at ${name})`)
      .replace('{code}', code.concept.level === 'code' ? 'this code' : 'a code of this group')
  const shown = notes.slice(0, MOST_ENTRIES)
  const more: Sentence[] =
    notes.length > shown.length ? [say('There are more in the official notes.', notes.at(-1)?.fact.id ?? '')] : []
  return [
    paragraph(say(filled(lead), ...placeFacts(code, at), shown[0]?.fact.id ?? '')),
    list(entries(shown)),
    paragraph(...more),
  ].filter((block) => block.type !== 'paragraph' || block.sentences.length > 0)
}

const entry = (note: NoteFact): Item => item(say(unstopped(note.text.replace(/^[\s,;:]+/, '')), note.fact.id))

const sorted = ({ text }: NoteFact): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** How many entries, from the first, stand in the order of the alphabet: a list inside another begins and ends so. */
function inOrder(notes: readonly NoteFact[]): number {
  const end = notes.findIndex((note, i) => i > 0 && sorted(note) < sorted(notes[i - 1]!))
  return end < 0 ? notes.length : end
}

/** True for an entry that only announces the ones after it. */
const leadsIn = ({ text }: NoteFact, rest: readonly NoteFact[]): boolean =>
  rest.length > 0 &&
  (/(?::|\busing|\bsuch as)$/.test(text.trim()) || /^code(?:\(s\))? to (?:identify|specify)\b[^(]*$/i.test(text))

/**
 * An entry that only leads in (`code to identify control using:`) holds the entries after it, up to where the alphabet
 * begins again: the files do not mark where such a list ends.
 */
function entries(notes: readonly NoteFact[]): Item[] {
  const [first, ...rest] = notes
  if (first === undefined) return []
  if (!leadsIn(first, rest)) return [entry(first), ...entries(rest)]
  const own = inOrder(rest)
  return [
    { sentences: entry(first).sentences, blocks: [list(rest.slice(0, own).map(entry))] },
    ...entries(rest.slice(own)),
  ]
}

const INSTRUCTING: ReadonlySet<NoteKind> = new Set(['codeFirst', 'useAdditionalCode', 'codeAlso'])

/** Ways in which a drug does harm; a code of one of them begins with its name. */
const INTENTS = [/\badverse effects?\b/i, /\bpoisoning\b/i, /\bunderdosing\b/i] as const

/** True for an instruction of a header for all three that speaks of another one than the code is about. */
const isOfOther = (title: string, { text }: NoteFact): boolean => {
  const own = INTENTS.findIndex((intent) => new RegExp(`^${intent.source}`, 'i').test(title))
  const named = INTENTS.flatMap((intent, i) => (intent.test(text) ? [i] : []))
  return own >= 0 && named.length === 1 && named[0] !== own
}

/** Notes without those for another way of harm, the entries of their lists and lists that lose all entries. */
function meant(title: string, notes: readonly NoteFact[]): NoteFact[] {
  const [first, ...rest] = notes
  if (first === undefined) return []
  const own = leadsIn(first, rest) ? inOrder(rest) : 0
  const later = (): NoteFact[] => meant(title, rest.slice(own))
  if (isOfOther(title, first)) return later()
  const kept = rest.slice(0, own).filter((each) => !isOfOther(title, each))
  return own > 0 && kept.length === 0 ? later() : [first, ...kept, ...later()]
}

/** Every kind of note that holds for the code, nearest header first. */
export function noteBlocks(code: CodeFacts, kinds: readonly NoteKind[]): Block[] {
  return NOTE_WORDINGS.filter(({ kind }) => kinds.includes(kind)).flatMap(({ kind, lead }) =>
    [...groups(code, kind).values()].flatMap((notes) =>
      noteList(code, INSTRUCTING.has(kind) ? meant(code.concept.title, notes) : notes, lead),
    ),
  )
}
