/**
 * A code system asked as a table of a form: words or the beginning of a code in, rows of columns out, in the terms of NLM's
 * Clinical Table Search Service. What is found and its order are those of search; nothing weaker than all words is a row.
 */
import { z } from 'zod'
import type { Concept } from '../catalog/catalog.ts'
import { Budget } from '../core/budget.ts'
import type { IsoDate } from '../core/date.ts'
import { dayOf } from '../edition/build-search.ts'
import type { Edition } from '../edition/edition.ts'
import type { CodeHit } from '../search/query/codes.ts'
import type { Filters } from '../search/query/filters.ts'
import { tierRank } from '../search/query/tiers.ts'
import { type ClinicalTable, type TableCell, type TableRow, usualTable } from '../systems/clinical-table.ts'
import { allSystems, systemOf } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'
import { loadedSystem } from './code.ts'
import { operation } from './operation.ts'
import { type RowTest, rowTest } from './table-query.ts'

/** The table that holds every system. */
const EVERYTHING = 'codes'
/** Rows of one answer, rows when nothing is said, and the last row that can be paged to, as in NLM's service. */
const MOST_ROWS = 500
const USUAL_ROWS = 7
const LAST_ROW = 7_500
const MOST_TOLD = 10_000
/** What reading one row for a condition costs, in steps. */
const ROW_STEPS = 100
const MOST_COLUMNS = 20

const count = z.coerce.number().int().min(0)
const columns = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  )
  .refine((names) => names.length <= MOST_COLUMNS, `at most ${MOST_COLUMNS} columns`)

const CellSchema = z.union([z.string(), z.array(z.string()), z.boolean(), z.null()])

/** The table that is asked for by name. @throws AppError `unknown-system`, `system-not-loaded` */
function tableAt({ catalog }: Edition, name: string): { table: ClinicalTable; systems: CodeSystem[]; named: boolean } {
  if (name === EVERYTHING) {
    const loaded = [...new Set(catalog.releases.map(({ system }) => system))].map(systemOf)
    const systems = loaded.filter(({ registerOf }) => !loaded.some(({ id }) => id === registerOf))
    return { table: usualTable(false), systems, named: false }
  }
  const system = loadedSystem(catalog, name)
  const table = system.clinicalTable ?? usualTable(system.reportable)
  return { table, systems: [system], named: system.clinicalTable !== undefined }
}

/** Rows of an edition on a day, read as far as they are looked at. */
class Rows {
  readonly #edition: Edition
  readonly #day: IsoDate

  constructor(edition: Edition, day: IsoDate) {
    this.#edition = edition
    this.#day = day
  }

  at(system: CodeSystem, code: string): TableRow | undefined {
    const concept = this.#edition.catalog.concept(system.id, code, this.#day)
    return concept && this.#row(system, concept)
  }

  #row(system: CodeSystem, concept: Concept): TableRow {
    const { catalog } = this.#edition
    const day = this.#day
    const content = (): ReturnType<typeof catalog.content> => catalog.content(concept.id, day)
    return {
      code: system.grammar.display(concept.code),
      title: concept.title,
      shortTitle: concept.shortTitle,
      active: concept.status === 'active',
      get until() {
        // A code that was already ended in the first release loaded has no known day.
        return catalog.timeline(concept.id).findLast(({ terminated }) => !terminated)?.validTo
      },
      get since() {
        return catalog.timeline(concept.id)[0]?.validFrom ?? concept.validFrom
      },
      facts: (name) =>
        content()
          .properties.filter((fact) => fact.name === name)
          .map(({ value }) => value),
      names: () => content().designations.map(({ text }) => text),
      kinds: () => this.#kindsOf(system, concept.code),
    }
  }

  #kindsOf(system: CodeSystem, code: string): TableRow[] {
    const links = this.#edition.catalog.relations(system.id, code)
    const below = links.filter(({ kind, target }) => kind === 'isa' && target === code)
    return below.flatMap((link) => this.at(system, link.code) ?? [])
  }
}

const textOf = (cell: TableCell): string => (Array.isArray(cell) ? cell.join(', ') : cell === null ? '' : String(cell))

/** What a table keeps of its systems, as a filter of the search. */
function filtersOf(
  { table, systems }: { table: ClinicalTable; systems: readonly CodeSystem[] },
  {
    rows,
    day,
    q,
    searched,
    budget,
  }: { rows: Rows; day: IsoDate; q: RowTest | undefined; searched: string[]; budget: Budget },
): Filters {
  const ids = systems.map(({ id }) => id)
  const held = table.holds === 'reportable' ? { billable: true, day: dayOf(day) } : { leaf: true }
  const byId = new Map(systems.map((system) => [system.id as string, system]))
  const { only } = table
  if (!q && !only) return { systems: ids, ...held }
  const test = (id: string, code: string): boolean => {
    const row = budget.spend(ROW_STEPS) ? rows.at(byId.get(id)!, code) : undefined
    if (!row || (only && !row.facts(only.fact).some((value) => only.values.includes(value)))) return false
    return (
      !q ||
      q((column) =>
        (column === undefined ? searched : [column]).flatMap((c) => textOf(table.columns[c]?.cell(row) ?? null)),
      )
    )
  }
  return { systems: ids, ...held, codeTests: [test] }
}

/** Codes that `terms` is, or is the beginning of. */
function codesNamed({ engine: { index } }: Edition, systems: readonly CodeSystem[], terms: string): CodeHit[] {
  const hits = new Map<number, CodeHit>()
  for (const { id, grammar } of systems) {
    const offer = (concept: number, whole: boolean): void => {
      if (index.system(concept) === id && !hits.has(concept)) hits.set(concept, { concept, whole, wordlike: false })
    }
    for (const { code } of grammar.candidates(terms))
      for (const concept of index.conceptsByCode(code)) offer(concept, true)
    const prefix = grammar.normalizePrefix(terms)
    if (prefix === undefined) continue
    for (const concept of index.conceptsByCodeRange(prefix, prefix, LAST_ROW))
      offer(concept, index.code(concept) === prefix)
  }
  return [...hits.values()].sort((a, b) => Number(b.whole) - Number(a.whole))
}

export const clinicalTable = operation({
  name: 'clinical-table',
  summary: 'Rows of a code system for a form, as NLM’s Clinical Table Search Service answers.',
  path: '/{table}/v3/search',
  positional: ['table', 'terms'],
  input: z.object({
    table: z.string().trim().min(1).max(200).describe('icd10cm, hcpcs, icd9cm_dx, …: a table, a system, or codes'),
    terms: z.string().max(400).describe('words or parts of words, all of which must stand in a row'),
    maxList: z
      .union([z.literal('').transform(() => MOST_ROWS), count])
      .optional()
      .describe('how many rows; empty: 500'),
    count: count.optional().describe('rows of a page'),
    offset: count.default(0).describe('rows to pass over'),
    q: z.string().trim().max(400).optional().describe('further condition on columns'),
    sf: columns.optional().describe('columns to search'),
    df: columns.optional().describe('columns to show'),
    cf: z.string().trim().max(100).optional().describe('column that stands for the row'),
    ef: columns.optional().describe('further columns to answer with, each with :alias where wanted'),
  }),
  output: z.object({
    total: z.number().describe('rows that meet the terms, at most 10,000 are told'),
    coded: z.boolean().describe('true for tables whose answers name the system of each row'),
    extras: z.array(z.string()).optional().describe('names of the further columns'),
    rows: z.array(
      z.object({
        system: z.string(),
        uri: z.string(),
        code: z.string(),
        title: z.string(),
        item: CellSchema,
        shown: z.array(z.string()),
        extra: z.array(CellSchema),
      }),
    ),
  }),
  run(context, input) {
    const edition = context.edition()
    const { table, systems, named } = tableAt(edition, input.table)
    const day = context.today()
    const rows = new Rows(edition, day)
    const page = Math.min(input.count ?? input.maxList ?? USUAL_ROWS, MOST_ROWS)
    const last = Math.min(input.offset + page, LAST_ROW)
    const searched = (input.sf ?? table.search).filter((column) => table.columns[column])
    const budget = context.budget ?? new Budget()
    const q = input.q ? rowTest(input.q) : undefined
    const found = find(edition, {
      terms: input.terms.trim(),
      systems,
      last,
      columns: new Set(searched.map((column) => table.columns[column]!.as)),
      filters: filtersOf({ table, systems }, { rows, day, q, searched, budget }),
      budget,
    })
    const extras = input.ef?.map((column) => column.split(':') as [string, string?])
    const cell = (row: TableRow, column: string): TableCell => table.columns[column]?.cell(row) ?? null
    return {
      total: Math.min(found.total, MOST_TOLD),
      coded: !named,
      ...(extras && { extras: extras.map(([column, alias]) => alias ?? column) }),
      rows: found.codes.slice(input.offset, last).flatMap(({ id, code }) => {
        const system = systemOf(id)
        const row = rows.at(system, code)
        if (!row) return []
        const item = cell(row, input.cf ?? table.code)
        return {
          system: id,
          uri: system.uri,
          code: row.code,
          title: row.title,
          item: item as z.input<typeof CellSchema>,
          shown: (input.df ?? table.display).map((column) => textOf(cell(row, column))),
          extra: (extras ?? []).map(([column]) => cell(row, column) as z.input<typeof CellSchema>),
        }
      }),
    }
  },
})

interface Asked {
  readonly terms: string
  readonly systems: readonly CodeSystem[]
  /** Rows wanted from the first on. */
  readonly last: number
  readonly columns: ReadonlySet<'code' | 'name' | 'fact'>
  readonly filters: Filters
  readonly budget: Budget
}

interface FoundCodes {
  readonly total: number
  readonly codes: readonly { readonly id: string; readonly code: string }[]
}

/** Stored codes in their order. A row of search that stands for a family is all of its codes here. */
function find(edition: Edition, { terms, systems, last, columns, filters, budget }: Asked): FoundCodes {
  const codes = terms !== '' && columns.has('code') ? codesNamed(edition, systems, terms) : []
  if (terms !== '' && codes.length === 0 && !columns.has('name')) return { total: 0, codes: [] }
  const { hits, total } = edition.search.search(terms, {
    limit: Math.max(last, 1),
    filters,
    reasons: false,
    meaning: false,
    count: true,
    budget,
    ...(terms === '' ? {} : { codes }),
    exact: codes.length > 0 && (/\d/.test(terms) || !columns.has('name')),
  })
  const whole = hits.filter(({ tier }) => tierRank(tier) < tierRank('mostWords'))
  const stored = whole.flatMap(({ system, code, members = [code] }) =>
    members.map((member) => ({ id: system, code: systemOf(system).grammar.normalize(member) ?? member })),
  )
  return { total: whole.length < hits.length ? stored.length : total, codes: stored }
}

/** Names of the tables that can be asked, for messages and documents. */
export function tableNames(edition: Edition): string[] {
  const loaded = new Set(edition.catalog.releases.map(({ system }) => system))
  const names = allSystems().flatMap(({ id, clinicalTable: table }) => (loaded.has(id) ? [table?.name ?? id] : []))
  return [...names, EVERYTHING]
}
