/** Commercial policy set in two columns, with running headers and footers and words parted at line ends. */
import { PROSE } from '../prose.ts'
import { doc, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string, end?: string): Meta => ({
  payer: 'Meridian Mutual',
  kind: 'commercial',
  number,
  title,
  effective,
  ...(end ? { end } : {}),
})
const frame = (number: string, title: string): { header: string; footer: string } => ({
  header: `Meridian Mutual | Clinical Policy ${number} | ${title}`,
  footer: 'Page {page} of {pages}    © 2026 Meridian Mutual, Suite 20610, Columbus OH 43215    Form MM-77067',
})

export const meridian: readonly Spec[] = [
  doc(
    'meridian-01',
    'pdf',
    meta('CP-2.04.11', 'Radiofrequency and Thermal Ablation of Liver Tumors', '2026-01-15'),
    [
      `# Radiofrequency and Thermal Ablation of Liver Tumors

## Policy statement

Ablation of a primary liver tumor may be considered medically neces-⏎sary when each tumor is 5 cm or smaller, no more than
three are present, and surgery is not an option. This concerns CPT 47370, 47371, 47380, 47381 and 47382.
`,
      g(
        'cond',
        '47370 47371 47380 47381 47382',
        'may be considered medically neces- sary when each tumor is 5 cm or smaller',
      ),
      `
Cryoablation (47383) is considered investi-⏎gational in every case, as is irreversible electro-⏎poration (0600T, 0601T).
`,
      g('exc', '47383', 'Cryoablation (47383) is considered investi- gational in every case'),
      g('exc', '0600T 0601T', 'as is irreversible electro- poration (0600T, 0601T)'),
      `
Microwave devices approved under a 510(k) notice are treated like radio-⏎frequency devices. Image guidance with 76940, 77013
or 77022 is covered as part of a covered ablation.
`,
      g('cov', '76940 77013 77022', 'is covered as part of a covered ablation'),
      `
## Diagnoses

The following ICD-10-CM codes support medical necessity of ablation:

- C22.0 Liver cell carcinoma
- C22.1 Intrahepatic bile duct carcinoma
- C22.2 Hepatoblastoma
- C7B.02 Secondary carcinoid tumors of liver
- C78.7 Secondary malignant neoplasm of liver and intrahepatic bile duct
- D37.6 Neoplasm of uncertain behavior of liver, gallbladder and bile ducts
`,
      g(
        'sup',
        'C22.0 C22.1 C22.2 C7B.02 C78.7 D37.6',
        'The following ICD-10-CM codes support medical necessity of ablation',
      ),
      `
Ablation of benign lesions is not medically necessary. Codes D13.4, D18.03 and K76.89 do not support payment.
`,
      g('dns', 'D13.4 D18.03 K76.89', 'Codes D13.4, D18.03 and K76.89 do not support payment'),
      `
## Rationale

A pooled review of 1,412 patients (12 trials, 2009-2021) found local control of 83% at three years, with 95% confidence
limits from 78 to 87. Death within 30 days was rare (0.4%). A registry listed under NCT04720456 is still open. The panel met
on March 3, 2025 and again on 11/12/2025. No trial compared cost; list prices ran from $18,200 to $24,905.

The panel also read guidance of two societies. Both ask for a joint review by a surgeon, an oncologist and a radiologist before
treatment starts. Neither sets a limit for age. Neither names a preferred device. Members with ascites that does not respond to
treatment were left out of most studies, so results cannot be carried over to them.

## Scope

This document applies to plans that are insured by Meridian or run by Meridian for an employer, unless the contract says
otherwise. Where a federal or state rule differs, that rule comes first. See 45 CFR 156.110 and 29 CFR 2560.503-1.

## References

- Alder P, Brook S. Ablation in cirrhosis. Hepat Rev 2019;47:382-391.
- Cole D. Heat or cold? J Interv Ther 2021;22(1):47371.
- Meridian Evidence Desk. Report 76940-B, 2024.
`,
      `\n${PROSE.rights}\n`,
      `\n${PROSE.definitions}\n`,
    ],
    frame('CP-2.04.11', 'Liver Ablation'),
  ),
  doc(
    'meridian-02',
    'pdf',
    meta('CP-7.01.33', 'Lower Limb Salvage for Bone Tumors', '2025-10-01'),
    [
      `# Lower Limb Salvage for Bone Tumors

## Covered services

Limb salvage with an expandable or fixed endoprosthesis is medically necessary, provided that staging shows no spread
beyond the lung and the limb is expected to be useful afterwards. Report 27365, 27447, 27486, 27487, 20955 or 20962 with an
inpatient code out of 0SRC0*, 0SRD0*, 0QR70* or 0QR80*.
`,
      g(
        'cond',
        '27365 27447 27486 27487 20955 20962 0SRC0* 0SRD0* 0QR70* 0QR80*',
        'is medically necessary, provided that staging shows no spread',
      ),
      `
Amputation (27590-27598) does not need a review. It is covered.
`,
      g('cov', '27590..27598', 'It is covered'),
      `\n${PROSE.evidence}\n`,
      `
## Services not covered

Allograft coated with silver ions (C1889 when used for that purpose) is unproven. Reports of robotic assistance with S2900 are
not paid apart from the operation; the plan considers S2900 not medically necessary.
`,
      g('exc', 'C1889', 'Allograft coated with silver ions (C1889 when used for that purpose) is unproven'),
      g('exc', 'S2900', 'the plan considers S2900 not medically necessary'),
      `
## Diagnosis codes

Supported: C40.00–C40.92, C41.4, C79.51, D16.20–D16.32, D48.0 and Z85.830.
`,
      g('sup', 'C40.00..C40.92 C41.4 C79.51 D16.20..D16.32 D48.0 Z85.830', 'Supported: C40.00–C40.92'),
      `
Not supported, whatever the finding: M17.0, M17.11, M17.12, M17.9.
`,
      g('dns', 'M17.0 M17.11 M17.12 M17.9', 'Not supported, whatever the finding'),
      `
## Prior authorization

Precertification is required for L5856, L5857, L5858, L5969 and L5987. Call 1-888-555-0160, extension 27365, on business
days between 8:00 and 17:30.
`,
      g('pa', 'L5856 L5857 L5858 L5969 L5987', 'Precertification is required for L5856'),
      `
## Background

Primary tumors of bone are rare. Most are found between the ages of 10 and 25 years. Four decades ago amputation was the
rule. With drug treatment before and after the operation, more than 85 in 100 limbs can be saved today. Infection is the most
frequent reason for a second operation, followed by loosening. Centers that see fewer than 20 patients a year report more
failures than larger ones. The MSTS score runs from 0 to 30 points; values above 21 count as good.

Before 2016 claims carried ICD-9-CM 170.7 for long bones of the lower limb.
`,
      g('men', 'icd9:170.7', 'Before 2016 claims carried ICD-9-CM 170.7'),
      `
Stays are usually grouped to MS-DRG 495, 496 or 497.
`,
      g('men', 'msdrg:495 msdrg:496 msdrg:497', 'Stays are usually grouped to MS-DRG 495'),
      `
## History

Adopted 09/2014 as CP-7.01.09. Renumbered 10/2018. Text of 2025 in force from 10/01/2025.
`,
    ],
    frame('CP-7.01.33', 'Limb Salvage'),
  ),
  doc(
    'meridian-03',
    'pdf',
    meta('CP-5.02.70', 'Botulinum Toxins', '2026-04-01'),
    [
      `# Botulinum Toxins

## Medically necessary

Each toxin is considered medically necessary for the diagnoses below if the dose stays within the label and results are
reviewed after two rounds:

- J0585 onabotulinumtoxinA
- J0586 abobotulinumtoxinA
- J0587 rimabotulinumtoxinB
- J0588 incobotulinumtoxinA
`,
      g(
        'cond',
        'J0585 J0586 J0587 J0588',
        'is considered medically necessary for the diagnoses below if the dose stays within the label',
        { role: 'drug' },
      ),
      `
J0589 (daxibotulinumtoxinA) is considered medically necessary for cervical dystonia only, after failure of another product.
`,
      g('cond', 'J0589', 'J0589 (daxibotulinumtoxinA) is considered medically necessary for cervical dystonia only'),
      `\n${PROSE.definitions}\n`,
      `\n${PROSE.evidence}\n`,
      `\n${PROSE.rights}\n`,
      `
## Not medically necessary

Treatment of wrinkles is cosmetic. Code L98.8 with an aesthetic product, and L57.2, never qualify. Tension-type headache
(G44.201 to G44.229) is not an accepted use.
`,
      g('dns', 'L98.8 L57.2', 'never qualify'),
      g('dns', 'G44.201..G44.229', '(G44.201 to G44.229) is not an accepted use'),
      `
## Diagnoses accepted

Blepharospasm G24.5; cervical dystonia G24.3; other dystonia G24.1, G24.2 and G24.8; spasticity after stroke I69.351,
I69.352, I69.353, I69.354 and I69.359; multiple scle-⏎rosis, any code of G35.-; cerebral palsy G80.-; strabismus H49.- and
H50.-; chronic migraine G43.701, G43.709, G43.711, G43.719; axillary hyperhidrosis L74.510; achalasia K22.0; overactive
bladder N32.81; sialorrhea K11.7.
`,
      g(
        'sup',
        'G24.5 G24.3 G24.1 G24.2 G24.8 I69.351 I69.352 I69.353 I69.354 I69.359 G35* G80* H49* H50* G43.701 G43.709 G43.711 G43.719 L74.510 K22.0 N32.81 K11.7',
        'Diagnoses accepted',
      ),
      `
## Injection procedures

Injection codes 64611, 64612, 64615, 64616, 64617, 64642-⏎64647, 64650, 64653, 52287, 46505, 43201 and 67345 follow the
drug: they are covered when the drug is.
`,
      g(
        'cond',
        '64611 64612 64615 64616 64617 64642..64647 64650 64653 52287 46505 43201 67345',
        'they are covered when the drug is',
      ),
      `
Guidance with 95873 or 95874 needs no authorization.
`,
      g('men', '95873 95874', 'Guidance with 95873 or 95874 needs no authorization'),
      `
## Dosing

Up to 400 units per visit and 360 units per 12 weeks for most adults. Dilute 100 units in 2 mL of 0.9% saline. Children of 2
to 17 years: 8 units/kg, at most 300 units. A vial of 200 units costs about $1,202.00. Store at 36 to 46 F.

## Quantity edits

No more than 4 visits in 365 days. Wastage is reported with modifier JW on a separate line, absence of wastage with JZ.
`,
      g('men', 'mod:JW mod:JZ', 'Wastage is reported with modifier JW'),
      `
Authorization is required for J0585 when given for migraine.
`,
      g('pa', 'J0585', 'Authorization is required for J0585 when given for migraine'),
    ],
    frame('CP-5.02.70', 'Botulinum Toxins'),
  ),
  doc(
    'meridian-04',
    'pdf',
    meta('CP-1.01.18', 'Vagus Nerve Stimulation', '2024-06-01', '2026-05-31'),
    [
      `# Vagus Nerve Stimulation

## Statement

Implantation for epilepsy that resists at least two drugs is medically necessary when surgery on the focus is ruled out:
61885, 61886, 64553, 64568, 64569, C1767, C1778, L8680, L8682-L8689.
`,
      g('cond', '61885 61886 64553 64568 64569', 'is medically necessary when surgery on the focus is ruled out'),
      g('cond', 'C1767 C1778 L8680 L8682..L8689', 'is medically necessary when surgery on the focus is ruled out', {
        role: 'device',
      }),
      `
Stimulation for depression is not medically necessary for members under 18 years; for adults see the criteria in section B.

## B. Adults with depression

F32.2, F33.1 and F33.2 are accepted after four failed drug trials.
`,
      g('sup', 'F32.2 F33.1 F33.2', 'F32.2, F33.1 and F33.2 are accepted after four failed drug trials'),
      `
## Epilepsy codes

G40.011, G40.019, G40.111, G40.119, G40.211, G40.219, G40.311, G40.319, G40.804, G40.813, G40.814, G40.911, G40.919 and
G40.A11 are accepted.
`,
      g(
        'sup',
        'G40.011 G40.019 G40.111 G40.119 G40.211 G40.219 G40.311 G40.319 G40.804 G40.813 G40.814 G40.911 G40.919 G40.A11',
        'are accepted',
        { group: 'Epilepsy codes' },
      ),
      `
R56.00 and R56.01 (febrile seizures) do not support the device.
`,
      g('dns', 'R56.00 R56.01', 'R56.00 and R56.01 (febrile seizures) do not support the device'),
      `
## Devices worn outside the body

A handheld stimulator at the neck (E0735, formerly K1020) is investigational.
`,
      g('exc', 'E0735', 'A handheld stimulator at the neck (E0735, formerly K1020) is investigational'),
      g('men', 'K1020', 'formerly K1020'),
      `
Analysis and programming, 95976 and 95977, are covered after implantation without further review.
`,
      g('cov', '95976 95977', 'are covered after implantation without further review'),
      `
## Narrative

Intermittent current of 0.25 to 3.5 mA is given to the left nerve for 30 seconds every 5 minutes. Cough and a change of voice
are common during stimulation and usually fade. Battery life depends on output and lies between 3 and 8 years. A magnet lets
the member start an extra train or stop treatment. In a study of 454 persons half had at least 50% fewer seizures after two
years. Data on deaths from registry 05571-2022 pointed in the same direction.

Appeals: fax 614-555-0111 or mail to P.O. Box 61885, Columbus, OH 43216.
`,
      `\n${PROSE.evidence}\n`,
      `\n${PROSE.definitions}\n`,
      `\n${PROSE.rights}\n`,
    ],
    frame('CP-1.01.18', 'Vagus Nerve Stimulation'),
  ),
  doc(
    'meridian-05',
    'pdf',
    meta('CP-9.03.02', 'Cataract Surgery and Lenses', '2025-08-15'),
    [
      `# Cataract Surgery and Lenses

## 1 Covered

Cataract removal (66840, 66850, 66852, 66920, 66930, 66940, 66982, 66983, 66984, 66987, 66988) is covered when best
corrected vision is 20/50 or worse, or glare brings it there.
`,
      g(
        'cond',
        '66840 66850 66852 66920 66930 66940 66982 66983 66984 66987 66988',
        'is covered when best corrected vision is 20/50 or worse',
      ),
      `
A standard lens (V2630, V2631, V2632, C1780) is covered with the operation.
`,
      g('cov', 'V2630 V2631 V2632 C1780', 'is covered with the operation', { role: 'device' }),
      `\n${PROSE.definitions}\n`,
      `
## 2 Not covered

Functions of a lens that correct presbyopia or astig-⏎matism (V2787, V2788) are not covered.
`,
      g('exc', 'V2787 V2788', '(V2787, V2788) are not covered', { role: 'device' }),
      `
Refractive surgery is excluded by contract: 65760, 65765, 65767, 65771, S0800, S0810.
`,
      g('exc', '65760 65765 65767 65771 S0800 S0810', 'Refractive surgery is excluded by contract'),
      `
## 3 Diagnoses

Group 1, sufficient alone: H25.011, H25.012, H25.013, H25.031, H25.032, H25.033, H25.11, H25.12, H25.13, H25.21, H25.22,
H25.23, H26.101–H26.139, H26.20, H28, Q12.0.
`,
      g(
        'sup',
        'H25.011 H25.012 H25.013 H25.031 H25.032 H25.033 H25.11 H25.12 H25.13 H25.21 H25.22 H25.23 H26.101..H26.139 H26.20 H28 Q12.0',
        'Group 1, sufficient alone',
        { group: 'Group 1' },
      ),
      `
Group 2, sufficient only beside a code of group 1: E10.36, E11.36, H40.10X0, H40.89.
`,
      g('sup', 'E10.36 E11.36 H40.10X0 H40.89', 'Group 2, sufficient only beside a code of group 1', {
        group: 'Group 2',
      }),
      `
A refractive error alone (H52.00–H52.4) does not support surgery.
`,
      g('dns', 'H52.00..H52.4', 'A refractive error alone (H52.00–H52.4) does not support surgery'),
      `
## 4 Billing

Report the side with RT or LT. Co-management is shown by modifiers 54 and 55. A visit on the day of surgery is reported as
92014-25 where it led to the decision.
`,
      g('men', 'mod:RT mod:LT', 'Report the side with RT or LT'),
      g('men', 'mod:54 mod:55', 'Co-management is shown by modifiers 54 and 55'),
      g('men', '92014', '92014-25'),
      g('men', 'mod:25', '92014-25'),
      `
## 5 Notes

About 66,984 operations were paid in 2024 (4.2 per 1,000 members). The mean allowed amount was $1,766.85. Drops of
prednisolone 1% and moxifloxacin 0.5% are standard. Meridian claim form 66821A is no longer used; send an 837 file.

Members in ZIP codes 43001 to 43291 may ask for a ride: 800-555-0133.
`,
    ],
    frame('CP-9.03.02', 'Cataract Surgery'),
  ),
]
