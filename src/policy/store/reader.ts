/**
 * The read side of `policies.sqlite`: policies, their versions, and the findings about a code. Read-only; absent
 * things are undefined. Nothing here judges: which findings apply to whom is `coverage.ts`.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { IsoDate } from '../../core/date.ts'
import { AppError, problemOf } from '../../core/errors.ts'
import { analyze } from '../../search/analysis/analyze.ts'
import { readSentence } from '../../search/query/sentence.ts'
import { systemWithId } from '../../systems/registry.ts'
import {
  type Block,
  DISPOSITIONS,
  type Disposition,
  type Flag,
  type LostRows,
  type NamedSystem,
  type PolicyGroup,
  type PolicyKind,
  ROLES,
  type Role,
} from '../model.ts'
import { SHAPE, STORE_VERSION } from './schema.ts'

type Cells = Record<string, string | number | null>

/** A version of a policy as a list shows it. */
export interface StoredVersion {
  readonly id: number
  readonly payer: string
  readonly payerSlug: string
  readonly number: string
  readonly kind: PolicyKind
  /** 1 is the oldest version loaded. */
  readonly seq: number
  readonly version?: string
  readonly title: string
  readonly plan?: string
  readonly effective?: IsoDate
  /** Last day that the document itself names. */
  readonly ends?: IsoDate
  /** Day before the next loaded version began. */
  readonly superseded?: IsoDate
  readonly url?: string
  readonly retrieved?: IsoDate
  readonly summary: boolean
  /** Absent: wherever the payer works. */
  readonly states?: readonly string[]
  readonly contractors: readonly string[]
  readonly pages?: number
  readonly file: string
  /** Rows of its source that could not be read. */
  readonly lost?: LostRows
}

/** A finding as stored, with the words it rests on. */
export interface StoredFinding {
  readonly id: number
  readonly versionId: number
  readonly system: NamedSystem
  readonly shape: 'code' | 'range' | 'stub'
  readonly first: string
  readonly last?: string
  readonly except: readonly string[]
  readonly disposition: Disposition
  readonly role: Role
  readonly groupId?: number
  readonly label?: string
  readonly marked: boolean
  readonly conditions?: string
  readonly flags: readonly Flag[]
  /** How often such a finding is right, 0 to 1; absent where it was not read from prose. */
  readonly confidence?: number
  /** What it may be, where that is not sure enough to say. */
  readonly candidate?: Disposition
  /** Server and model of an outside reader that had a say. */
  readonly reader?: string
  readonly evidence: {
    readonly section: readonly string[]
    readonly page?: number
    readonly span: readonly [number, number]
    readonly quote: string
  }
}

export type StoredGroup = PolicyGroup & { readonly id: number; readonly seq: number }

export interface PassageHit {
  readonly version: StoredVersion
  readonly section: string
  readonly page?: number
  readonly start: number
  readonly text: string
}

/** A word in so many passages tells little. */
const COMMON = 4_000

const SHAPES = ['code', 'range', 'stub'] as const

const VERSION = `SELECT v.*, p.payer, p.payer_slug, p.number, p.kind FROM version v JOIN policy p ON p.id = v.policy_id`
const FINDING = `SELECT f.*, n.name AS system_name, e.section, e.page, e.start, e.end, e.quote FROM finding f
  JOIN evidence e ON e.id = f.evidence_id JOIN named_system n ON n.id = f.system`

const list = <T>(value: string | number | null | undefined): readonly T[] =>
  typeof value === 'string' ? (JSON.parse(value) as T[]) : []

/** The cells named, those that are NULL left out: absent is absent. */
function present<K extends string>(row: Cells, names: Record<K, string>): { [P in K]?: never } {
  return Object.fromEntries(
    Object.entries<string>(names)
      .filter(([, column]) => row[column] !== null)
      .map(([name, column]) => [name, row[column]]),
  ) as { [P in K]?: never }
}

function versionOf(row: Cells): StoredVersion {
  return {
    id: row['id'] as number,
    payer: row['payer'] as string,
    payerSlug: row['payer_slug'] as string,
    number: row['number'] as string,
    kind: row['kind'] as PolicyKind,
    seq: row['seq'] as number,
    title: row['title'] as string,
    summary: row['summary'] === 1,
    contractors: list<string>(row['contractors']),
    file: row['file'] as string,
    ...present(row, {
      version: 'version',
      plan: 'plan',
      effective: 'effective',
      ends: 'ends',
      superseded: 'superseded',
      url: 'url',
      retrieved: 'retrieved',
      pages: 'pages',
    }),
    ...(row['lost'] === 0 ? {} : { lost: { rows: row['lost'] as number, why: list<string>(row['lost_why']) } }),
    ...(row['states'] === null ? {} : { states: list<string>(row['states']) }),
  }
}

function findingOf(row: Cells): StoredFinding {
  return {
    id: row['id'] as number,
    versionId: row['version_id'] as number,
    system: row['system_name'] as string,
    shape: SHAPES[row['shape'] as number]!,
    first: row['first'] as string,
    except: list<string>(row['except_codes']),
    disposition: DISPOSITIONS[row['disposition'] as number]!,
    role: ROLES[row['role'] as number]!,
    marked: row['marked'] === 1,
    flags: list<Flag>(row['flags']),
    ...present(row, { last: 'last', groupId: 'group_id', label: 'label', conditions: 'conditions', reader: 'reader' }),
    ...(row['confidence'] === null ? {} : { confidence: (row['confidence'] as number) / 100 }),
    ...(row['candidate'] === null ? {} : { candidate: DISPOSITIONS[row['candidate'] as number]! }),
    evidence: {
      section: list<string>(row['section']),
      span: [row['start'] as number, row['end'] as number],
      quote: row['quote'] as string,
      ...present(row, { page: 'page' }),
    },
  }
}

export class PolicyStore {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  private constructor(db: DatabaseSync) {
    this.#db = db
  }

  /** @throws AppError `edition-damaged`, `edition-format` */
  static open(path: string): PolicyStore {
    try {
      const db = new DatabaseSync(path, { readOnly: true })
      const found = (db.prepare('PRAGMA user_version').get() as Cells)['user_version']
      if (found !== STORE_VERSION) {
        throw new AppError('edition-format', { path, found: String(found), expected: STORE_VERSION })
      }
      return new PolicyStore(db)
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      throw new AppError('edition-damaged', { path, problem: problemOf(thrown) }, { cause: thrown })
    }
  }

  close(): void {
    this.#db.close()
  }

  #all(sql: string, ...values: (string | number)[]): Cells[] {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement.all(...values) as Cells[]
  }

  /** Payers with how many documents of theirs are loaded and the newest day one was obtained. */
  payers(): { payer: string; slug: string; policies: number; retrieved?: IsoDate }[] {
    const sql = `SELECT p.payer, p.payer_slug, count(DISTINCT p.id) AS policies, max(v.retrieved) AS retrieved
      FROM policy p JOIN version v ON v.policy_id = p.id GROUP BY p.payer_slug ORDER BY p.payer`
    return this.#all(sql).map((row) => ({
      payer: row['payer'] as string,
      slug: row['payer_slug'] as string,
      policies: row['policies'] as number,
      ...present(row, { retrieved: 'retrieved' }),
    }))
  }

  /** The newest version of every policy, by payer and number. */
  policies(): StoredVersion[] {
    const newest = 'v.seq = (SELECT max(w.seq) FROM version w WHERE w.policy_id = v.policy_id)'
    return this.#all(`${VERSION} WHERE ${newest} ORDER BY p.payer, p.kind, p.number`).map(versionOf)
  }

  /** Every loaded version of one policy, newest first; none when it is not loaded. Numbers compare without case. */
  versions(payerSlug: string, number: string): StoredVersion[] {
    const sql = `${VERSION} WHERE p.payer_slug = ? AND p.number = ? COLLATE NOCASE ORDER BY v.seq DESC`
    return this.#all(sql, payerSlug, number).map(versionOf)
  }

  version(id: number): StoredVersion | undefined {
    const row = this.#all(`${VERSION} WHERE v.id = ?`, id)[0]
    return row && versionOf(row)
  }

  /** Policies of any payer with a number. */
  byNumber(number: string): StoredVersion[] {
    const sql = `${VERSION} WHERE p.number = ? COLLATE NOCASE ORDER BY p.payer, v.seq DESC`
    return this.#all(sql, number).map(versionOf)
  }

  text(versionId: number): { text: string; blocks: readonly Block[] } | undefined {
    const row = this.#all('SELECT text, blocks FROM document WHERE version_id = ?', versionId)[0]
    return row && { text: row['text'] as string, blocks: list<Block>(row['blocks']) }
  }

  /** The text alone: taking the blocks apart costs more than reading them. */
  words(versionId: number): string {
    return (this.#all('SELECT text FROM document WHERE version_id = ?', versionId)[0]?.['text'] as string) ?? ''
  }

  groups(versionId: number): StoredGroup[] {
    return this.#all('SELECT * FROM code_group WHERE version_id = ? ORDER BY seq', versionId).map((row) => ({
      id: row['id'] as number,
      seq: row['seq'] as number,
      kind: row['kind'] as PolicyGroup['kind'],
      title: row['title'] as string,
      ...present(row, { paragraph: 'paragraph', footnote: 'footnote' }),
    }))
  }

  related(versionId: number): { kind: PolicyKind; number: string }[] {
    return this.#all('SELECT kind, number FROM related WHERE version_id = ? ORDER BY seq', versionId).map((row) => ({
      kind: row['kind'] as PolicyKind,
      number: row['number'] as string,
    }))
  }

  revisions(versionId: number): { number?: string; day?: IsoDate; text: string }[] {
    return this.#all('SELECT * FROM revision WHERE version_id = ? ORDER BY seq', versionId).map((row) => ({
      text: row['text'] as string,
      ...present(row, { number: 'number', day: 'day' }),
    }))
  }

  /** All findings of a version, in the order of the document. */
  findings(versionId: number): StoredFinding[] {
    return this.#all(`${FINDING} WHERE f.version_id = ? ORDER BY f.id`, versionId).map(findingOf)
  }

  /** `limit` findings of a version from the `after`-th on, in the order of the document. */
  findingsPage(versionId: number, { after, limit }: { after: number; limit: number }): StoredFinding[] {
    const sql = `${FINDING} WHERE f.id IN
      (SELECT id FROM finding WHERE version_id = ? ORDER BY id LIMIT ? OFFSET ?) ORDER BY f.id`
    return this.#all(sql, versionId, limit, after).map(findingOf)
  }

  /** Findings whose words stand in a part of a version's text, at most `limit`. */
  findingsWithin(versionId: number, { start, end }: { start: number; end: number }, limit: number): StoredFinding[] {
    const sql = `${FINDING} WHERE f.version_id = ? AND e.start >= ? AND e.start < ? ORDER BY f.id LIMIT ?`
    return this.#all(sql, versionId, start, end, limit).map(findingOf)
  }

  /** How many findings a version has in each of its lists of codes (undefined: in none), by list and disposition. */
  tally(
    versionId: number,
  ): { groupId?: number; label?: string; disposition: Disposition; findings: number; first: number }[] {
    const sql = `SELECT group_id, label, disposition, count(*) AS n, min(id) AS first FROM finding
      WHERE version_id = ? GROUP BY group_id, label, disposition ORDER BY first`
    return this.#all(sql, versionId).map((row) => ({
      disposition: DISPOSITIONS[row['disposition'] as number]!,
      findings: row['n'] as number,
      first: row['first'] as number,
      ...present(row, { groupId: 'group_id', label: 'label' }),
    }))
  }

  /** Findings of a version about services, not merely mentioned: the first `limit`. */
  services(versionId: number, limit: number): StoredFinding[] {
    const [mentions, ...roles] = [
      DISPOSITIONS.indexOf('mentions'),
      ROLES.indexOf('diagnosis'),
      ROLES.indexOf('modifier'),
    ]
    const sql = `${FINDING} WHERE f.version_id = ? AND f.disposition <> ? AND f.role NOT IN (?, ?) ORDER BY f.id LIMIT ?`
    return this.#all(sql, versionId, mentions!, ...roles, limit).map(findingOf)
  }

  finding(id: number): StoredFinding | undefined {
    const row = this.#all(`${FINDING} WHERE f.id = ?`, id)[0]
    return row && findingOf(row)
  }

  /** Findings of one version that no finding of another says too: how many, and the first `limit` by code. */
  findingsOnlyIn(versionId: number, other: number, limit: number): { total: number; findings: StoredFinding[] } {
    const said = 'SELECT system, shape, first, last, disposition FROM finding WHERE version_id = ?'
    const only = this.#all(`${said} EXCEPT ${said}`, versionId, other)
    const same = `${FINDING} WHERE f.system = ? AND f.first = ? AND f.shape = ? AND f.version_id = ?
      AND f.last IS ? AND f.disposition = ? ORDER BY f.id LIMIT 1`
    const findings = only.slice(0, limit).flatMap(({ system, shape, first, last, disposition }) => {
      const values = [system, first, shape, versionId, last, disposition] as (string | number)[]
      return this.#all(same, ...values).map(findingOf)
    })
    return { total: only.length, findings: findings.sort((a, b) => a.id - b.id) }
  }

  /**
   * Findings of every version that speak of a code: itself, a range or a beginning it is in. With `ancestors`, also
   * those that name one of its headers. A code that a range or beginning excepts is not in it.
   */
  findingsOf(system: NamedSystem, code: string, ancestors: readonly string[] = []): StoredFinding[] {
    const at = this.#all('SELECT id FROM named_system WHERE name = ?', system)[0]?.['id'] as number | undefined
    if (at === undefined) return []
    const marks = (n: number): string => Array.from({ length: n }, () => '?').join(', ')
    const beginnings = Array.from({ length: code.length }, (_, i) => code.slice(0, i + 1))
    const rows = [
      ...this.#all(
        `${FINDING} WHERE f.system = ? AND f.first IN (${marks(1 + ancestors.length)}) AND f.shape = ${SHAPE.code}`,
        at,
        code,
        ...ancestors,
      ),
      ...this.#all(
        `${FINDING} WHERE f.system = ? AND f.first <= ? AND f.shape = ${SHAPE.range} AND (f.last >= ? OR substr(?, 1, length(f.last)) = f.last)`,
        at,
        code,
        code,
        code,
      ),
      ...this.#all(
        `${FINDING} WHERE f.system = ? AND f.first IN (${marks(beginnings.length)}) AND f.shape = ${SHAPE.stub}`,
        at,
        ...beginnings,
      ),
    ]
    return rows.map(findingOf).filter((f) => !f.except.includes(code) && sameShape(f, code))
  }

  /**
   * Passages that hold all words of `query`, or else most of them, best first. Words that stand in very many
   * passages are left out where rarer ones remain: they would cost most and tell least.
   */
  passages(query: string, limit = 10): PassageHit[] {
    const counted = tellingWords(query).map((word) => ({ word, passages: this.#passagesWith(word) }))
    const rare = counted.filter(({ passages }) => passages < COMMON)
    const asked = rare.length > 0 ? rare : counted
    const known = asked.filter(({ passages }) => passages > 0).map(({ word }) => word)
    let rows = known.length === asked.length ? this.#ranked(known.join(' AND '), limit) : []
    // Of three words and more one may be missing; a passage with few of them is about something else.
    if (rows.length === 0 && asked.length > 2) rows = this.#ranked(allButOne(known, asked.length), limit)
    return rows.flatMap((id) => this.#passage(id) ?? [])
  }

  #ranked(match: string, limit: number): number[] {
    if (match === '') return []
    const sql = `SELECT rowid AS id FROM passage_words WHERE passage_words MATCH ?
      ORDER BY bm25(passage_words, 8, 3, 1), rowid LIMIT ?`
    return this.#all(sql, match, limit).map((row) => row['id'] as number)
  }

  /** In how many passages a word stands, counted no further than `COMMON`. */
  #passagesWith(word: string): number {
    const sql = 'SELECT count(*) AS n FROM (SELECT 1 FROM passage_words WHERE passage_words MATCH ? LIMIT ?)'
    return this.#all(sql, word, COMMON)[0]!['n'] as number
  }

  #passage(id: number): PassageHit | undefined {
    const row = this.#all('SELECT * FROM passage WHERE id = ?', id)[0]
    const version = row && this.version(row['version_id'] as number)
    if (!row || !version) return undefined
    const start = row['start'] as number
    return {
      version,
      section: row['section'] as string,
      start,
      // Cut here, since SQLite counts characters and spans count UTF-16 units.
      text: this.text(version.id)?.text.slice(start, row['end'] as number) ?? '',
      ...present(row, { page: 'page' }),
    }
  }
}

/** Words of a query that are looked for. */
const MOST_LOOKED_FOR = 12

/** The words of a query that say what is looked for, quoted for FTS5; all of them where none says more than another. */
function tellingWords(query: string): string[] {
  const words = analyze(query)
  const strong = readSentence(query, words).strong.map(({ text }) => text)
  const chosen = strong.length > 0 ? strong : words.map(({ text }) => text)
  return [...new Set(chosen)].slice(0, MOST_LOOKED_FOR).map((word) => `"${word}"`)
}

/** What passages match that hold all of `known` but one, where `asked` words were asked for. */
function allButOne(known: readonly string[], asked: number): string {
  if (known.length < asked - 1) return ''
  if (known.length === asked - 1) return known.join(' AND ')
  return known.map((word) => `(${known.filter((each) => each !== word).join(' AND ')})`).join(' OR ')
}

/** A range holds only codes of its shape, where a system has several: J9000 to J9999 has no place for `J90`. */
function sameShape({ shape, system, first }: StoredFinding, code: string): boolean {
  if (shape !== 'range' || first === code) return true
  return systemWithId(system)?.grammar.isRange(first, code) ?? first.length === code.length
}
