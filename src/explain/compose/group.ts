/** A header in plain words: what it is part of, what it holds and how many codes, and the notes that hold for all of them. */
import { levelIn } from '../../systems/levels.ts'
import type { Block, Section, Sentence } from '../model.ts'
import { withoutRange } from './cm.ts'
import { noteBlocks } from './cm-notes.ts'
import { statusSentence } from './currency.ts'
import type { CodeFacts } from './facts.ts'
import { grouped, quote, unstopped } from './words.ts'
import { item, list, paragraph, say, section } from './write.ts'

/** Children that are listed; the tree on the page has them all. */
const MOST_PARTS = 40

function levelSentence(code: CodeFacts): Sentence {
  const { concept, system } = code
  const { role, phrase, label } = levelIn(system.levels, concept.level)
  if (role === 'modifier') {
    return say(`This is a ${system.name} modifier: it is added to a code and is no code itself.`, 'level', 'code')
  }
  return say(
    `This is ${phrase ?? `a ${label.toLowerCase()}`} of ${system.name}, not a code to report.`,
    'level',
    'code',
    'billable',
  )
}

function parentSentence(code: CodeFacts): Sentence | undefined {
  const parent = code.ancestors.at(-1)
  if (parent === undefined) return undefined
  const written = code.system.grammar.display(parent.code)
  return say(`It is part of ${written}, ${quote(withoutRange(parent.title))}.`, `in.${parent.level}@${written}`)
}

function countSentence(code: CodeFacts): Sentence | undefined {
  const [parts, codes] = [code.facts.get('count.parts'), code.facts.get('count.codes')]
  if (parts === undefined || codes === undefined) return undefined
  const count = Number(codes.value)
  const noun = count === 1 ? 'code that can be reported' : 'codes that can be reported'
  return say(`It holds ${grouped(count)} ${noun}.`, 'count.codes')
}

function partBlocks(code: CodeFacts): Block[] {
  const shown = code.children.slice(0, MOST_PARTS)
  const items = shown.map((child) => {
    const written = code.system.grammar.display(child.code)
    return item(say(`${written}: ${unstopped(withoutRange(child.title))}`, `holds@${written}`))
  })
  const more =
    code.children.length > shown.length ? [paragraph(say('There are more in the list of parts.', 'count.parts'))] : []
  return [paragraph(countSentence(code)), list(items), ...more]
}

function operationSentence(code: CodeFacts): Sentence | undefined {
  const axis = code.axes.find((each) => each.position === 3)
  if (axis?.definition === undefined) return undefined
  return say(`The official definition of ${quote(axis.label)}: ${quote(axis.definition)}.`, 'axis3', 'axis3.definition')
}

/** Sections of a chapter, block, category, table or modifier. */
export function composeGroup(code: CodeFacts): Section[] {
  const terms = code.content.designations.map((each, i) => item(say(unstopped(each.text), `name${i + 1}`)))
  const also = terms.length === 0 ? [] : [paragraph(say('These terms are filed here as well:', 'name1')), list(terms)]
  const status = code.concept.status === 'active' ? undefined : statusSentence(code)
  return [
    ...section('group', 'name', paragraph(say(code.concept.title, 'title'))),
    ...section(
      'group',
      'summary',
      paragraph(levelSentence(code), status, parentSentence(code), operationSentence(code)),
      ...also,
    ),
    ...section('group', 'contents', ...partBlocks(code)),
    ...section(
      'group',
      'coding',
      ...seventhBlocks(code),
      ...noteBlocks(code, ['includes', 'codeFirst', 'useAdditionalCode', 'codeAlso', 'excludes1', 'excludes2', 'note']),
    ),
  ]
}

/** The characters that have to be added, where the header itself lists them. */
function seventhBlocks(code: CodeFacts): Block[] {
  const own = code.notes.filter((note) => note.kind === 'sevenChrDef')
  const near = own[0]?.at.id
  const items = own
    .filter((note) => note.at.id === near)
    .map((note) => item(say(`${note.character ?? ''}: ${unstopped(note.text)}`, note.fact.id)))
  const lead = 'Codes here need a 7th character; it has one of these meanings:'
  return items.length === 0 ? [] : [paragraph(say(lead, own[0]?.fact.id ?? '')), list(items)]
}
