/**
 * Makes exports of the Medicare Coverage Database of real proportions: titles and ids from the register, codes drawn
 * from a catalog by a fixed random sequence, our own filler for the words. Nothing of it is kept in the project.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog } from '../src/catalog/catalog.ts'
import { STATES } from '../src/policy/states.ts'
import { readCsv } from '../src/sources/csv.ts'
import { walkSources } from '../src/sources/walk.ts'
import { zipOf } from '../test/tools/zip-writer.ts'

interface Registered {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly effective: string
}

export interface Proportions {
  readonly articles: number
  readonly lcds: number
  readonly coveredRows: number
  readonly nonCoveredRows: number
  readonly serviceRows: number
}

/** Rows of the exports of mid 2026. */
export const REAL: Proportions = {
  articles: 2_000,
  lcds: 940,
  coveredRows: 430_000,
  nonCoveredRows: 45_000,
  serviceRows: 18_000,
}

/** A fixed sequence of numbers below 1 (mulberry32). */
function sequence(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const cell = (value: string | number): string => {
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
const csv = (columns: string, rows: readonly (readonly (string | number)[])[]): string =>
  `${columns.replaceAll(' ', '')}\n${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`

async function registered(register: string, type: string): Promise<Registered[]> {
  const found = new Map<string, Registered>()
  for await (const file of walkSources(register, () => {})) {
    let columns: readonly string[] = []
    for await (const { cells } of readCsv(file)) {
      if (columns.length === 0) columns = cells
      const at = (name: string): string => cells[columns.indexOf(name)] ?? ''
      if (at('document_type') !== type || found.has(at('document_id'))) continue
      const [month, day, year] = at('effective_date').split('/')
      found.set(at('document_id'), {
        id: at('document_id'),
        version: at('document_version'),
        title: at('title'),
        effective: year === undefined ? '2025-01-01' : `${year}-${month}-${day}`,
      })
    }
  }
  return [...found.values()]
}

/** Writes `current_article.zip` and `current_lcd.zip` to `folder`; returns the number of rows of codes in them. */
export async function generateExports(
  folder: string,
  from: { readonly register: string; readonly catalog: Catalog; readonly proportions?: Proportions },
): Promise<number> {
  const wanted = from.proportions ?? REAL
  const random = sequence(20_261_123)
  const codes = diagnoses(from.catalog)
  const fill = (
    rows: number,
    documents: readonly Registered[],
    column: (d: Registered, i: number) => (string | number)[],
  ) => Array.from({ length: rows }, (_, i) => column(documents[Math.floor((i / rows) * documents.length)]!, i))
  const articles = (await registered(from.register, 'Article')).slice(0, wanted.articles)
  const lcds = (await registered(from.register, 'LCD')).slice(0, wanted.lcds)
  let at = 0
  const common = Array.from({ length: 300 }, () => codes[Math.floor(random() * codes.length)]!)
  const nextCode = (): string => {
    // Lists of real articles are runs of neighbouring codes, and some codes stand in very many of them.
    if (random() < 0.1) return common[Math.floor(random() ** 3 * common.length)]!
    at = random() < 0.02 ? Math.floor(random() * codes.length) : (at + 1) % codes.length
    return codes[at]!
  }
  const services = servicesOf(from.catalog, random)
  const diagnosisColumns = (kind: string): string =>
    `article_id, article_version, icd10_code_id, icd10_code_version, icd10_${kind}_group, range, last_updated, sort_order, description${kind === 'covered' ? ', asterisk' : ''}`
  const states = Object.keys(STATES)
  const shared = [
    {
      name: 'contractor.csv',
      bytes: csv(
        'contractor_id, contractor_type_id, contractor_version, contractor_bus_name',
        Array.from({ length: 12 }, (_, i) => [i + 1, 9, 1, `Contractor ${i + 1}`]),
      ),
    },
    {
      name: 'contractor_jurisdiction.csv',
      bytes: csv(
        'contractor_id, contractor_type_id, contractor_version, state_id, last_updated, active_date, term_date',
        states.map((_, i) => [(i % 12) + 1, 9, 1, i + 1, '', '', '']),
      ),
    },
    {
      name: 'state_lookup.csv',
      bytes: csv(
        'state_id, state_abbrev, description',
        states.map((state, i) => [i + 1, state, STATES[state]!]),
      ),
    },
  ]
  const vocabulary = titleWords(from.catalog)
  const some = (n: number): string =>
    Array.from({ length: n }, () => vocabulary[Math.floor(random() ** 3 * vocabulary.length)]!).join(' ')
  const anyService = (): string => services[Math.floor(random() * services.length)]!
  // Every third paragraph names codes, as the words of real documents do beside their lists.
  const named = (i: number): string =>
    i % 3 === 0 ? ` Code ${anyService()} is not covered; report ${anyService()} with it.` : ''
  const words = (title: string, n: number): string =>
    Array.from(
      { length: n },
      (_, i) =>
        `<p>${title}: the service is considered reasonable and necessary when criterion ${i + 1} is met. ${some(40)}.${named(i)}</p>`,
    ).join('\n')
  const article = zipOf([
    {
      name: 'article.csv',
      bytes: csv(
        'article_id, article_version, article_type, title, article_eff_date, article_end_date, description, status',
        articles.map((d) => [d.id, d.version, 5, d.title, `${d.effective} 00:00:00`, '', words(d.title, 12), 'A']),
      ),
    },
    {
      name: 'article_x_hcpc_code.csv',
      bytes: csv(
        'article_id, article_version, hcpc_code_id, hcpc_code_version, hcpc_code_group, range, last_updated, long_description, short_description',
        fill(wanted.serviceRows, articles, (d) => [
          d.id,
          d.version,
          services[Math.floor(random() ** 2 * services.length)]!,
          1,
          1,
          '',
          '',
          '',
          '',
        ]),
      ),
    },
    {
      name: 'article_x_icd10_covered.csv',
      bytes: csv(
        diagnosisColumns('covered'),
        fill(wanted.coveredRows, articles, (d, i) => [
          d.id,
          d.version,
          nextCode(),
          1,
          1 + (i % 2),
          '',
          '',
          i,
          '',
          i % 9 === 0 ? 'Y' : '',
        ]),
      ),
    },
    {
      name: 'article_x_icd10_covered_group.csv',
      bytes: csv(
        'article_id, article_version, icd10_covered_group, paragraph, last_updated, icd10_covered_ast',
        articles.flatMap((d) =>
          [1, 2].map((n) => [
            d.id,
            d.version,
            n,
            `<p>List ${n} of ${d.title}.</p>`,
            '',
            n === 1 ? 'Report a second code.' : '',
          ]),
        ),
      ),
    },
    {
      name: 'article_x_icd10_noncovered.csv',
      bytes: csv(
        diagnosisColumns('noncovered'),
        fill(wanted.nonCoveredRows, articles, (d, i) => [d.id, d.version, nextCode(), 1, 1, '', '', i, '']),
      ),
    },
    {
      name: 'article_x_contractor.csv',
      bytes: csv(
        'article_id, article_version, article_type, contractor_id, contractor_type_id, contractor_version, last_updated',
        articles.flatMap((d, i) => [0, 1, 2].map((n) => [d.id, d.version, 5, ((i + n) % 12) + 1, 9, 1, ''])),
      ),
    },
    {
      name: 'article_related_documents.csv',
      bytes: csv(
        'article_id, article_version, related_num, r_article_id, r_article_version, r_lcd_id, r_lcd_version, r_contractor_id, last_updated',
        articles.map((d, i) => {
          const lcd = lcds[i % lcds.length]!
          return [d.id, d.version, 1, '', '', lcd.id, lcd.version, '', '']
        }),
      ),
    },
    ...shared,
  ])
  const lcd = zipOf([
    {
      name: 'lcd.csv',
      bytes: csv(
        'lcd_id, lcd_version, title, rev_eff_date, rev_end_date, indication, summary_of_evidence, status',
        lcds.map((d) => [
          d.id,
          d.version,
          d.title,
          `${d.effective} 00:00:00`,
          '',
          words(d.title, 60),
          words(d.title, 60),
          'A',
        ]),
      ),
    },
    {
      name: 'lcd_x_contractor.csv',
      bytes: csv(
        'lcd_id, lcd_version, contractor_id, contractor_type_id, contractor_version, last_updated',
        lcds.map((d, i) => [d.id, d.version, (i % 12) + 1, 9, 1, '']),
      ),
    },
    ...shared,
  ])
  for (const [name, inner] of [
    ['current_article', article],
    ['current_lcd', lcd],
  ] as const) {
    writeFileSync(join(folder, `${name}.zip`), zipOf([{ name: `${name}_csv.zip`, bytes: inner }]))
  }
  return wanted.coveredRows + wanted.nonCoveredRows + wanted.serviceRows
}

/** HCPCS codes, and numbers in the shape of CPT codes, about as many as real articles name. */
function servicesOf(catalog: Catalog, random: () => number): string[] {
  const hcpcs = catalog.codes(0, 1_000_000).filter((c) => c.system === 'hcpcs' && c.code.length === 5)
  return Array.from({ length: 4_000 }, (_, i) =>
    i % 2 === 0 ? hcpcs[Math.floor(random() * hcpcs.length)]!.code : String(10_000 + Math.floor(random() * 89_000)),
  )
}

/** Words of the titles of diagnoses, commonest first. */
function titleWords(catalog: Catalog): string[] {
  const day = catalog.releases.findLast((r) => r.system === 'icd10cm')!.validFrom
  const counts = new Map<string, number>()
  for (const { system, code } of catalog.codes(0, 1_000_000)) {
    if (system !== 'icd10cm' || code.length > 5) continue
    for (const word of catalog
      .concept(system, code, day)
      ?.title.toLowerCase()
      .match(/[a-z]+/g) ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word)
}

/** Billable diagnoses with their dot, in official order. */
function diagnoses(catalog: Catalog): string[] {
  const day = catalog.releases.findLast((r) => r.system === 'icd10cm')!.validFrom
  const codes: string[] = []
  const visit = (id: number): void => {
    for (const child of catalog.children(id, day)) {
      if (child.billable)
        codes.push(child.code.length > 3 ? `${child.code.slice(0, 3)}.${child.code.slice(3)}` : child.code)
      visit(child.id)
    }
  }
  for (const root of catalog.roots('icd10cm', day)) visit(root.id)
  return codes
}
