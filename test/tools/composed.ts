/** Walks composed sentences back to the facts they name, for tests of any edition. */
import type { Catalog, Concept } from '../../src/catalog/catalog.ts'
import type { IsoDate } from '../../src/core/date.ts'
import { compose } from '../../src/explain/compose/compose.ts'
import { unsupportedWords } from '../../src/explain/compose/supports.ts'
import { sentencesOf } from '../../src/explain/compose/write.ts'
import type { Fact, Sentence } from '../../src/explain/model.ts'

/** Sentences of ours that read badly: a word twice, a missing value, a wrong article, a stray blank. */
const BAD =
  /\b(the|a|an|of|in|is|to|and|or) \1\b|undefined|\bthe the\b|(?<=\s)a [aeio][a-z]|(?<=\s)an [bcdfgjklmnpqrstvwxz][aeiou]| {2}| [,.;]|“”|\.\.$/

export interface Composed {
  readonly problems: string[]
  readonly sentences: number
}

function problemsOf(sentence: Sentence, facts: ReadonlyMap<string, Fact>): string[] {
  const named = sentence.facts.map((id) => facts.get(id))
  const problems: string[] = []
  if (named.length === 0) problems.push('names no fact')
  if (named.includes(undefined)) problems.push(`names a fact that is not there (${sentence.facts.join(', ')})`)
  const words = unsupportedWords(
    sentence.text,
    named.filter((fact) => fact !== undefined),
  )
  if (words.length > 0) problems.push(`has words that no fact accounts for (${words.join(', ')})`)
  // Official text is quoted as it is; only our own words are judged.
  const own = sentence.text.replace(/“[^”]*”/g, 'x')
  const isOurs =
    /^(?:This|It|The|A|In|Under|Before|Some|Its|Device|One|Medicare|Codes) /.test(own) &&
    !named.some((fact) => fact?.value === sentence.text)
  if (isOurs && named.every((fact) => !BAD.test(fact?.value ?? '')) && BAD.test(own)) problems.push('reads badly')
  return problems.map((problem) => `${problem}: ${sentence.text}`)
}

/** What is wrong with the composed words of `concepts`. Take them out of the catalog before: one pass at a time. */
export function checkComposed(catalog: Catalog, concepts: readonly Concept[], asOf: IsoDate): Composed {
  const problems: string[] = []
  let sentences = 0
  for (const concept of concepts) {
    const { code, sections } = compose(catalog, concept, asOf)
    const name = `${concept.system} ${concept.code}`
    const ids = new Set(sections.map((each) => each.id))
    if (!ids.has('name') || !ids.has('summary')) problems.push(`${name} has no name or no summary`)
    const texts = new Set<string>()
    for (const section of sections) {
      if (section.blocks.length === 0) problems.push(`${name} has an empty section ${section.id}`)
      for (const sentence of sentencesOf(section.blocks)) {
        sentences++
        problems.push(...problemsOf(sentence, code.facts).map((problem) => `${name} ${problem}`))
        const repeats = section.id !== 'coding' && section.id !== 'contents' && texts.has(sentence.text)
        if (repeats) problems.push(`${name} says twice: ${sentence.text}`)
        texts.add(sentence.text)
      }
    }
  }
  return { problems, sentences }
}
