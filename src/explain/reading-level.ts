/**
 * How hard a text is to read: the Flesch-Kincaid grade (Kincaid et al. 1975), 0.39 × words per sentence + 11.8 ×
 * syllables per word − 15.59. Names of things can be taken out, because a reader has to meet them anyway.
 */
import { foldAccents } from '../core/text.ts'
import type { Block, Explainer } from './model.ts'

/** Words whose letters mislead the rules below. */
const IRREGULAR: Readonly<Record<string, number>> = {
  ache: 1,
  aches: 1,
  business: 2,
  diabetes: 4,
  different: 3,
  every: 2,
  fluid: 2,
  fluids: 2,
  headaches: 2,
  hour: 2,
  hours: 2,
  medicine: 3,
  nausea: 3,
  pancreas: 3,
  people: 2,
  something: 2,
  sometimes: 2,
  the: 1,
  trial: 2,
  wednesday: 2,
}

/** Vowels next to each other that are two syllables: ra-di-a-tion, se-ri-ous, ac-tu-al, re-act, be-ing. */
const APART =
  /[^ctsx]ia(?!ge)|[tc]iat|[^ctsgxln]io|[^l]lio|iu|ii|[^gpl]eo(?!u)|[hrn]ea$|id?ea$|creat|react|[ntsdxl]ua[lrt]|iety|quiet|(?:sc|cl|d)ie[nt]|[aeiouy]ing/g

/** Letters at the end that are written and not spoken: hop(e), tissu(e)s, clean(e)d, tong(ue). */
function spoken(letters: string): string {
  return letters
    .replace(/gues?$/, 'g')
    .replace(/([^aeiouy]l)es$/, '$1e')
    .replace(/([^aeiouysxzcgh])es$/, '$1s')
    .replace(/([^aeiouytd])ed$/, '$1d')
    .replace(/([aeiouy]l|[^laeiouy]|ll)e$/, '$1')
    .replace(/([^aeiouyl])e(ment|less|ful|ly)(s?)$/, '$1$2$3')
    .replace(/^y(?=[aeiou])/, '')
}

/** Syllables of one word by its letters; at least 1. Tested against words counted by hand. */
export function syllables(word: string): number {
  const letters = foldAccents(word)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  const known = Object.hasOwn(IRREGULAR, letters) ? IRREGULAR[letters] : undefined
  if (known !== undefined) return known
  const groups = spoken(letters).match(/[aeiouy]+/g) ?? []
  const apart = letters.match(APART) ?? []
  return Math.max(1, groups.length + apart.length)
}

export interface ReadingLevel {
  readonly grade: number
  readonly sentences: number
  readonly words: number
  readonly syllables: number
}

const WORD = /[A-Za-zÀ-ž][A-Za-zÀ-ž’'-]*|\d[\d.,]*/g

/** Grade of sentences. `names` are words, in small letters, that are not counted for their syllables. */
export function readingLevel(texts: readonly string[], names: ReadonlySet<string> = new Set()): ReadingLevel {
  let words = 0
  let counted = 0
  let sentences = 0
  for (const text of texts) {
    const found = text.match(WORD) ?? []
    if (found.length === 0) continue
    sentences++
    words += found.length
    // A name counts as a word of average length, so that leaving it out neither helps nor harms.
    for (const word of found) counted += names.has(word.toLowerCase()) ? 1.4 : /\d/.test(word) ? 1 : syllables(word)
  }
  if (words === 0) return { grade: 0, sentences: 0, words: 0, syllables: 0 }
  const grade = 0.39 * (words / sentences) + 11.8 * (counted / words) - 15.59
  return { grade: Math.round(grade * 10) / 10, sentences, words, syllables: Math.round(counted) }
}

const textsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) =>
    block.type === 'paragraph'
      ? block.sentences.map((each) => each.text)
      : block.items.flatMap((item) => [...item.sentences.map((each) => each.text), ...textsOf(item.blocks)]),
  )

/** Names of things in a text: words of its title, and what it lists as equipment and people. */
export function namesIn({ title, facets }: Explainer): ReadonlySet<string> {
  const texts = [title, ...(facets?.equipment ?? []), ...(facets?.personnel ?? [])]
  return new Set(texts.flatMap((text) => text.toLowerCase().match(WORD) ?? []).filter((word) => word.length > 3))
}

/** Grade of a whole explainer without the section that only names it. */
export function explainerLevel(explainer: Explainer): ReadingLevel {
  const sections = explainer.sections.filter((each) => each.id !== 'name' && each.id !== 'alsoCalled')
  return readingLevel(
    sections.flatMap((each) => textsOf(each.blocks)),
    namesIn(explainer),
  )
}
