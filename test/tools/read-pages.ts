/**
 * Prints pages of plain words to be read beside their official titles: a seeded sample spread over the sections of
 * ICD-10-PCS or the letters of HCPCS, codes by name, or codes at which a block stands.
 * `node test/tools/read-pages.ts icd10pcs --seed N --count 24`, `... hcpcs E0783 J0585`, `... icd10pcs --block ID --count 6`.
 * `--from C00 --to D49` narrows the draw to a run of codes, `--even` gives each code the same chance, and `--brief`
 * leaves out what is composed from notes, which is the same wherever a note stands.
 */
import { parseArgs } from 'node:util'
import { random } from '../../bench/mix.ts'
import type { Concept } from '../../src/catalog/catalog.ts'
import { isoDate } from '../../src/core/date.ts'
import { openEdition } from '../../src/edition/edition.ts'
import { indexExplainers } from '../../src/explain/applies.ts'
import { explain } from '../../src/explain/explain.ts'
import { loadExplainers, SHIPPED_BLOCKS, SHIPPED_EXPLAINERS } from '../../src/explain/files/load.ts'
import type { Block, Page, PageSection } from '../../src/explain/model.ts'
import { fullEdition } from '../full-edition.ts'

const AS_OF = isoDate('2026-05-01')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '24' },
    begins: { type: 'string', default: '' },
    from: { type: 'string', default: '' },
    to: { type: 'string', default: '~' },
    even: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
    block: { type: 'string' },
    edition: { type: 'string' },
  },
})
const [name = 'icd10pcs', ...wanted] = positionals
const system = name
const edition = values.edition === undefined ? await fullEdition() : openEdition(values.edition)
if ('missing' in edition) throw new Error(`The test data has no ${edition.missing}.`)
const { catalog } = edition
const texts = [...loadExplainers(SHIPPED_EXPLAINERS).explainers, ...loadExplainers(SHIPPED_BLOCKS).explainers]
const index = indexExplainers(texts)
const page = (concept: Concept): Page => explain(catalog, system, concept, AS_OF, index)

const next = random(Number(values.seed))
const one = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!

/** Every second draw from the largest group, by its second character; the others from the other groups in turn. */
function drawSpread(codes: readonly Concept[], count: number): Concept[] {
  const groups = Map.groupBy(codes, ({ code }) => code[0]!)
  const largest = [...groups.values()].toSorted((a, b) => b.length - a.length)[0]!
  const within = Map.groupBy(largest, ({ code }) => code[1]!)
  const shuffled = <T>(all: Iterable<T>): T[] =>
    [...all]
      .map((each) => ({ each, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ each }) => each)
  const [inner, outer] = [shuffled(within.values()), shuffled([...groups.values()].filter((each) => each !== largest))]
  return Array.from({ length: count }, (_, i) => {
    const from = i % 2 === 0 ? inner : outer
    return one(from[Math.floor(i / 2) % from.length]!)
  })
}

const lines = (blocks: readonly Block[], indent: string): string[] =>
  blocks.flatMap((block) =>
    block.type === 'paragraph'
      ? [`${indent}${block.sentences.map(({ text }) => text).join(' ')}`]
      : block.items.flatMap((item) => [
          `${indent}- ${item.sentences.map(({ text }) => text).join(' ')}`,
          ...lines(item.blocks, `${indent}  `),
        ]),
  )

function print(section: PageSection, indent = ''): void {
  const composed = section.explainer === undefined
  if (values.brief && composed && (section.id === 'name' || section.heading === 'This code exactly')) return
  const from = section.explainer === undefined ? '' : ` [${section.explainer}]`
  console.log(`${indent}## ${section.heading}${from}`)
  if (!(values.brief && composed)) for (const line of lines(section.blocks, `${indent}  `)) console.log(line)
  for (const each of section.sections) print(each, `${indent}  `)
}

const all = [...catalog.rows.concepts(system, AS_OF)].filter(
  (each) =>
    each.billable &&
    each.code.startsWith(values.begins) &&
    each.code >= values.from &&
    each.code.slice(0, values.to.length) <= values.to,
)
const pool =
  values.block === undefined ? all : all.filter((each) => page(each).explainers.some(({ id }) => id === values.block))
if (values.block !== undefined) console.log(`${values.block} stands at ${pool.length} codes.`)
const count = Math.min(Number(values.count), pool.length)
const chosen =
  wanted.length > 0
    ? all.filter((each) => wanted.includes(each.code))
    : values.block === undefined && !values.even
      ? drawSpread(pool, count)
      : Array.from({ length: count }, () => one(pool))

for (const concept of chosen) {
  const { kind, sections, cards } = page(concept)
  console.log(`\n=================== ${concept.code} (${kind}) ${concept.title}`)
  const axes = catalog.axes(system, concept.code).map((axis) => `${axis.title}: ${axis.label}`)
  if (axes.length > 0) console.log(axes.join(' | '))
  for (const section of sections) print(section)
  if (cards.length > 0) console.log(`cards: ${cards.map((each) => each.title).join('; ')}`)
}
edition.close()
