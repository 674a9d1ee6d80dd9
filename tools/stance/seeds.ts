/**
 * Made-up sentences that the model learns from beside the labelled documents: how payers of the United States say each
 * stance, put together from parts. Nothing here is copied from a document; what is a sentence of the labelled styles
 * only by chance is learned whichever style is left out.
 */
import type { Stance } from '../../src/policy/stance/model.ts'

export interface Seed {
  readonly stance: Stance
  readonly text: string
}

const SUBJECTS = ['The service', 'These codes', 'This item', 'Code J1234', 'The procedure', 'It', 'They', '12345', '']
const BE = ['is', 'are', 'is considered', 'are considered', 'may be', 'will be', 'shall be', 'remains']
const COVERED = [
  'covered',
  'payable',
  'reimbursable',
  'reimbursed',
  'paid',
  'medically necessary',
  'medically appropriate',
  'reasonable and necessary',
  'a covered benefit',
  'a benefit of the plan',
  'eligible for coverage',
  'eligible for payment',
  'allowed',
  'approved',
  'proven',
  'established',
  'accepted',
  'compensable',
  'within benefits',
  'clinically proven',
]
const DENIED = [
  'denied',
  'excluded',
  'non-covered',
  'noncovered',
  'investigational',
  'experimental',
  'unproven',
  'cosmetic',
  'not payable',
  'not separately reimbursed',
  'bundled',
  'disallowed',
  'rejected',
  'ineligible',
  'a plan exclusion',
  'a contract exclusion',
  'statutorily excluded',
  'denied as not medically necessary',
  'considered incidental',
  'outside benefits',
]
const NOT = ['not', 'never', 'no longer', 'not considered', 'not currently']
const CONDITIONS = [
  'when all of the following criteria are met',
  'when criteria are met',
  'if the member meets the criteria below',
  'if conservative treatment has failed',
  'while the patient is on dialysis',
  'while therapy continues',
  'provided that a specialist prescribes it',
  'as long as improvement is documented',
  'as long as the device is worn each night',
  'so long as a caregiver is present',
  'only for members aged 18 and older',
  'for members under 21',
  'in children up to 3 years of age',
  'after failure of two other drugs',
  'once imaging has shown the lesion',
  'unless a less costly item would do',
  'subject to the criteria in this policy',
  'following a trial of first-line therapy',
  'where the record documents the need',
  'in patients who cannot swallow',
  'for persons with severe disease',
  'with documentation of a face-to-face visit',
  'until the wound has healed',
  'on condition that both tests are abnormal',
  'for adults whose score is 8 or more',
  'according to the medical necessity criteria',
  'in accordance with the criteria',
  'during pregnancy only',
]
const LIMITS = [
  '',
  'up to twice a year',
  'once per lifetime',
  'twice a year',
  'limited to one per day',
  'up to 30 visits',
  'every 5 years',
  'for all members',
  'without restriction',
  'without further criteria',
  'regardless of diagnosis',
  'no conditions apply',
  'as a routine benefit',
  'at the fee schedule amount',
]
const REVIEWS = [
  'prior authorization',
  'preauthorization',
  'pre-authorization',
  'precertification',
  'prior approval',
  'advance approval',
  'advance notification',
  'notification',
  'plan approval',
  'medical review before service',
  'PA',
  'an approved request',
  'a referral on file',
  'a pre-service determination',
]
const NEEDS = [
  'requires',
  'require',
  'needs',
  'is subject to',
  'are subject to',
  'must have',
  'calls for',
  'cannot be given without',
]
const DIAGNOSES = ['diagnoses', 'ICD-10-CM codes', 'ICD-10 codes', 'diagnosis codes', 'indications', 'conditions']

function* made(): Iterable<Seed> {
  const subject = cycle(SUBJECTS)
  const be = cycle(BE)
  const limit = cycle(LIMITS)
  const limits = (): string => limit()
  for (let round = 0; round < 2; round++)
    for (const word of COVERED) {
      yield { stance: 'covers', text: `${subject()} ${be()} ${word} ${limits()}.` }
      yield { stance: 'covers', text: `${capital(word)} ${round === 0 ? 'codes' : 'services'}` }
      yield { stance: 'covers', text: round === 0 ? capital(word) : `The following are ${word}:` }
    }
  for (const [i, condition] of CONDITIONS.entries()) {
    for (let k = 0; k < 5; k++) {
      const word = COVERED[(i * 3 + k) % COVERED.length]!
      yield { stance: 'conditional', text: `${subject()} ${be()} ${word} ${condition}.` }
      if (k === 0) yield { stance: 'conditional', text: `${capital(word)} ${condition}` }
      if (k === 1)
        yield { stance: 'conditional', text: `${capital(condition)}, ${subject().toLowerCase()} ${be()} ${word}.` }
      if (k === 2) yield { stance: 'conditional', text: `The following are ${word} ${condition}:` }
    }
    yield {
      stance: 'conditional',
      text: `${subject()} is not covered unless ${condition.replace(/^(?:when|if|while|unless|once|where|provided that|as long as|on condition that)\s+/, '')}.`,
    }
  }
  for (const text of CONDITIONAL) yield { stance: 'conditional', text }
  for (const [i, word] of DENIED.entries()) {
    for (let k = 0; k < 3; k++)
      yield { stance: 'excludes', text: `${subject()} ${be()} ${word}${k === 1 ? ' for all indications' : ''}.` }
    yield { stance: 'excludes', text: capital(word) }
    yield { stance: 'excludes', text: `${capital(word)} ${i % 2 === 0 ? 'services' : 'codes'}` }
    yield { stance: 'excludes', text: `The following are ${word}:` }
    yield { stance: 'excludes', text: `None of these is covered; all are ${word}.` }
  }
  for (const [i, word] of COVERED.entries()) {
    for (const not of NOT)
      yield { stance: 'excludes', text: `${subject()} ${i % 2 === 0 ? 'is' : 'are'} ${not} ${word}.` }
    yield { stance: 'excludes', text: `Not ${word}` }
    yield { stance: 'excludes', text: `The following are not ${word}:` }
    yield { stance: 'excludes', text: `None of these codes is ${word}.` }
    yield { stance: 'excludes', text: `None of the following are ${word}` }
    yield { stance: 'covers', text: `All of these codes are ${word}.` }
  }
  for (const text of EXCLUDES) yield { stance: 'excludes', text }
  for (const text of COVERS) yield { stance: 'covers', text }
  for (const [i, review] of REVIEWS.entries()) {
    for (const needs of NEEDS) yield { stance: 'needs-authorization', text: `${subject()} ${needs} ${review}.` }
    yield { stance: 'needs-authorization', text: `${capital(review)} is required` }
    yield { stance: 'needs-authorization', text: `${capital(review)} required` }
    yield { stance: 'needs-authorization', text: `Codes that need ${review}` }
    yield { stance: 'needs-authorization', text: `${subject()} is ${COVERED[i % COVERED.length]} with ${review}.` }
    yield {
      stance: 'needs-authorization',
      text: `${subject()} is ${COVERED[(i + 4) % COVERED.length]} only after ${review}.`,
    }
    yield { stance: 'needs-authorization', text: `The following services require ${review}:` }
    yield { stance: 'needs-authorization', text: `Obtain ${review} before the service is given.` }
    yield { stance: 'mentions', text: `No ${review} is required.` }
    yield { stance: 'mentions', text: `${capital(review)} is not required` }
    yield { stance: 'mentions', text: `${subject()} does not require ${review}.` }
    yield { stance: 'mentions', text: `${subject()} may be given without ${review}.` }
    yield { stance: 'mentions', text: `Exempt from ${review}` }
    yield { stance: 'mentions', text: `${capital(review)} was removed for these codes.` }
  }
  for (const text of AUTHORIZATION) yield { stance: 'needs-authorization', text }
  for (const [i, dx] of DIAGNOSES.entries()) {
    for (const text of [
      `${dx} that support medical necessity`,
      `covered ${dx}`,
      `${dx} that are covered`,
      `the following ${dx} support coverage of 12345:`,
      `payable ${dx}`,
      `one of these ${dx} must be on the claim`,
      `${dx} for which the service is considered medically necessary`,
      `qualifying ${dx}`,
      `accepted ${dx}`,
      `claims must carry one of the ${dx} below`,
      `${dx} that meet the criteria`,
      `a claim carries one of these ${dx}:`,
      `claims must list one of these ${dx}`,
      `one of these ${dx} is required on every claim`,
      `is what all of this is for`,
      `${dx} that open the door to the service`,
      `${dx} for this service`,
      `any of these will do`,
      `for this the claim names`,
      `is required on every claim`,
    ])
      yield { stance: 'supports-necessity', text: i % 2 === 0 ? capital(text) : text }
    for (const text of [
      `${dx} that do not support medical necessity`,
      `non-covered ${dx}`,
      `${dx} that are not covered`,
      `the following ${dx} do not support coverage`,
      `${dx} for which the service is not medically necessary`,
      `${dx} that never justify the test`,
      `claims with these ${dx} are denied`,
      `excluded ${dx}`,
      `${dx} for which none of these is payable`,
      `not accepted: ${dx}`,
      `do not by themselves establish the need`,
      `do not alone support the service`,
      `will cause the claim to deny`,
      `as the primary diagnosis lead to denial`,
      `are the wrong ${dx} for it`,
      `will not do`,
      `does not qualify`,
      `Rejected: ${dx}`,
      `These ${dx} do not`,
      `are screening and are rejected`,
      `for these ${dx} nothing is paid`,
      `We turn back a claim whose only diagnosis is`,
      `Others come back unpaid`,
    ])
      yield { stance: 'does-not-support', text: i % 2 === 0 ? capital(text) : text }
  }
  for (const text of MENTIONS) yield { stance: 'mentions', text }
  for (const text of SILENT) yield { stance: 'silent', text }
}

const CONDITIONAL = `Coverage criteria
Covered if selection criteria are met
Criteria apply
Clinical criteria apply
Medical necessity criteria must be met
Restricted
Restricted coverage
Conditional
Covered with criteria
Covered with limitations by age
Approved case by case
Individual consideration
Reviewed against the criteria below
We will consider it when other treatment has failed.
Step therapy applies
Requires a trial and failure of a preferred product
May be authorized for members who meet all of these:
Coverage is limited to members with active disease
Coverage depends on the criteria in section 3
Payment is made only when the record shows improvement
We pay for this when your doctor documents the need.
The plan covers it for people who have tried two other drugs.
May be considered medically necessary when any of the following is present:
meets the definition of medical necessity when the following are present
Reconstructive: covered when criteria are met
Covered for children under 6 years
Adults only
Covered only in a hospital
Payable when performed by a specialist
Approvable if stable on therapy
Continued coverage requires documented response
Criteria A and B must be met
Covered while the device is in use
Excluded unless needed after trauma
Not covered except to repair an injury
Denied unless documentation shows failure of other therapy
medically necessary for pain that has lasted six weeks and has not improved with conservative care
Medically necessary for patients with weakness who have not responded to therapy
is a covered benefit for members who have used injections for six months
are covered for members who are visually impaired
are covered for adults with depression who have failed four drugs
Physicians may bill this for children through age 5
Covered for persons up to age 21 only
One pair a year for members with diabetes whose doctor signs the form
Every further level is subject to the same criteria
The same conditions hold for
is held to the criteria of part 9
Covered while therapy is under way
is part of the benefit while the cornea is exposed
paid as long as the pump is in use
covered for as long as the pump is covered
Covered when the base item is covered
paid only beside the main procedure
goes with any service above that is paid
Only when given by a nurse in the office
only if two courses of antibiotics were without result
Go ahead if a bone scan is on file
Pays once a cheaper drug has been tried for three months
Use it first after others have been tried
Preferred after a trial of a biosimilar
not covered, with one exception:
We make an exception where the member has lost feeling in the foot
Left out of the program for most members, except those with poor circulation
Not a benefit unless the joint was injured
Excluded except after an accident
No coverage unless the record shows failure of other care
Medically necessary when listed diagnoses are present and other tests were normal
Age 18 and over; vaccine on file
Specialist only
Neurologist only
Under age 21 only
for members aged 50 to 80 with a history of smoking
Reviewed individually
Considered on its merits
Decided in each case by the medical director after the service
Allowed where documentation supports severity
We pay, provided that the member has seen a teacher of diabetes
is reserved for members in whom the first test failed
is for members with heart failure
follows a failed screen
sooner, if the old one cannot be mended
lent for three months and kept when used four hours a night
Payable if step one has failed
Appropriate when imaging confirms the diagnosis
Indicated only in patients with confirmed disease
is considered reasonable when
are considered medically necessary when all of the following are documented:
may be covered as a step before surgery
Coverage is provided to members who meet both of these points:
Criteria of the general policy apply
Benefit with limits by age
Reconstructive use: covered with criteria`.split('\n')

const EXCLUDES = `We do not cover this.
We do not pay for these services.
We never pay for it
The plan does not cover
No coverage
No benefits are available
Not a benefit
No payment is made
Payment is included in another service
Payment is bundled into the primary procedure
Claims will be denied
Lines are denied
Exclusions
Limitations and exclusions
What is not covered
Services we do not cover
Never covered
Cosmetic: never covered
Insufficient evidence
The evidence is insufficient to show benefit.
There is not enough evidence that it works.
Not proven safe and effective
does not meet the definition of medical necessity
does not meet coverage criteria for any indication
Experimental, investigational or unproven
E/I
NC
Not reimbursable
Non-payable
Do not bill; not paid separately
is not reimbursed separately
Member liability
Patient pays
outside the benefit
Excluded by the contract
Not paid
Deny
Closed to payment
Withdrawn from coverage
Considered part of the office visit and not paid on its own
None of these is covered.
The plan pays for none of them.
We cover none of these.
Neither is covered.
Neither of them is paid.
They are likewise not covered.
The items above are excluded.
None of them is payable.
No code of this list is covered.
We decline both.
We decline these.
We turn down requests for it
We leave this to the member
is the member's own cost
The member is billed
The member pays for these
The cost stays with the member
not for this program
falls outside what we pay for
fall outside
is out of the benefit
Out
Unpaid
Unpaid service
Nothing is paid under these codes
We pay nothing for it
We do not pay for them on a line of their own
is in the price of the procedure and is not paid again
is considered part of the procedure and is not paid in addition
included in another code and not separately reimbursed
is not paid on top
no separate payment
Do not bill us
Not billable to the plan
These we regard as research
is regarded as research
Our reviewers have found too little proof
There is too little evidence
has not been shown to be better than other care
not shown to help anyone
has no proven value
Never payable
never a benefit, whatever the reason
None of these is a benefit
Neither is payable
Both are excluded
All of them are declined
Convenience items, not covered
an item of comfort
for comfort only
Denied as not medically necessary
are therefore denied
the claim is denied
will be denied
is denied in all settings
Claims are turned back
is rejected
Rejected
Refused
Not approved
Not authorized under any circumstances
Replaced by another product and not covered
Non-formulary: not covered
Removed from the benefit
no longer a benefit
No.
No
Not reimbursed
Not evidence based
Part of another service
ruled out
is not part of the program
are no part of this plan
Cosmetic in every case`.split('\n')

const COVERS = `We cover this.
We pay for these services.
The plan pays for it
Benefit
Open benefit
Open access
Paid without review
Covered in full
Covered with no criteria
Covered services
What is covered
Services we cover
Always covered
Standard benefit
Payable without review
Bill directly
Pay
Cover
Y - covered
meets the definition of medical necessity
The evidence is sufficient and the service is considered proven.
Covered for every member
Covered for all ages
Covered; no request needed
They are covered and need no approval.
Both are covered.
Each of these is covered.
The plan pays for all of them.
The items above are covered.
Available to all members
Included in the benefit
Reimbursed at the fee schedule
The following codes are covered:
covered by the program
is a standard benefit
are a standard benefit
is part of every plan
is open to every member
All three are open to every member
Go ahead
Go ahead; nothing to do
Paid, nothing to do
Nothing is required of you
No review, paid
Yes
Yes.
Yes, every 60 days
Every member may have it
Members may have this at any age
is paid once in five years
are paid at the clinic rate
is reimbursed by time
a supply for three months at a time
twice a year for every member
ten hours in the first year and two in later ones
one per day, no other limit
is limited to six times per year
is payable once per device
We pay for one a year
We pay for whoever asks
is free of every hurdle
Free of review
Both are covered up to twice a year
were taken up into the program
was added to the benefit
Payable up to two units per visit
Preferred: no request
Covered without review
Covered, no conditions
Always paid
Paid in full
Reimbursed when billed with the right modifier
is reimbursed without further steps
is considered proven
is the rule and is paid
is ours to pay
Part of the benefit`.split('\n')

const AUTHORIZATION = `Must be authorized
Must be approved first
Auth required
Auth
PA required
PA
Yes, prior approval
Ask first
Ask us first
Call before service
Notify the plan
Notify us within two business days
Request before treatment
Submit a request before the service
Review before service
Pre-service review
Needs approval
Approval needed
Requires approval from the plan
Authorize first
Precert
Requires review by the medical director before service
Prior authorization list
Services on the prior authorization list
Covered after approval
Covered once authorized
Not payable without an approved authorization
Claims without an authorization are denied
Get permission before you schedule
Referral and authorization required
Authorization needed in all settings
PA: yes
Prior auth : Yes
Authorization : Required
Requirement : notification
we must agree before you give the drug
we have to say yes first
Write to us and wait for our answer
Send the order first and wait for a yes
wait for our approval before you begin
Permission is sought from us ahead of delivery
Get our consent in advance
Our consent is needed
The plan has to be asked and has to have said yes
you do have to ask
Call us before drawing blood
Call the plan before scheduling
We review it first
we look at the request first
reviewed by a nurse before payment
reviewed before the service
Needs a look by our nurse before delivery
goes to a nurse before anything is delivered
cannot be scheduled until the medical director has signed
may be scheduled only when we have written back that we agree
must be requested in advance
must be approved before delivery
These must be approved before the date of service
are approved in blocks of weeks and must be requested
Submit the form at least five business days before the first date of service
Fax the form before treatment begins
Request approval above that number
Above the limit, request approval
From the next session on, these codes require approval
Only with a request that we have granted
With our written approval
With approval
approval
Approval
First step: ask
Notification only
Notice to the plan
Advance notice needed
Tell us before admission
Clearance needed
Clearance by the plan is needed before the first visit
pre-service clearance
Needs a pre-service decision
decided before the service is given
Requires PA
PA; quantity limit
PA and step therapy
PA applies`.split('\n')

const MENTIONS = `Listed for information
Listed for information only
For reference only
Shown for reference
For informational purposes only
These codes are listed for convenience and say nothing of coverage.
Not addressed in this policy
Addressed in another policy
See the separate policy
is outside the scope of this policy
Reviewed elsewhere
No determination is made here
Deleted code
Codes deleted in 2024
The code was deleted
Code ended
Discontinued
Replaced by 12345
Retired codes
Other codes related to the policy
Related codes
Open: no authorization needed
No auth
None required
No review
PA: no
Prior auth : No
Authorization : Not required
No rule attaches to them
Not subject to review
Revision history
Added code J1234
References
Example claim
Report with 12345
Do not report together with 12345
Bill 12345 in addition
Modifiers
Informational
do not need a separate request
needs none
You do not have to ask for it
no request needed
No PA
No approval
no review
Retired
Ended at the turn of the year
is a name we no longer know
no longer in use
is not used by the plan
is a code of Medicare and not used here
Old numbers
We take no stand on these
we say nothing of them here
stands in another paper
see the paper on counselling
the plan makes no determination in this document
no medical necessity determination is made
Inclusion does not mean that a code is covered
moved to another guideline
dropped out of this paper
added for review
Words struck out since the last printing
use the other code
Listed for completeness
Codes listed to help you bill
Changes
What changed
Bill another code instead`.split('\n')

const SILENT = `Description
Code
Codes
CPT
CPT codes
HCPCS
HCPCS codes
HCPCS Codes | Description
Applicable codes
Coding
Coding information
Billing
Background
Overview
Introduction
General information
Effective date
Policy number
Notes
Comments
Table 1
Appendix A
Group 1
Drug name
Brand
Injection, 1 mg
Injection, infliximab, 10 mg
Therapeutic service, each 15 minutes
Surgical procedure of the knee
Units : 10
Dose : 5 mg per kg
Limit : 1 per year
Max units : 30
Type : CPT
Type : HCPCS
Effective : 01/01/2024
End : 12/31/2025
The disease affects about two million adults.
A trial of 300 patients found less pain at one year.
The device was cleared in 2015.
Benefits vary by plan; check the member's contract.
This policy does not guarantee payment.
Coverage is subject to the member's contract.
Providers bill on the standard claim form.
Questions may be sent to the address below.
The list may not be all inclusive.
Codes are listed below.
The following codes are used for billing:
Each row names a product.
Medical policy
Commercial and Medicaid
Clinical guideline
Rent
Buy
Rent or buy
oncology
any provider
Knee scope
Who may give it : oncology
Category : Spine
Body part : head, MR
What it is : cane
Remark : once a year
Questions: equipment desk
Read me
Instructions
This chapter is for podiatrists and family doctors
It was first described in 1998
Symptoms include pain and swelling`.split('\n')

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function cycle(list: readonly string[]): () => string {
  let at = 0
  return () => list[at++ % list.length]!
}

/** All seeds, in an order that never changes. */
export const seeds = (): readonly Seed[] =>
  [...made()].map(({ stance, text }) => ({
    stance,
    text: text
      .replace(/\s+/g, ' ')
      .replace(/\s([.,:;])/g, '$1')
      .trim(),
  }))
