/** What is known of documents beside their text: a YAML file with the stem of each, or one CSV register of a folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { z } from 'zod'
import { type IsoDate, parseIsoDate } from '../core/date.ts'
import { problemOf } from '../core/errors.ts'
import type { Issue } from '../core/issue.ts'
import { parseYaml } from '../core/yaml.ts'
import { DOCUMENT_ENDINGS } from './document/read.ts'
import { POLICY_KINDS, type PolicyHeader } from './model.ts'

const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim())
const filled = text.refine((value) => value !== '', 'is empty')
const day = z
  .union([z.string(), z.date()])
  .transform((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value.trim()))
  .refine((value) => parseIsoDate(value) !== undefined, 'is no calendar date YYYY-MM-DD')
  .transform((value) => value as IsoDate)
const list = z
  .union([z.array(text), text])
  .transform((value) => (Array.isArray(value) ? value : value.split(/[\s,;|]+/)).filter((v) => v !== ''))

const HeaderSchema = z.object({
  payer: filled,
  plan: text.optional(),
  kind: z.enum(POLICY_KINDS),
  number: filled,
  version: text.optional(),
  title: filled,
  effective: day.optional(),
  end: day.optional(),
  states: list.transform((states) => states.map((s) => s.toUpperCase())).optional(),
  url: text.optional(),
  retrieved: day.optional(),
  contractors: z.union([z.array(text), text.transform((t) => t.split(/\s*;\s*/))]).optional(),
  summary: z.coerce.boolean().optional(),
})

/** A document of a folder with its header; without one it is in `issues` of the register. */
export interface RegisteredDocument {
  readonly path: string
  readonly stem: string
  readonly header: PolicyHeader
}

export interface Register {
  readonly documents: readonly RegisteredDocument[]
  readonly issues: readonly Issue[]
}

/** A header from what a register says, or the sentence that says what is wrong with it. */
export function headerOf(raw: unknown): PolicyHeader | string {
  const entries = raw !== null && typeof raw === 'object' ? Object.entries(raw) : []
  // Empty cells and null values mean that it is not known.
  const given = Object.fromEntries(entries.filter(([, value]) => value !== null && value !== ''))
  const parsed = HeaderSchema.safeParse(given)
  if (!parsed.success) return parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')
  const known = Object.entries(parsed.data).filter(
    ([key, value]) => value !== undefined && !(key === 'states' && (value as string[]).length === 0),
  )
  return Object.fromEntries(known) as unknown as PolicyHeader
}

/** The documents of `folder`: each with the YAML of its stem, or the row of `register.csv` that names its file. */
export function readRegister(folder: string): Register {
  const issues: Issue[] = []
  const rows = csvRows(folder, issues)
  const documents: RegisteredDocument[] = []
  const endings = new Set<string>(DOCUMENT_ENDINGS)
  for (const name of readdirSync(folder).sort()) {
    const ending = extname(name).toLowerCase()
    const stem = basename(name, extname(name))
    if (!endings.has(ending) || name === 'register.csv' || /^readme\b/i.test(name)) continue
    const raw = yamlOf(folder, stem, issues) ?? rows.get(name) ?? rows.get(stem)
    const header = raw === undefined ? 'it has no YAML file beside it and no row in register.csv' : headerOf(raw)
    if (typeof header === 'string') issues.push(problem(name, `The document is left out: ${header}`))
    else documents.push({ path: join(folder, name), stem, header })
  }
  return { documents, issues }
}

function problem(file: string, sentence: string): Issue {
  return { type: 'issue', code: 'register-entry', severity: 'error', file, text: sentence }
}

function yamlOf(folder: string, stem: string, issues: Issue[]): unknown {
  const path = [`${stem}.yaml`, `${stem}.yml`].map((name) => join(folder, name)).find(existsSync)
  if (path === undefined) return undefined
  try {
    // The core schema keeps dates as text and numbers of documents such as 110.10 are re-read below as written.
    return withNumberAsWritten(parseYaml(readFileSync(path, 'utf8')), readFileSync(path, 'utf8'))
  } catch (error) {
    issues.push(problem(basename(path), `The file is no YAML: ${problemOf(error)}`))
    return undefined
  }
}

/** YAML reads `number: 110.10` as a number and loses its last zero. */
function withNumberAsWritten(raw: unknown, source: string): unknown {
  const written = /^number:\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$/m.exec(source)?.[1]
  return raw !== null && typeof raw === 'object' && written !== undefined ? { ...raw, number: written.trim() } : raw
}

function csvRows(folder: string, issues: Issue[]): Map<string, unknown> {
  const path = join(folder, 'register.csv')
  if (!existsSync(path)) return new Map()
  try {
    const rows = parseCsv(readFileSync(path), {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
    }) as Record<string, string>[]
    return new Map(rows.map((row) => [row['file'] ?? '', row]))
  } catch (error) {
    issues.push(problem('register.csv', `The register cannot be read: ${problemOf(error)}`))
    return new Map()
  }
}
