/**
 * What a language model is given to draft a block from: what the block is about, the official facts that all the codes
 * it reaches share, and the user's own references. Titles of some codes are shown so that it sees how wide the block
 * reaches; they have no id, so nothing may rest on them.
 */
import type { CodeFacts } from '../compose/facts.ts'
import type { Outline } from '../files/outline.ts'
import { ANSWER_SCHEMA } from './answer.ts'
import { asked, type Prompt, type Reference, RULES, wordsOf } from './prompt.ts'

/** Titles of codes shown; enough to see the width of a block. */
const EXAMPLES = 12

const SHARED =
  'The text will stand at every code of a family. Say only what holds for each of them; what holds for some is left out or said to be so ("some", "depending on the code").'

/** Facts with one id and one value at every code. */
function sharedFacts(codes: readonly CodeFacts[]): { id: string; says: string }[] {
  const [first, ...rest] = codes
  return [...(first?.facts.values() ?? [])]
    .filter((fact) => rest.every((code) => code.facts.get(fact.id)?.value === fact.value))
    .map((fact) => ({ id: fact.id, says: wordsOf(fact) }))
}

/** `reaches` are all codes that the block's facts find, `codes` the facts of some of them, spread evenly. */
export function promptForBlock(
  outline: Outline,
  { codes, reaches, references }: { codes: readonly CodeFacts[]; reaches: number; references: readonly Reference[] },
): Prompt {
  const facts = [{ id: 'scope', says: `${outline.title}. ${outline.scope}` }, ...sharedFacts(codes)]
  const given = {
    block: outline.title,
    scope: outline.scope,
    reaches: `${reaches} codes`,
    examples: codes.slice(0, EXAMPLES).map(({ concept }) => concept.title),
    facts,
    references: references.map(({ id, title, text }) => ({ id, title, text })),
    sections: asked(outline.kind),
  }
  return {
    messages: [
      { role: 'system', content: `${RULES}\n${SHARED}` },
      { role: 'user', content: JSON.stringify(given) },
    ],
    schema: ANSWER_SCHEMA,
    cited: new Map([...facts.map((f) => [f.id, f.says] as const), ...references.map((r) => [r.id, r.text] as const)]),
  }
}
