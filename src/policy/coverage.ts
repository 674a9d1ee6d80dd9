/**
 * The coverage question: what do the loaded policies say about a service, for these diagnoses, here, on this day?
 * The answer is what applies, what it asks for, what of that is met by the diagnoses given, and what does not apply
 * and why. It is never a yes or a no: that is the payer's to say.
 */
import { Budget } from '../core/budget.ts'
import type { IsoDate } from '../core/date.ts'
import { slug } from '../core/text.ts'
import { systemsOfKind } from '../systems/registry.ts'
import { type GroupLogic, groupLogic } from './group-logic.ts'
import type { NamedSystem } from './model.ts'
import type { PolicyStore, StoredFinding, StoredGroup, StoredVersion } from './store/reader.ts'

/** The system that diagnoses on claims are written in. */
export const DIAGNOSES = systemsOfKind('diagnosis')[0]!.id

export interface CoverageQuestion {
  readonly system: NamedSystem
  /** Folded: capitals, no dots. */
  readonly code: string
  readonly ancestors?: readonly string[]
  readonly diagnoses: readonly { readonly code: string; readonly ancestors: readonly string[] }[]
  readonly state?: string | undefined
  readonly payer?: string | undefined
  readonly plan?: string | undefined
  readonly date: IsoDate
}

/** One list of diagnoses of a policy, with what of the question is in it. */
export interface DiagnosisGroup {
  readonly group: StoredGroup | undefined
  readonly title: string
  readonly disposition: 'supports-necessity' | 'does-not-support'
  readonly logic: GroupLogic
  /** False when its paragraph is about other services. */
  readonly forThisService: boolean
  readonly codes: number
  readonly matched: readonly { readonly code: string; readonly finding: StoredFinding }[]
}

export interface CoverageAnswer {
  readonly version: StoredVersion
  /** What it says about the service, most telling first. */
  readonly findings: readonly StoredFinding[]
  readonly groups: readonly DiagnosisGroup[]
  /** What the policy asks for and the question does not have, in sentences. */
  readonly missing: readonly string[]
}

export type Reason = 'other-state' | 'superseded' | 'ended' | 'not-yet-effective' | 'other-payer' | 'other-plan'

export interface Coverage {
  readonly applies: readonly CoverageAnswer[]
  /** How many apply; more than `applies` has where the budget was not enough for all. */
  readonly total: number
  /** Policies that name the service and do not apply. */
  readonly elsewhere: readonly { readonly version: StoredVersion; readonly reason: Reason }[]
  /** What is loaded at all, for an honest "nothing found". */
  readonly loaded: ReturnType<PolicyStore['payers']>
}

/** Why a version does not apply to the question; undefined when it does. */
export function whyNot(version: StoredVersion, { state, payer, plan, date }: CoverageQuestion): Reason | undefined {
  if (payer !== undefined && slug(payer) !== version.payerSlug) return 'other-payer'
  if (plan !== undefined && version.plan !== undefined && slug(plan) !== slug(version.plan)) return 'other-plan'
  if (version.effective !== undefined && version.effective > date) return 'not-yet-effective'
  if (version.ends !== undefined && version.ends < date) return 'ended'
  if (version.superseded !== undefined && version.superseded < date) return 'superseded'
  if (state !== undefined && version.states && !version.states.includes(state.toUpperCase())) return 'other-state'
  return undefined
}

/** Steps of looking up a diagnosis and of putting one policy's answer together. */
const DIAGNOSIS_STEPS = 1_000
const ANSWER_STEPS = 3_000

export function coverage(store: PolicyStore, question: CoverageQuestion, budget = Budget.unlimited()): Coverage {
  const byVersion = Map.groupBy(
    store.findingsOf(question.system, question.code, question.ancestors),
    (finding) => finding.versionId,
  )
  const applying: { version: StoredVersion; findings: readonly StoredFinding[] }[] = []
  const elsewhere: { version: StoredVersion; reason: Reason }[] = []
  for (const [versionId, findings] of byVersion) {
    const version = store.version(versionId)!
    const reason = whyNot(version, question)
    if (reason) elsewhere.push({ version, reason })
    else applying.push({ version, findings })
  }
  applying.sort((a, b) => tellingOf(a.findings) - tellingOf(b.findings) || newestFirst(a.version, b.version))
  budget.spend(DIAGNOSIS_STEPS * question.diagnoses.length)
  const given = givenIn(store, question, new Set(applying.map(({ version }) => version.id)))
  const applies: CoverageAnswer[] = []
  for (const each of applying) {
    // The most telling is always answered.
    if (!budget.spend(ANSWER_STEPS) && applies.length > 0) break
    applies.push(answer(store, question, { ...each, given: given.get(each.version.id) ?? [] }))
  }
  return {
    applies,
    total: applying.length,
    elsewhere: elsewhere.sort((a, b) => newestFirst(a.version, b.version)),
    loaded: store.payers(),
  }
}

export const newestFirst = (a: StoredVersion, b: StoredVersion): number =>
  (b.effective ?? '').localeCompare(a.effective ?? '') || a.number.localeCompare(b.number) || b.seq - a.seq

const TELLING = [
  'excludes',
  'needs-authorization',
  'conditional',
  'covers',
  'does-not-support',
  'supports-necessity',
  'mentions',
]
/** Place of a finding in the order in which a reader wants to know them. */
export const telling = (finding: StoredFinding): number => TELLING.indexOf(finding.disposition)
const tellingOf = (findings: readonly StoredFinding[]): number => Math.min(...findings.map(telling))

function answer(
  store: PolicyStore,
  question: CoverageQuestion,
  { version, findings, given }: { version: StoredVersion; findings: readonly StoredFinding[]; given: readonly Given[] },
): CoverageAnswer {
  const groups = diagnosisGroups(store, question, { version, given })
  return {
    version,
    findings: [...findings].sort((a, b) => telling(a) - telling(b) || a.id - b.id),
    groups,
    missing: missingOf(question, groups),
  }
}

/** Findings about the diagnoses asked for in the versions that matter, by version. */
function givenIn(store: PolicyStore, { diagnoses }: CoverageQuestion, versions: ReadonlySet<number>) {
  const given = diagnoses.flatMap(({ code, ancestors }) =>
    store
      .findingsOf(DIAGNOSES, code, ancestors)
      .filter(({ versionId }) => versions.has(versionId))
      .map((finding) => ({ code, finding })),
  )
  return Map.groupBy(given, ({ finding }) => finding.versionId)
}

type Given = { readonly code: string; readonly finding: StoredFinding }

function diagnosisGroups(
  store: PolicyStore,
  question: CoverageQuestion,
  { version, given }: { version: StoredVersion; given: readonly Given[] },
): DiagnosisGroup[] {
  const listed = store
    .tally(version.id)
    .filter(({ disposition }) => disposition === 'supports-necessity' || disposition === 'does-not-support')
  const stored = new Map(store.groups(version.id).map((group) => [group.id, group]))
  type Listed = Pick<StoredFinding, 'disposition' | 'groupId' | 'label'>
  const keyOf = (f: Listed): string => `${f.disposition} ${f.groupId ?? f.label ?? ''}`
  return [...Map.groupBy(listed, keyOf)].map(([key, rows]) => {
    const { groupId, label, disposition, first } = rows[0]!
    const group = groupId === undefined ? undefined : stored.get(groupId)
    const title = group?.title ?? label ?? store.finding(first)?.evidence.section.at(-1) ?? 'Diagnoses'
    const logic = groupLogic(title, group?.paragraph)
    return {
      group,
      title,
      disposition: disposition as DiagnosisGroup['disposition'],
      logic,
      forThisService: logic.services.length === 0 || logic.services.includes(question.code),
      codes: rows.reduce((sum, { findings }) => sum + findings, 0),
      matched: given.filter(({ finding }) => keyOf(finding) === key),
    }
  })
}

/** Sentences about what is asked for and not given. */
function missingOf(question: CoverageQuestion, groups: readonly DiagnosisGroup[]): string[] {
  const supporting = groups.filter((g) => g.disposition === 'supports-necessity' && g.forThisService)
  if (supporting.length === 0) return []
  const missing: string[] = []
  const names = supporting.map((g) => `${g.title} (${g.codes} ${g.codes === 1 ? 'code' : 'codes'})`).join(' or ')
  if (question.diagnoses.length === 0) missing.push(`A diagnosis it lists: ${names}.`)
  else if (supporting.every((g) => g.matched.length === 0)) {
    missing.push(`A diagnosis it lists: none of the ones given is in ${names}.`)
  }
  for (const each of supporting) {
    if (each.logic.kind !== 'with' || each.matched.length === 0) continue
    const partners = each.logic.groups.map((title) => groups.find((g) => g.title === title) ?? title)
    for (const partner of partners) {
      if (typeof partner === 'string' || partner.matched.length === 0) {
        const title = typeof partner === 'string' ? partner : partner.title
        missing.push(`A code of ${title} together with the one of ${each.title}: “${each.logic.quote}”`)
      }
    }
    if (partners.length === 0 && question.diagnoses.length < 2) {
      missing.push(`A second code together with the one of ${each.title}: “${each.logic.quote}”`)
    }
  }
  for (const { matched, group } of supporting) {
    for (const { code, finding } of matched) {
      if (finding.marked && group?.footnote) missing.push(`What the mark at ${code} asks for: “${group.footnote}”`)
    }
  }
  return [...new Set(missing)]
}
