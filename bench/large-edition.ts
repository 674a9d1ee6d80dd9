/**
 * `node --max-old-space-size=12000 bench/large-edition.ts --to=FOLDER`: a data folder with an edition of many times the codes of
 * the full one, for trying how a cluster takes it. Codes and titles are repeated, each with a word of its title changed for a
 * word of another; the alphabetic indexes and other names are there once. The catalog knows only the first of each code, so
 * it serves searches and nothing else.
 *
 *   --times=N   how many times as many codes (11: some two million)
 */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '../src/catalog/manifest.ts'
import { describeFile, MANIFEST_FILE, sealManifest } from '../src/edition/checksums.ts'
import { FRAME_FILE, SEARCH_FILE } from '../src/edition/files.ts'
import { homeAt, prepareHome, setCurrent } from '../src/edition/home.ts'
import { IndexBuilder } from '../src/search/index/builder.ts'
import { frameOf } from '../src/search/index/frame.ts'
import { SearchIndex } from '../src/search/index/search-index.ts'
import { fullEdition } from '../test/full-edition.ts'
import { random as chance } from './mix.ts'
import { option } from './over-http.ts'

const edition = await fullEdition()
if ('missing' in edition) throw new Error(`needs ${edition.missing}`)
const { index } = edition.engine
const times = Number(option('times', '11'))
const to = option('to', '')
if (to === '') throw new Error('needs --to=FOLDER')

const random = chance(1)
const builder = new IndexBuilder({ licensed: index.licensed })
const kinds = (concept: number) => ({
  system: index.system(concept),
  billable: index.billable(concept),
  leaf: index.leaf(concept),
  current: index.current(concept),
  grouping: index.grouping(concept),
  fromDay: index.conceptFrom[concept]!,
  toDay: index.conceptTo[concept]!,
  group: index.group(concept) ?? -1,
})
const subjectOf = (concept: number) => {
  const subject = index.subject(concept)
  return subject === undefined ? {} : { subject }
}

/** A title with one of its words changed for one of another title. */
function changed(title: string): string {
  const words = title.split(' ')
  const others = index.title(Math.floor(random() * index.conceptCount)).split(' ')
  words[Math.floor(random() * words.length)] = others[Math.floor(random() * others.length)]!
  return words.join(' ')
}

for (let time = 0; time < times; time++)
  for (let concept = 0; concept < index.conceptCount; concept++) {
    const mark = time === 0 ? '' : `X${time}`
    const title = index.title(concept)
    builder.addConcept({
      ...kinds(concept),
      ...subjectOf(concept),
      code: `${index.code(concept)}${mark}`,
      display: `${index.display(concept)}${mark}`,
      title: time === 0 ? title : changed(title),
    })
  }
for (let name = 0; name < index.nameCount; name++) {
  if (index.kindOf(name) === 'title') continue
  const text = index.textOf(name)
  builder.addName({
    concept: index.nameConcept[name]!,
    kind: index.kindOf(name),
    text: builder.addText(text),
    words: text,
  })
}
const bytes = builder.finish()
const made = new SearchIndex(bytes)

const home = homeAt(to)
prepareHome(home)
const id = `${String(times).padStart(4, '0')}${edition.id.slice(4)}`
const folder = join(home.editions, id)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
const { checksum: _, ...manifest } = JSON.parse(readFileSync(join(edition.path, MANIFEST_FILE), 'utf8')) as Manifest & {
  checksum: string
}
for (const { name } of manifest.files)
  if (name !== SEARCH_FILE && name !== FRAME_FILE) linkSync(join(edition.path, name), join(folder, name))
writeFileSync(join(folder, SEARCH_FILE), bytes)
writeFileSync(join(folder, FRAME_FILE), frameOf(made))
const files = manifest.files.map(({ name }) => describeFile(folder, name))
writeFileSync(join(folder, MANIFEST_FILE), sealManifest({ ...manifest, id, files }))
setCurrent(home, id)
console.log(
  `${made.conceptCount} codes, ${made.nameCount} names; ${files.map((f) => `${f.name} ${(f.bytes / 1e6).toFixed(0)} MB`).join(', ')}`,
)
edition.close()
