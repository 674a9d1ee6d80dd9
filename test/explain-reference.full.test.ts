/** The reference page itself: every section is read, and not one word of it is lost. Its text is never part of the project. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { indexExplainers } from '../src/explain/applies.ts'
import { explainNumber } from '../src/explain/explain.ts'
import { loadExplainers, SHIPPED_EXPLAINERS } from '../src/explain/files/load.ts'
import { parseExplainer } from '../src/explain/files/parse.ts'
import { writeExplainer } from '../src/explain/files/write.ts'
import { flatten } from '../src/explain/merge.ts'
import type { Block, Explainer } from '../src/explain/model.ts'
import { explainerLevel } from '../src/explain/reading-level.ts'
import { readReferencePage } from '../src/explain/reference-page.ts'
import { TEMPLATES } from '../src/explain/templates.ts'

const DATA = process.env['MEDCODEX_TEST_DATA'] ?? join(import.meta.dirname, '../../shared/data')
const FILE = join(DATA, '../reference/code-page-cpt-96425.txt')

const words = (text: string): string[] => (text.match(/[A-Za-z0-9]+/g) ?? []).map((word) => word.toLowerCase()).sort()

const textOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block) =>
      block.type === 'paragraph'
        ? block.sentences.map((each) => each.text).join(' ')
        : block.items
            .map((item, i) => {
              const number = block.type === 'steps' ? `${i + 1} ` : ''
              return `${number}${item.sentences.map((each) => each.text).join(' ')} ${textOf(item.blocks)}`
            })
            .join(' '),
    )
    .join(' ')

const sectionsText = ({ sections }: Explainer): string =>
  sections.map((each) => `${each.heading} ${textOf(each.blocks)}`).join(' ')

describe('the reference page', () => {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : undefined
  const reason = `${FILE} is missing; set MEDCODEX_TEST_DATA to the folder of release files`

  it('imports with every section of the template in its order', (t) => {
    if (text === undefined) return t.skip(reason)
    const { explainer, unknownHeadings } = readReferencePage(text, { system: 'cpt', code: '96425' })
    const wanted = TEMPLATES.procedure.map((each) => each.id).filter((id) => id !== 'coding')
    assert.deepEqual(
      explainer.sections.map((each) => each.id),
      wanted,
    )
    assert.deepEqual(unknownHeadings, [])
    const steps = explainer.sections.find((each) => each.id === 'description')?.blocks[0]
    assert.ok(steps?.type === 'steps' && steps.items.length === 6)
  })

  it('loses no word, here and in the file it is written to', (t) => {
    if (text === undefined) return t.skip(reason)
    const { explainer, unplaced } = readReferencePage(text, { system: 'cpt', code: '96425' })
    const rest = unplaced.map((each) => each.text).join(' ')
    assert.deepEqual(words(`${rest} ${sectionsText(explainer)}`), words(text))
    assert.equal(unplaced.length, 6, 'only the frame of the page is not placed')
    const { explainer: read, issues } = parseExplainer(writeExplainer(explainer), { file: 'x', id: explainer.id })
    assert.deepEqual(issues, [])
    assert.deepEqual(read, explainer)
  })

  it('shows whole on a page, and our own text has every section of it and is easier to read', (t) => {
    if (text === undefined) return t.skip(reason)
    const { explainer } = readReferencePage(text, { system: 'cpt', code: '96425' })
    const imported = explainNumber('cpt', '96425', indexExplainers([explainer]))
    assert.equal(flatten(imported?.sections ?? []).length, explainer.sections.length)
    const own = loadExplainers(SHIPPED_EXPLAINERS).explainers.find((each) => each.id === 'intra-arterial-chemotherapy')
    assert.ok(own)
    const ids = new Set(own.sections.map((each) => each.id))
    assert.deepEqual(
      explainer.sections.filter((each) => !ids.has(each.id)).map((each) => each.id),
      [],
    )
    assert.ok(explainerLevel(own).grade < explainerLevel(explainer).grade)
  })
})
