/** Short names for what the operations answer. */
import type { code } from '../service/code.ts'
import type { codePolicies } from '../service/code-policies.ts'
import type { compare } from '../service/compare.ts'
import type { coverage } from '../service/coverage.ts'
import type { number } from '../service/number.ts'
import type { policy, policyDiff } from '../service/policy.ts'
import type { FindingShown, PolicyShown } from '../service/policy-fields.ts'
import type { search } from '../service/search.ts'
import type { similar } from '../service/similar.ts'

export type CodeShown = ReturnType<typeof code.run>
export type CodeLink = CodeShown['children'][number]
export type Note = CodeShown['notes'][number]
export type IndexLine = CodeShown['index'][number]
export type Found = ReturnType<typeof search.run>
export type FoundRow = Found['results'][number]
/** Similar codes; `unavailable` where the cluster that knows their names does not answer. */
export type Alike = ReturnType<typeof similar.run> & { readonly unavailable?: boolean }
export type AlikeRow = Alike['similar'][number]
export type Compared = ReturnType<typeof compare.run>
export type Policies = ReturnType<typeof codePolicies.run>
export type PolicyOfCode = Policies['payers'][number]['policies'][number]
export type PolicyDocument = ReturnType<typeof policy.run>
export type PolicyChange = ReturnType<typeof policyDiff.run>
export type Numbered = ReturnType<typeof number.run>
export type Covered = ReturnType<typeof coverage.run>
export type { FindingShown, PolicyShown }
