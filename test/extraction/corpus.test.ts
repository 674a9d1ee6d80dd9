/** The labelled corpus is whole, valid, and says what its documents say. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, it } from 'node:test'
import mammoth from 'mammoth'
import { readSheet } from 'read-excel-file/node'
import { getDocumentProxy } from 'unpdf'
import { parseYaml } from '../../src/core/yaml.ts'
import { CORPUS } from './make/corpus.ts'
import { bytesOf, goldLines } from './make/make.ts'
import { plain } from './make/markup.ts'
import type { Gold } from './make/spec.ts'

const FOLDER = join(import.meta.dirname, 'corpus')
const TYPES = ['csv', 'docx', 'html', 'md', 'pdf', 'txt', 'xlsx']
const DISPOSITIONS = [
  'conditional',
  'covers',
  'does-not-support',
  'excludes',
  'mentions',
  'needs-authorization',
  'supports-necessity',
]
const ROLES = ['device', 'diagnosis', 'drug', 'modifier', 'procedure', 'service']
const SYSTEMS = ['cpt', 'cvx', 'hcpcs', 'icd10cm', 'icd10pcs', 'icd9cm', 'msdrg', 'ndc']
const KINDS = ['ncd', 'lcd', 'article', 'commercial', 'medicaid', 'pa-list']
const DAY = /^20\d\d-\d\d-\d\d$|^199\d-\d\d-\d\d$/

const files = readdirSync(FOLDER)
const documents = files.filter((file) => TYPES.includes(extname(file).slice(1)))
const stemOf = (file: string): string => file.slice(0, file.indexOf('.'))
const styleOf = (file: string): string => stemOf(file).replace(/-\d+$/, '')
const textFile = (name: string): string => readFileSync(join(FOLDER, name), 'utf8')

const goldOf = (stem: string): Gold[] =>
  textFile(`${stem}.gold.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Gold)

/** The words of a file as its own format holds them, white space left out: columns and cells have none of their own. */
async function wordsOf(file: string): Promise<string> {
  const bytes = readFileSync(join(FOLDER, file))
  const squeeze = (text: string): string => text.replace(/\s+/g, '')
  switch (extname(file)) {
    case '.docx':
      return squeeze((await mammoth.extractRawText({ buffer: bytes })).value)
    case '.xlsx':
      return squeeze(
        (await readSheet(join(FOLDER, file)))
          .flat()
          .filter((cell) => cell !== null)
          .join(' '),
      )
    case '.csv':
      return squeeze(bytes.toString('utf8').replace(/[,"]/g, ' '))
    case '.pdf':
      return squeeze(await pdfText(bytes))
    default:
      return squeeze(plain(bytes.toString('utf8')))
  }
}

async function pdfText(bytes: Buffer): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const words: string[] = []
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { items } = await (await pdf.getPage(n)).getTextContent()
    for (const item of items) if ('str' in item && item.str !== '•') words.push(item.str)
  }
  return words.join(' ')
}

const codesOf = (gold: Gold): string[] => [
  ...(gold.code ? [gold.code] : []),
  ...(gold.range ?? []),
  ...(gold.stub ? [gold.stub] : []),
  ...(gold.except ?? []),
]

describe('the labelled corpus', () => {
  it('has sixty documents in twelve styles and every file type', () => {
    assert.equal(documents.length, 60)
    const styles = Object.entries(Object.groupBy(documents, styleOf))
    assert.equal(styles.length, 12)
    for (const [style, list] of styles) assert.equal(list?.length, 5, style)
    assert.deepEqual([...new Set(documents.map((file) => extname(file).slice(1)))].sort(), TYPES)
    assert.equal(files.length, 3 * documents.length)
  })

  it('stays small', () => {
    const sizes = files.map((file) => statSync(join(FOLDER, file)).size)
    assert.ok(Math.max(...sizes) < 100_000)
    assert.ok(sizes.reduce((a, b) => a + b, 0) < 3_000_000)
  })

  it('has a valid register entry for each document', () => {
    const numbers = new Set<string>()
    for (const file of documents) {
      const entry = parseYaml(textFile(`${stemOf(file)}.yaml`)) as Record<string, unknown>
      for (const key of ['payer', 'number', 'title']) assert.ok(typeof entry[key] === 'string' && entry[key], file)
      assert.ok(KINDS.includes(String(entry['kind'])), file)
      assert.match(String(entry['effective']), DAY)
      if (entry['end'] !== undefined) assert.match(String(entry['end']), DAY)
      for (const state of (entry['states'] ?? []) as string[]) assert.match(state, /^[A-Z]{2}$/)
      numbers.add(`${entry['payer']} ${entry['number']}`)
    }
    assert.equal(numbers.size, documents.length)
  })

  it('has valid gold: one of code, range and stub, known words, nothing twice', () => {
    for (const file of documents) {
      const seen = new Set<string>()
      for (const gold of goldOf(stemOf(file))) {
        const what = `${file} ${JSON.stringify(gold)}`
        assert.equal([gold.code, gold.range, gold.stub].filter((x) => x !== undefined).length, 1, what)
        assert.ok(DISPOSITIONS.includes(gold.disposition), what)
        assert.ok(ROLES.includes(gold.role), what)
        assert.ok(SYSTEMS.includes(gold.system), what)
        assert.ok(gold.except === undefined || gold.code === undefined, what)
        const key = [gold.system, gold.code ?? gold.range ?? `${gold.stub}*`, gold.disposition].join(' ')
        assert.ok(!seen.has(key), `twice: ${what}`)
        seen.add(key)
      }
    }
  })

  it('gives codes that are excepted lines of their own', () => {
    for (const file of documents) {
      const all = goldOf(stemOf(file))
      for (const code of all.flatMap((gold) => gold.except ?? [])) {
        assert.ok(
          all.some((gold) => gold.code === code),
          `${file} ${code}`,
        )
      }
    }
  })

  it('quotes words and names codes that stand in the document', async () => {
    for (const file of documents) {
      const words = await wordsOf(file)
      for (const gold of goldOf(stemOf(file))) {
        const quote = gold.quote.replace(/\s+/g, '')
        // A comma parts the cells of a CSV file, so it is no sign there.
        const wanted = file.endsWith('.csv') ? quote.replace(/[,"]/g, '') : quote
        assert.ok(words.includes(wanted), `${file} ${gold.quote}`)
        for (const code of codesOf(gold)) assert.ok(words.includes(code), `${file} ${code}`)
      }
    }
  })

  it('covers all dispositions and roles, ranges, stubs, exceptions, unknown codes and double dispositions', () => {
    const all = documents.flatMap((file) => goldOf(stemOf(file)).map((gold) => ({ file, ...gold })))
    assert.deepEqual([...new Set(all.map((gold) => gold.disposition))].sort(), DISPOSITIONS)
    assert.deepEqual([...new Set(all.map((gold) => gold.role))].sort(), ROLES)
    assert.deepEqual([...new Set(all.map((gold) => gold.system))].sort(), SYSTEMS)
    const some = (test: (gold: (typeof all)[number]) => boolean): number => all.filter(test).length
    assert.ok(some((gold) => gold.range !== undefined) > 50)
    assert.ok(some((gold) => gold.stub !== undefined) > 20)
    assert.ok(some((gold) => gold.except !== undefined) >= 5)
    assert.ok(some((gold) => gold.unknown === true) >= 5)
    const pairs = Object.values(Object.groupBy(all, (gold) => `${gold.file} ${gold.system} ${gold.code}`))
    assert.ok(pairs.filter((list) => list![0]!.code && list!.length > 1).length > 10)
  })

  it('is what its specs write', async () => {
    for (const spec of CORPUS) {
      assert.equal(textFile(`${spec.stem}.gold.jsonl`), goldLines(spec))
      const bytes = await bytesOf(spec)
      if (typeof bytes === 'string') assert.equal(textFile(`${spec.stem}.${spec.type}`), bytes)
      // Packed formats may differ between versions of the packer, not between two runs.
      else assert.deepEqual(await bytesOf(spec), bytes)
    }
  })
})
