/** Every operation there is. Surfaces list these and nothing else. */
import { browse } from './browse.ts'
import { code } from './code.ts'
import { codePolicies } from './code-policies.ts'
import { compare } from './compare.ts'
import { coverage } from './coverage.ts'
import { number } from './number.ts'
import type { Operation } from './operation.ts'
import { passages, policies } from './policies.ts'
import { policy, policyDiff } from './policy.ts'
import { policyImpact } from './policy-impact.ts'
import { search, suggest } from './search.ts'
import { similar } from './similar.ts'
import { systems } from './systems.ts'
import { validate } from './validate.ts'

/** By the name that a program calls it by, in the order in which they are listed. */
export const OPERATIONS_BY_NAME = {
  search,
  suggest,
  code,
  similar,
  compare,
  number,
  validate,
  systems,
  browse,
  codePolicies,
  coverage,
  policies,
  passages,
  policyImpact,
  policy,
  policyDiff,
}

export const OPERATIONS = Object.values(OPERATIONS_BY_NAME) as unknown as readonly Operation[]
