/** Gathers the record stream of one release into maps by code, counting what came and what was refused. */
import type { Issue } from '../core/issue.ts'
import type {
  AxisRowRecord,
  ConceptRecord,
  DefinitionRecord,
  DesignationRecord,
  IndexEntryRecord,
  NoteRecord,
  PropertyRecord,
  RelationRecord,
  SourceRecord,
  TableAxesRecord,
} from '../systems/records.ts'
import type { ReleaseId } from '../systems/system.ts'

/** Notes, other names and facts standing at one code in one release. */
export interface CodeContent {
  readonly notes: NoteRecord[]
  readonly designations: DesignationRecord[]
  readonly properties: PropertyRecord[]
}

export interface ReleaseContent {
  readonly release: ReleaseId
  readonly concepts: Map<string, ConceptRecord>
  readonly content: Map<string, CodeContent>
  readonly relations: RelationRecord[]
  readonly indexEntries: IndexEntryRecord[]
  readonly tableAxes: TableAxesRecord[]
  readonly axisRows: AxisRowRecord[]
  readonly definitions: DefinitionRecord[]
  readonly issues: Issue[]
  /** Records other than Issues. */
  records: number
}

function contentOf(release: ReleaseContent, code: string): CodeContent {
  let content = release.content.get(code)
  if (!content) {
    content = { notes: [], designations: [], properties: [] }
    release.content.set(code, content)
  }
  return content
}

function add(into: ReleaseContent, record: Exclude<SourceRecord, Issue>): void {
  switch (record.type) {
    case 'concept':
      into.concepts.set(record.code, record)
      break
    case 'note':
      contentOf(into, record.code).notes.push(record)
      break
    case 'designation':
      contentOf(into, record.code).designations.push(record)
      break
    case 'property':
      contentOf(into, record.code).properties.push(record)
      break
    case 'relation':
      into.relations.push(record)
      break
    case 'indexEntry':
      into.indexEntries.push(record)
      break
    case 'tableAxes':
      into.tableAxes.push(record)
      break
    case 'axisRow':
      into.axisRows.push(record)
      break
    case 'definition':
      into.definitions.push(record)
      break
  }
}

/** Everything `records` says about `release`; `onRecord` is called for each record, for progress. */
export async function gatherRelease(
  release: ReleaseId,
  records: AsyncIterable<SourceRecord>,
  onRecord: () => void = () => {},
): Promise<ReleaseContent> {
  const into: ReleaseContent = {
    release,
    concepts: new Map(),
    content: new Map(),
    relations: [],
    indexEntries: [],
    tableAxes: [],
    axisRows: [],
    definitions: [],
    issues: [],
    records: 0,
  }
  for await (const record of records) {
    onRecord()
    if (record.type === 'issue') {
      into.issues.push(record)
      continue
    }
    into.records++
    if (record.type === 'concept' && into.concepts.has(record.code)) {
      into.issues.push({
        type: 'issue',
        code: 'duplicate-code',
        severity: 'error',
        file: release.label,
        text: `${record.code} occurs twice in ${release.label}; the first one counts`,
        system: release.system,
      })
      continue
    }
    add(into, record)
  }
  return into
}
