/** The coverage question: what the loaded policies say about a service, here, on a day, for these diagnoses. */
import { z } from 'zod'
import { type IsoDate, longDate } from '../core/date.ts'
import { coverage as ask, type CoverageAnswer, DIAGNOSES } from '../policy/coverage.ts'
import { askedDiagnoses, askedService } from './asked-codes.ts'
import { DateField, PartialField } from './fields.ts'
import { DISCLAIMER } from './notices.ts'
import { operation } from './operation.ts'
import {
  AskedSystemField,
  CODES_NOTICE,
  FindingSchema,
  findingShown,
  NamedSystemField,
  PayersSchema,
  POLICY_NOTICE,
  PolicySchema,
  policiesOf,
  policyShown,
  stateOf,
  writtenCode,
} from './policy-fields.ts'

const GroupSchema = z.object({
  title: z.string(),
  disposition: z.enum(['supports-necessity', 'does-not-support']),
  paragraph: z.string().optional().describe('what the document says about the list, whole'),
  footnote: z.string().optional().describe('what the mark at some codes means'),
  logic: z.object({
    kind: z.enum(['any', 'with']).describe('`any`: one code is enough; `with`: another list or code is needed too'),
    groups: z.array(z.string()).describe('the other lists needed, where the words name them'),
    services: z.array(z.string()).describe('services the list is for; empty: all of the document'),
    quote: z.string().optional().describe('the words that say so'),
    cases: z.array(z.string()).describe('sentences that ask for a second code in some cases only'),
  }),
  forThisService: z.boolean(),
  codes: z.number().describe('codes, ranges and beginnings in the list'),
  matched: z.array(z.object({ code: z.string(), written: z.string(), marked: z.boolean() })),
})

const Answer = z.object({
  policy: PolicySchema,
  findings: z.array(FindingSchema),
  groups: z.array(GroupSchema),
  missing: z.array(z.string()).describe('what the policy asks for and the question does not have'),
  related: z.array(z.object({ kind: z.string(), number: z.string(), path: z.string().optional() })),
})

const REASONS = {
  'other-state': 'It does not hold in the state asked.',
  superseded: 'A newer version had begun on the day asked.',
  ended: 'It had ended on the day asked.',
  'not-yet-effective': 'It had not begun on the day asked.',
  'other-payer': 'It is another payer’s.',
  'other-plan': 'It is for another plan.',
} as const

/** A claim has room for 25. */
const MOST_DIAGNOSES = 100

const DiagnosesField = z
  .string()
  .refine((text) => text.split(/[\s,;]+/).length <= MOST_DIAGNOSES, `at most ${MOST_DIAGNOSES} at a time`)
  .describe('ICD-10-CM codes of the diagnoses, in a list of any kind')

export const coverage = operation({
  name: 'coverage',
  command: 'policies coverage',
  summary:
    'What loaded policies say about a service, for these diagnoses, in this state, on this day. Never a yes or no.',
  path: '/coverage',
  positional: ['system', 'code'],
  input: z.object({
    system: AskedSystemField,
    code: z.string().trim().min(1).describe('the service, in any written form'),
    diagnoses: DiagnosesField.optional(),
    state: z.string().optional().describe('two letters or the name of a state'),
    payer: z.string().optional(),
    plan: z.string().optional(),
    date: DateField.optional(),
  }),
  output: z.object({
    system: NamedSystemField,
    code: z.string(),
    title: z.string().optional(),
    modifiers: z.array(z.string()).describe('modifiers behind the code asked'),
    diagnoses: z.array(
      z.object({
        written: z.string().describe('as it was given'),
        code: z.string().optional().describe('absent for what is no code'),
        title: z.string().optional(),
        counted: z.boolean().describe('false when it is not taken as given'),
        problem: z.string().optional().describe('why not, and the fix'),
      }),
    ),
    state: z.string().optional(),
    date: z.string(),
    applies: z.array(Answer).describe('policies that apply, the most telling first'),
    total: z.number().describe('how many apply'),
    partial: PartialField.optional(),
    elsewhere: z.array(z.object({ policy: PolicySchema, reason: z.string(), text: z.string() })),
    loaded: PayersSchema,
    text: z.string().describe('the result in one sentence'),
    notice: z.string(),
    disclaimer: z.string(),
  }),
  run(context, input) {
    const edition = context.edition()
    const { catalog } = edition
    const store = policiesOf(edition)
    const date = input.date ?? context.today()
    const state = input.state === undefined ? undefined : stateOf(input.state)
    const { modifiers, ...service } = askedService(
      edition,
      { system: input.system, code: input.code, asOf: date },
      (code) => store.findingsOf(input.system, code).length > 0,
    )
    const titleOf = (system: string, code: string): { title?: string } => {
      const title = catalog.concept(system, code, date)?.title
      return title === undefined ? {} : { title }
    }
    const asked = askedDiagnoses(edition, input.diagnoses ?? '', date)
    const diagnoses = asked.flatMap(({ code, ancestors, problem }) =>
      code === undefined || problem !== undefined ? [] : [{ code, ancestors }],
    )
    const question = { system: input.system, ...service, diagnoses, state, payer: input.payer, plan: input.plan, date }
    const found = ask(store, question, context.budget)
    const show = ({ version, findings, groups, missing }: CoverageAnswer): z.input<typeof Answer> => ({
      policy: policyShown(version),
      findings: findings.map((finding) => findingShown(catalog, finding, date)),
      groups: groups.map(({ group, title, disposition, logic, forThisService, codes, matched }) => ({
        title,
        disposition,
        ...(group?.paragraph === undefined ? {} : { paragraph: group.paragraph }),
        ...(group?.footnote === undefined ? {} : { footnote: group.footnote }),
        logic: {
          kind: logic.kind,
          groups: [...logic.groups],
          services: [...logic.services],
          cases: [...logic.cases],
          ...(logic.quote === undefined ? {} : { quote: logic.quote }),
        },
        forThisService,
        codes,
        matched: matched.map(({ code, finding }) => ({
          code: writtenCode(DIAGNOSES, code),
          written: findingShown(catalog, finding, date).written,
          marked: finding.marked,
        })),
      })),
      missing: [...missing],
      related: store.related(version.id).map(({ kind, number }) => {
        const loaded = store.versions(version.payerSlug, number)[0]
        return { kind, number, ...(loaded ? { path: policyShown(loaded).path } : {}) }
      }),
    })
    return {
      system: input.system,
      code: writtenCode(input.system, service.code),
      ...titleOf(input.system, service.code),
      modifiers: [...modifiers],
      diagnoses: asked.map(({ written, code, title, problem }) => ({
        written,
        ...(code === undefined ? {} : { code: writtenCode(DIAGNOSES, code) }),
        ...(title === undefined ? {} : { title }),
        counted: problem === undefined,
        ...(problem === undefined ? {} : { problem }),
      })),
      ...(state === undefined ? {} : { state }),
      date,
      applies: found.applies.map(show),
      ...(found.applies.length < found.total ? { partial: true, total: found.total } : { total: found.total }),
      elsewhere: found.elsewhere.map(({ version, reason }) => ({
        policy: policyShown(version),
        reason,
        text: REASONS[reason],
      })),
      loaded: found.loaded,
      text: summaryOf(found.total, found.elsewhere.length, found.loaded),
      notice: `${POLICY_NOTICE} ${CODES_NOTICE}`,
      disclaimer: DISCLAIMER,
    }
  },
})

/** The result in one sentence; where nothing was found, what was looked through. */
function summaryOf(
  applies: number,
  elsewhere: number,
  loaded: readonly { payer: string; policies: number; retrieved?: string }[],
): string {
  if (applies > 0)
    return applies === 1 ? 'One loaded policy speaks of this code.' : `${applies} loaded policies speak of this code.`
  const seen = loaded
    .map(({ payer, policies, retrieved }) => {
      const upTo = retrieved === undefined ? '' : `, obtained or checked up to ${longDate(retrieved as IsoDate)}`
      return `${payer} (${policies}${upTo})`
    })
    .join('; ')
  const none =
    elsewhere === 0
      ? 'No policy found in what is loaded.'
      : elsewhere === 1
        ? 'The one policy that names it does not apply.'
        : `None of the ${elsewhere} policies that name it applies.`
  return `${none} Loaded: ${seen === '' ? 'nothing' : seen}.`
}
