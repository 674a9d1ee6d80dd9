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

type Content<R> = Omit<R, 'type' | 'code'>

/**
 * Notes, other names and facts standing at one code in one release. The same fact of many codes is one object: a directory
 * of drugs has two million of them and a few thousand different ones.
 */
export interface CodeContent {
  readonly notes: readonly Content<NoteRecord>[]
  readonly designations: readonly Content<DesignationRecord>[]
  readonly properties: readonly Content<PropertyRecord>[]
}

/** Most codes have one fact or none: lists are made as long as they are, arrays that grow keep room for seventeen. */
const NOTHING: readonly never[] = []
const and = <T>(list: readonly T[], one: T): readonly T[] => {
  if (list.length === 0) return [one]
  ;(list as T[]).push(one)
  return list
}

type Growing = { -readonly [K in keyof CodeContent]: CodeContent[K] }

/** One object for each name and value. */
class Properties {
  readonly #known = new Map<string, Map<string, Content<PropertyRecord>>>()

  of({ name, value }: PropertyRecord): Content<PropertyRecord> {
    let values = this.#known.get(name)
    if (!values) {
      values = new Map()
      this.#known.set(name, values)
    }
    let property = values.get(value)
    if (!property) {
      property = { name, value }
      values.set(value, property)
    }
    return property
  }
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

function contentOf(release: ReleaseContent, code: string): Growing {
  let content = release.content.get(code)
  if (!content) {
    content = { notes: NOTHING, designations: NOTHING, properties: NOTHING }
    release.content.set(code, content)
  }
  return content
}

function add(into: ReleaseContent, record: Exclude<SourceRecord, Issue>, properties: Properties): void {
  switch (record.type) {
    case 'concept':
      into.concepts.set(record.code, record)
      break
    case 'note': {
      const { type, code, ...note } = record
      const at = contentOf(into, code)
      at.notes = and(at.notes, note)
      break
    }
    case 'designation': {
      const { type, code, ...designation } = record
      const at = contentOf(into, code)
      at.designations = and(at.designations, designation)
      break
    }
    case 'property': {
      const at = contentOf(into, record.code)
      at.properties = and(at.properties, properties.of(record))
      break
    }
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
  const properties = new Properties()
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
    add(into, record, properties)
  }
  return into
}
