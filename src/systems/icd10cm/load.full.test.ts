import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { fullData, missing } from '../../../test/full-data.ts'
import { apart } from '../../../test/tools/apart.ts'
import type { LoadedRelease } from '../../../test/tools/full-jobs.ts'
import { all } from '../../../test/tools/memory-file.ts'
import { foldAccents } from '../../core/text.ts'
import type { ConceptRecord, SourceRecord } from '../records.ts'
import { findReleases } from '../system.suite.ts'
import { icd10cm } from './index.ts'
import type { TabularRecord } from './parse-tabular.ts'

const JOBS = new URL('../../../test/tools/full-jobs.ts', import.meta.url).href

/** The paths of the given test data, or undefined after skipping the test. */
function dataOf(t: TestContext, ...names: readonly string[]): string[] | undefined {
  const paths = names.map((name) => fullData(name))
  const lacking = names.find((_, at) => paths[at] === undefined)
  if (lacking !== undefined) t.skip(missing(lacking))
  return lacking === undefined ? paths.filter((path) => path !== undefined) : undefined
}

const loadRelease = (paths: readonly string[]): Promise<LoadedRelease> => apart(JOBS, 'loadRelease', [paths])
const loaded = async (paths: readonly string[]): Promise<SourceRecord[]> => (await loadRelease(paths)).records

const codesOf = (records: readonly SourceRecord[]): Map<string, ConceptRecord> =>
  new Map(
    records
      .filter((record) => record.type === 'concept')
      .filter(({ level }) => level !== 'chapter' && level !== 'section')
      .map((concept) => [concept.code, concept]),
  )
const count = (records: readonly SourceRecord[], test: (record: SourceRecord) => boolean): number =>
  records.filter(test).length
const issuesIn = (records: readonly SourceRecord[]) => records.filter((record) => record.type === 'issue')

describe('ICD-10-CM in full', () => {
  it('reads the order file of FY2026: 98,186 rows, 74,719 of them valid', async (t) => {
    const files = dataOf(t, 'icd10cm/cms_2026_dx.zip')
    if (!files) return
    const records = await loaded(files)
    const codes = [...codesOf(records).values()]
    assert.equal(codes.length, 98_186)
    assert.equal(codes.filter((concept) => concept.billable).length, 74_719)
    assert.deepEqual(issuesIn(records), [])
  })

  it('finds what changed from FY2025 to FY2026: 614 codes more, 12 fewer, 60 changed', async (t) => {
    const before = dataOf(t, 'icd10cm/cms_2025_dx.zip')
    const after = dataOf(t, 'icd10cm/cms_2026_dx.zip')
    if (!before || !after) return
    const old = codesOf(await loaded(before))
    const now = codesOf(await loaded(after))
    assert.equal(old.size, 97_584)
    assert.equal([...old.values()].filter((concept) => concept.billable).length, 74_260)
    assert.equal([...now.keys()].filter((code) => !old.has(code)).length, 614)
    assert.equal([...old.keys()].filter((code) => !now.has(code)).length, 12)
    const changed = [...now.values()].filter((concept) => {
      const was = old.get(concept.code)
      return was !== undefined && (was.title !== concept.title || was.billable !== concept.billable)
    })
    // The files differ in 61 rows; W44.G lost only a doubled blank, which is no change of its title.
    assert.equal(changed.length, 60)
    assert.ok(changed.every((concept) => concept.code !== 'W44G'))
  })

  it('composes from tabular list and code list exactly the codes, titles and flags of the order file', async (t) => {
    const lists = dataOf(t, 'icd10cm/icd10c-tabular-April-1-2026.xml.gz', 'icd10cm/code-list-April-2026.txt.gz')
    const order = dataOf(t, 'icd10cm/cms_2026_dx.zip')
    if (!lists || !order) return
    const records = await loaded(lists)
    assert.deepEqual(issuesIn(records), [])
    const row = ({ code, title, billable, parent, level }: ConceptRecord): string =>
      [code, foldAccents(title), billable, level, level === 'category' || parent === undefined ? '' : parent].join('|')
    const flat = (concepts: Iterable<ConceptRecord>): string[] =>
      [...concepts].map((concept) => row(concept.code.length === 3 ? { ...concept, parent: '' } : concept))
    const composed = flat(codesOf(records).values())
    assert.equal(composed.length, 98_186)
    assert.deepEqual(composed, flat(codesOf(await loaded(order)).values()))
  })

  it('reads the tabular list of FY2026: 46,881 codes in 297 sections of 22 chapters', async (t) => {
    const files = dataOf(t, 'icd10cm/icd10c-tabular-April-1-2026.xml.gz')
    if (!files) return
    const records = await apart<TabularRecord[]>(JOBS, 'readTabularList', files)
    const kinds = records.map((record) => (record.type === 'node' ? record.kind : record.type))
    assert.equal(kinds.filter((kind) => kind === 'diag').length, 46_881)
    assert.equal(kinds.filter((kind) => kind === 'section').length, 297)
    assert.equal(kinds.filter((kind) => kind === 'chapter').length, 22)
    assert.equal(kinds.filter((kind) => kind === 'issue').length, 0)
    // The tree of the XML and the tree of code beginnings are the same tree.
    for (const record of records) {
      if (record.type !== 'node' || record.kind !== 'diag' || record.code.length === 3) continue
      assert.ok(record.parent !== undefined && record.code.startsWith(record.parent), record.code)
    }
  })

  it('loads FY2026 with its tabular list, every category in a section', async (t) => {
    const files = dataOf(t, 'icd10cm/cms_2026_dx.zip', 'icd10cm/icd10c-tabular-April-1-2026.xml.gz')
    if (!files) return
    const { records, seconds } = await loadRelease(files)
    assert.deepEqual(issuesIn(records), [])
    for (const concept of codesOf(records).values()) {
      assert.ok(concept.parent !== undefined, concept.code)
      if (concept.code.length === 3) assert.match(concept.parent, /^.{3}-.{3}$/)
    }
    t.diagnostic(`FY2026 order file and tabular list: ${seconds.toFixed(1)} s (goal: under 4)`)
  })

  it('loads FY2025 with tabular list, tables and external cause index', async (t) => {
    const names = ['tabular-April-2025', 'drug-2025', 'neoplasm-2025', 'eindex-2025']
    const paths = names.map((name, at) => `icd10cm/${at === 0 ? 'icd10cm' : 'icd-10-cm'}-${name}.xml.gz`)
    const files = dataOf(t, 'icd10cm/cms_2025_dx.zip', ...paths)
    if (!files) return
    const records = await loaded(files)
    const entries = (index: string, main: boolean): number =>
      count(records, (r) => r.type === 'indexEntry' && r.index === index && (r.parent === undefined) === main)
    assert.deepEqual([entries('drug', true), entries('drug', false)], [5_177, 2_251])
    assert.deepEqual([entries('externalCause', true), entries('externalCause', false)], [314, 7_750])
    assert.deepEqual([entries('neoplasm', true), entries('neoplasm', false)], [1, 1_938])
    assert.equal(
      count(records, (r) => r.type === 'concept' && r.level === 'section'),
      296,
    )
    // The one odd <manif> of the neoplasm table; every code the indexes lead to exists.
    assert.deepEqual(
      issuesIn(records).map((issue) => [issue.code, issue.line]),
      [['unparsable-code', 1954]],
    )
  })

  it('reads the alphabetic index of FY2017: 7,973 main terms, 69,226 terms', async (t) => {
    const files = dataOf(t, 'icd10cm/ICD10CM_FY2017_Full_XML.zip')
    if (!files) return
    const records = await apart<SourceRecord[]>(JOBS, 'readIndex', files)
    const entries = records.filter((record) => record.type === 'indexEntry')
    assert.equal(entries.filter((entry) => entry.parent === undefined).length, 7_973)
    assert.equal(entries.filter((entry) => entry.parent !== undefined).length, 69_226)
    assert.equal(entries.filter((entry) => entry.targets.some((target) => target.manifestation)).length, 746)
    assert.deepEqual(issuesIn(records), [])
  })

  it('reads the alphabetic index of FY2025, rebuilt: 81,024 entries', async (t) => {
    const files = dataOf(t, 'icd10cm/ICD10CM_2025_Index.csv.gz')
    if (!files) return
    const folder = await mkdtemp(join(tmpdir(), 'medcodex-index-'))
    try {
      const xml = await apart<string>(JOBS, 'rebuildIndex', [files[0], folder])
      const records = await apart<SourceRecord[]>(JOBS, 'readIndex', [xml])
      assert.equal(
        count(records, (record) => record.type === 'indexEntry'),
        81_024,
      )
      assert.equal(
        count(records, (record) => record.type === 'indexEntry' && record.parent === undefined),
        8_100,
      )
      assert.deepEqual(issuesIn(records), [])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('reads 38,349 POA-exempt codes and the conversion table of FY2026', async (t) => {
    const conversion = 'conversion/ICD-10-CM-CONVERSION-TABLE-FY2026.xlsx'
    const files = dataOf(t, 'icd10cm/cms_2026_dx.zip', 'icd10cm/POAexemptCodesFY26.zip', conversion)
    if (!files) return
    const records = await loaded(files)
    assert.equal(
      count(records, (record) => record.type === 'property'),
      38_349,
    )
    const relations = records.filter((record) => record.type === 'relation')
    assert.ok(relations.length > 6_000)
    assert.equal(relations.filter((relation) => relation.since === undefined).length, 0)
    assert.deepEqual(issuesIn(records), [])
  })

  it('has fixtures that say what the official files say', async (t) => {
    const files = dataOf(t, 'icd10cm/cms_2026_dx.zip')
    if (!files) return
    const official = codesOf(await loaded(files))
    const fixtures = join(import.meta.dirname, '../../../fixtures/icd10cm')
    const [fixture] = (await findReleases(icd10cm, fixtures)).filter(({ release }) => release.label === 'FY2026')
    assert.ok(fixture)
    for (const [code, { title, shortTitle, billable }] of codesOf(await all(icd10cm.load(fixture)))) {
      const real = official.get(code)
      assert.deepEqual([code, title, shortTitle, billable], [code, real?.title, real?.shortTitle, real?.billable])
    }
  })
})
