/** Provider manual of a state Medicaid fee-for-service program: numbered headings, Word. */
import { PROSE } from '../prose.ts'
import { doc, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string): Meta => ({
  payer: 'Prairie State Medicaid',
  kind: 'medicaid',
  number,
  title,
  effective,
  states: ['NE'],
})
const frame = (part: string): { header: string; footer: string } => ({
  header: `Prairie State Medicaid Provider Manual — ${part}`,
  footer: 'Billing help desk 402-555-0144 · 471 NAC 1-002 · ZIP 68509',
})

export const prairie: readonly Spec[] = [
  doc(
    'prairie-01',
    'docx',
    meta('PM-12', 'Therapy Services', '2025-07-01'),
    [
      `# 12 Therapy Services

## 12.1 Covered services

12.1.1 Evaluations. 97161, 97162, 97163, 97165, 97166, 97167, 92521, 92522, 92523 and 92524 are covered once per
condition and need no prior authorization.
`,
      g('cov', '97161 97162 97163 97165 97166 97167 92521 92522 92523 92524', 'are covered once per condition'),
      `
12.1.2 Treatment. 97110/97112/97116/97140/97530/97535 are covered if the plan of care is signed every 90 days.
`,
      g('cond', '97110 97112 97116 97140 97530 97535', 'are covered if the plan of care is signed every 90 days'),
      `
12.1.3 After 60 units in a fiscal year, prior authorization is required for 97110-97546 except 97150.
`,
      g('pa', '97110..97546!97150', 'prior authorization is required for 97110-97546 except 97150'),
      `
12.1.4 Group treatment (97150) never needs authorization; it is covered up to 24 units.
`,
      g('cov', '97150', 'it is covered up to 24 units'),
      `
## 12.2 Non-covered services

- 97010 hot and cold packs
- 97014 (use G0283, which is covered)
- 97545 and 97546 for fitness to work
- S8990 maintenance
- T2047
`,
      g('exc', '97010 97014 97545 97546 S8990 T2047', 'Non-covered services', { group: '12.2' }),
      g('cov', 'G0283', 'use G0283, which is covered'),
      `
## 12.3 Modifiers

Append GP, GO or GN. Assistants append CQ or CO. Distinct services carry 59.
`,
      g('men', 'mod:GP mod:GO mod:GN mod:CQ mod:CO mod:59', 'Append GP, GO or GN'),
      `
## 12.4 Diagnosis

Claims for children need F80.0, F80.1, F80.2, F82, G80.0-G80.9 or R62.0. Claims with Z02.5 are denied.
`,
      g('sup', 'F80.0 F80.1 F80.2 F82 G80.0..G80.9 R62.0', 'Claims for children need F80.0'),
      g('dns', 'Z02.5', 'Claims with Z02.5 are denied'),
      `
## 12.5 Forms

Send form MS-81 (rev. 97110) or DHHS-6 by fax, 402-555-0187. Records are kept for 6 years.
`,
    ],
    frame('Chapter 12'),
  ),
  doc(
    'prairie-02',
    'docx',
    meta('PM-07', 'Durable Medical Equipment', '2025-10-01'),
    [
      `# 7 Durable Medical Equipment

## 7.1 Definition

Equipment withstands repeated use, serves a medical purpose and fits the home (42 CFR 440.70).

## 7.2 Items and limits

| Item | Codes | Limit | Rule |
| Walkers | E0130, E0135, E0141, E0143 | 1 per 5 years | Covered |
| Canes | E0100, E0105 | 1 per 3 years | Covered |
| Hospital beds | E0250-E0304 | 1 per 8 years | Prior authorization |
| Lifts | E0630, E0635 | 1 per 8 years | Prior authorization |
| Bath aids | E0240, E0241, E0243, E0244, E0245 | none | Not covered |
| Exercise items | A9300 | none | Not covered |
`,
      g('cov', 'E0130 E0135 E0141 E0143', 'E0130, E0135, E0141, E0143 1 per 5 years Covered'),
      g('cov', 'E0100 E0105', 'E0100, E0105 1 per 3 years Covered'),
      g('pa', 'E0250..E0304', 'E0250-E0304 1 per 8 years Prior authorization'),
      g('pa', 'E0630 E0635', 'E0630, E0635 1 per 8 years Prior authorization'),
      g('exc', 'E0240 E0241 E0243 E0244 E0245', 'E0240, E0241, E0243, E0244, E0245 none Not covered'),
      g('exc', 'A9300', 'A9300 none Not covered'),
      `
## 7.3 Oxygen

Concentrators (E1390, E1391, E1392) are covered if saturation is 88 percent or less. Portable gas E0431 is covered if the
client is mobile at home. K0738 requires prior authorization.
`,
      g(
        'cond',
        'E1390 E1391 E1392',
        'Concentrators (E1390, E1391, E1392) are covered if saturation is 88 percent or less',
      ),
      g('cond', 'E0431', 'Portable gas E0431 is covered if the client is mobile at home'),
      g('pa', 'K0738', 'K0738 requires prior authorization'),
      `
## 7.4 Diapers

T4521–T4535, T4541 and T4543 are covered from the age of 4 years; T4536–T4540 are not covered.
`,
      g('cond', 'T4521..T4535 T4541 T4543', 'are covered from the age of 4 years', { role: 'device' }),
      g('exc', 'T4536..T4540', 'T4536–T4540 are not covered', { role: 'device' }),
      `
## 7.5 Rental and purchase

Rented items carry RR, new items NU, used items UE. After 10 months of rental the item belongs to the client.
`,
      g('men', 'mod:RR mod:NU mod:UE', 'Rented items carry RR, new items NU, used items UE'),
      `\n${PROSE.rights}\n`,
    ],
    frame('Chapter 7'),
  ),
  doc(
    'prairie-03',
    'docx',
    meta('PM-19', 'Telehealth', '2026-01-01'),
    [
      `# 19 Telehealth

## 19.1 What is paid

Visits 99202 through 99205 and 99212 through 99215 are covered by video. Code 99211 is not covered by video.
`,
      g('cov', '99202..99205 99212..99215', 'Visits 99202 through 99205 and 99212 through 99215 are covered by video'),
      g('exc', '99211', 'Code 99211 is not covered by video'),
      `
Behavioral health: 90791, 90792, 90832, 90834, 90837, 90846, 90847, 90853, H0031, H0032, H2011 and H2017 are covered.
`,
      g(
        'cov',
        '90791 90792 90832 90834 90837 90846 90847 90853 H0031 H0032 H2011 H2017',
        'H2011 and H2017 are covered',
      ),
      `
The originating site fee, Q3014, is covered when the client is in a clinic.
`,
      g('cond', 'Q3014', 'The originating site fee, Q3014, is covered when the client is in a clinic'),
      `
## 19.2 What is not paid

Telephone calls 99441-99443 ended with 2024 and are not covered. E-mail (98970, 98971, 98972) is not covered.
`,
      g('exc', '99441..99443', 'Telephone calls 99441-99443 ended with 2024 and are not covered'),
      g('exc', '98970 98971 98972', 'E-mail (98970, 98971, 98972) is not covered'),
      `
## 19.3 How to bill

Use modifier 95 or GT, and FQ for voice only. Place of service is 02 or 10.
`,
      g('men', 'mod:95 mod:GT mod:FQ', 'Use modifier 95 or GT, and FQ for voice only'),
      `
## 19.4 Questions

Call 1-877-555-0190 weekdays 8-5. Bulletin 20-14 of 03/13/2020 and its successors 20-27 and 21-02 are withdrawn.
`,
    ],
    frame('Chapter 19'),
  ),
  doc(
    'prairie-04',
    'docx',
    meta('PM-31', 'Dental, Vision and Hearing Limits for Adults', '2024-01-01'),
    [
      `# 31 Vision and Hearing for Adults

## 31.1 Vision

1. Eye examinations 92002, 92004, 92012 and 92014 are covered every 24 months.
2. Frames (V2020) and single lenses (V2100–V2114) are covered every 24 months. Deluxe frames (V2025) are excluded.
3. Contact lenses V2500–V2599 require prior authorization, except V2510 for keratoconus, which is covered without it.
`,
      g('cov', '92002 92004 92012 92014', 'Eye examinations 92002, 92004, 92012 and 92014 are covered every 24 months'),
      g('cov', 'V2020 V2100..V2114', 'Frames (V2020) and single lenses (V2100–V2114) are covered every 24 months', {
        role: 'device',
      }),
      g('exc', 'V2025', 'Deluxe frames (V2025) are excluded'),
      g('pa', 'V2500..V2599!V2510', 'Contact lenses V2500–V2599 require prior authorization, except V2510', {
        role: 'device',
      }),
      g('cov', 'V2510', 'V2510 for keratoconus, which is covered without it', { role: 'device' }),
      `
## 31.2 Hearing

1. Hearing aids V5256, V5257, V5260 and V5261 require prior authorization. Send an audiogram.
2. Batteries (V5266) are covered.
3. Assistive devices V5268–V5274 are not covered.
4. Cochlear implants (L8614, 69930) require prior authorization.
`,
      g('pa', 'V5256 V5257 V5260 V5261', 'Hearing aids V5256, V5257, V5260 and V5261 require prior authorization', {
        role: 'device',
      }),
      g('cov', 'V5266', 'Batteries (V5266) are covered', { role: 'device' }),
      g('exc', 'V5268..V5274', 'Assistive devices V5268–V5274 are not covered', { role: 'device' }),
      g('pa', 'L8614 69930', 'Cochlear implants (L8614, 69930) require prior authorization'),
      `
## 31.3 Diagnosis

H90.3, H90.5, H91.13 and H91.93 support hearing aids. H61.21 to H61.23 (wax) do not.
`,
      g('sup', 'H90.3 H90.5 H91.13 H91.93', 'H90.3, H90.5, H91.13 and H91.93 support hearing aids'),
      g('dns', 'H61.21..H61.23', 'H61.21 to H61.23 (wax) do not'),
      `
The yearly limit is $1,000 for adults; a copay of $2 applies. Regulation 471 NAC 24-003. Rates as of 1/1/2024.
`,
    ],
    frame('Chapter 31'),
  ),
  doc(
    'prairie-05',
    'docx',
    meta('PM-44', 'Transport, Personal Care and Waiver Services', '2025-01-01'),
    [
      `# 44 Transport, Personal Care and Waiver Services

## 44.1 Ambulance

A0428 and A0429 are covered from home to hospital. A0426, A0427 and A0433 are covered if the record shows that advanced
care was given. A0430, A0431, A0435 and A0436 require prior authorization unless it is an emergency. Mileage is A0425; it is
covered.
`,
      g('cov', 'A0428 A0429', 'A0428 and A0429 are covered from home to hospital', { role: 'service' }),
      g('cond', 'A0426 A0427 A0433', 'are covered if the record shows that advanced care was given', {
        role: 'service',
      }),
      g(
        'pa',
        'A0430 A0431 A0435 A0436',
        'A0430, A0431, A0435 and A0436 require prior authorization unless it is an emergency',
        { role: 'service' },
      ),
      g('cov', 'A0425', 'Mileage is A0425; it is covered', { role: 'service' }),
      `
## 44.2 Other rides

A0080 to A0210 go through the broker and are not covered when billed to the state.
`,
      g('exc', 'A0080..A0210', 'A0080 to A0210 go through the broker and are not covered when billed to the state', {
        role: 'service',
      }),
      `
## 44.3 Personal care

T1019, T1020 and S5125: prior authorization. S5126 and S5130: not covered outside the waiver, prior authorization inside it.
`,
      g('pa', 'T1019 T1020 S5125', 'T1019, T1020 and S5125: prior authorization'),
      g('exc', 'S5126 S5130', 'S5126 and S5130: not covered outside the waiver'),
      g('pa', 'S5126 S5130', 'prior authorization inside it'),
      `
## 44.4 Waiver

S5160, S5161 (alarm); S5165 (home changes); S5170 (meals); T2038; T2039. Each is covered when it stands in the care plan.
`,
      g('cond', 'S5160 S5161 S5165 S5170 T2038 T2039', 'Each is covered when it stands in the care plan'),
      `
## 44.5 History of this chapter

Codes T9981 and H8877, used in a pilot until 12/31/2003, were never national.
Mileage rate $0.445 until 6/30/2019; $0.58 later.
`,
      g('men', '?T9981 ?H8877', 'Codes T9981 and H8877, used in a pilot'),
    ],
    frame('Chapter 44'),
  ),
]
