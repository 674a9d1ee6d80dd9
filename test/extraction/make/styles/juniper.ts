/** Drug policies in Markdown: J-codes, NDCs, diagnoses with open ends (C22.-, E08-E13), dosing figures that are no codes. */
import { PROSE } from '../prose.ts'
import { doc, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string): Meta => ({
  payer: 'Juniper Rx Benefits',
  kind: 'commercial',
  number,
  title,
  effective,
})

export const juniper: readonly Spec[] = [
  doc('juniper-01', 'md', meta('JRX-118', 'Pembrolizumab', '2026-03-01'), [
    `# Pembrolizumab

| | |
|---|---|
| Policy | JRX-118 |
| Effective | 2026-03-01 |
| Route | IV, 200 mg every 3 weeks or 400 mg every 6 weeks |

## Approval criteria

Pembrolizumab (**J9271**, 1 mg) is approved for 6 months when an oncologist prescribes it, ECOG is 0-2, and one of the
diagnoses below is present.
`,
    g('cond', 'J9271', 'is approved for 6 months when an oncologist prescribes it'),
    `
Package: NDC 0006-3026-02 (100 mg/4 mL vial, one) or NDC 0006-3026-04 (two). Approval covers either.
`,
    g('cond', '0006-3026-02 0006-3026-04', 'Approval covers either'),
    `
## Accepted diagnoses

- Melanoma: C43.- and D03.-
- Lung: C34.00–C34.92
- Head and neck: C00-C14
- Hodgkin lymphoma: C81.-
- Bladder: C67.x
- Liver: C22.0
- Cervix: C53.0, C53.1, C53.8, C53.9
- Kidney: C64.1, C64.2, C64.9
- Merkel cell: C4A.-
`,
    g(
      'sup',
      'C43* D03* C34.00..C34.92 C00..C14 C81* C67* C22.0 C53.0 C53.1 C53.8 C53.9 C64.1 C64.2 C64.9 C4A*',
      'Accepted diagnoses',
      { group: 'Accepted diagnoses' },
    ),
    `
## Not approved

Multiple myeloma (C90.0-) is not an accepted use: two trials were stopped. Giving J9271 together with J9228 outside a trial is
experimental; then both are excluded.
`,
    g('dns', 'C90.0*', 'Multiple myeloma (C90.0-) is not an accepted use'),
    g('exc', 'J9271 J9228', 'Giving J9271 together with J9228 outside a trial is experimental'),
    `
## Administration

96413 is covered with the drug. 96415 is covered for each further hour.
`,
    g('cov', '96413', '96413 is covered with the drug'),
    g('cov', '96415', '96415 is covered for each further hour'),
    `
## Limits

35 infusions, or 24 months. Dose rounding within 10% is expected. AWP on 2025-12-31: $5,981.52.
`,
  ]),
  doc('juniper-02', 'md', meta('JRX-041', 'Insulin and GLP-1 agents under the medical benefit', '2025-06-15'), [
    `# Insulin and GLP-1 agents under the medical benefit

*JRX-041, in force from 15 June 2025*

## Covered

Insulin given through a pump (J1817) and insulin per 5 units (J1815) are covered for diabetes, E08–E13, and in pregnancy,
O24.-.
`,
    g(
      'cov',
      'J1817 J1815',
      'Insulin given through a pump (J1817) and insulin per 5 units (J1815) are covered for diabetes',
    ),
    g('sup', 'E08..E13 O24*', 'are covered for diabetes, E08–E13, and in pregnancy'),
    `
## Prior authorization

The following need prior authorization, at most 1 pen (0.25 mg, 0.5 mg, 1 mg or 2 mg) in 28 days:

| Product | NDC |
|---|---|
| semaglutide 0.25/0.5 mg | 0169-4181-13 |
| semaglutide 1 mg | 0169-4130-13 |
| tirzepatide 2.5 mg | 0002-1506-80 |
| tirzepatide 5 mg | 00002149580 |
| dulaglutide 0.75 mg | 0002-1433-80 |
`,
    g(
      'pa',
      '0169-4181-13 0169-4130-13 0002-1506-80 00002149580 0002-1433-80',
      'The following need prior authorization',
    ),
    `
## Excluded

Use for weight alone is excluded. E66.01, E66.3, E66.9 and Z68.30-Z68.45 do not support any agent of this policy, and
0169-4525-14 is excluded by contract.
`,
    g('dns', 'E66.01 E66.3 E66.9 Z68.30..Z68.45', 'do not support any agent of this policy'),
    g('exc', '0169-4525-14', '0169-4525-14 is excluded by contract'),
    `
## Reading

HbA1c of 7.0-9.5% within 90 days; eGFR above 15; BMI 27-45. Titration: 2.5, 5, 7.5, 10, 12.5, 15 mg. S5550, S5551 and S5553
are seen on some claims.
`,
    g('men', 'S5550 S5551 S5553', 'are seen on some claims'),
  ]),
  doc('juniper-03', 'md', meta('JRX-205', 'Complement inhibitors', '2026-01-01'), [
    `# Complement inhibitors (JRX-205)

## 1. Drugs

| Code | Drug | Status |
|---|---|---|
| J1299 | eculizumab, 2 mg | authorization |
| J1303 | ravulizumab, 10 mg | authorization |
| Q5151 | eculizumab biosimilar | authorization, preferred |
| Q5152 | eculizumab biosimilar | authorization, preferred |
| J2781 | pegcetacoplan, eye | authorization |
| J2782 | avacincaptad, eye | not covered |
| J1300 | eculizumab, 10 mg | replaced by J1299 on 2025-04-01 |
`,
    g('pa', 'J1299', 'J1299 eculizumab, 2 mg authorization'),
    g('pa', 'J1303', 'ravulizumab, 10 mg authorization'),
    g('pa', 'Q5151 Q5152', '{c} eculizumab biosimilar authorization', { role: 'drug' }),
    g('pa', 'J2781', 'pegcetacoplan, eye authorization'),
    g('exc', 'J2782', 'avacincaptad, eye not covered'),
    g('men', 'J1300', 'replaced by J1299 on 2025-04-01'),
    `
## 2. Diagnoses

**Both groups are needed for a first request.**

Group A (disease): D59.30, D59.32, D59.39, D59.5, G36.0, G70.00, G70.01, H35.3134.
`,
    g('sup', 'D59.30 D59.32 D59.39 D59.5 G36.0 G70.00 G70.01 H35.3134', 'Group A (disease)', { group: 'Group A' }),
    `
Group B (vaccination): Z23.
`,
    g('sup', 'Z23', 'Group B (vaccination): Z23', { group: 'Group B' }),
    `
Not supported: D59.31 and D59.4.
`,
    g('dns', 'D59.31 D59.4', 'Not supported: D59.31 and D59.4'),
    `
## 3. Vaccines

Vaccines against meningococci are named by CVX 114, 136 and 163. Two weeks must pass.
`,
    g('men', 'cvx:114 cvx:136 cvx:163', 'Vaccines against meningococci are named by CVX 114, 136 and 163'),
    `
## 4. Dose

Start 600 mg weekly for 4 weeks, then 900 mg, then 900-1200 mg every 14 days. Ravulizumab 2400-3600 mg by weight
(40-59.9 kg, 60-99.9 kg, 100 kg or more). Titer 1:1300 was seen once.

## 5. History

2024-01: C9399 was used for both new products.
`,
    g('men', 'C9399', 'C9399 was used for both new products', { role: 'drug' }),
    `\n${PROSE.evidence}\n`,
    `\n${PROSE.rights}\n`,
  ]),
  doc('juniper-04', 'md', meta('JRX-077', 'White Cell Growth Factors', '2025-01-01'), [
    `# White Cell Growth Factors

> JRX-077. Effective 1 January 2025.

Long-acting products Q5108, Q5111, Q5120, Q5122, Q5127 and Q5130 are covered without authorization. J2506 and J1449 are
covered only after failure of two of these and require prior authorization.
`,
    g('cov', 'Q5108 Q5111 Q5120 Q5122 Q5127 Q5130', 'are covered without authorization', { role: 'drug' }),
    g('cond', 'J2506 J1449', 'J2506 and J1449 are covered only after failure of two of these'),
    g('pa', 'J2506 J1449', 'and require prior authorization'),
    `
Short-acting products: Q5101 and Q5110 are covered; J1442 and J1447 are not covered.
`,
    g('cov', 'Q5101 Q5110', 'Q5101 and Q5110 are covered', { role: 'drug' }),
    g('exc', 'J1442 J1447', 'J1442 and J1447 are not covered'),
    `
Home injector service 96377 is not considered medically necessary.
`,
    g('exc', '96377', '96377 is not considered medically necessary'),
    `
Supporting diagnoses: D70.0, D70.1, D70.4, D70.8, D70.9, Z51.11, Z52.011, Z94.84, T66.XXXA, W88.1XXA.
`,
    g('sup', 'D70.0 D70.1 D70.4 D70.8 D70.9 Z51.11 Z52.011 Z94.84 T66.XXXA W88.1XXA', 'Supporting diagnoses'),
    `
D72.819 does not support therapy.
`,
    g('dns', 'D72.819', 'D72.819 does not support therapy'),
    `
Dose: 5 mcg/kg a day, 6 mg a cycle, not within 14 days before or 24 hours after chemotherapy. ANC 500-1000/mm3. Syringes hold
300 mcg/0.5 mL or 480 mcg/0.8 mL. Earlier codes J2505, C9173 and Q2057 stood in other policies.
`,
    g('men', 'J2505 C9173 Q2057', 'Earlier codes J2505, C9173 and Q2057', { role: 'drug' }),
  ]),
  doc('juniper-05', 'md', meta('JRX-300', 'Generic chemotherapy without review', '2024-07-01'), [
    `# Generic chemotherapy without review

All of J9000–J9999 except J9035, J9271, J9299, J9355 and J9999 may be given without authorization when listed by the compendium;
the range is covered for any cancer, C00-D49.
`,
    g('cov', 'J9000..J9999!J9035,J9271,J9299,J9355,J9999', 'the range is covered for any cancer', { role: 'drug' }),
    g('sup', 'C00..D49', 'the range is covered for any cancer, C00-D49'),
    `
The five exceptions require prior authorization.
`,
    g('pa', 'J9035 J9271 J9299 J9355 J9999', 'The five exceptions require prior authorization'),
    `
Supportive care: J1453, J1454, J1626, J2405, J2469, J8501, J8655 and Q0162 are covered.
`,
    g('cov', 'J1453 J1454 J1626 J2405 J2469 J8501 J8655 Q0162', 'J8655 and Q0162 are covered', { role: 'drug' }),
    `
Administration 96401-96549 except 96425 is covered; 96425 needs a pump note and is then covered.
`,
    g('cov', '96401..96549!96425', 'Administration 96401-96549 except 96425 is covered'),
    g('cond', '96425', '96425 needs a pump note and is then covered'),
    `
Doses by body surface: 1.73 m2 stands for 70 kg. 5-FU 400 mg/m2 then 2400 mg/m2 over 46 hours.
`,
  ]),
]
