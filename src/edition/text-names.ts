/**
 * Numbers whose official text is under a licence are found by our own words: what a text of plain words that is about the
 * number calls it. Codes that have official titles get no such names: they add nothing but ties between the codes of a text
 * (measured by `npm run relevance`).
 */
import type { Explainer } from '../explain/model.ts'
import type { IndexBuilder } from '../search/index/builder.ts'
import { registerFor } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'

/** What texts call one number, in the order of the texts. The code in stored form. */
export interface TextNames {
  readonly system: string
  readonly code: string
  readonly names: readonly string[]
}

/** The names that texts give to single numbers; texts about whole families would say the same of every member. */
export function textNames(explainers: readonly Explainer[]): TextNames[] {
  const found = new Map<string, TextNames & { names: string[] }>()
  for (const { applies, title, words = [], status } of explainers) {
    // What another page calls a number is not ours to lend.
    if (status === 'imported') continue
    for (const entry of applies) {
      if (!('code' in entry) || registerFor(entry.system) === undefined) continue
      const { system, code } = entry
      const key = `${system} ${code}`
      const names = found.get(key) ?? { system, code, names: [] }
      found.set(key, names)
      for (const name of [title, ...words]) if (!names.names.includes(name)) names.names.push(name)
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, names]) => names)
}

/**
 * Adds the names to the concepts of the register that stands in. A number that the register does not hold, or of a register
 * that is not loaded, becomes a concept of it under our own title.
 */
export function addTextNames(
  builder: IndexBuilder,
  texts: readonly TextNames[],
  conceptAt: (system: string, code: string) => number | undefined,
): void {
  for (const { system, code, names } of texts) {
    const register = registerFor(system)!
    const concept = conceptAt(register.id, code) ?? addNumber(builder, register, { code, title: names[0]! })
    for (const name of names) builder.addName({ concept, kind: 'plainWords', text: builder.addText(name), words: name })
  }
}

function addNumber(
  builder: IndexBuilder,
  { id, grammar }: CodeSystem,
  number: { code: string; title: string },
): number {
  return builder.addConcept({
    ...number,
    system: id,
    display: grammar.display(number.code),
    billable: true,
    leaf: true,
    grouping: false,
    current: true,
    fromDay: 0,
    toDay: 0xffff_ffff,
    group: -1,
    subject: 'service',
    // Numbers of one text read alike: one row with all of them.
    family: number.title,
    // Its title is ours and weighs no more than the other words of the text.
    codeOnly: true,
  })
}
