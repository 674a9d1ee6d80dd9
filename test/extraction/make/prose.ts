/**
 * Paragraphs that policies carry around their codes: evidence, definitions, rights, limits. They name no code; numbers
 * in them are years, counts, doses, sections of law, telephone numbers.
 */

const EVIDENCE = `## Evidence review

The desk searched three databases for papers printed between January 2012 and September 2025. Of 2,318 titles, 164 were read in
full and 41 were kept: 9 randomized trials, 22 cohorts and 10 reviews. Two readers worked apart from each other; a third settled
differences. Small studies, with fewer than 20 persons, were kept only where nothing larger was found.

The largest trial (Noor 2018) put 1,206 adults into two arms and followed them for 24 months. The main outcome was reached by
61.4% in one arm and 48.9% in the other (difference 12.5 points, 95% interval 7.1 to 17.9). Harm was rare and did not differ. One
fifth of the patients was lost before the end, which weakens the result. A second trial (Ivers 2020, n = 388) was stopped early
because money ran out; its figures point the same way but prove little.

Cohorts agree with the trials in direction, not in size. A registry of 14 hospitals counted 90 events in 10,045 person-years. A
cohort from the north (Solberg 2021) counted 17 in 2,210. Both adjusted for age, sex, smoking and kidney function. Neither could
adjust for income, and both say so.

Models of cost were read but not used. They gave between $9,850 and $71,300 for a year of good life, depending on the price that was
put in. Prices change each quarter, and the plan does not decide on price.
`

const DEFINITIONS = `## Definitions

Medically necessary means that a careful physician would give the service, that it fits accepted standards, that it suits the
illness in kind, place and length, and that it is not given for comfort alone. A service that costs more than another one of equal
effect does not fit.

Investigational means that approval by the government is missing where it is required, or that published work does not show that the
result in daily practice is as good as that of what exists. A service may be approved for sale and still be investigational.

Conservative care means rest, exercise under guidance, medicine by mouth and a change of habits for at least six weeks, in any order,
as far as the member can bear it. Care more than 12 months back does not count.
`

const RIGHTS = `## Rights of members and physicians

A physician may ask for a talk with a reviewer of the same field within 14 calendar days of a denial. An urgent request is answered
in 72 hours, any other in 7 days, as 42 CFR 438.210 and 29 CFR 2560.503-1 ask. A member may appeal within 180 days. An outside
reviewer can be called after the second denial; the fee of $25.00 is given back if the denial is reversed.

This text describes how the plan reads its contracts. It is no medical advice and no promise of payment. What is paid depends on the
contract on the day of service, on eligibility and on the rules for claims. Where contract and text differ the contract counts.

The text may be copied for use with members. Trade names belong to their owners. Ask for older versions by mail: Policy Desk, Box
40217, or by telephone, 800-555-0119, Monday to Friday from 8:30 to 16:45.
`

export const PROSE = { evidence: EVIDENCE, definitions: DEFINITIONS, rights: RIGHTS } as const
