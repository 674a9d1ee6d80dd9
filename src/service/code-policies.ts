/** Policies that speak of one code, by payer, newest first; for a diagnosis, also the services it supports. */
import { z } from 'zod'
import { Budget } from '../core/budget.ts'
import { newestFirst, telling } from '../policy/coverage.ts'
import { DISPOSITIONS } from '../policy/model.ts'
import { STATES } from '../policy/states.ts'
import type { StoredFinding, StoredVersion } from '../policy/store/reader.ts'
import { systemWithId } from '../systems/registry.ts'
import { DateField, PartialField } from './fields.ts'
import { operation } from './operation.ts'
import {
  AskedSystemField,
  CODES_NOTICE,
  FindingSchema,
  findingShown,
  NamedSystemField,
  namedCode,
  PayersSchema,
  POLICY_NOTICE,
  PolicySchema,
  policiesOf,
  policyShown,
  writtenCode,
} from './policy-fields.ts'
import { POLICY_FILTERS, policyFilter } from './policy-filter.ts'

const PolicyOfCode = z.object({
  policy: PolicySchema,
  inForce: z.boolean().describe('in force on the day asked'),
  disposition: z.enum(DISPOSITIONS).describe('the most telling of its findings about the code'),
  quote: z.string().describe('the words that speak of this code'),
  findings: z.array(FindingSchema),
  changedSince: z.string().optional().describe('first day of this version, where an earlier one is loaded'),
  services: z.array(FindingSchema).optional().describe('for a diagnosis: services the policy supports with it'),
})

const MOST_SERVICES = 40
/** Steps of putting together what one policy says, and one of its findings. */
const POLICY_STEPS = 1_500
const FINDING_STEPS = 150

/** What the policies of a code may be narrowed by. */
export const CODE_POLICY_FILTERS = {
  ...POLICY_FILTERS,
  disposition: z.enum(DISPOSITIONS).optional().describe('only policies that say this of the code'),
}

const ChoicesSchema = z.array(z.object({ value: z.string(), label: z.string(), policies: z.number() }))

export const codePolicies = operation({
  name: 'code-policies',
  command: 'policies for',
  summary: 'Policies that speak of a code, by payer, with the words that do.',
  path: '/codes/{system}/{code}/policies',
  positional: ['system', 'code'],
  input: z.object({
    system: AskedSystemField,
    code: z.string().trim().min(1).describe('in any written form'),
    asOf: DateField.optional(),
    ...CODE_POLICY_FILTERS,
  }),
  output: z.object({
    system: NamedSystemField,
    code: z.string(),
    asOf: z.string(),
    payers: z.array(z.object({ payer: z.string(), policies: z.array(PolicyOfCode) })),
    total: z.number().describe('policies that name the code, before they are narrowed'),
    partial: PartialField.optional(),
    choices: z
      .object({ payer: ChoicesSchema, kind: ChoicesSchema, disposition: ChoicesSchema, state: ChoicesSchema })
      .describe('what they may be narrowed by, with how many policies each'),
    states: z
      .array(z.object({ state: z.string(), name: z.string(), policies: z.number() }))
      .describe('states in which policies with a jurisdiction name the code, with how many'),
    nationwide: z.number().describe('policies in force that hold everywhere'),
    loaded: PayersSchema,
    notice: z.string(),
  }),
  run(context, input) {
    const edition = context.edition()
    const { catalog } = edition
    const store = policiesOf(edition)
    const asOf = input.asOf ?? context.today()
    const { code, ancestors } = namedCode(catalog, { system: input.system, code: input.code, asOf })
    const byVersion = Map.groupBy(store.findingsOf(input.system, code, ancestors), (f) => f.versionId)
    const found = [...byVersion].map(([id, findings]) => ({ version: store.version(id)!, findings }))
    const all = newestOfEach(found).sort((a, b) => newestFirst(a.version, b.version))
    const fits = policyFilter(input)
    const shown = all.filter(
      ({ version, findings }) =>
        fits(version) && (input.disposition === undefined || findings.some((f) => f.disposition === input.disposition)),
    )
    // The newest first, as many as the steps are enough for, and always one.
    const budget = context.budget ?? Budget.unlimited()
    const answered = shown.filter(
      ({ findings }, i) => budget.spend(POLICY_STEPS + FINDING_STEPS * findings.length) || i === 0,
    )
    const forceful = shown.filter(({ version }) => inForce(version, asOf))
    return {
      system: input.system,
      code: writtenCode(input.system, code),
      asOf,
      payers: [...Map.groupBy(answered, ({ version }) => version.payer)].map(([payer, of]) => ({
        payer,
        policies: of.map(({ version, findings }) => {
          const sorted = findings.toSorted((a, b) => telling(a) - telling(b) || a.id - b.id)
          return {
            policy: policyShown(version),
            inForce: inForce(version, asOf),
            disposition: sorted[0]!.disposition,
            quote: sorted[0]!.evidence.quote,
            findings: sorted.map((f) => findingShown(catalog, f, asOf)),
            ...(version.seq > 1 && version.effective !== undefined ? { changedSince: version.effective } : {}),
            ...(systemWithId(input.system)?.kind === 'diagnosis'
              ? { services: store.services(version.id, MOST_SERVICES).map((f) => findingShown(catalog, f, asOf)) }
              : {}),
          }
        }),
      })),
      total: all.length,
      ...(answered.length < shown.length ? { partial: true } : {}),
      choices: {
        payer: choicesOf(all, ({ version }) => [[version.payerSlug, version.payer]]),
        kind: choicesOf(all, ({ version }) => [[version.kind, policyShown(version).kindName]]),
        disposition: choicesOf(all, ({ findings }) => findings.map((f) => [f.disposition, f.disposition])),
        state: statesOf(all).sort((a, b) => a.label.localeCompare(b.label)),
      },
      states: statesOf(forceful)
        .map(({ value, label, policies }) => ({ state: value, name: label, policies }))
        .sort((a, b) => a.state.localeCompare(b.state)),
      nationwide: forceful.filter(({ version }) => version.states === undefined).length,
      loaded: store.payers(),
      notice: `${POLICY_NOTICE} ${CODES_NOTICE}`,
    }
  },
})

function inForce({ effective, ends, superseded }: StoredVersion, day: string): boolean {
  return (effective ?? day) <= day && (ends ?? day) >= day && (superseded ?? day) >= day
}

interface PolicyWithFindings {
  readonly version: StoredVersion
  readonly findings: readonly StoredFinding[]
}

/** Values that policies have, with how many have each; the most first. */
function choicesOf(
  all: readonly PolicyWithFindings[],
  valuesOf: (policy: PolicyWithFindings) => readonly (readonly [value: string, label: string])[],
): z.input<typeof ChoicesSchema> {
  const counts = new Map<string, { label: string; policies: number }>()
  for (const policy of all)
    for (const [value, label] of new Map(valuesOf(policy)))
      counts.set(value, { label, policies: (counts.get(value)?.policies ?? 0) + 1 })
  return [...counts]
    .map(([value, rest]) => ({ value, ...rest }))
    .sort((a, b) => b.policies - a.policies || a.label.localeCompare(b.label))
}

/** Older versions are on the policy's own page. */
function newestOfEach<T extends { readonly version: StoredVersion }>(found: readonly T[]): T[] {
  const newest = new Map<string, T>()
  for (const each of found) {
    const key = `${each.version.payerSlug}/${each.version.number}`
    const known = newest.get(key)
    if (!known || known.version.seq < each.version.seq) newest.set(key, each)
  }
  return [...newest.values()]
}

/** States that policies name, with their names. */
const statesOf = (policies: readonly PolicyWithFindings[]): z.input<typeof ChoicesSchema> =>
  choicesOf(policies, ({ version }) => (version.states ?? []).map((state) => [state, STATES[state] ?? state]))
