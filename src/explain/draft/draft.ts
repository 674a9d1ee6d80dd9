/** One draft: a prompt, an answer, a check of every sentence, and an explainer of what is left. */
import type { CodeFacts } from '../compose/facts.ts'
import type { Outline } from '../files/outline.ts'
import type { Block, Explainer, Kind, Section, Sentence, Source } from '../model.ts'
import { sectionById } from '../templates.ts'
import { type Answer, readAnswer } from './answer.ts'
import { refusalOf } from './check.ts'
import type { Prompt, Reference } from './prompt.ts'

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

/** Name of the file of a drafted block. */
export const blockDraftId = ({ id }: Outline): string => `draft-block-${id}`

interface Said {
  readonly references: readonly Reference[]
  readonly prompt: Prompt
  readonly text: string
}

/** Makes a draft about one code of a model's words. */
export const draftOf = (code: CodeFacts, said: Said): Draft | NoDraft =>
  draftFrom(code.kind, said, (sections) => explainerOf(code, { references: said.references, sections }))

/** Makes a draft of a block of a model's words. */
export const blockDraftOf = (outline: Outline, said: Said): Draft | NoDraft =>
  draftFrom(outline.kind, said, (sections) => {
    const { title, scope, kind, aspect, match } = outline
    const official = 'Official facts that the codes of this block share'
    const sources = sourcesFor(sections, { references: said.references, official })
    const id = blockDraftId(outline)
    return { id, title, scope, kind, aspect, match, applies: [], sections, sources, status: 'draft' }
  })

function draftFrom(
  kind: Kind,
  { prompt, text }: Said,
  toExplainer: (sections: readonly Section[]) => Explainer,
): Draft | NoDraft {
  const answer = readAnswer(text)
  if ('problem' in answer) return answer
  const evidence: Evidence[] = []
  const sections: Section[] = []
  const refused: string[] = []
  for (const { id, sentences } of answer.sections) {
    const template = sectionById(kind, id)
    if (!template || sections.some((section) => section.id === id)) continue
    const kept = sentences.flatMap((sentence) => keep(sentence, { section: id, prompt, evidence }))
    if (kept.length === 0) {
      if (sentences.length > 0) refused.push(id)
      continue
    }
    sections.push({ id, heading: template.heading, blocks: [blockOf(kept, template.numbered === true)] })
  }
  if (sections.length === 0) return { evidence, refused }
  return { explainer: toExplainer(sections), evidence, refused }
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
  const official = `${system.name}: official facts of ${system.grammar.display(concept.code)}`
  return {
    id: draftId(code),
    title: concept.title,
    kind,
    applies: [{ system: concept.system, code: concept.code }],
    sections,
    sources: sourcesFor(sections, { references, official }),
    status: 'draft',
  }
}

/** The sources that sentences name, in the order in which they were given. */
function sourcesFor(
  sections: readonly Section[],
  { references, official }: { references: readonly Reference[]; official: string },
): Source[] {
  const used = new Set(sections.flatMap((section) => section.blocks.flatMap(sourcesOf)))
  const all = [
    { id: OFFICIAL, title: official },
    ...references.map(({ id, title, url }): Source => ({ id, title, ...(url === undefined ? {} : { url }) })),
  ]
  return all.filter(({ id }) => used.has(id))
}

const sourcesOf = (block: Block): string[] =>
  block.type === 'paragraph'
    ? block.sentences.flatMap((s) => [...s.sources])
    : block.items.flatMap((item) => item.sentences.flatMap((s) => [...s.sources]))
