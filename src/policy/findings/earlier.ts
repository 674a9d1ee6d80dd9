/** What was said last in a section: sentences without a verb of their own take it up. */
import { cuesAt, type Span } from './sentences.ts'
import { type Cue, isEllipsis } from './statement.ts'

/** The cues of a sentence that say something by themselves. */
export const spokenAt = (text: string, sentence: Span): Cue[] =>
  cuesAt(text, sentence).filter((c) => !isEllipsis(c.kind))

/** Sentences without codes are kept unread: most are never asked for, and reading cues is what a document costs. */
export class Earlier {
  readonly #text: string
  #said: Cue | undefined
  #unread: Span[] = []

  constructor(text: string) {
    this.#text = text
  }

  /** A new section. */
  forget(): void {
    this.say(undefined)
  }

  /** A sentence with codes said this of them. */
  say(cue: Cue | undefined): void {
    this.#said = cue
    this.#unread = []
  }

  /** A sentence without codes: where it says something, that is taken up from here on. */
  follow(sentence: Span): void {
    this.#unread.push(sentence)
  }

  get cue(): Cue | undefined {
    for (let span = this.#unread.pop(); span; span = this.#unread.pop()) {
      const cue = spokenAt(this.#text, span).at(-1)
      if (cue) this.say(cue)
    }
    return this.#said
  }
}
