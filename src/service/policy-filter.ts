/** Which policies are asked for: by payer, kind and state. */
import { z } from 'zod'
import { slug } from '../core/text.ts'
import { POLICY_KINDS } from '../policy/model.ts'
import type { StoredVersion } from '../policy/store/reader.ts'
import { stateOf } from './policy-fields.ts'

/** Input fields of operations that list policies. */
export const POLICY_FILTERS = {
  payer: z.string().optional().describe('payer, by name'),
  kind: z.enum(POLICY_KINDS).optional(),
  state: z.string().optional().describe('two letters or the name of a state'),
}

interface PolicyFilter {
  readonly payer?: string | undefined
  readonly kind?: string | undefined
  readonly state?: string | undefined
}

/** A test for policies; a policy without states holds in all of them. @throws AppError `invalid-input` for no state */
export function policyFilter({ payer, kind, state }: PolicyFilter): (version: StoredVersion) => boolean {
  const wanted = state === undefined ? undefined : stateOf(state)
  return (version) =>
    (payer === undefined || version.payerSlug === slug(payer)) &&
    (kind === undefined || version.kind === kind) &&
    (wanted === undefined || version.states === undefined || version.states.includes(wanted))
}
