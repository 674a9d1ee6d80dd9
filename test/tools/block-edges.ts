/**
 * Prints, for each block that stands at a run of codes, its words and the titles it reaches, so that a reader sees the
 * codes at its edge: for each group of codes (category, or root operation and body system) how many there are and a few
 * titles, those that share no word with the block's name first.
 * `node test/tools/block-edges.ts icd10cm --from E70 --to E88 [--groups 2] [--edition FOLDER]`; `--groups` leaves out blocks that
 * stand in fewer groups.
 */
import { parseArgs } from 'node:util'
import { isoDate } from '../../src/core/date.ts'
import { openEdition } from '../../src/edition/edition.ts'
import { indexExplainers } from '../../src/explain/applies.ts'
import { explain } from '../../src/explain/explain.ts'
import { loadExplainers, SHIPPED_BLOCKS, SHIPPED_EXPLAINERS } from '../../src/explain/files/load.ts'
import type { Block, Explainer, PageSection } from '../../src/explain/model.ts'
import { fullEdition } from '../full-edition.ts'

const AS_OF = isoDate('2026-05-01')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '' },
    to: { type: 'string', default: 'ZZZZ' },
    groups: { type: 'string', default: '1' },
    titles: { type: 'string', default: '4' },
    edition: { type: 'string' },
  },
})
const system = positionals[0] ?? 'icd10cm'
const edition = values.edition === undefined ? await fullEdition() : openEdition(values.edition)
if ('missing' in edition) throw new Error(`The test data has no ${edition.missing}.`)
const { catalog } = edition
const texts = [...loadExplainers(SHIPPED_EXPLAINERS).explainers, ...loadExplainers(SHIPPED_BLOCKS).explainers]
const index = indexExplainers(texts)
const byId = new Map(texts.map((each) => [each.id, each]))

const wordsIn = (block: Block): string =>
  block.type === 'paragraph'
    ? block.sentences.map(({ text }) => text).join(' ')
    : block.items
        .map((item) => [...item.sentences.map(({ text }) => text), ...item.blocks.map(wordsIn)].join(' '))
        .join(' / ')

/** Beginnings of words of at least four letters, for titles and scopes that differ in their endings. */
const stems = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/[a-z]{4,}/g) ?? []).map((w) => w.slice(0, 5)))

/** Titles by group, and the sections in which the block stands. */
const stands = new Map<string, { groups: Map<string, string[]>; sections: Set<string> }>()
const visit = (section: PageSection, group: string, title: string): void => {
  if (section.explainer !== undefined) {
    const at = stands.get(section.explainer) ?? { groups: new Map(), sections: new Set() }
    stands.set(section.explainer, at)
    at.sections.add(section.id)
    const titles = at.groups.get(group) ?? []
    if (titles.at(-1) !== title) titles.push(title)
    at.groups.set(group, titles)
  }
  for (const each of section.sections) visit(each, group, title)
}
for (const concept of catalog.rows.concepts(system, AS_OF)) {
  if (!concept.billable || concept.code < values.from || concept.code.slice(0, values.to.length) > values.to) continue
  for (const section of explain(catalog, system, concept, AS_OF, index).sections)
    visit(section, concept.code.slice(0, system === 'hcpcs' ? 2 : 3), concept.title)
}

function print(block: Explainer, { groups, sections }: { groups: Map<string, string[]>; sections: Set<string> }): void {
  const own = stems([block.title, block.scope ?? ''].join(' '))
  const strange = (title: string): number => ([...stems(title)].some((stem) => own.has(stem)) ? 1 : 0)
  console.log(`\n=== ${block.id} [${block.aspect ?? 'text'}] ${block.title}; ${block.scope ?? ''}`)
  for (const section of block.sections)
    if (sections.has(section.id) || !block.sections.some((each) => sections.has(each.id)))
      console.log(`  ${section.id}: ${section.blocks.map(wordsIn).join(' ')}`)
  for (const [group, titles] of groups) {
    const shown = [...new Set(titles)].toSorted((a, b) => strange(a) - strange(b)).slice(0, Number(values.titles))
    console.log(`  > ${group} ${titles.length}: ${shown.join(' | ')}`)
  }
}

for (const [id, at] of [...stands].toSorted((a, b) => b[1].groups.size - a[1].groups.size)) {
  const block = byId.get(id)
  if (block !== undefined && at.groups.size >= Number(values.groups)) print(block, at)
}
edition.close()
