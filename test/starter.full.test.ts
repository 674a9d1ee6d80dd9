/**
 * The starter set was typed by hand; here every one of its statements is compared with the official files. What an
 * official file says beyond the starter set is of no interest, what it contradicts is a failure.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { foldAccents, squeeze } from '../src/core/text.ts'
import { readLines } from '../src/sources/lines.ts'
import type { SourceFile } from '../src/sources/source-file.ts'
import { walkSources } from '../src/sources/walk.ts'
import { readXml } from '../src/sources/xml.ts'
import { hcpcs } from '../src/systems/hcpcs/index.ts'
import { icd10cm } from '../src/systems/icd10cm/index.ts'
import { parseIndex } from '../src/systems/icd10cm/parse-index.ts'
import { parseTable } from '../src/systems/icd10cm/parse-tables.ts'
import { icd10pcs } from '../src/systems/icd10pcs/index.ts'
import { parseIndex as parsePcsIndex } from '../src/systems/icd10pcs/parse-index.ts'
import type { Axis, ConceptRecord, IndexEntryRecord, SourceRecord } from '../src/systems/records.ts'
import { recognizeFile } from '../src/systems/registry.ts'
import type { CodeSystem, RecognizedFile } from '../src/systems/system.ts'
import { fullData, missing } from './full-data.ts'
import { indexCsvToXml } from './tools/index-csv-to-xml.ts'

const STARTER = join(import.meta.dirname, '../starter')
const CM_ORDER = 'icd10cm/cms_2026_dx.zip'
const CM_TABULAR = 'icd10cm/icd10c-tabular-April-1-2026.xml.gz'
const CM_LIST = 'icd10cm/code-list-April-2026.txt.gz'
const CM_INDEX = 'icd10cm/ICD10CM_2025_Index.csv.gz'
const CM_EINDEX = 'icd10cm/icd-10-cm-eindex-2025.xml.gz'
const CM_DRUG = 'icd10cm/icd-10-cm-drug-2025.xml.gz'
const CM_NEOPLASM = 'icd10cm/icd-10-cm-neoplasm-2025.xml.gz'
const PCS_ORDER = 'icd10pcs/cms_2026_pr.zip'
const PCS_TABLES = 'icd10pcs/icd10pcs_tables_2026.xml.gz'
const PCS_DEFINITIONS = 'icd10pcs/icd10pcs_definitions_2026.xml'
const PCS_INDEX = 'icd10pcs/icd10pcs_index_2024.reconstructed.xml.gz'
const HCPCS = 'hcpcs/hcpcs_level2_2024-07.csv.gz'

describe('the ICD-10-CM starter codes', () => {
  it('have the titles, flags and places of the FY2026 order file', async (t) => {
    const official = await officialRecords(t, icd10cm, CM_ORDER, CM_TABULAR)
    if (official) compareConcepts(t, await starterRecords(icd10cm), official)
  })

  it('have the titles, flags, notes and inclusion terms of the FY2026 tabular list', async (t) => {
    const official = await officialRecords(t, icd10cm, CM_LIST, CM_TABULAR)
    if (!official) return
    const starter = await starterRecords(icd10cm)
    compareConcepts(t, starter, official)
    const statements = (records: readonly SourceRecord[]): string[] =>
      records.flatMap((record) => {
        if (record.type === 'designation') return [plain([record.code, record.use, record.text])]
        if (record.type !== 'note') return []
        return [plain([record.code, record.kind, record.character ?? '', record.text])]
      })
    compareAll(t, 'notes and inclusion terms', statements(starter), statements(official))
  })

  it('stand in the order of the official code list', async (t) => {
    const path = await whereIs(t, CM_LIST)
    if (!path) return
    const official = await linesOf(await onlyFile(path))
    let at = 0
    for (const line of await linesOf(await onlyFile(join(STARTER, 'icd10cm/code-list-2026.txt')))) {
      at = official.indexOf(line, at) + 1
      assert.notEqual(at, 0, `${line} is not in the official list, or not at this place`)
    }
  })
})

describe('the ICD-10-CM starter indexes', () => {
  it('have phrases, codes and references of the FY2025 alphabetic index', async (t) => {
    const csv = await whereIs(t, CM_INDEX)
    if (!csv) return
    const folder = await mkdtemp(join(tmpdir(), 'medcodex-starter-'))
    try {
      const official = await onlyFile(await indexCsvToXml(await onlyFile(csv), folder))
      const starter = await onlyFile(join(STARTER, 'icd10cm/icd10cm_index_2026.xml'))
      const context = { file: 'index', index: 'alphabetic' } as const
      const mine = await entriesOf(parseIndex(readXml(starter), context))
      assert.ok(mine.filter((entry) => entry.targets.length > 0).length >= 120)
      compareAll(
        t,
        'index entries',
        statementsOf(mine),
        statementsOf(await entriesOf(parseIndex(readXml(official), context))),
      )
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('have phrases, codes and references of the FY2025 external cause index', async (t) => {
    const context = { file: 'eindex', index: 'externalCause' } as const
    await compareIndexes(t, ['icd10cm/icd10cm_eindex_2026.xml', CM_EINDEX], (file) =>
      parseIndex(readXml(file), context),
    )
  })

  it('have rows of the FY2025 table of drugs and chemicals', async (t) => {
    const context = { file: 'drug', index: 'drug' } as const
    await compareIndexes(t, ['icd10cm/icd10cm_drug_2026.xml', CM_DRUG], (file) => parseTable(readXml(file), context))
  })

  it('have rows of the FY2025 table of neoplasms', async (t) => {
    const context = { file: 'neoplasm', index: 'neoplasm' } as const
    await compareIndexes(t, ['icd10cm/icd10cm_neoplasm_2026.xml', CM_NEOPLASM], (file) =>
      parseTable(readXml(file), context),
    )
  })

  it('lead to codes of FY2026', async (t) => {
    const official = await officialRecords(t, icd10cm, CM_LIST, CM_TABULAR)
    if (official) compareTargets(t, await starterRecords(icd10cm), official)
  })
})

describe('the ICD-10-PCS starter codes', () => {
  it('have the titles and places of the FY2026 order file', async (t) => {
    const official = await officialRecords(t, icd10pcs, PCS_ORDER, PCS_TABLES, PCS_DEFINITIONS)
    if (official) compareConcepts(t, await starterRecords(icd10pcs), official)
  })

  it('stand in rows of the FY2026 tables, with their labels', async (t) => {
    const official = await officialRecords(t, icd10pcs, PCS_ORDER, PCS_TABLES, PCS_DEFINITIONS)
    if (!official) return
    const starter = await starterRecords(icd10pcs)
    const officialTables = official.filter((record) => record.type === 'tableAxes')
    const officialRows = official.filter((record) => record.type === 'axisRow')
    let rows = 0
    for (const record of starter) {
      if (record.type === 'tableAxes') {
        assert.deepEqual(
          record,
          officialTables.find((other) => other.table === record.table),
        )
      } else if (record.type === 'axisRow') {
        rows += 1
        // A row that is part of an official row makes only codes that the official row makes.
        const within = officialRows.some((row) => row.table === record.table && isPartOf(record.axes, row.axes))
        assert.ok(within, `row ${record.row} of table ${record.table} is part of no official row`)
      }
    }
    t.diagnostic(`${rows} rows compared`)
  })

  it('have definitions of FY2026', async (t) => {
    const official = await officialRecords(t, icd10pcs, PCS_ORDER, PCS_TABLES, PCS_DEFINITIONS)
    if (!official) return
    const statements = (records: readonly SourceRecord[]): string[] =>
      records.flatMap((record) => {
        if (record.type !== 'definition') return []
        const term = [record.section, record.position, record.axis, record.term]
        const texts = [record.definition ?? '', record.explanation ?? '', ...record.includes]
        return texts.filter((text) => text !== '').map((text) => plain([...term, text]))
      })
    compareAll(t, 'definitions', statements(await starterRecords(icd10pcs)), statements(official))
  })

  it('have index entries of FY2024 that lead to codes of FY2026', async (t) => {
    await compareIndexes(t, ['icd10pcs/icd10pcs_index_2026.xml', PCS_INDEX], (file) =>
      parsePcsIndex(readXml(file), { file: 'index' }),
    )
    const official = await officialRecords(t, icd10pcs, PCS_ORDER, PCS_TABLES, PCS_DEFINITIONS)
    if (official) compareTargets(t, await starterRecords(icd10pcs), official)
  })
})

describe('the HCPCS starter codes', () => {
  it('have titles, dates and properties of July 2024', async (t) => {
    const official = await officialRecords(t, hcpcs, HCPCS)
    if (!official) return
    const starter = await starterRecords(hcpcs)
    compareConcepts(t, starter, official)
    // Columns that were not typed leave no statement behind; those that were must agree.
    const statements = (records: readonly SourceRecord[]): string[] =>
      records.flatMap((record) => (record.type === 'property' ? [plain([record.code, record.name, record.value])] : []))
    compareAll(t, 'properties', statements(starter), statements(official))
  })
})

/** All records of the starter set's one release of `system`. */
async function starterRecords(system: CodeSystem): Promise<readonly SourceRecord[]> {
  return recordsOf(system, [STARTER])
}

/** The same of official files; undefined, and the test skipped, when one is missing. */
async function officialRecords(
  t: TestContext,
  system: CodeSystem,
  ...places: readonly string[]
): Promise<readonly SourceRecord[] | undefined> {
  const paths: string[] = []
  for (const place of places) {
    const path = await whereIs(t, place)
    if (path === undefined) return undefined
    paths.push(path)
  }
  return recordsOf(system, paths)
}

/** What was read before is not read again: a whole release takes seconds. */
const read = new Map<string, Promise<readonly SourceRecord[]>>()

function recordsOf(system: CodeSystem, paths: readonly string[]): Promise<readonly SourceRecord[]> {
  const key = [system.id, ...paths].join('\n')
  const records = read.get(key) ?? load(system, paths)
  read.set(key, records)
  return records
}

async function load(system: CodeSystem, paths: readonly string[]): Promise<readonly SourceRecord[]> {
  const files: RecognizedFile[] = []
  for (const path of paths) {
    for await (const file of walkSources(path, (issue) => assert.fail(issue.text))) {
      const found = await recognizeFile(file)
      if (found?.release.system === system.id) files.push(found)
    }
  }
  const release = files[0]?.release
  // A year's order file and the tabular list of its update are read together here.
  assert.ok(release && files.every((file) => file.release.label.startsWith(release.label)))
  const records: SourceRecord[] = []
  for await (const record of system.load({ release, files })) records.push(record)
  return records
}

async function whereIs(t: TestContext, place: string): Promise<string | undefined> {
  const path = fullData(place)
  if (path === undefined) t.skip(missing(place))
  return path
}

async function onlyFile(path: string): Promise<SourceFile> {
  for await (const file of walkSources(path, (issue) => assert.fail(issue.text))) return file
  assert.fail(`${path} holds no file`)
}

async function linesOf(file: SourceFile): Promise<string[]> {
  const lines: string[] = []
  for await (const { text } of readLines(file)) if (text.trim() !== '') lines.push(text.trim())
  return lines
}

/** Same title, flag, level, parent and dates for every concept of the starter set. */
function compareConcepts(t: TestContext, starter: readonly SourceRecord[], official: readonly SourceRecord[]): void {
  const known = new Map(official.flatMap((record) => (record.type === 'concept' ? [[record.code, record]] : [])))
  const concepts = starter.filter((record) => record.type === 'concept')
  for (const concept of concepts) {
    const other = known.get(concept.code)
    assert.ok(other, `${concept.code} is not in the official release`)
    assert.deepEqual(essentials(concept), essentials(other))
    // The order file has short titles of its own, which the starter set does not hold.
    if (concept.shortTitle !== undefined) assert.equal(concept.shortTitle, other.shortTitle)
  }
  t.diagnostic(`${concepts.filter((concept) => concept.level === 'code').length} codes compared`)
}

function essentials(concept: ConceptRecord): object {
  const { code, level, billable, parent, addedOn, terminatedOn } = concept
  return { code, title: plain([concept.title]), level, billable, parent, addedOn, terminatedOn }
}

/** Every statement of `starter` stands in `official`. */
function compareAll(t: TestContext, what: string, starter: readonly string[], official: readonly string[]): void {
  const known = new Set(official)
  const unknown = starter.filter((statement) => !known.has(statement))
  assert.ok(starter.length > 0, `no ${what} in the starter set`)
  assert.deepEqual(unknown, [], `${unknown.length} of ${starter.length} ${what} are not official`)
  t.diagnostic(`${starter.length} ${what} compared`)
}

/** Compares an index of the starter set with the official file that `parse` reads as well. */
async function compareIndexes(
  t: TestContext,
  [starter, place]: readonly [string, string],
  parse: (file: SourceFile) => AsyncIterable<SourceRecord>,
): Promise<void> {
  const path = await whereIs(t, place)
  if (!path) return
  const mine = await entriesOf(parse(await onlyFile(join(STARTER, starter))))
  compareAll(t, 'index entries', statementsOf(mine), statementsOf(await entriesOf(parse(await onlyFile(path)))))
}

async function entriesOf(records: AsyncIterable<SourceRecord>): Promise<IndexEntryRecord[]> {
  const entries: IndexEntryRecord[] = []
  for await (const record of records) if (record.type === 'indexEntry') entries.push(record)
  return entries
}

/** Each entry with all words above it, its modifiers, codes and references as one text. */
function statementsOf(entries: readonly IndexEntryRecord[]): string[] {
  const phrases = new Map<number, string>()
  return entries.map((entry) => {
    const above = entry.parent === undefined ? '' : `${phrases.get(entry.parent)} > `
    // The FY2025 index at hand has lost what stands after a modifier, which is nearly always NEC.
    const phrase = above + plain([entry.title]).replace(/ NEC$/, '')
    phrases.set(entry.id, phrase)
    const modifiers = plain([entry.nonessential ?? ''])
    return `${phrase} ${modifiers} ${JSON.stringify([entry.targets, entry.references.map(plainReference)])}`
  })
}

function plainReference({ kind, text, code }: IndexEntryRecord['references'][number]): readonly string[] {
  return [kind, plain([text]), code ?? '']
}

/** Every index target of the starter set is a code, or the start of one, in the official release. */
function compareTargets(t: TestContext, starter: readonly SourceRecord[], official: readonly SourceRecord[]): void {
  const starts = new Set<string>()
  const codes = new Set<string>()
  for (const record of official) {
    if (record.type !== 'concept') continue
    codes.add(record.code)
    for (let length = 1; length <= record.code.length; length += 1) starts.add(record.code.slice(0, length))
  }
  const entries = starter.filter((record) => record.type === 'indexEntry')
  const targets = entries.flatMap((entry) => entry.targets)
  for (const { code, partial } of targets) {
    assert.ok(partial ? starts.has(code) : codes.has(code), `${code} is not in the official release`)
  }
  t.diagnostic(`${targets.length} index targets compared`)
}

/** True when every axis has the other's title and no value that the other lacks or calls differently. */
function isPartOf(axes: readonly Axis[], others: readonly Axis[]): boolean {
  return axes.every((axis, at) => {
    const other = others[at]
    if (other?.title !== axis.title || other.position !== axis.position) return false
    return axis.values.every((value) => other.values.some((v) => v.code === value.code && v.label === value.label))
  })
}

/** Text for comparison: accents folded, white space squeezed, parts joined by a bar. */
function plain(parts: readonly (string | number)[]): string {
  return parts.map((part) => squeeze(foldAccents(String(part)))).join(' | ')
}
