/** Sources of several texts as the footnotes of one page: numbered in reading order, the same reference once. */
import type { Block, Explainer, PageSection, Sentence, Source } from './model.ts'

export interface Numbered {
  readonly sections: PageSection[]
  readonly sources: Source[]
  /** Ids of the facts that sentences name, in reading order. */
  readonly facts: string[]
}

const sameReference = ({ url, title, publisher }: Source): string => url ?? `${publisher ?? ''} ${title}`

/** `sections` with the sources of their sentences as numbers of the page. A source that no text has is left out. */
export function numberSources(sections: readonly PageSection[], explainers: readonly Explainer[]): Numbered {
  const known = new Map(explainers.map((each) => [each.id, new Map(each.sources.map((source) => [source.id, source]))]))
  const numbers = new Map<string, Source>()
  const facts = new Set<string>()
  const numberOf = (explainer: string | undefined, id: string): string[] => {
    const source = known.get(explainer ?? '')?.get(id)
    if (source === undefined) return []
    const key = sameReference(source)
    const numbered = numbers.get(key) ?? { ...source, id: String(numbers.size + 1) }
    numbers.set(key, numbered)
    return [numbered.id]
  }
  const sentence = (each: Sentence, explainer: string | undefined): Sentence => {
    for (const id of each.facts) facts.add(id)
    return { ...each, sources: [...new Set(each.sources.flatMap((id) => numberOf(explainer, id)))] }
  }
  const block = (each: Block, explainer: string | undefined): Block =>
    each.type === 'paragraph'
      ? { ...each, sentences: each.sentences.map((one) => sentence(one, explainer)) }
      : {
          ...each,
          items: each.items.map((item) => ({
            sentences: item.sentences.map((one) => sentence(one, explainer)),
            blocks: item.blocks.map((one) => block(one, explainer)),
          })),
        }
  const section = (each: PageSection): PageSection => ({
    ...each,
    blocks: each.blocks.map((one) => block(one, each.explainer)),
    sections: each.sections.map(section),
  })
  const done = sections.map(section)
  return { sections: done, sources: [...numbers.values()], facts: [...facts] }
}
