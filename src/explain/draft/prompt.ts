/**
 * What a language model is given to draft from: the facts of one code, the user's own reference texts, and what each
 * section asks for. Nothing else: no words of other codes, no memory of earlier drafts.
 */
import type { Message } from '../../sources/chat.ts'
import type { CodeFacts } from '../compose/facts.ts'
import type { Fact, Kind } from '../model.ts'
import { TEMPLATES } from '../templates.ts'
import { ANSWER_SCHEMA } from './answer.ts'

/** A text of the user that a draft may rest on. */
export interface Reference {
  /** Short name by which sentences cite it: `ref1`. */
  readonly id: string
  readonly title: string
  readonly text: string
  readonly url?: string
}

export interface Prompt {
  readonly messages: readonly Message[]
  /** JSON schema of the answer, for servers that keep to one. */
  readonly schema: object
  /** The words each id stands for. */
  readonly cited: ReadonlyMap<string, string>
}

export const RULES = `You draft sections of a patient reference about one medical code. Use only the facts and references given.
Write short sentences in plain words, at the reading level of a twelve-year-old. Give no advice and no recommendation; do not address the reader.
Every sentence cites at least one id of a fact or a reference that says what the sentence says. Names and numbers must stand in what is cited.
Leave a section out when nothing given answers what it asks. Never fill in from memory.
Answer with JSON of the schema: {"sections":[{"id":"…","sentences":[{"text":"…","cites":["…"]}]}]}. Use the ids of sections as given.`

export function wordsOf({ value, name, meaning }: Fact): string {
  return [name, value, meaning].filter((part) => part !== undefined).join(': ')
}

/** What each section of a kind asks for, as a model is told. */
export const asked = (kind: Kind): object[] =>
  TEMPLATES[kind].map(({ id, heading, asks, numbered }) => ({
    id,
    heading,
    asks,
    ...(numbered ? { steps: 'one sentence a step' } : {}),
  }))

export function promptFor(code: CodeFacts, references: readonly Reference[]): Prompt {
  const facts = [...code.facts.values()].map((fact) => ({ id: fact.id, says: wordsOf(fact) }))
  const given = {
    code: `${code.system.name} ${code.system.grammar.display(code.concept.code)}`,
    facts,
    references: references.map(({ id, title, text }) => ({ id, title, text })),
    sections: asked(code.kind),
  }
  return {
    messages: [
      { role: 'system', content: RULES },
      { role: 'user', content: JSON.stringify(given) },
    ],
    schema: ANSWER_SCHEMA,
    cited: new Map([...facts.map((f) => [f.id, f.says] as const), ...references.map((r) => [r.id, r.text] as const)]),
  }
}
