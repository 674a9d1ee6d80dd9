/**
 * What ways of saying it mean to the rules, and where these are silent to the stance model: each line is one that some
 * house style has.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { likeliest } from '../stance/model.ts'
import { shipped } from '../stance/shipped.ts'
import type { CueKind } from './cues.ts'
import { isQuestion, statementOf } from './statement.ts'

function heard(words: string): string {
  if (isQuestion(words)) return 'nothing'
  const { disposition, share } = likeliest(shipped().stance.of(words))
  return statementOf(words)?.kind ?? (share > 0.5 ? disposition : 'nothing')
}

const SAYS: Partial<Record<CueKind | 'nothing', readonly string[]>> = {
  covers: [
    'Allowed',
    'is covered',
    'may be cost-shared for any beneficiary',
    'We pay these; no C-9 is needed.',
    'In the benefit. Pay at the tier of the member.',
    'Covered, no precertification',
    'Covered without review',
    'Counseling in groups is covered, no review required, up to 22 visits each year.',
    'is covered under federal law. No review required and no criteria apply.',
    'CPT codes covered regardless of criteria:',
    'Replacement after mastectomy is covered without criteria',
    'Proven and medically necessary',
    'is a covered service for every new cancer',
    'Services paid without referral or prior authorization',
    'The plan pays for E0100.',
    'are covered in every setting, with no request',
    'Reimbursable',
    'Eligible for payment',
    'is considered medically necessary',
    'Payable once a year',
  ],
  conditional: [
    'Allowed with criteria',
    'We pay when every point in the numbered list for that row is met.',
    'In the benefit when the test in the Remarks column is met.',
    'may be cost-shared only if the patient cannot be moved by other means',
    'are reimbursable for members below age 21',
    'is reimbursable for members below 21',
    'Covered for adults 18 years and older',
    'It will be reimbursed, but only to urgent care centers.',
    'may be considered medically necessary',
    'is proven and medically necessary when all of the following are met:',
    'Covered only when the numbered section is met',
    'medically necessary for individuals who have failed two drugs',
    'Approved with restrictions',
    'No review required. Covered above 250 lb of weight.',
    'is not covered unless two drugs have failed',
    'covered without authorization for bilateral loss of 26 dB or more',
  ],
  'needs-authorization': [
    'Ask first',
    'ask us with a form',
    'Review required',
    'REVIEW REQUIRED',
    'Review before service',
    'Send a pre-service review request.',
    'Notify us within two business days',
    'needs an approved C-9',
    'In the benefit after Trust Utilization Review has approved it.',
    'must be authorized before the first dose',
    'The plan must authorize the drug before the first dose',
    'Covered with PA',
    'Services in the table go to Clinical Review before they are scheduled.',
    'Prior approval',
    'requires prior review',
    'is reimbursable for members with paraplegia, with PA',
    'Precertification required',
    'Notification',
    'Subject to medical director review prior to service',
  ],
  excludes: [
    'Outside the benefit',
    'No benefit',
    'No benefit (appearance only)',
    'Not in the benefit.',
    'Never paid',
    'Which therapies do you never pay for?',
    'We do not pay, because the contract leaves the service out.',
    'billed for a compounded cream are refused',
    'will not be separately reimbursed and is denied as bundled',
    'Not separately payable',
    'Not reimbursed: investigational',
    'unproven and not medically necessary for any indication',
    'not a covered benefit',
    'For the codes listed above when criteria are not met',
    'have not met our five technology criteria',
    'Considered Experimental/Investigational/Unproven:',
    'are ineligible for coverage',
    'is a contract exclusion',
  ],
  'supports-necessity': [
    'ICD-10-CM codes that support medical necessity',
    'support the request',
    'These diagnoses support requests under sections A and B:',
  ],
  'does-not-support': [
    'Do not support:',
    'Current research does not support the use of',
    'never support a procedure of this policy when billed alone',
    'ICD-10-CM Codes that DO NOT Support Medical Necessity',
  ],
  'no-authorization': [
    'NO REVIEW REQUIRED',
    'need not ask for approval of the study',
    'No referral or preauthorization applies.',
    'Neither preauthorization nor a diagnosis limit applies.',
    'PA not required',
    'Not subject to review',
  ],
  mentions: ['Outside our program, ask the health plan', 'is addressed elsewhere', 'are outside of this policy'],
  nothing: [
    'Is a service covered?',
    'Inclusion of a code does not imply coverage.',
    'Applicable codes',
    'Injection service',
  ],
}

describe('what words say', () => {
  for (const [kind, phrases] of Object.entries(SAYS))
    for (const phrase of phrases) it(`${phrase} → ${kind}`, () => assert.equal(heard(phrase), kind))
})
