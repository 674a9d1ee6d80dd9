/**
 * The second way of reading a query, for people's own sentences: which words name what is looked for, and which say who
 * has it, since when, how bad it is or what is planned. Words of the second sort are not required and weigh little;
 * what is denied is not looked for. The words are in sentence-words.json, each list with its reason.
 */
import { analyze, type Word } from '../analysis/analyze.ts'
import data from './sentence-words.json' with { type: 'json' }

/** How a stretch of the query was read, for people. */
export interface Understood {
  readonly text: string
  /** `negated`, `number`, `dose`, `aside`, `status`, or the name of a role in sentence-words.json. */
  readonly as: string
}

/** A word that need not be met, and what it weighs of its usual weight. */
export interface LightWord {
  readonly word: Word
  readonly weight: number
}

export interface Sentence {
  /** Words that name what is looked for, in order. Never empty unless the query has no words. */
  readonly strong: readonly Word[]
  readonly light: readonly LightWord[]
  /** Words that are said not to be there. */
  readonly negated: readonly Word[]
  /** `strong` with what is denied left in, the denial spelled "without": some names say just that. */
  readonly asSaid: readonly Word[] | undefined
  /** Terms of which names of a history, a status or a family history have one. */
  readonly status: readonly string[] | undefined
  /** The word the first phrase is about: the last before a preposition or a mark. `liver transplant failure` is a failure. */
  readonly head: Word | undefined
  /** What was taken for something other than the thing looked for. */
  readonly understood: readonly Understood[]
  /** False when every word counts fully: there is nothing to read in a second way. */
  readonly changed: boolean
}

const { marks } = data.shorthand
const SHORTHAND = new RegExp(
  `(?<![a-z0-9])(?:${Object.keys(marks)
    .sort((a, b) => b.length - a.length)
    .map((mark) => mark.replace(/[/.]/g, '\\$&').replace(/ /g, '\\s+'))
    .join('|')})(?![a-z0-9])`,
  'gi',
)
/** `w/` stands glued to the word after it. */
const WITH = /(?<![a-z0-9])w\/\s*(?=[a-z])/gi
const TIMES = /(?<![a-z0-9])x\s*(?=\d+\s*(?:d|day|wk|week|mo|month|yr|year|hr|hour)s?\b)/gi
const AGE = /(?<![a-z0-9])(\d{1,3})\s*-?\s*(?:yo|y\.o\.|yr\.?\s*old|year\s*-?\s*old)(?![a-z0-9])/gi

/** `text` with the marks of clinical notes spelled out; anything else stays as it is. */
export function spelledOut(text: string): string {
  if (!/[/0-9]|hx|fh|pmh/i.test(text)) return text
  return text
    .replace(AGE, '$1 year old')
    .replace(TIMES, 'for ')
    .replace(SHORTHAND, (mark) => marks[mark.toLowerCase().replace(/\s+/g, ' ') as keyof typeof marks] ?? mark)
    .replace(WITH, 'with ')
}

type Role =
  | { readonly kind: 'role'; readonly name: string; readonly weight: number }
  | { readonly kind: 'negation' }
  | { readonly kind: 'unable' }
  | { readonly kind: 'status'; readonly means: readonly string[] }

const LONGEST = 5
const keyOf = (words: readonly string[]): string => words.join(' ')
/** Phrases as the analysis sees them: `couldn't` is `couldnt`. */
const phraseKey = (phrase: string): string => keyOf(analyze(phrase).map((w) => w.text))

const PHRASES = new Map<string, Role>()
for (const [name, { weight, phrases }] of Object.entries(data.roles))
  for (const phrase of phrases) PHRASES.set(phraseKey(phrase), { kind: 'role', name, weight })
for (const { phrases, means } of data.statuses)
  for (const phrase of phrases) PHRASES.set(phraseKey(phrase), { kind: 'status', means: means.split(' ') })
for (const phrase of data.negation.cues) PHRASES.set(phraseKey(phrase), { kind: 'negation' })
/** Only before a verb, which the words after them decide. */
const UNABLE = new Set(data.unable.phrases.map(phraseKey))
const ENDS = new Set(data.negation.ends)
/** Words that end the phrase whose head is looked for. */
const BEFORE_HEAD_ENDS = new Set(
  'of for to with by in from on at into due after following without using through via during because causing and or'.split(
    ' ',
  ),
)
const UNITS = new Set('mg mcg ug ml cc g gm gram grams kg l unit units iu meq mmol percent'.split(' '))
const PERIODS = new Set(
  'day days d week weeks wk wks month months mo year years yr yrs hour hours hr hrs minute minutes min mins'.split(' '),
)
const NUMBER = /^\d+(?:\.\d+)?$/
/** After these a number is a name: type 2, stage 3, vitamin 12, trisomy 21. */
const NUMBERED =
  /^(?:type|stage|grade|class|factor|phase|group|level|degree|category|nerve|trimester|trisomy|vitamin|g|t|c|l|s|hpv|covid|sars|cov|influenza|dose|part|quadrant|chromosome)$/
export const isNumber = (word: string): boolean => NUMBER.test(word)
/** True where a number behind this word is a name. */
export const isNumbered = (before: string | undefined): boolean => before !== undefined && NUMBERED.test(before)
const NUMBER_WEIGHT = 0.5
const ASIDE_WEIGHT = 0.35
const AGE_WEIGHT = 0.05
const UNABLE_WEIGHT = 0.6

/** Stretches in brackets, as [start, end) offsets; none when they are all there is. */
function asidesOf(text: string): (readonly [number, number])[] {
  const found = [...text.matchAll(/[([{][^)\]}]*[)\]}]/g)].map((m) => [m.index, m.index + m[0].length] as const)
  const outside = found.reduceRight((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), text)
  return /[a-z]{3}/i.test(outside) ? found : []
}

/** What is known of each word while the sentence is read. */
interface Mark {
  readonly as: string
  readonly weight: number
}

class Reader {
  readonly #text: string
  readonly #words: readonly Word[]
  readonly #marks: (Mark | undefined)[]
  readonly #negated: boolean[]
  readonly #cues: number[] = []
  #status: readonly string[] | undefined

  constructor(text: string, words: readonly Word[]) {
    this.#text = text
    this.#words = words
    this.#marks = words.map(() => undefined)
    this.#negated = words.map(() => false)
  }

  read(): Sentence {
    for (let i = 0; i < this.#words.length; ) i += Math.max(1, this.#phraseAt(i))
    this.#numbers()
    this.#ages()
    this.#asides()
    return this.#sentence()
  }

  /** Marks the longest phrase that begins at `i`; returns how many words it has, 0 for none. */
  #phraseAt(i: number): number {
    for (let n = Math.min(LONGEST, this.#words.length - i); n > 0; n--) {
      const key = keyOf(this.#words.slice(i, i + n).map((w) => w.text))
      if (UNABLE.has(key) && this.#verbAt(i + n)) {
        this.#mark(i, n, { as: 'unable', weight: UNABLE_WEIGHT })
        return n
      }
      const role = PHRASES.get(key)
      if (!role) continue
      if (role.kind === 'role') this.#mark(i, n, { as: role.name, weight: role.weight })
      else if (role.kind === 'status') {
        // One status a sentence: "history of removed …" is a history. "Three year old" is an age.
        if (this.#status || PERIODS.has(this.#words[i - 1]?.text ?? '')) continue
        this.#status = role.means
        this.#mark(i, n, { as: 'status', weight: 0 })
      } else if (role.kind === 'negation') this.#negate(i, n)
      return n
    }
    return 0
  }

  /** A word after which `could not` and `difficulty` make sense: no noun of the titles begins so rarely with an article. */
  #verbAt(i: number): boolean {
    const word = this.#words[i]
    return word !== undefined && !word.stop && /^[a-z]{3,}$/.test(word.text)
  }

  #mark(from: number, count: number, mark: Mark): void {
    for (let i = from; i < from + count; i++) this.#marks[i] ??= mark
  }

  /** Marks what follows a cue as denied, up to a word or a mark that ends it. */
  #negate(at: number, count: number): void {
    this.#cues.push(at)
    this.#mark(at, count, { as: 'negation', weight: 0 })
    let meaningful = 0
    for (let i = at + count; i < this.#words.length && meaningful < data.negation.most; i++) {
      const between = this.#text.slice(this.#words[i - 1]!.end, this.#words[i]!.start)
      if (/[,;.:)\]]/.test(between) || ENDS.has(this.#words[i]!.text)) break
      this.#negated[i] = true
      if (!this.#words[i]!.stop) meaningful++
    }
  }

  /** Numbers: of a dose, a time, an age; a number that names something is left alone. */
  #numbers(): void {
    this.#words.forEach(({ text }, i) => {
      if (!isNumber(text) || this.#marks[i]) return
      const before = this.#words[i - 1]?.text
      const after = this.#words[i + 1]?.text
      if (isNumbered(before)) return
      if (after !== undefined && UNITS.has(after)) this.#mark(i, 2, { as: 'dose', weight: 0.05 })
      else if (after !== undefined && PERIODS.has(after)) {
        this.#marks[i] = { as: 'time', weight: 0.05 }
        this.#marks[i + 1] = { as: 'time', weight: 0.05 }
      } else this.#marks[i] = { as: 'number', weight: NUMBER_WEIGHT }
    })
  }

  /** "3 year old", "three year old" */
  #ages(): void {
    this.#words.forEach(({ text }, i) => {
      if (text === 'old' && PERIODS.has(this.#words[i - 1]?.text ?? ''))
        this.#marks[i] = { as: 'person', weight: AGE_WEIGHT }
    })
  }

  #asides(): void {
    for (const [start, end] of asidesOf(this.#text))
      this.#words.forEach((word, i) => {
        if (word.start >= start && word.end <= end) this.#marks[i] ??= { as: 'aside', weight: ASIDE_WEIGHT }
      })
  }

  #sentence(): Sentence {
    const words = this.#words
    const usable = (i: number): boolean => !words[i]!.stop
    const isStrong = (i: number): boolean => usable(i) && !this.#marks[i] && !this.#negated[i]
    let strong = words.filter((_, i) => isStrong(i))
    // A sentence of nothing but denials or frames means its words after all.
    const negated = strong.length === 0 ? [] : words.filter((_, i) => usable(i) && this.#negated[i] && !this.#marks[i])
    if (strong.length === 0) strong = words.filter((_, i) => usable(i) && (this.#marks[i]?.weight ?? 1) > 0)
    if (strong.length === 0) strong = words.filter((_, i) => usable(i))
    const chosen = new Set(strong)
    const light = words.flatMap((word, i): LightWord[] => {
      const mark = this.#marks[i]
      if (!usable(i) || chosen.has(word) || this.#negated[i] || mark === undefined || mark.weight === 0) return []
      return [{ word, weight: mark.weight }]
    })
    const asSaid =
      negated.length === 0 ? undefined : words.filter((_, i) => usable(i) && (isStrong(i) || this.#said(i)))
    const understood = this.#understood(chosen)
    return {
      strong,
      light,
      negated,
      asSaid,
      status: this.#status,
      head: this.#head(),
      understood,
      changed: understood.length > 0 && words.some((word, i) => usable(i) && !chosen.has(word)),
    }
  }

  #head(): Word | undefined {
    let head: Word | undefined
    for (let i = 0; i < this.#words.length; i++) {
      const word = this.#words[i]!
      const marked = i > 0 && /[,;:([]/.test(this.#text.slice(this.#words[i - 1]!.end, word.start))
      if (head && (marked || BEFORE_HEAD_ENDS.has(word.text))) break
      const mark = this.#marks[i]
      if (!word.stop && !this.#negated[i] && (mark === undefined || mark.as === 'doing')) head = word
    }
    return head
  }

  /** Denied words and the cue before them. */
  #said(i: number): boolean {
    return this.#cues.includes(i) || (this.#negated[i]! && !this.#marks[i])
  }

  /** Runs of words that were read alike, in order. */
  #understood(strong: ReadonlySet<Word>): Understood[] {
    const out: { text: string; as: string; end: number }[] = []
    this.#words.forEach((word, i) => {
      const as = strong.has(word) ? undefined : this.#negated[i] ? 'negated' : this.#marks[i]?.as
      if (as === undefined || (word.stop && as !== 'unable')) return
      const last = out.at(-1)
      if (last && last.as === as && last.end === i - 1) {
        last.text = this.#text.slice(this.#text.indexOf(last.text), word.end)
        last.end = i
      } else out.push({ text: this.#text.slice(word.start, word.end), as, end: i })
    })
    return out.map(({ text, as }) => ({ text, as }))
  }
}

/** Reads `text`, whose words are `words` (all of them, in order). */
export function readSentence(text: string, words: readonly Word[]): Sentence {
  return new Reader(text, words).read()
}

/** Terms that a name of a difficulty has one of. */
export const UNABLE_TERMS: readonly string[] = data.unable.means.split(' ')

/** Every word of the lists here: they are words of the language and never slips of another. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  [...PHRASES.keys(), ...UNABLE].flatMap((key) => key.split(' ')),
)
