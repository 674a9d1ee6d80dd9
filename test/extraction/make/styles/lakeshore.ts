/** Authorization lists as workbook or CSV: categories, ranges, notes, from and through columns. Rows are `a | b | c`. */
import { doc, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string, end?: string): Meta => ({
  payer: 'Lakeshore Advantage',
  plan: 'Lakeshore Gold HMO',
  kind: 'pa-list',
  number,
  title,
  effective,
  ...(end ? { end } : {}),
})

export const lakeshore: readonly Spec[] = [
  doc(
    'lakeshore-01',
    'xlsx',
    meta('PAL-2026Q1', 'Services that need prior authorization, first quarter 2026', '2026-01-01', '2026-03-31'),
    [
      `Lakeshore Advantage | Prior authorization list | Q1 2026
Updated 12/15/2025 | Phone 800-555-0171 | Fax 800-555-0172
Category | Code | Requirement | Notes
Bariatric surgery | 43644 | PA required | age 18 and over
Bariatric surgery | 43645 | PA required |
Bariatric surgery | 43770 - 43775 | PA required |
Bariatric surgery | 43842 | Not covered |
`,
      g('pa', '43644', '43644 PA required', { group: 'Bariatric surgery' }),
      g('pa', '43645', '43645 PA required', { group: 'Bariatric surgery' }),
      g('pa', '43770..43775', '43770 - 43775 PA required', { group: 'Bariatric surgery' }),
      g('exc', '43842', '43842 Not covered', { group: 'Bariatric surgery' }),
      `Durable equipment | E0466 | PA required | rental
Durable equipment | E0483 | PA required |
Durable equipment | E0747, E0748, E0760 | PA required | bone growth
Durable equipment | E2510 | PA required | over $500
Durable equipment | K0856-K0864 | PA required | power chairs
Durable equipment | E0143 | No PA required | limit 1 in 5 years
Durable equipment | A9281 | Not covered |
`,
      g('pa', 'E0466', 'E0466 PA required', { group: 'Durable equipment' }),
      g('pa', 'E0483', 'E0483 PA required', { group: 'Durable equipment' }),
      g('pa', 'E0747 E0748 E0760', 'E0747, E0748, E0760 PA required', { group: 'Durable equipment' }),
      g('pa', 'E2510', 'E2510 PA required', { group: 'Durable equipment' }),
      g('pa', 'K0856..K0864', 'K0856-K0864 PA required', { group: 'Durable equipment' }),
      g('men', 'E0143', 'E0143 No PA required', { group: 'Durable equipment' }),
      g('exc', 'A9281', 'A9281 Not covered', { group: 'Durable equipment' }),
      `Home care | G0299 | PA required | after visit 20
Home care | G0300 | PA required | after visit 20
Home care | S9122-S9124 | PA required |
Home care | T1000 | Not covered |
Imaging | 70551; 70552; 70553 | PA required | outpatient
Imaging | 72148 | PA required |
Imaging | 76376 | No PA required |
Spine | 22551 thru 22554 | PA required |
Spine | 22856 | PA required |
Spine | 22899 | PA required | unlisted
`,
      g('pa', 'G0299 G0300', '{c} PA required', { group: 'Home care' }),
      g('pa', 'S9122..S9124', 'S9122-S9124 PA required', { group: 'Home care' }),
      g('exc', 'T1000', 'T1000 Not covered', { group: 'Home care' }),
      g('pa', '70551 70552 70553', '70551; 70552; 70553 PA required', { group: 'Imaging' }),
      g('pa', '72148', '72148 PA required', { group: 'Imaging' }),
      g('men', '76376', '76376 No PA required', { group: 'Imaging' }),
      g('pa', '22551..22554', '22551 thru 22554 PA required', { group: 'Spine' }),
      g('pa', '22856 22899', '{c} PA required', { group: 'Spine' }),
    ],
  ),
  doc('lakeshore-02', 'csv', meta('PAL-DRUG-26', 'Medical drugs that need prior authorization', '2026-04-01'), [
    `hcpcs | ndc | brand_or_class | pa | effective_date | note
J9271 | 00006-3026-02 | PD-1 | Y | 20260401 | site of care review
J9299 | 00003-3772-11 | PD-1 | Y | 20260401 |
J9022 | 50242-0917-01 | PD-L1 | Y | 20260401 |
J9173 | | PD-L1 | Y | 20250701 |
J9035 | 50242-060-01 | VEGF | N | 20240101 | no authorization required for eye use
Q5118 | | VEGF | Y | 20260401 | preferred
J0897 | 55513-0710-01 | bone | Y | 20260101 |
J1442 | | growth factor | Y | 20260101 |
J2505 | | growth factor | | 20211231 | deleted code; use J2506
J2506 | | growth factor | Y | 20220101 |
C9399 | | unclassified | Y | 20260101 |
J3590 | | unclassified | Y | 20260101 | send invoice
J9999 | | unclassified | Y | 20260101 | send invoice
`,
    g('pa', 'J9271 J9299 J9022 J9173 Q5118 J0897 J1442 J2506 C9399 J3590 J9999', '{c}', { role: 'drug' }),
    g('pa', '00006-3026-02 00003-3772-11 50242-0917-01 55513-0710-01', '{c}'),
    g('men', 'J9035 50242-060-01', 'no authorization required for eye use', { role: 'drug' }),
    g('men', 'J2505', 'deleted code; use J2506'),
  ]),
  doc(
    'lakeshore-03',
    'xlsx',
    meta('PAL-2026Q2', 'Services that need prior authorization, second quarter 2026', '2026-04-01'),
    [
      `Section | From | Through | Rule | Remark
Ablation | 47370 | 47382 | Prior authorization |
Genetic testing | 81161 | 81479 | Prior authorization | except 81220 and 81420
Genetic testing | 81220 | | No authorization required | once per lifetime
Genetic testing | 81420 | | No authorization required | pregnancy
Implants | L8600 | L8609 | Prior authorization |
Implants | L8614 | L8619 | Prior authorization |
Implants | L8690 | L8694 | Notification |
Infusion | J9000 | J9999 | Prior authorization | except J9190, J9250 and J9260
Infusion | J9190 | | No authorization required | generic
Infusion | J9250 | | No authorization required | deleted, see J9255
Infusion | J9260 | | No authorization required | generic
Pain | 62320 | 62327 | Notification | first three in a year
Pain | 64490 | 64495 | Prior authorization |
Transplant | 32851 | 32854 | Prior authorization | call 800-555-0173
Transplant | 33945 | | Prior authorization |
Transplant | 47135 | | Prior authorization |
Transplant | S2053 | S2055 | Not covered |
`,
      g('pa', '47370..47382', '47370 47382 Prior authorization', { group: 'Ablation' }),
      g('pa', '81161..81479!81220,81420', '81161 81479 Prior authorization', { group: 'Genetic testing' }),
      g('men', '81220 81420', '{c} No authorization required', { group: 'Genetic testing' }),
      g('pa', 'L8600..L8609', 'L8600 L8609 Prior authorization', { group: 'Implants' }),
      g('pa', 'L8614..L8619', 'L8614 L8619 Prior authorization', { group: 'Implants' }),
      g('pa', 'L8690..L8694', 'L8690 L8694 Notification', { group: 'Implants' }),
      g('pa', 'J9000..J9999!J9190,J9250,J9260', 'J9000 J9999 Prior authorization', { group: 'Infusion' }),
      g('men', 'J9190 J9250 J9260', '{c} No authorization required', { group: 'Infusion' }),
      g('men', 'J9255', 'deleted, see J9255', { group: 'Infusion' }),
      g('pa', '62320..62327', '62320 62327 Notification', { group: 'Pain' }),
      g('pa', '64490..64495', '64490 64495 Prior authorization', { group: 'Pain' }),
      g('pa', '32851..32854', '32851 32854 Prior authorization', { group: 'Transplant' }),
      g('pa', '33945 47135', '{c} Prior authorization', { group: 'Transplant' }),
      g('exc', 'S2053..S2055', 'S2053 S2055 Not covered', { group: 'Transplant' }),
    ],
  ),
  doc('lakeshore-04', 'csv', meta('PAL-BH-26', 'Behavioral health authorization list', '2026-01-01'), [
    `Category | Codes | Authorization | Place | Comment
Inpatient-like care | H0017; H0018; H0019 | Required | 21; 55 | call within 24 hours
Partial hospital | H0035 | Required | 52 |
Partial hospital | S0201 | Required | 52 |
Intensive outpatient | H0015 | Required | 22 | 9 hours a week
Intensive outpatient | S9480 | Required | 22 |
Testing | 96130-96139 | Required | 11 | more than 8 hours
Testing | 96116 | Not required | 11 |
Stimulation | 90867; 90868; 90869 | Required | 11 | F32.2 or F33.2 only
Stimulation | 90870 | Required | 21 |
Autism | 97151-97158 | Required | 12; 99 | F84.0
Autism | 0362T; 0373T | Required | 12 |
Methadone | H0020 | Not required | 58 |
Acupuncture | 97810-97814 | Not covered | |
Visits | 90832; 90834; 90837 | Not required | 11 |
`,
    g('pa', 'H0017 H0018 H0019', 'H0017; H0018; H0019 Required'),
    g('pa', 'H0035', 'H0035 Required'),
    g('pa', 'S0201', 'S0201 Required'),
    g('pa', 'H0015', 'H0015 Required'),
    g('pa', 'S9480', 'S9480 Required'),
    g('pa', '96130..96139', '96130-96139 Required'),
    g('men', '96116', '96116 Not required'),
    g('pa', '90867 90868 90869', '90867; 90868; 90869 Required'),
    g('sup', 'F32.2 F33.2', 'F32.2 or F33.2 only'),
    g('pa', '90870', '90870 Required'),
    g('pa', '97151..97158', '97151-97158 Required'),
    g('men', 'F84.0', 'F84.0'),
    g('pa', '0362T 0373T', '0362T; 0373T Required'),
    g('men', 'H0020', 'H0020 Not required'),
    g('exc', '97810..97814', '97810-97814 Not covered'),
    g('men', '90832 90834 90837', '90832; 90834; 90837 Not required'),
  ]),
  doc('lakeshore-05', 'xlsx', meta('PAL-CHG-26', 'Changes to the authorization list', '2026-07-01'), [
    `Lakeshore Advantage: changes as of July 1, 2026
Action | Code | Modifier | Was | Is
Added | 0795T | | none | PA required
Added | C1761 | | none | PA required
Added | E0682 | RR | none | PA required
Added | J3401 | JW | none | PA required
Added | Q2057 | | none | PA required
`,
    g('pa', '0795T C1761 E0682 J3401 Q2057', '{c}'),
    g('men', 'mod:RR mod:JW', 'none PA required'),
    `Removed | 29881 | | PA required | No PA required
Removed | 64721 | | PA required | No PA required
Removed | J1439 | | PA required | No PA required
Removed | K0831 | | PA required | No PA required
`,
    g('men', '29881 64721 J1439 K0831', '{c}'),
    `Deleted | J0570 | | PA required | deleted code
Now excluded | S9090 | | PA required | Not covered
Now excluded | 97037 | | PA required | Not covered
`,
    g('men', 'J0570', 'J0570 PA required deleted code'),
    g('exc', 'S9090 97037', '{c} PA required Not covered'),
  ]),
]
