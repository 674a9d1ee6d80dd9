/** An explainer as a file; `parseExplainer` reads it back to the same explainer. */
import { writeYaml } from '../../core/yaml.ts'
import { writeApplies } from '../applies.ts'
import type { Block, Condition, Explainer, Item, Sentence } from '../model.ts'
import { sectionById } from '../templates.ts'
import { writeSentence } from './sentences.ts'

/** Marks that Markdown would read at the start of a line or inside one. */
const escaped = (text: string): string =>
  text
    .replace(/([\\`*_<>~|])/g, '\\$1')
    .replace(/^([#+-])/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')

function line(sentences: readonly Sentence[]): string {
  return escaped(sentences.map((each) => each.text).join('\u0000'))
    .split('\u0000')
    .map((text, i) => text + writeSentence({ ...sentences[i]!, text: '' }))
    .join(' ')
}

function writeItem(item: Item, mark: string): string {
  const indent = ' '.repeat(mark.length)
  const nested = item.blocks.length === 0 ? '' : `\n${writeBlocks(item.blocks)}`
  return `${mark}${line(item.sentences)}${nested.replace(/\n(?=[^\n])/g, `\n${indent}`)}`
}

function writeBlock(block: Block): string {
  if (block.type === 'paragraph') return line(block.sentences)
  return block.items.map((item, i) => writeItem(item, block.type === 'steps' ? `${i + 1}. ` : '- ')).join('\n')
}

/** Two lists of one kind in a row would be read as one; a comment keeps them apart. */
function writeBlocks(blocks: readonly Block[]): string {
  return blocks
    .map((block, i) => {
      const apart = block.type !== 'paragraph' && blocks[i - 1]?.type === block.type
      return `${apart ? '<!-- -->\n\n' : ''}${writeBlock(block)}`
    })
    .join('\n\n')
}

const writeCondition = ({ is, not }: Condition): object => ({
  ...is,
  ...(Object.keys(not).length === 0 ? {} : { not }),
})

function header(explainer: Explainer): string {
  const { title, scope, kind, applies, requires, related, words, aspect, match } = explainer
  const { sources, status, facets, reviewed } = explainer
  const duration = facets?.duration
  return writeYaml({
    title,
    ...(scope === undefined ? {} : { scope }),
    kind,
    ...(applies.length === 0 ? {} : { applies: applies.map(writeApplies) }),
    ...(requires === undefined ? {} : { requires: requires.map(writeCondition) }),
    ...(related === undefined ? {} : { related: related.map(writeApplies) }),
    ...(words === undefined ? {} : { words: [...words] }),
    ...(aspect === undefined ? {} : { aspect }),
    ...(match === undefined ? {} : { match: match.map(writeCondition) }),
    sources: sources.map((each) => ({ ...each })),
    status,
    reviewed: reviewed === undefined ? 'none' : { ...reviewed },
    ...(facets === undefined
      ? {}
      : { facets: { ...facets, ...(duration === undefined ? {} : { duration: { ...duration, unit: 'minutes' } }) } }),
  })
}

/** The text of the file, ending with a line break. */
export function writeExplainer(explainer: Explainer): string {
  const sections = explainer.sections.map(({ id, heading, blocks }) => {
    const inside = sectionById(explainer.kind, id)?.inside !== undefined
    return `${inside ? '###' : '##'} ${escaped(heading)}\n\n${writeBlocks(blocks)}\n`
  })
  return `---\n${header(explainer)}---\n\n${sections.join('\n')}`
}
