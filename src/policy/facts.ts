/**
 * A policy written down by hand as facts: number, dates, jurisdiction, codes and dispositions, in a YAML file. The
 * sentences in it are a summary of ours and never the payer's words, and every page that shows them says so.
 *
 *     payer: Medicare
 *     kind: ncd                      # ncd | lcd | article | commercial | medicaid | pa-list
 *     number: "280.14"
 *     version: "2"                   # optional, as are effective, end, states, contractors, plan, url, related
 *     title: Infusion Pumps
 *     effective: 2004-12-17
 *     url: https://…
 *     checked: 2026-11-23            # day the facts were compared with the document or its register
 *     related: [{ kind: lcd, number: L33794 }]
 *     sections:
 *       - heading: What it is about
 *         text: One or more paragraphs.
 *     groups:
 *       - title: External infusion pumps
 *         kind: service              # service | supports | does-not-support | procedure | modifier | other
 *         disposition: conditional
 *         text: The sentence that says what holds for these codes.
 *         codes: [E0779, E0780-E0781, C22.-]
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { type IsoDate, parseIsoDate } from '../core/date.ts'
import { problemOf } from '../core/errors.ts'
import type { Issue } from '../core/issue.ts'
import { parseYaml } from '../core/yaml.ts'
import { flagsOf } from './lookup.ts'
import { systemOfCode } from './mcd/codes.ts'
import {
  type CodeLookup,
  type CodeSpec,
  DISPOSITIONS,
  type GroupedFinding,
  POLICY_KINDS,
  type PolicyGroup,
  type PolicyHeader,
  type PolicyRecord,
} from './model.ts'
import { STATES } from './states.ts'
import { PolicyTextBuilder } from './text-builder.ts'

const Day = z
  .union([z.string(), z.date()])
  .transform((value) => (typeof value === 'string' ? value : value.toISOString().slice(0, 10)))
  .refine((value): value is IsoDate => parseIsoDate(value) !== undefined, 'is no calendar day written YYYY-MM-DD')

const FactsSchema = z.strictObject({
  payer: z.string().min(1),
  plan: z.string().optional(),
  kind: z.enum(POLICY_KINDS),
  number: z.string().min(1),
  version: z.string().optional(),
  title: z.string().min(1),
  effective: Day.optional(),
  end: Day.optional(),
  states: z.array(z.string().refine((state) => state in STATES, 'is no two-letter state')).optional(),
  contractors: z.array(z.string()).optional(),
  url: z.url().optional(),
  checked: Day.optional(),
  related: z.array(z.strictObject({ kind: z.enum(POLICY_KINDS), number: z.string() })).default([]),
  sections: z.array(z.strictObject({ heading: z.string(), text: z.string() })).min(1),
  groups: z
    .array(
      z.strictObject({
        title: z.string(),
        kind: z.enum(['service', 'supports', 'does-not-support', 'procedure', 'modifier', 'other']),
        disposition: z.enum(DISPOSITIONS),
        text: z.string().min(1),
        codes: z.array(z.string()).min(1),
      }),
    )
    .default([]),
})
type Facts = z.output<typeof FactsSchema>

/** Reads one facts file; undefined, with an issue, when it is not one. */
export function readFacts(
  path: string,
  { lookup, onIssue }: { readonly lookup: CodeLookup; readonly onIssue: (issue: Issue) => void },
): PolicyRecord | undefined {
  const file = basename(path)
  const refuse = (problem: string): undefined =>
    void onIssue({ type: 'issue', code: 'bad-facts', severity: 'error', file, text: problem })
  let raw: unknown
  try {
    raw = parseYaml(readFileSync(path, 'utf8'))
  } catch (thrown) {
    return refuse(problemOf(thrown))
  }
  const parsed = FactsSchema.safeParse(raw)
  if (!parsed.success) {
    const { path: at, message } = parsed.error.issues[0]!
    return refuse(`${at.join('.')}: ${message}`)
  }
  return recordOf(parsed.data, { file, lookup })
}

const given = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never

function recordOf(facts: Facts, { file, lookup }: { file: string; lookup: CodeLookup }): PolicyRecord {
  const { payer, kind, number, title, plan, version, effective, end, states, contractors, url, checked } = facts
  const header: PolicyHeader = {
    payer,
    kind,
    number,
    title,
    summary: true,
    ...given({ plan, version, effective, end, states, contractors, url, retrieved: checked }),
  }
  const builder = new PolicyTextBuilder()
  builder.heading(1, title)
  for (const { heading, text } of facts.sections) {
    builder.heading(2, heading)
    for (const paragraph of text.split(/\n\s*\n/)) builder.paragraph(paragraph)
  }
  const issues: Issue[] = []
  const groups: PolicyGroup[] = []
  const findings: GroupedFinding[] = []
  for (const group of facts.groups) {
    builder.heading(2, group.title)
    const evidence = builder.paragraph(group.text)!
    const groupIndex = groups.push({ kind: group.kind, title: group.title, paragraph: evidence.quote }) - 1
    for (const written of group.codes) {
      const spec = specOf(written, group.kind)
      if (!spec) {
        const text = `${written} in "${group.title}" is written like no code, range (A-B) or beginning (C22.-).`
        issues.push({ type: 'issue', code: 'not-a-code', severity: 'error', file, text })
        continue
      }
      const { place, code } = spec
      const flags = 'code' in code ? flagsOf(lookup, { system: place.system, code: code.code }, header) : []
      findings.push({
        system: place.system,
        ...code,
        disposition: group.disposition,
        role: place.role,
        group: group.title,
        groupIndex,
        evidence,
        ...(group.disposition === 'conditional' ? { conditions: evidence.quote } : {}),
        ...(flags.length === 0 ? {} : { flags }),
      })
    }
  }
  return { header, text: builder.build(), groups, findings, related: facts.related, revisions: [], file, issues }
}

/** A code, range or beginning as a person writes it. */
function specOf(
  written: string,
  kind: PolicyGroup['kind'],
): { place: NonNullable<ReturnType<typeof systemOfCode>>; code: CodeSpec } | undefined {
  const text = written.trim().toUpperCase()
  const stub = /^([0-9A-Z.]+?)\.?[-*X]?[-*]$/.exec(text)?.[1]
  if (stub !== undefined) {
    // A beginning is judged as the code it would be with its missing characters.
    const place = systemOfCode(kind === 'procedure' ? stub.replaceAll('.', '').padEnd(7, '0') : `${stub}0`, kind)
    return place && { place, code: { stub: stub.replaceAll('.', '') } }
  }
  const [first, last] = text.split(/\s*[-–]\s*/)
  const place = systemOfCode(first ?? '', kind)
  if (!place) return undefined
  if (last === undefined) return { place, code: { code: place.code } }
  const end = systemOfCode(last, kind)
  return end?.system === place.system ? { place, code: { range: [place.code, end.code] } } : undefined
}
