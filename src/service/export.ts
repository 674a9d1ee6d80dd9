/** All of a system as rows or lines, for those whose licence allows it to be taken away. */
import type { Catalog, Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { levelIn } from '../systems/levels.ts'
import { allowsBulk } from '../systems/licence.ts'
import type { CodeSystem } from '../systems/system.ts'
import { loadedSystem } from './code.ts'

/** Forms that are lines of text. */
export const LINE_FORMATS = ['ndjson', 'csv', 'fhir'] as const
export type LineFormat = (typeof LINE_FORMATS)[number]

export interface ExportOptions {
  /** By any of its names. */
  readonly system: string
  readonly asOf: IsoDate
}

/** Columns of a row; `parent` is the code it stands below. */
export const EXPORT_COLUMNS = [
  'system',
  'code',
  'title',
  'shortTitle',
  'level',
  'billable',
  'validFrom',
  'validTo',
  'parent',
] as const

export type ExportRow = Readonly<Record<Exclude<(typeof EXPORT_COLUMNS)[number], 'billable'>, string | undefined>> & {
  readonly billable: boolean
}

/** What is said of a system that is taken away. */
export interface Exported {
  readonly system: CodeSystem
  /** Label of the release that holds on the day. */
  readonly release: string | undefined
  rows(): Iterable<ExportRow>
}

/**
 * What a system lists on a day, in official order.
 * @throws AppError `unknown-system`, `system-not-loaded`, `bulk-refused`
 */
export function exported(catalog: Catalog, { system: name, asOf }: ExportOptions): Exported {
  const system = loadedSystem(catalog, name)
  if (!allowsBulk(system)) throw new AppError('bulk-refused', { system: system.name })
  return {
    system,
    release: catalog.releaseAsOf(system.id, asOf)?.label,
    *rows() {
      const codes = new Map<number, string>()
      for (const concept of listedOn(catalog, system, asOf)) {
        const code = system.grammar.display(concept.code)
        codes.set(concept.id, code)
        yield {
          system: system.id,
          code,
          title: concept.title,
          shortTitle: concept.shortTitle,
          level: concept.level,
          billable: concept.billable,
          validFrom: concept.validFrom,
          validTo: concept.validTo,
          parent: concept.parentId === undefined ? undefined : codes.get(concept.parentId),
        }
      }
    },
  }
}

function* listedOn(catalog: Catalog, { id }: CodeSystem, asOf: IsoDate): Generator<Concept> {
  for (const concept of catalog.rows.concepts(id, asOf)) if (concept.status === 'active') yield concept
}

const cell = (value: string | boolean | undefined): string => {
  const text = String(value ?? '')
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The same as lines without line ends. @throws AppError as `exported` */
export function* exportLines(catalog: Catalog, options: ExportOptions, format: LineFormat): Generator<string> {
  const { system, release, rows } = exported(catalog, options)
  if (format === 'fhir') yield* fhirLines(system, release, rows())
  else {
    if (format === 'csv') yield EXPORT_COLUMNS.join(',')
    for (const row of rows())
      yield format === 'csv' ? EXPORT_COLUMNS.map((column) => cell(row[column])).join(',') : JSON.stringify(row)
  }
}

/** A FHIR CodeSystem, a concept a line, flat, each with its parent. */
function* fhirLines(system: CodeSystem, release: string | undefined, rows: Iterable<ExportRow>): Generator<string> {
  const head = {
    resourceType: 'CodeSystem',
    id: system.id,
    url: system.uri,
    version: release,
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
  let separator = ''
  for (const { code, title, level, parent } of rows) {
    const { role } = levelIn(system.levels, level!)
    const property = [
      ...(parent === undefined ? [] : [{ code: 'parent', valueCode: parent }]),
      ...(role === 'group' || role === 'frame' ? [{ code: 'notSelectable', valueBoolean: true }] : []),
    ]
    const each = { code, display: title, ...(property.length > 0 ? { property } : {}) }
    yield `${separator}${JSON.stringify(each)}`
    separator = ','
  }
  yield ']}'
}
