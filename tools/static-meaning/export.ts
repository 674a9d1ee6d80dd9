/**
 * Writes what the meaning model may be trained on, one JSON object a line: the texts that get a vector, the names of the
 * public systems that lead to them, the dictionaries, and the sentences of our own explainers. Judged queries are left
 * out wherever they stand as a name or in a dictionary.
 *
 *   node tools/static-meaning/export.ts HOME OUT.jsonl [--without JUDGED.jsonl …]
 *
 * @layout {"is": "doc", "doc", "system", "code", "text"}: a text with a vector, numbered by `doc`.
 * {"is": "name", "kind", "doc", "text"}: another name of what the doc is about; `parent` is the title of a header.
 * {"is": "pair", "kind", "weight", "from", "to"}: a line of a dictionary.
 * {"is": "sentence", "section", "docs", "text"}: words of an explainer about these docs.
 */
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDictionaries } from '../../src/edition/dictionaries.ts'
import { currentEditionPath, openEdition } from '../../src/edition/edition.ts'
import { conceptTexts } from '../../src/edition/embed/texts.ts'
import { EXPLAINERS_FILE } from '../../src/edition/files.ts'
import { homeAt } from '../../src/edition/home.ts'
import { decodeExplainers } from '../../src/explain/bundle.ts'
import type { Block } from '../../src/explain/model.ts'
import { termsOf } from '../../src/search/analysis/analyze.ts'
import type { SearchIndex } from '../../src/search/index/search-index.ts'

/** Words of a text without their order and form; two texts with the same are the same query. */
const keyOf = (text: string): string => termsOf(text).toSorted().join(' ')

const judgedKeys = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(
    paths.flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => keyOf((JSON.parse(line) as { q: string }).q)),
    ),
  )

/** The doc of every concept: its own, its family's, or the one of the nearest shorter code. */
function docsOf(index: SearchIndex, texts: readonly { concept: number; text: string }[]): (concept: number) => number {
  const own = new Map<number, number>()
  const families = new Map<number, number>()
  texts.forEach(({ concept, text }, doc) => {
    const family = index.conceptFamily[concept]!
    if (family !== 0 && !families.has(family)) families.set(family, doc)
    if (!own.has(concept) || text === index.title(concept)) own.set(concept, own.get(concept) ?? doc)
  })
  const byCode = new Map<string, number>()
  for (let c = 0; c < index.conceptCount; c++) byCode.set(`${index.system(c)} ${index.code(c)}`, c)
  const find = (concept: number): number => {
    const known = own.get(concept) ?? families.get(index.conceptFamily[concept]!)
    if (known !== undefined && (own.has(concept) || index.conceptFamily[concept] !== 0)) return known
    const code = index.code(concept)
    for (let length = code.length - 1; length >= 3; length--) {
      const shorter = byCode.get(`${index.system(concept)} ${code.slice(0, length)}`)
      const doc = shorter === undefined ? undefined : own.get(shorter)
      if (doc !== undefined) return doc
    }
    return -1
  }
  return find
}

function* sentencesOf(blocks: readonly Block[]): IterableIterator<string> {
  for (const block of blocks) yield* textsIn(block)
}

/** Every `text` of a sentence, however deep lists and tables nest. */
function* textsIn(value: unknown): IterableIterator<string> {
  if (Array.isArray(value)) for (const each of value) yield* textsIn(each)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      if (key !== 'sentences') yield* textsIn(each)
      else for (const { text } of each as { text: string }[]) yield text
    }
  }
}

const [home, out, ...rest] = process.argv.slice(2)
if (home === undefined || out === undefined) throw new RangeError('usage: export.ts HOME OUT.jsonl [--without FILE …]')
const judged = judgedKeys(rest.filter((word) => word !== '--without'))
const edition = openEdition(currentEditionPath(homeAt(home)))
const { index } = edition.engine
const explainers = decodeExplainers(readFileSync(join(edition.path, EXPLAINERS_FILE)))
const file = createWriteStream(out)
const write = (row: object): void => {
  file.write(`${JSON.stringify(row)}\n`)
}
let left = 0
const isJudged = (text: string): boolean => {
  const found = judged.has(keyOf(text))
  if (found) left++
  return found
}

// What is under a licence is never learned from.
const licensed = new Set(index.licensed)
const texts = conceptTexts(index).filter(({ concept }) => !licensed.has(index.system(concept)))
texts.forEach(({ concept, text }, doc) => {
  write({ is: 'doc', doc, system: index.system(concept), code: index.code(concept), text })
})
const docOf = docsOf(index, texts)
for (let name = 0; name < index.nameCount; name++) {
  const concept = index.nameConcept[name]!
  const doc = docOf(concept)
  if (doc < 0) continue
  const text = index.textOf(name)
  // A map leads to it; it is no name of the code and is not learned from.
  if (index.kindOf(name) === 'lookup') continue
  const title = index.kindOf(name) === 'title'
  if (title && (index.leaf(concept) || text === texts[doc]!.text)) continue
  if (isJudged(text)) continue
  write({ is: 'name', kind: title ? 'parent' : index.kindOf(name), doc, text })
}
// A header stands for what is below it.
texts.forEach(({ concept, text }, doc) => {
  if (index.leaf(concept) || index.conceptFamily[concept] !== 0) return
  const code = index.code(concept)
  const below = index.conceptsByCodeRange(code, code, 12).filter((c) => c !== concept)
  for (const each of below) {
    const child = docOf(each)
    if (child >= 0 && child !== doc && !isJudged(text)) write({ is: 'name', kind: 'parent', doc: child, text })
  }
})
for (const { from, to, kind, weight } of readDictionaries()) {
  if (!isJudged(from)) write({ is: 'pair', kind, weight, from, to })
}
for (const { applies, sections } of explainers) {
  const codes = applies.flatMap((a) => {
    const code = 'code' in a ? a.code : 'prefix' in a ? a.prefix : undefined
    return code === undefined
      ? []
      : index.conceptsByCodeRange(code, code, 8).filter((c) => index.system(c) === a.system)
  })
  const docs = [...new Set(codes.map(docOf))].filter((doc) => doc >= 0)
  if (docs.length === 0) continue
  for (const { id, blocks } of sections)
    for (const text of sentencesOf(blocks)) if (!isJudged(text)) write({ is: 'sentence', section: id, docs, text })
}
file.end()
edition.close()
console.log(`${texts.length} docs; ${left} texts left out because they are judged queries`)
