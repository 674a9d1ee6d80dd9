/** Which policies are loaded, and which passages of them hold some words. */
import { z } from 'zod'
import { LimitField } from './fields.ts'
import { operation } from './operation.ts'
import { CODES_NOTICE, PayersSchema, POLICY_NOTICE, PolicySchema, policiesOf, policyShown } from './policy-fields.ts'
import { POLICY_FILTERS, policyFilter } from './policy-filter.ts'

const NoticeShape = { notice: z.string() }
const NOTICE = { notice: `${POLICY_NOTICE} ${CODES_NOTICE}` }

export const policies = operation({
  name: 'policies',
  command: 'policies list',
  summary: 'Policies loaded, by payer, kind and state, and the payers there are.',
  path: '/policies',
  positional: [],
  input: z.object({ ...POLICY_FILTERS, limit: LimitField(500, 100), after: z.coerce.number().int().min(0).default(0) }),
  output: z.object({
    total: z.number(),
    policies: z.array(PolicySchema),
    payers: PayersSchema,
    ...NoticeShape,
  }),
  run(context, { limit, after, ...filter }) {
    const store = policiesOf(context.edition())
    const found = store.policies().filter(policyFilter(filter))
    return {
      total: found.length,
      policies: found.slice(after, after + limit).map(policyShown),
      payers: store.payers(),
      ...NOTICE,
    }
  },
})

/** Passages taken from the index before filters, so that a filter still has something to choose from. */
const POOL = 200

export const passages = operation({
  name: 'passages',
  command: 'policies search',
  summary: 'Passages of policies that hold some words, best first.',
  path: '/policies/search',
  positional: ['q'],
  input: z.object({
    q: z.string().trim().min(1).max(1_000).describe('words'),
    ...POLICY_FILTERS,
    limit: LimitField(50, 10),
  }),
  output: z.object({
    query: z.string(),
    passages: z.array(
      z.object({
        policy: PolicySchema,
        section: z.string(),
        page: z.number().optional(),
        start: z.number().describe('offset in the text of the document'),
        text: z.string(),
      }),
    ),
    ...NoticeShape,
  }),
  run(context, { q, limit, ...filter }) {
    const fits = policyFilter(filter)
    const filtered = Object.values(filter).some((value) => value !== undefined)
    const hits = policiesOf(context.edition()).passages(q, filtered ? POOL : limit)
    return {
      query: q,
      passages: hits
        .filter(({ version }) => fits(version))
        .slice(0, limit)
        .map(({ version, ...hit }) => ({ policy: policyShown(version), ...hit })),
      ...NOTICE,
    }
  },
})
