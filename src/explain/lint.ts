/** The rules for a text that a person or a model wrote, checked: sources, numbers, advice, reading level. */
import type { Block, Explainer, Sentence } from './model.ts'
import { explainerLevel } from './reading-level.ts'

/** Words that tell a reader what to do; a text says what is done. */
export const ADVICE =
  /\b(?:you|patients?|people) (?:should|must|ought)\b|\byou (?:need|have) to\b|\b(?:we|experts|doctors) (?:recommend|advise|suggest)\b|\bit is (?:recommended|advised|advisable)\b|\bmake sure\b|\b(?:ask|call|see|talk to|tell|consult|contact) (?:your|a|the) (?:doctor|physician|provider|nurse|care team)\b|\b(?:call|dial) 911\b/i

/** A single text may be harder than the goal when its matter is; beyond this it is not plain. */
export const HARDEST_GRADE = 12

/** Sections whose numbers are names and not claims: a name may have a number in it. */
const NAMING = new Set(['name', 'alsoCalled'])

function sentences(blocks: readonly Block[]): Sentence[] {
  return blocks.flatMap((block) =>
    block.type === 'paragraph'
      ? block.sentences
      : block.items.flatMap((item) => [...item.sentences, ...sentences(item.blocks)]),
  )
}

/** Numbers that are claims: those of names such as `type 2 diabetes`, `A1C` or `T2DM` are not. */
function claimsNumber(text: string, title: string): boolean {
  const names = new Set(title.match(/\d+/g) ?? [])
  return (text.match(/(?<![A-Za-z-])\d+(?:[.,]\d+)?%?(?![A-Za-z])/g) ?? []).some((number) => !names.has(number))
}

/** Keys of a condition that are facts; `begins` and `system` only narrow one. */
const NO_FACTS: ReadonlySet<string> = new Set(['begins', 'system'])

/** What is wrong with a block beyond the rules of every text: scope, sources of each sentence, facts that find it. */
export function lintBlock({ scope, sources, match = [], aspect, sections }: Explainer): string[] {
  const problems: string[] = []
  if (scope === undefined) problems.push('It has no scope.')
  if (sources.length === 0) problems.push('It has no source.')
  if (aspect === undefined) problems.push('It does not say what it is about (aspect).')
  if (match.length === 0) problems.push('No facts find it (match).')
  if (match.some(({ is }) => Object.keys(is).every((key) => NO_FACTS.has(key)))) {
    problems.push('It is found by codes alone and not by a fact.')
  }
  for (const { heading, blocks } of sections) {
    for (const { text, sources: cited } of sentences(blocks)) {
      if (cited.length === 0) problems.push(`“${heading}” has a sentence without a source: ${text}`)
    }
  }
  return problems
}

/** What is wrong with a text, one sentence each; nothing when it keeps the rules. */
export function lintExplainer(explainer: Explainer): string[] {
  const problems: string[] = []
  if (explainer.sources.length === 0) problems.push('It names no sources.')
  for (const { id, heading, blocks } of explainer.sections) {
    for (const { text, sources } of sentences(blocks)) {
      const advice = ADVICE.exec(text)?.[0]
      if (advice !== undefined) problems.push(`“${heading}” gives advice (${advice}): ${text}`)
      if (sources.length === 0 && !NAMING.has(id) && claimsNumber(text, explainer.title)) {
        problems.push(`“${heading}” has a number without a source: ${text}`)
      }
    }
  }
  const cited = new Set(explainer.sections.flatMap((each) => sentences(each.blocks).flatMap((one) => one.sources)))
  for (const { id } of explainer.sources) if (!cited.has(id)) problems.push(`Its source “${id}” is cited nowhere.`)
  const { grade } = explainerLevel(explainer)
  if (grade > HARDEST_GRADE) problems.push(`It reads at grade ${grade}; at most ${HARDEST_GRADE} is plain.`)
  return problems
}
