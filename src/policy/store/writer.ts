/** Writes `policies.sqlite`: records in, in any order; versions of a policy are put in the order of their days. */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { addDays, type IsoDate } from '../../core/date.ts'
import { slug } from '../../core/text.ts'
import {
  DISPOSITIONS,
  type Evidence,
  type GroupedFinding,
  type PolicyHeader,
  type PolicyRecord,
  ROLES,
} from '../model.ts'
import { passagesOf } from './passages.ts'
import { SHAPE, STORE_INDEXES, STORE_TABLES, STORE_VERSION } from './schema.ts'

type Row = readonly (string | number | null)[]
type Table = keyof typeof STORE_TABLES

const orNull = <T>(value: T | undefined): T | null => value ?? null
const jsonOrNull = (value: readonly unknown[] | undefined): string | null =>
  value === undefined || value.length === 0 ? null : JSON.stringify(value)

/** Counts that the manifest keeps. */
export interface StoreCounts {
  policies: number
  versions: number
  findings: number
  passages: number
}

/** A new file, filled record by record and closed by `finish`; the caller syncs and renames. */
export class PolicyWriter {
  readonly #db: DatabaseSync
  readonly #statements = new Map<Table, StatementSync>()
  readonly #systems = new Map<string, number>()
  readonly #policies = new Map<string, number>()
  readonly #last = { version: 0, group: 0, evidence: 0, finding: 0, passage: 0 }

  /** `path` must not exist. */
  constructor(path: string) {
    this.#db = new DatabaseSync(path)
    this.#db.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
    this.#db.exec(`PRAGMA user_version = ${STORE_VERSION}`)
    for (const ddl of Object.values(STORE_TABLES)) this.#db.exec(ddl)
    this.#db.exec('BEGIN')
  }

  add(record: PolicyRecord): void {
    const version = this.#version(record)
    const groups = record.groups.map((group, seq) => {
      const id = ++this.#last.group
      this.#insert('code_group', [
        id,
        version,
        seq,
        group.kind,
        group.title,
        orNull(group.paragraph),
        orNull(group.footnote),
      ])
      return id
    })
    const evidence = new Map<string, number>()
    for (const finding of record.findings) this.#finding(finding, { version, groups, evidence })
    record.related.forEach(({ kind, number }, seq) => {
      this.#insert('related', [version, seq, kind, number])
    })
    record.revisions.forEach(({ number, day, text }, seq) => {
      this.#insert('revision', [version, seq, orNull(number), orNull(day), text])
    })
    for (const passage of passagesOf(record.text)) {
      const id = ++this.#last.passage
      const section = passage.section.join(' › ')
      this.#insert('passage', [id, version, section, orNull(passage.page), passage.start, passage.end])
      const text = record.text.text.slice(passage.start, passage.end)
      this.#statement('passage_words', '(rowid, title, section, text) VALUES (?, ?, ?, ?)').run(
        id,
        `${record.header.number} ${record.header.title}`,
        section,
        text,
      )
    }
  }

  /** Orders versions, makes the indexes, closes the file. */
  finish(): StoreCounts {
    this.#supersede()
    this.#db.exec('COMMIT')
    for (const ddl of Object.values(STORE_INDEXES)) this.#db.exec(ddl)
    this.#db.exec('ANALYZE')
    this.#db.close()
    const { version, finding, passage } = this.#last
    return { policies: this.#policies.size, versions: version, findings: finding, passages: passage }
  }

  /** Closes an unfinished file after a failure. */
  abandon(): void {
    this.#db.close()
  }

  #statement(table: Table, values: string): StatementSync {
    let statement = this.#statements.get(table)
    if (!statement) {
      statement = this.#db.prepare(`INSERT INTO ${table} ${values}`)
      this.#statements.set(table, statement)
    }
    return statement
  }

  #insert(table: Table, row: Row): void {
    this.#statement(table, `VALUES (${row.map(() => '?').join(', ')})`).run(...row)
  }

  #version({ header, text, file, lost }: PolicyRecord): number {
    const id = ++this.#last.version
    this.#insert('version', [
      id,
      this.#policy(header),
      0,
      orNull(header.version),
      header.title,
      orNull(header.plan),
      orNull(header.effective),
      orNull(header.end),
      null,
      orNull(header.url),
      orNull(header.retrieved),
      header.summary === true ? 1 : 0,
      jsonOrNull(header.states),
      jsonOrNull(header.contractors),
      orNull(text.pages),
      file,
      lost?.rows ?? 0,
      jsonOrNull(lost?.why),
    ])
    this.#insert('document', [id, text.text, JSON.stringify(text.blocks)])
    return id
  }

  #policy({ payer, number, kind }: PolicyHeader): number {
    const payerSlug = slug(payer)
    const key = `${payerSlug}/${number}`
    let id = this.#policies.get(key)
    if (id === undefined) {
      id = this.#policies.size + 1
      this.#policies.set(key, id)
      this.#insert('policy', [id, payer, payerSlug, number, kind])
    }
    return id
  }

  #finding(
    finding: GroupedFinding,
    at: { version: number; groups: readonly number[]; evidence: Map<string, number> },
  ): void {
    const shape = 'code' in finding ? SHAPE.code : 'range' in finding ? SHAPE.range : SHAPE.stub
    const first = 'code' in finding ? finding.code : 'range' in finding ? finding.range[0] : finding.stub
    this.#insert('finding', [
      ++this.#last.finding,
      at.version,
      this.#system(finding.system),
      shape,
      first,
      'range' in finding ? finding.range[1] : null,
      'code' in finding ? null : jsonOrNull(finding.except),
      DISPOSITIONS.indexOf(finding.disposition),
      ROLES.indexOf(finding.role),
      finding.groupIndex === undefined ? null : orNull(at.groups[finding.groupIndex]),
      orNull(finding.group),
      finding.marked === true ? 1 : 0,
      orNull(finding.conditions),
      jsonOrNull(finding.flags),
      finding.confidence === undefined ? null : Math.round(finding.confidence * 100),
      finding.candidate === undefined ? null : DISPOSITIONS.indexOf(finding.candidate),
      orNull(finding.reader),
      this.#evidence(finding.evidence, at.evidence),
    ])
  }

  #system(name: string): number {
    let id = this.#systems.get(name)
    if (id === undefined) {
      id = this.#systems.size + 1
      this.#systems.set(name, id)
      this.#insert('named_system', [id, name])
    }
    return id
  }

  /** Codes of one list rest on the same words, which are stored once. */
  #evidence({ section, page, span, quote }: Evidence, known: Map<string, number>): number {
    const key = `${span[0]} ${span[1]} ${section.join('\n')}`
    let id = known.get(key)
    if (id === undefined) {
      id = ++this.#last.evidence
      known.set(key, id)
      this.#insert('evidence', [id, JSON.stringify(section), orNull(page), span[0], span[1], quote])
    }
    return id
  }

  /** Numbers the versions of each policy by day and notes the last day before the next one began. */
  #supersede(): void {
    const rows = this.#db
      .prepare(
        "SELECT id, policy_id, effective FROM version ORDER BY policy_id, ifnull(effective, ''), CAST(version AS INTEGER), id",
      )
      .all() as { id: number; policy_id: number; effective: string | null }[]
    const update = this.#db.prepare('UPDATE version SET seq = ?, superseded = ? WHERE id = ?')
    let seq = 0
    rows.forEach((row, i) => {
      seq = i > 0 && rows[i - 1]!.policy_id === row.policy_id ? seq + 1 : 1
      const next = rows[i + 1]
      const follows = next !== undefined && next.policy_id === row.policy_id && next.effective !== null
      update.run(seq, follows ? addDays(next.effective as IsoDate, -1) : null, row.id)
    })
  }
}
