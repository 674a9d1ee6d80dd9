/**
 * Measures how many codes that can be reported have a page of depth, with the texts and blocks of this checkout.
 * `node test/tools/depth.ts [--write] [--step N] [--edition FOLDER] [--thin]` prints the table, or writes it to docs/depth.md;
 * `--thin` adds the groups of codes that lack depth.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isoDate } from '../../src/core/date.ts'
import { openEdition } from '../../src/edition/edition.ts'
import { indexExplainers } from '../../src/explain/applies.ts'
import { DEEP, deepSections } from '../../src/explain/depth.ts'
import { explain } from '../../src/explain/explain.ts'
import { loadExplainers, SHIPPED_BLOCKS, SHIPPED_EXPLAINERS } from '../../src/explain/files/load.ts'
import { systemOf } from '../../src/systems/registry.ts'
import { fullEdition } from '../full-edition.ts'

const AS_OF = isoDate('2026-05-01')
/** Every Nth code; prime, so that no regular layout of a system hides from it. */
const STEP = process.argv.includes('--step') ? Number(process.argv[process.argv.indexOf('--step') + 1]) : 17

/** `--edition FOLDER` measures over an edition that is there. */
const given = process.argv[process.argv.indexOf('--edition') + 1]
const edition = process.argv.includes('--edition') && given !== undefined ? openEdition(given) : await fullEdition()
if ('missing' in edition) throw new Error(`The test data has no ${edition.missing}.`)
const { catalog } = edition
const [texts, blocks] = [loadExplainers(SHIPPED_EXPLAINERS), loadExplainers(SHIPPED_BLOCKS)]
const index = indexExplainers([...texts.explainers, ...blocks.explainers])
const started = Date.now()
let pages = 0
const thin = new Map<string, number>()

const rows = (['icd10pcs', 'icd10cm', 'hcpcs'] as const).map((id) => {
  const codes = [...catalog.rows.concepts(id, AS_OF)].filter((each) => each.billable)
  const sample = codes.filter((_, i) => i % STEP === 0)
  let deep = 0
  let all = 0
  for (const concept of sample) {
    const page = explain(catalog, id, concept, AS_OF, index)
    const count = deepSections(page)
    pages++
    all += count
    if (count >= DEEP) deep++
    else {
      const group = `${id} ${id === 'icd10cm' ? (catalog.ancestors(concept, AS_OF).find((a) => a.level === 'section')?.code ?? '') : `${concept.code.slice(0, id === 'icd10pcs' ? 3 : 1)} ${page.kind}`} ${count}`
      thin.set(group, (thin.get(group) ?? 0) + 1)
    }
  }
  const label = catalog.releases.find((r) => r.system === id)?.label ?? ''
  const share = ((100 * deep) / sample.length).toFixed(1)
  return `| ${systemOf(id).name} ${label} | ${codes.length.toLocaleString('en-US')} | ${sample.length.toLocaleString('en-US')} | ${share} % | ${(all / sample.length).toFixed(1)} |`
})

const table = `# Depth of the pages, measured

Written by \`node test/tools/depth.ts --write\`. A section counts when it holds at least twelve words that fit the code,
composed from its facts, from a text about it, or from a block that its facts select; its name does not count. A page
with at least ${DEEP} such sections has the depth of the reference page. Measured on every ${STEP}th code that can be reported,
with ${texts.explainers.length} texts and ${blocks.explainers.length} blocks. It says nothing of how good a text is: none has been reviewed by a clinician.

| system | codes | sample | with ${DEEP} sections or more | sections, mean |
|---|---|---|---|---|
${rows.join('\n')}
`
if (process.argv.includes('--write')) {
  const path = join(import.meta.dirname, '../../docs/depth.md')
  // What people found by reading stands below the table and is kept by hand.
  const read = /\n## [\s\S]*/.exec(readFileSync(path, 'utf8'))?.[0] ?? ''
  writeFileSync(path, table + read)
}
process.stdout.write(table)
if (process.argv.includes('--thin')) {
  for (const [group, count] of [...thin].sort((a, b) => b[1] - a[1]).slice(0, 70))
    process.stdout.write(`${count} ${group}\n`)
}
process.stderr.write(`${((Date.now() - started) / pages).toFixed(2)} ms a page\n`)
edition.close()
