/** The second collection of labelled documents: whole, and labelled with words and codes that stand in the documents. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, it } from 'node:test'
import { parseYaml } from '../../src/core/yaml.ts'
import { DOCUMENT_ENDINGS, readDocument } from '../../src/policy/document/read.ts'
import { DISPOSITIONS, POLICY_KINDS, ROLES } from '../../src/policy/model.ts'
import type { Gold } from './score.ts'

const FOLDER = join(import.meta.dirname, 'further')
/** The mark of a system that the project does not know: such lines count as missed. */
const NAMED_SYSTEMS = new Set(
  'icd10cm icd10pcs hcpcs cpt cdt ndc icd9cm icd9pcs cvx msdrg revenue bill-type'.split(' '),
)

interface Labelled {
  readonly name: string
  readonly path: string
  readonly stem: string
}

const documents = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((set) =>
    readdirSync(join(FOLDER, set.name))
      .filter((name) => (DOCUMENT_ENDINGS as readonly string[]).includes(extname(name)))
      .map((name): Labelled => {
        const path = join(FOLDER, set.name, name)
        return { name, path, stem: path.slice(0, -extname(name).length) }
      }),
  )

type Line = Gold & { readonly role: string; readonly quote: string }
const goldOf = ({ stem }: Labelled): Line[] =>
  readFileSync(`${stem}.gold.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

/** Letters and digits alone: readers and writers differ in blanks, marks and the hyphens of broken lines. */
const squeeze = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

describe('the further styles', () => {
  it('have three documents each, small ones', () => {
    const styles = Map.groupBy(documents, ({ name }) => name.replace(/-\d+\.\w+$/, ''))
    assert.ok(styles.size >= 30)
    for (const [style, of] of styles) assert.equal(of.length, 3, style)
    for (const { path } of documents) assert.ok(statSync(path).size < 100_000, path)
  })

  it('have a register entry and valid labels', () => {
    for (const document of documents) {
      const entry = parseYaml(readFileSync(`${document.stem}.yaml`, 'utf8')) as Record<string, unknown>
      for (const key of ['payer', 'title']) assert.ok(entry[key], `${document.name} ${key}`)
      assert.ok((POLICY_KINDS as readonly unknown[]).includes(entry['kind']), document.name)
      for (const gold of goldOf(document)) {
        const what = `${document.name} ${JSON.stringify(gold)}`
        assert.equal([gold.code, gold.range, gold.stub].filter((x) => x !== undefined).length, 1, what)
        assert.ok((DISPOSITIONS as readonly string[]).includes(gold.disposition), what)
        assert.ok((ROLES as readonly string[]).includes(gold.role), what)
        assert.ok(NAMED_SYSTEMS.has(gold.system), what)
      }
    }
  })

  it('hold the codes that their labels name, and nearly all of the words they quote', async () => {
    let quotes = 0
    const missing: string[] = []
    for (const document of documents) {
      const { text } = await readDocument({ name: document.name, bytes: readFileSync(document.path) })
      const words = squeeze(text)
      for (const gold of goldOf(document)) {
        for (const code of [gold.code, gold.stub, ...(gold.range ?? [])])
          if (code !== undefined) assert.ok(words.includes(squeeze(code)), `${document.name} ${code}`)
        quotes += 1
        if (!words.includes(squeeze(gold.quote))) missing.push(`${document.name}: ${gold.quote}`)
      }
    }
    // A quote may run over the lines of a PDF whose columns are read one after the other.
    assert.ok(missing.length <= 0.03 * quotes, `${missing.length} of ${quotes}:\n${missing.slice(0, 20).join('\n')}`)
  })
})
