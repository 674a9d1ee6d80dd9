/**
 * Assembles an ICD-10-CM release from the files there are. Codes, titles and flags come from the order file, or from
 * the tabular list and code list together; chapters, sections, notes and inclusion terms always from the tabular list.
 */
import type { Issue } from '../../core/issue.ts'
import { foldAccents } from '../../core/text.ts'
import { readCsv } from '../../sources/csv.ts'
import { readLines } from '../../sources/lines.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readSheet } from '../../sources/xlsx.ts'
import { readXml } from '../../sources/xml.ts'
import type { ConceptRecord, IndexEntryRecord, PropertyRecord, SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { chooseFiles } from './choose.ts'
import { conceptsOfLists, conceptsOfOrder, EMPTY_TABULAR, readTabular, type Tabular } from './concepts.ts'
import { issueOf } from './context.ts'
import { parseConversion } from './parse-conversion.ts'
import { parseIndex } from './parse-index.ts'
import { parsePoaExempt } from './parse-poa-exempt.ts'
import { parseTable } from './parse-tables.ts'
import type { Role } from './recognize.ts'

/** See CodeSystem.load. Without a complete set of code roles the only record is an Issue that says so. */
export async function* load(release: ReleaseFiles): AsyncIterable<SourceRecord> {
  const { files, superseded } = chooseFiles(release)
  yield* superseded
  const order = files.get('order')
  const tabularFile = files.get('tabular')
  const codeList = files.get('codeList')
  if (!order && !(tabularFile && codeList)) {
    const file = release.files[0]?.file.path ?? release.release.label
    const text = `${release.release.label} has neither an order file nor a tabular list with its code list.`
    yield issueOf({ file }, { code: 'incomplete-release', text })
    return
  }

  const tabular = tabularFile ? await readTabular(tabularFile) : EMPTY_TABULAR
  yield* tabular.issues
  const codes = new Map<string, ConceptRecord>()
  const concepts = order ? conceptsOfOrder(order, tabular) : codeList ? conceptsOfLists(codeList, tabular) : []
  for await (const record of concepts) {
    if (record.type === 'concept') codes.set(record.code, record)
    yield record
  }
  if (tabularFile) yield* annotations(tabularFile, tabular, codes)

  for (const [role, file] of files) {
    for await (const record of furtherRecords(role, file, codes)) {
      if (record.type === 'property' && !codes.has(record.code)) yield unknownCode(file, record)
      else if (record.type === 'indexEntry') yield* checkedEntry(file, record, codes)
      else yield record
    }
  }
}

/** Records of the files that list no concepts. */
function furtherRecords(
  role: Role,
  file: SourceFile,
  codes: ReadonlyMap<string, ConceptRecord>,
): AsyncIterable<SourceRecord> | readonly SourceRecord[] {
  const context = { file: file.path }
  switch (role) {
    case 'index':
      return parseIndex(readXml(file), { ...context, index: 'alphabetic' })
    case 'eindex':
      return parseIndex(readXml(file), { ...context, index: 'externalCause' })
    case 'drug':
    case 'neoplasm':
      return parseTable(readXml(file), { ...context, index: role })
    case 'poaExempt':
      return parsePoaExempt(readLines(file), context)
    case 'conversion': {
      const rows = /\.xlsx$/i.test(file.name) ? readSheet(file) : readCsv(file, { encoding: 'windows-1252' })
      return parseConversion(rows, { ...context, isCode: (code) => codes.has(code) })
    }
    default:
      return []
  }
}

/** Notes and inclusion terms of codes of the release, and what the two files disagree about. */
function* annotations(
  file: SourceFile,
  tabular: Tabular,
  codes: ReadonlyMap<string, ConceptRecord>,
): Iterable<SourceRecord> {
  const context = { file: file.path }
  for (const node of tabular.nodes.values()) {
    const concept = codes.get(node.code)
    if (concept === undefined) {
      const text = `${node.code} is in the tabular list but not among the codes of the release; its notes are left out.`
      yield issueOf(context, { code: 'unknown-code', line: node.line, text, quote: node.title })
    } else if (foldAccents(concept.title) !== foldAccents(node.title)) {
      const text = `${node.code} is titled "${concept.title}" in the order file.`
      yield issueOf(context, { code: 'title-differs', severity: 'warning', line: node.line, text, quote: node.title })
    }
  }
  for (const record of tabular.annotations) if (codes.has(record.code)) yield record
}

function unknownCode(file: SourceFile, record: PropertyRecord): Issue {
  const text = `${record.code} (${record.name}) is not among the codes of the release.`
  return issueOf({ file: file.path }, { code: 'unknown-code', text })
}

/** An entry is kept whatever it leads to; a target that no code of the release begins with is reported. */
function* checkedEntry(
  file: SourceFile,
  entry: IndexEntryRecord,
  codes: ReadonlyMap<string, ConceptRecord>,
): Iterable<SourceRecord> {
  for (const { code, manifestation } of entry.targets) {
    for (const target of manifestation === undefined ? [code] : [code, manifestation]) {
      if (codes.has(target)) continue
      const text = `The entry "${entry.title || entry.nonessential}" leads to ${target}, which the release does not have.`
      yield issueOf({ file: file.path }, { code: 'unknown-target', severity: 'warning', text })
    }
  }
  yield entry
}
