/** A larger index than any real one: the full edition's names replicated and perturbed. */
import { IndexBuilder } from '../src/search/index/builder.ts'
import type { SearchIndex } from '../src/search/index/search-index.ts'
import { random } from './mix.ts'

/** Swaps two letters in about one word of ten, so that the vocabulary grows as real ones do. */
function perturb(text: string, next: () => number): string {
  return text.replace(/[A-Za-z]{5,}/g, (word) => {
    if (next() > 0.1) return word
    const i = 1 + Math.floor(next() * (word.length - 2))
    return word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2)
  })
}

/** Bytes of an index of about `concepts` concepts made from `index`. */
export function grow(index: SearchIndex, concepts: number): Uint8Array {
  const next = random(11)
  const builder = new IndexBuilder()
  const namesOf: number[][] = Array.from({ length: index.conceptCount }, () => [])
  for (let name = 0; name < index.nameCount; name++) {
    if (index.kindOf(name) !== 'title') namesOf[index.nameConcept[name]!]!.push(name)
  }
  for (let made = 0; made < concepts; made++) {
    const like = made % index.conceptCount
    const round = Math.floor(made / index.conceptCount)
    const suffix = round === 0 ? '' : String.fromCharCode(64 + round)
    const vary = (text: string): string => (round === 0 ? text : perturb(text, next))
    const concept = builder.addConcept({
      system: index.system(like),
      code: index.code(like) + suffix,
      display: index.display(like) + suffix,
      title: vary(index.title(like)),
      billable: index.billable(like),
      leaf: index.leaf(like),
      grouping: index.grouping(like),
      current: index.current(like),
      fromDay: 0,
      toDay: 0xffff_ffff,
      group: -1,
      ...(index.conceptFamily[like] === 0 ? {} : { family: `${index.conceptFamily[like]} ${round}` }),
    })
    for (const name of namesOf[like]!) {
      const text = vary(index.textOf(name))
      builder.addName({ concept, kind: index.kindOf(name), text: builder.addText(text), words: text })
    }
  }
  for (const [from, to, kind, weight] of index.rewrites) builder.addRewrite({ from, to, kind, weight })
  return builder.finish()
}
