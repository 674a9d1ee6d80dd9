/** All of a system as lines, for those whose licence allows it to be taken away. */
import type { Catalog, Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { levelIn } from '../systems/levels.ts'
import { allowsBulk } from '../systems/licence.ts'
import type { CodeSystem } from '../systems/system.ts'
import { loadedSystem } from './code.ts'

export const EXPORT_FORMATS = ['ndjson', 'csv', 'fhir'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportOptions {
  /** By any of its names. */
  readonly system: string
  readonly format: ExportFormat
  readonly asOf: IsoDate
}

const COLUMNS = ['system', 'code', 'title', 'shortTitle', 'level', 'billable', 'validFrom', 'validTo'] as const

type Row = Readonly<Record<(typeof COLUMNS)[number], string | boolean | undefined>>

const rowOf = ({ id, grammar }: CodeSystem, concept: Concept): Row => ({
  system: id,
  code: grammar.display(concept.code),
  title: concept.title,
  shortTitle: concept.shortTitle,
  level: concept.level,
  billable: concept.billable,
  validFrom: concept.validFrom,
  validTo: concept.validTo,
})

const cell = (value: string | boolean | undefined): string => {
  const text = String(value ?? '')
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * What a system lists on a day, in official order, as lines without line ends.
 * @throws AppError `unknown-system`, `system-not-loaded`, `bulk-refused`
 */
export function* exportLines(catalog: Catalog, { system: name, format, asOf }: ExportOptions): Generator<string> {
  const system = loadedSystem(catalog, name)
  if (!allowsBulk(system)) throw new AppError('bulk-refused', { system: system.name })
  const listed = function* (): Generator<Concept> {
    for (const concept of catalog.rows.concepts(system.id, asOf)) if (concept.status === 'active') yield concept
  }
  if (format === 'fhir') yield* fhirLines(catalog, { system, asOf, listed: listed() })
  else {
    if (format === 'csv') yield COLUMNS.join(',')
    for (const concept of listed()) {
      const row = rowOf(system, concept)
      yield format === 'csv' ? COLUMNS.map((column) => cell(row[column])).join(',') : JSON.stringify(row)
    }
  }
}

/** A FHIR CodeSystem, a concept a line, flat, each with its parent. */
function* fhirLines(
  catalog: Catalog,
  { system, asOf, listed }: { system: CodeSystem; asOf: IsoDate; listed: Iterable<Concept> },
): Generator<string> {
  const head = {
    resourceType: 'CodeSystem',
    id: system.id,
    url: system.uri,
    version: catalog.releaseAsOf(system.id, asOf)?.label,
    name: system.id,
    title: system.title,
    status: 'active',
    publisher: system.publisher,
    copyright: system.licence.notice,
    caseSensitive: system.grammar.caseSensitive,
    content: 'complete',
    hierarchyMeaning: 'is-a',
    property: [
      { code: 'parent', uri: 'http://hl7.org/fhir/concept-properties#parent', type: 'code' },
      { code: 'notSelectable', uri: 'http://hl7.org/fhir/concept-properties#notSelectable', type: 'boolean' },
    ],
  }
  yield `${JSON.stringify(head).slice(0, -1)},"concept":[`
  const codes = new Map<number, string>()
  let separator = ''
  for (const concept of listed) {
    const code = system.grammar.display(concept.code)
    codes.set(concept.id, code)
    const parent = concept.parentId === undefined ? undefined : codes.get(concept.parentId)
    const { role } = levelIn(system.levels, concept.level)
    const property = [
      ...(parent === undefined ? [] : [{ code: 'parent', valueCode: parent }]),
      ...(role === 'group' || role === 'frame' ? [{ code: 'notSelectable', valueBoolean: true }] : []),
    ]
    const each = { code, display: concept.title, ...(property.length > 0 ? { property } : {}) }
    yield `${separator}${JSON.stringify(each)}`
    separator = ','
  }
  yield ']}'
}
