/** Answers about policies as text for a terminal. */
import type { z } from 'zod'
import type { codePolicies } from '../service/code-policies.ts'
import type { coverage } from '../service/coverage.ts'
import type { passages, policies } from '../service/policies.ts'
import type { policy, policyDiff } from '../service/policy.ts'
import type { FindingShown, PolicyShown } from '../service/policy-fields.ts'
import type { policyImpact } from '../service/policy-impact.ts'

type Of<T extends { readonly output: z.ZodType }> = z.input<T['output']>

/** Codes of a list shown before the rest is only counted. */
const SHOWN = 40

function place({ kindName, effective, ends, superseded, states }: PolicyShown): string {
  const until = ends ?? superseded
  const when = effective === undefined ? '' : `, from ${effective}${until === undefined ? '' : ` to ${until}`}`
  return `${kindName}${when}, ${states === undefined ? 'all states' : states.join(' ')}`
}

const title = (p: PolicyShown): string => `${p.payer} ${p.number}  ${p.title}`

function finding({ written, disposition, flags, evidence, group, ...doubt }: FindingShown): string[] {
  const odd = flags.length === 0 ? '' : `  [${flags.join(', ')}]`
  return [
    `    ${disposition}: ${written}${group === undefined ? '' : ` (${group})`}${odd}${doubtOf(doubt)}`,
    `      “${evidence.quote}”${evidence.page === undefined ? '' : ` page ${evidence.page}`}`,
  ]
}

/** Said where a finding is not sure: how often such ones are right, and what else it may be. */
export function doubtOf({
  sure,
  confidence,
  candidate,
  reader,
}: Pick<FindingShown, 'sure' | 'confidence' | 'candidate' | 'reader'>): string {
  if (sure || confidence === undefined) return ''
  const may = candidate === undefined ? '' : `; it may say: ${candidate}`
  const why =
    reader === undefined
      ? `${Math.round(confidence * 100)} of 100 such findings are right`
      : `the language model ${reader} had a say`
  return `  (not sure: ${why}${may})`
}

export function policiesText({ total, policies: all, payers }: Of<typeof policies>): string {
  return [
    ...all.flatMap((p) => [title(p), `    ${place(p)}`]),
    '',
    `${total} policies: ${payers.map((p) => `${p.payer} ${p.policies}`).join(', ')}`,
  ].join('\n')
}

export function passagesText({ query, passages: found }: Of<typeof passages>): string {
  if (found.length === 0) return `No passage holds "${query}".`
  return found
    .flatMap(({ policy: p, section, text }) => [title(p), `    ${section}`, `    ${text.slice(0, 300)}`])
    .join('\n')
}

export function policyText({ policy: p, groups, findings, versions, related, notice }: Of<typeof policy>): string {
  const list = (all: readonly FindingShown[]): string[] => [
    ...all
      .slice(0, SHOWN)
      .map(
        (f) =>
          `    ${f.written.padEnd(12)} ${f.disposition}${f.title === undefined ? '' : `  ${f.title}`}${doubtOf(f)}`,
      ),
    ...(all.length > SHOWN ? [`    … and ${all.length - SHOWN} more (--json has all)`] : []),
  ]
  return [
    title(p),
    `  ${place(p)}`,
    ...(p.lost ? [`  ${p.lost.text}`, ...p.lost.why.map((w) => `    ${w}`)] : []),
    ...(p.summary ? ['  The text is a summary of ours, not the payer’s words.'] : []),
    ...(p.url === undefined ? [] : [`  ${p.url}`]),
    ...groups.flatMap((g) => [
      `  ${g.title}${g.paragraph === undefined ? '' : `: ${g.paragraph}`}`,
      ...list(g.findings),
    ]),
    ...list(findings),
    ...(versions.length > 1 ? [`  Versions: ${versions.map((v) => v.version ?? '?').join(', ')}`] : []),
    ...(related.length === 0 ? [] : [`  Related: ${related.map((r) => r.number).join(', ')}`]),
    '',
    notice,
  ].join('\n')
}

export function policyDiffText({ from, to, words, added, removed }: Of<typeof policyDiff>): string {
  const codes = (mark: string, all: readonly FindingShown[]): string[] =>
    all.map((f) => `${mark} ${f.written} ${f.disposition}`)
  const changed = words.filter((w) => w.kind !== 'same')
  return [
    `${title(to)}: version ${from.version ?? '?'} to ${to.version ?? '?'}`,
    ...codes('+', added),
    ...codes('-', removed),
    ...changed.map((w) => `${w.kind === 'added' ? '>' : '<'} ${w.text.trim()}`),
    ...(added.length + removed.length + changed.length === 0 ? ['No difference.'] : []),
  ].join('\n')
}

export function policyImpactText({ system, from, to, policies: all }: Of<typeof policyImpact>): string {
  if (all.length === 0) return `No loaded policy names a code of ${system} that changes between ${from} and ${to}.`
  return all
    .flatMap(({ policy: p, changes }) => [
      title(p),
      ...changes.map(
        (c) =>
          `    ${c.code} ${c.kind}${c.into === undefined ? '' : ` into ${c.into.join(', ')}`}: ${c.finding.disposition} (${c.finding.written})`,
      ),
    ])
    .join('\n')
}

export function codePoliciesText({ code, payers, loaded }: Of<typeof codePolicies>): string {
  if (payers.length === 0) {
    return `No loaded policy speaks of ${code}. Loaded: ${loaded.map((l) => `${l.payer} (${l.policies})`).join(', ')}`
  }
  return payers
    .flatMap(({ payer, policies: all }) => [
      payer,
      ...all.flatMap(({ policy: p, disposition, quote, inForce }) => [
        `  ${p.number}  ${p.title}${inForce ? '' : '  [not in force]'}`,
        `    ${disposition}: “${quote}”`,
        `    ${place(p)}`,
      ]),
    ])
    .join('\n')
}

export function coverageText({
  code,
  text,
  modifiers,
  diagnoses,
  applies,
  elsewhere,
  notice,
}: Of<typeof coverage>): string {
  return [
    `${[code, ...modifiers].join(' ')}: ${text}`,
    ...diagnoses.flatMap(({ written, problem }) =>
      problem === undefined ? [] : [`    not counted: ${written}: ${problem}`],
    ),
    ...applies.flatMap(({ policy: p, findings, groups, missing }) => [
      title(p),
      `    ${place(p)}`,
      ...(p.lost ? [`    ${p.lost.text}`] : []),
      ...findings.flatMap(finding),
      ...groups.map((g) => {
        const met = g.matched.map((m) => m.code).join(', ')
        return `    ${g.title} (${g.codes} codes, ${g.disposition}): ${met === '' ? 'none of those given' : `holds ${met}`}`
      }),
      ...missing.map((m) => `    missing: ${m}`),
    ]),
    ...(elsewhere.length === 0 ? [] : ['Name it and do not apply:']),
    ...elsewhere.map(({ policy: p, text: why }) => `  ${p.number}  ${p.title}: ${why}`),
    '',
    notice,
  ].join('\n')
}
