/** The index of an edition in OpenSearch: a document for each name, with our terms, and the settings it is made with. */
import { termsOf } from '../search/analysis/analyze.ts'
import { PRINTED_WHOLE } from '../search/index/names.ts'
import type { NameRecord } from '../search/index/overlay.ts'
import type { SearchIndex } from '../search/index/search-index.ts'

/** Changes with what documents are; an index of another version is not searched. */
export const DOCUMENTS_VERSION = 2

/** The alias that servers of a cluster search, and the index of an edition behind it. */
export const ALIAS = 'medcodex'
export const indexNameOf = (edition: string): string => `${ALIAS}-${edition}-v${DOCUMENTS_VERSION}`

/** Fields that are searched; the record itself is stored as it is. */
export interface NameDocument {
  /** Number of the name: names are numbered shortest first, and the shortest are wanted. */
  readonly n: number
  readonly c: number
  /** Terms of the name, once each. */
  readonly t: readonly string[]
  /** Terms of its text, where they are not those of the name: quoted words are looked for in the text. */
  readonly p?: readonly string[]
  readonly s: string
  /** Number of the chapter or top section it stands in. */
  readonly g?: number
  readonly code: string
  readonly billable: boolean
  readonly leaf: boolean
  readonly from: number
  readonly to: number
  /** A title: where a concept itself is wanted, its title is enough. */
  readonly title: boolean
  /** The record, as `packRecord` writes it: stored, never searched, and handed out without being parsed. */
  readonly r: string
}

const FIELDS = ['name', 'concept', 'terms', 'essential', 'kind', 'mass', 'text'] as const

/** A record as text: its values in a fixed order. */
export const packRecord = (record: NameRecord): string => JSON.stringify(FIELDS.map((field) => record[field]))

export function unpackRecord(text: string): NameRecord {
  const values = JSON.parse(text) as unknown[]
  return Object.fromEntries(FIELDS.map((field, i) => [field, values[i]])) as unknown as NameRecord
}

export interface IndexShape {
  readonly shards: number
  readonly replicas: number
}

/** Settings and mappings. Nothing is analyzed there: terms are ours, and compared as they are. */
export function indexBody({ shards }: IndexShape, facts: Readonly<Record<string, string | number>>) {
  const keyword = { type: 'keyword' as const }
  return {
    settings: {
      number_of_shards: shards,
      // While it is filled; `publish` raises both when all is there.
      number_of_replicas: 0,
      refresh_interval: '-1',
      // The shortest names first: a search that sorts by number stops early.
      'sort.field': 'n',
      'sort.order': 'asc',
    },
    mappings: {
      dynamic: 'strict' as const,
      _source: { enabled: false },
      _meta: { ...facts },
      properties: {
        n: { type: 'integer' as const },
        c: { type: 'integer' as const },
        t: { ...keyword, doc_values: false },
        p: { ...keyword, doc_values: false },
        s: keyword,
        g: { type: 'integer' as const, doc_values: false },
        code: keyword,
        billable: { type: 'boolean' as const },
        leaf: { type: 'boolean' as const },
        from: { type: 'long' as const },
        to: { type: 'long' as const },
        title: { type: 'boolean' as const },
        r: { ...keyword, index: false, doc_values: false, store: true },
      },
    },
  }
}

export function documentOf(index: SearchIndex, record: NameRecord): NameDocument {
  const { name, concept } = record
  const kind = index.kindOf(name)
  const group = index.group(concept)
  return {
    n: name,
    c: concept,
    t: [...new Set(record.terms)].map((term) => index.terms[term]!),
    ...(!PRINTED_WHOLE.has(kind) && { p: [...new Set(termsOf(record.text))] }),
    s: index.system(concept),
    ...(group !== undefined && { g: group }),
    code: index.code(concept),
    billable: index.billable(concept),
    leaf: index.leaf(concept),
    from: index.conceptFrom[concept]!,
    to: index.conceptTo[concept]!,
    title: kind === 'title',
    r: packRecord(record),
  }
}
