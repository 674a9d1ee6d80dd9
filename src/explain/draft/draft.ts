/** One draft: a prompt, an answer, a check of every sentence, and an explainer of what is left. */
import type { CodeFacts } from '../compose/facts.ts'
import type { Block, Explainer, Section, Sentence, Source } from '../model.ts'
import { sectionById } from '../templates.ts'
import { type Answer, readAnswer } from './answer.ts'
import { refusalOf } from './check.ts'
import type { Message, Prompt, Reference } from './prompt.ts'

/** What a model said, and how much was read and written. */
export interface Completion {
  readonly text: string
  readonly tokensIn: number
  readonly tokensOut: number
}

/** A language model behind some server. */
export interface ChatModel {
  /** Address and name: drafts of another model are other drafts. */
  readonly id: string
  complete(messages: readonly Message[], schema: object): Promise<Completion>
}

/** A sentence that was dropped or kept, with the words it cites: what a reviewer reads beside it. */
export interface Evidence {
  readonly section: string
  readonly text: string
  readonly cites: readonly { readonly id: string; readonly says: string }[]
  /** Why it was dropped; absent when it was kept. */
  readonly dropped?: string
}

export interface Draft {
  /** Absent when no section had anything left. */
  readonly explainer?: Explainer
  readonly evidence: readonly Evidence[]
  /** Sections answered with nothing that can be supported. */
  readonly refused: readonly string[]
}

/** Source under which facts are cited: files name sources, not single facts. */
const OFFICIAL = 'official'

/** Why a model's answer is of no use, for the report of a batch. */
export interface NoDraft {
  readonly problem: string
}

/** Name of the file of a draft. */
export const draftId = ({ concept }: CodeFacts): string => `draft-${concept.system}-${concept.code.toLowerCase()}`

/** Makes a draft of a model's words. */
export function draftOf(
  code: CodeFacts,
  { references, prompt, text }: { references: readonly Reference[]; prompt: Prompt; text: string },
): Draft | NoDraft {
  const answer = readAnswer(text)
  if ('problem' in answer) return answer
  const evidence: Evidence[] = []
  const sections: Section[] = []
  const refused: string[] = []
  for (const { id, sentences } of answer.sections) {
    const template = sectionById(code.kind, id)
    if (!template || sections.some((section) => section.id === id)) continue
    const kept = sentences.flatMap((sentence) => keep(sentence, { section: id, prompt, evidence }))
    if (kept.length === 0) {
      if (sentences.length > 0) refused.push(id)
      continue
    }
    sections.push({ id, heading: template.heading, blocks: [blockOf(kept, template.numbered === true)] })
  }
  if (sections.length === 0) return { evidence, refused }
  return { explainer: explainerOf(code, { references, sections }), evidence, refused }
}

function keep(
  { text, cites }: Answer['sections'][number]['sentences'][number],
  { section, prompt, evidence }: { section: string; prompt: Prompt; evidence: Evidence[] },
): Sentence[] {
  const found = cites.flatMap((id) => {
    const says = prompt.cited.get(id)
    return says === undefined ? [] : [{ id, says }]
  })
  const dropped = refusalOf(
    text,
    found.map((each) => each.says),
  )
  evidence.push({ section, text, cites: found, ...(dropped === undefined ? {} : { dropped }) })
  if (dropped !== undefined) return []
  const isReference = (id: string): boolean => /^ref\d+$/.test(id)
  const sources = [...new Set(found.map(({ id }) => (isReference(id) ? id : OFFICIAL)))]
  return [{ text, facts: [], sources }]
}

function blockOf(sentences: readonly Sentence[], numbered: boolean): Block {
  if (!numbered) return { type: 'paragraph', sentences }
  return { type: 'steps', items: sentences.map((sentence) => ({ sentences: [sentence], blocks: [] })) }
}

function explainerOf(
  code: CodeFacts,
  { references, sections }: { references: readonly Reference[]; sections: readonly Section[] },
): Explainer {
  const { concept, system, kind } = code
  const used = new Set(sections.flatMap((section) => section.blocks.flatMap(sourcesOf)))
  const official: Source = {
    id: OFFICIAL,
    title: `${system.name}: official facts of ${system.grammar.display(concept.code)}`,
  }
  const sources = [
    official,
    ...references.map(({ id, title, url }): Source => ({ id, title, ...(url === undefined ? {} : { url }) })),
  ]
  return {
    id: draftId(code),
    title: concept.title,
    kind,
    applies: [{ system: concept.system, code: concept.code }],
    sections,
    sources: sources.filter(({ id }) => used.has(id)),
    status: 'draft',
  }
}

const sourcesOf = (block: Block): string[] =>
  block.type === 'paragraph'
    ? block.sentences.flatMap((s) => [...s.sources])
    : block.items.flatMap((item) => item.sentences.flatMap((s) => [...s.sources]))
