/**
 * Equipment policies with long revision histories of old codes, modifiers, and codes parted at line ends. Codes deleted
 * before the oldest release at hand are labelled unknown, since no release knows them.
 */
import { PROSE } from '../prose.ts'
import { doc, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string, end?: string): Meta => ({
  payer: 'Ridgeline Mutual of the Rockies',
  kind: 'commercial',
  number,
  title,
  effective,
  states: ['CO', 'WY'],
  ...(end ? { end } : {}),
})
const frame = (number: string): { header: string; footer: string } => ({
  header: `${number}    RIDGELINE MUTUAL OF THE ROCKIES    Equipment policy`,
  footer: 'Denver CO 80202 · 303-555-0120 · sheet {page} of {pages}',
})

export const ridgeline: readonly Spec[] = [
  doc(
    'ridgeline-01',
    'pdf',
    meta('DME-301', 'Oxygen and Ventilation', '2026-01-01'),
    [
      `# Oxygen and Ventilation

## 1. Coverage

Stationary systems (E0424, E0439, E1390, E1391, E1405, E1406) are medically necessary when saturation at rest is 88% or
less. Portable systems (E0431, E0433, E0434, E1392, K0738) are medically necessary when the member also leaves the house.
`,
      g(
        'cond',
        'E0424 E0439 E1390 E1391 E1405 E1406',
        'are medically necessary when saturation at rest is 88% or less',
      ),
      g('cond', 'E0431 E0433 E0434 E1392 K0738', 'are medically necessary when the member also leaves the house'),
      `
Ventilators E0465/E0466/E0467 require prior authorization. Contents E0441-⏎E0444 are included in the rental and not covered
alone.
`,
      g('pa', 'E0465 E0466 E0467', 'Ventilators E0465/E0466/E0467 require prior authorization'),
      g('exc', 'E0441..E0444', 'are included in the rental and not covered alone'),
      `
Topical oxygen (A4575, E0446) is investigational.
`,
      g('exc', 'A4575 E0446', 'Topical oxygen (A4575, E0446) is investigational'),
      `
## 2. Modifiers

KX: rules are met. GA: a waiver is on file. GY: no benefit. GZ: denial expected. QE, QF, QG: flow. RR: rental. N1, N2, N3: group of
the rule.
`,
      g('men', 'mod:KX mod:GA mod:GY mod:GZ mod:QE mod:QF mod:QG mod:RR mod:N1 mod:N2 mod:N3', 'KX: rules are met'),
      `
## 3. Diagnoses that support coverage

- J43.0 to J43.9
- J44.0, J44.1, J44.81, J44.89, J44.9
- J47.0, J47.1, J47.9
- J84.10, J84.112
- E84.0
- I27.20 to I27.29
- J96.10, J96.11, J96.12
`,
      g(
        'sup',
        'J43.0..J43.9 J44.0 J44.1 J44.81 J44.89 J44.9 J47.0 J47.1 J47.9 J84.10 J84.112 E84.0 I27.20..I27.29 J96.10 J96.11 J96.12',
        'Diagnoses that support coverage',
      ),
      `
Cluster headache (G44.001 to G44.029) does not support a home system.
`,
      g('dns', 'G44.001..G44.029', 'Cluster headache (G44.001 to G44.029) does not support a home system'),
      `
## 4. Revision history

| Date | Change |
| 01/01/2026 | No change of rules. |
| 04/01/2023 | Flow modifiers added. |
| 01/01/2016 | E0450, E0460, E0461, E0463, E0464 deleted. |
| 10/01/2015 | ICD-9-CM 492.8, 496 and 518.83 dropped. |
| 01/01/2011 | K0741 and K0742 removed with their text. |
`,
      g('men', 'E0450 E0460 E0461 E0463 E0464', 'E0450, E0460, E0461, E0463, E0464 deleted'),
      g('men', 'icd9:492.8 icd9:496 icd9:518.83', 'ICD-9-CM 492.8, 496 and 518.83 dropped'),
      g('men', '?K0741 ?K0742', 'K0741 and K0742 removed with their text'),
      `\n${PROSE.rights}\n`,
      `\n${PROSE.definitions}\n`,
    ],
    frame('DME-301'),
  ),
  doc(
    'ridgeline-02',
    'pdf',
    meta('DME-312', 'Infusion Pumps and the Drugs in Them', '2025-10-01'),
    [
      `# Infusion Pumps and the Drugs in Them

## Coverage

E0781 and E0791 are covered only when the drug cannot be given by mouth. E0784 is covered for diabetes that is treated with
insulin. E0782, E0783, E0785 and E0786 (implanted) need prior authorization.
`,
      g('cond', 'E0781 E0791', 'E0781 and E0791 are covered only when the drug cannot be given by mouth'),
      g('cond', 'E0784', 'E0784 is covered for diabetes that is treated with insulin'),
      g('pa', 'E0782 E0783 E0785 E0786', 'E0782, E0783, E0785 and E0786 (implanted) need prior authorization'),
      `
Supplies A4221, A4222, A4305 and A4306 follow the pump. They are covered if it is. K0601-⏎K0605 (batteries) are covered.
`,
      g('cond', 'A4221 A4222 A4305 A4306', 'They are covered if it is'),
      g('cov', 'K0601..K0605', 'K0601- K0605 (batteries) are covered'),
      `\n${PROSE.evidence}\n`,
      `\n${PROSE.definitions}\n`,
      `
## Drugs

Chemotherapy J9000-⏎J9999 by pump requires prior authorization except J9190, which does not. J9190 is covered.
`,
      g('pa', 'J9000..J9999!J9190', 'by pump requires prior authorization except J9190'),
      g('cov', 'J9190', 'J9190 is covered'),
      `
A4602 is covered with the pump, as in E0781-RR.
`,
      g('cov', 'A4602', 'A4602 is covered with the pump'),
      g('men', 'mod:RR', 'as in E0781-RR'),
      `
Disposable insulin pumps, A9274, are not covered.
`,
      g('exc', 'A9274', 'Disposable insulin pumps, A9274, are not covered'),
      `
## Diagnosis

Supporting: C22.-, C78.7, E83.110, E83.111, E83.118, E83.119, I27.0, Q20.-, D56.1.
`,
      g('sup', 'C22* C78.7 E83.110 E83.111 E83.118 E83.119 I27.0 Q20* D56.1', 'Supporting: C22.-, C78.7'),
      `
## Codes of earlier versions

Until 2003: K0110, K0111, K0417. Until 2018: Q9994 and S9349.
`,
      g('men', '?K0110 ?K0111 ?K0417', 'Until 2003: K0110, K0111, K0417'),
      g('men', 'Q9994 S9349', 'Until 2018: Q9994 and S9349'),
      `
Prices in the old annex (A-4221, p. 17; $63.10 a week) no longer apply. DME MAC article A52507 was read for comparison.
`,
    ],
    frame('DME-312'),
  ),
  doc(
    'ridgeline-03',
    'docx',
    meta('DME-325', 'Lower Limb Prostheses', '2024-04-01', '2026-03-31'),
    [
      `# Lower Limb Prostheses

## A. Policy

A prosthesis is covered when the member will reach or keep a functional level (K1 to K4 of the Medicare scale) within a reasonable
time.

## B. Covered when the level is K1 or higher

L5100, L5301, L5321, L5970, L5974
`,
      g('cond', 'L5100 L5301 L5321 L5970 L5974', 'Covered when the level is K1 or higher'),
      `
## C. Covered when the level is K3 or higher

L5610, L5613, L5614, L5722-L5780, L5814, L5822-L5840, L5848, L5856, L5857, L5858, L5976, L5979-L5987
`,
      g(
        'cond',
        'L5610 L5613 L5614 L5722..L5780 L5814 L5822..L5840 L5848 L5856 L5857 L5858 L5976 L5979..L5987',
        'Covered when the level is K3 or higher',
      ),
      `
## D. Not medically necessary

L5859, L5969, L5973 and L5990; also user-adjustable heel height. A second prosthesis for sport is a convenience.
`,
      g('exc', 'L5859 L5969 L5973 L5990', 'Not medically necessary'),
      `
## E. Unlisted

L5999 requires prior authorization. Repairs L7510 and L7520 need no authorization.
`,
      g('pa', 'L5999', 'L5999 requires prior authorization'),
      g('men', 'L7510 L7520', 'Repairs L7510 and L7520 need no authorization'),
      `
## F. Modifiers

K0, K1, K2, K3, K4; RT and LT on two lines; KX if section A is met; GK with GA for upgrades.
`,
      g(
        'men',
        'mod:K0 mod:K1 mod:K2 mod:K3 mod:K4 mod:RT mod:LT mod:KX mod:GK mod:GA',
        'K0, K1, K2, K3, K4; RT and LT',
      ),
      `
## G. Diagnosis

Z89.411-Z89.629 and Q72.00-Q72.93 support coverage. S88.011A, S88.012A, S88.111A and S88.112A support it in the first year.
C40.20, C40.21 and C40.22 support it after amputation. M21.70 to M21.769 do not support it.
`,
      g('sup', 'Z89.411..Z89.629 Q72.00..Q72.93', 'support coverage'),
      g('sup', 'S88.011A S88.012A S88.111A S88.112A', 'support it in the first year'),
      g('sup', 'C40.20 C40.21 C40.22', 'support it after amputation'),
      g('dns', 'M21.70..M21.769', 'M21.70 to M21.769 do not support it'),
      `
## H. Revision history

- 04/01/2024: header of section B reworded.
- 01/01/2013: L5311 deleted.
- 01/01/2011: K0673 and L5311 compared.
- 04/01/2007: L5993, L5994 and L5995 removed.
- 01/01/2005: K0531 and K0532 removed. Fee $1,250.00.
`,
      g('men', '?L5311 ?K0673 ?L5993 ?L5994 ?L5995 ?K0531 ?K0532', 'Revision history', {
        group: 'H. Revision history',
      }),
      `\n${PROSE.rights}\n`,
    ],
    frame('DME-325'),
  ),
  doc(
    'ridgeline-04',
    'docx',
    meta('DME-330', 'Pressure Reducing Surfaces', '2025-04-01'),
    [
      `# Pressure Reducing Surfaces

## 1. Group 1

Covered for members who cannot turn alone: A4640, E0181, E0182, E0184, E0185, E0186, E0187, E0188, E0189, E0196, E0197, E0198,
E0199.
`,
      g(
        'cond',
        'A4640 E0181 E0182 E0184 E0185 E0186 E0187 E0188 E0189 E0196 E0197 E0198 E0199',
        'Covered for members who cannot turn alone',
        { group: 'Group 1' },
      ),
      `
## 2. Group 2

Covered if two stage 2 ulcers did not heal in a month: E0193, E0277, E0371, E0372, E0373. Prior authorization is required for all five.
`,
      g('cond', 'E0193 E0277 E0371 E0372 E0373', 'Covered if two stage 2 ulcers did not heal in a month', {
        group: 'Group 2',
      }),
      g('pa', 'E0193 E0277 E0371 E0372 E0373', 'Prior authorization is required for all five', { group: 'Group 2' }),
      `
## 3. Group 3

E0194 is covered for stage 3 or 4 ulcers at home only, and needs prior authorization every month.
`,
      g('cond', 'E0194', 'E0194 is covered for stage 3 or 4 ulcers at home only', { group: 'Group 3' }),
      g('pa', 'E0194', 'and needs prior authorization every month', { group: 'Group 3' }),
      `
## 4. Not covered

E0190, E0191, E0370 and A9270.
`,
      g('exc', 'E0190 E0191 E0370 A9270', 'Not covered'),
      `
## 5. Diagnosis

The claim shows one of L89.110–L89.159, L89.200–L89.229, L89.300–L89.329, L89.4- or L89.90, which support necessity.
Deep tissue injury is looked at case by case.
`,
      g('sup', 'L89.110..L89.159 L89.200..L89.229 L89.300..L89.329 L89.4* L89.90', 'which support necessity'),
      `
## 6. History

Version 8, 04/01/2025. Version 5, 10/01/2015: 707.02, 707.03, 707.04 and 707.05 (ICD-9-CM) taken out. Version 2, 01/01/2004: K0413 and
E0176, E0177, E0178, E0179, E0192 taken out. Version 1, 07/01/1996: E0180.
`,
      g(
        'men',
        'icd9:707.02 icd9:707.03 icd9:707.04 icd9:707.05',
        '707.02, 707.03, 707.04 and 707.05 (ICD-9-CM) taken out',
      ),
      g('men', '?K0413 ?E0176 ?E0177 ?E0178 ?E0179 ?E0192 ?E0180', 'E0192 taken out. Version 1'),
    ],
    frame('DME-330'),
  ),
  doc(
    'ridgeline-05',
    'pdf',
    meta('DME-341', 'Stimulators, Garments and Small Items', '2026-04-01'),
    [
      `# Stimulators, Garments and Small Items

| Item | Codes | Rule | Modifier |
| TENS | E0720/E0730 | covered after a trial of 30 days | NU/RR |
| Conductive garment | E0731 | not medically necessary | GA |
| Bone growth | E0747, E0748, E0760 | prior authorization | KF |
| Bone growth, old | E0749 | mentioned in section 4 only | |
| Lymph pumps | E0650, E0651 | covered after 4 weeks of bandages | NU/RR |
| Lymph pumps | E0652 | prior authorization | NU/RR |
| Lymph garments | A6515-A6518, A6520-⏎A6528 | covered | RT/LT |
| Heat lamps | E0200, E0205 | not covered | GY |
| Cold devices | E0218, E0236 | not covered | GY |
`,
      g('cond', 'E0720 E0730', 'covered after a trial of 30 days'),
      g('exc', 'E0731', 'E0731 not medically necessary'),
      g('pa', 'E0747 E0748 E0760', 'E0747, E0748, E0760 prior authorization'),
      g('men', 'E0749', 'mentioned in section 4 only'),
      g('cond', 'E0650 E0651', 'E0650, E0651 covered after 4 weeks of bandages'),
      g('pa', 'E0652', 'E0652 prior authorization'),
      g('cov', 'A6515..A6518 A6520..A6528', 'A6515-A6518, A6520- A6528 covered'),
      g('exc', 'E0200 E0205', 'E0200, E0205 not covered'),
      g('exc', 'E0218 E0236', 'E0218, E0236 not covered'),
      g('men', 'mod:NU mod:RR mod:GA mod:KF mod:RT mod:LT mod:GY', 'Modifier'),
      `
## 2. Visits

A visit on the day of fitting is billed as 99213-25 or 99214-25; neither needs authorization.
`,
      g('men', '99213 99214', 'is billed as 99213-25 or 99214-25; neither needs authorization'),
      g('men', 'mod:25', 'is billed as 99213-25'),
      `
## 3. Diagnosis

I89.0, I97.2, Q82.0 and I87.2 with L97.- support a lymph pump. R60.0 alone does not.
`,
      g('sup', 'I89.0 I97.2 Q82.0 I87.2 L97*', 'I89.0, I97.2, Q82.0 and I87.2 with L97.- support a lymph pump'),
      g('dns', 'R60.0', 'R60.0 alone does not'),
      `
E11 and L97 are headers and are sent back when billed so.
`,
      g('men', 'E11 L97', 'E11 and L97 are headers and are sent back'),
      `
## 4. Revision history

04/2026 section 1 as a table. 07/2014: E0749 set apart from its neighbors. 01/2010: E0754, K0600, E0759 and E0753 struck out; L8680
moved to another policy. 10/2008: codes 0019T, 0183T, 64573 struck out. 03/2002: wording, file B99-17, page E1-12.

NDC of the gel used in the study: 59762-4538-1. It was 12345-678-90 in the draft.
`,
      g('men', '?E0754 ?K0600 ?E0759 ?E0753 L8680', 'E0754, K0600, E0759 and E0753 struck out'),
      g('men', '0019T 0183T 64573', 'codes 0019T, 0183T, 64573 struck out'),
      g('men', '59762-4538-1 ?12345-678-90', 'NDC of the gel used in the study'),
    ],
    frame('DME-341'),
  ),
]
