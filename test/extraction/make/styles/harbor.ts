/** Commercial medical policy: criteria first, then tables "covered when criteria are met / not covered / other codes". */
import { PROSE } from '../prose.ts'
import { doc, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string): Meta => ({
  payer: 'Harbor Health Plan',
  plan: 'Harbor PPO',
  kind: 'commercial',
  number,
  title,
  effective,
})
const MET = 'Codes covered when criteria are met'
const NOT = 'Codes not covered for indications listed in this policy'
const OTHER = 'Other codes related to this policy'
const DX = 'ICD-10 codes covered when criteria are met'
const DXNOT = 'ICD-10 codes not covered for indications listed in this policy'

export const harbor: readonly Spec[] = [
  doc('harbor-01', 'md', meta('HHP-0142', 'Continuous Glucose Monitoring', '2026-02-01'), [
    `# Continuous Glucose Monitoring

Number: HHP-0142 | Last review: 01/14/2026 | Next review: 01/2027

## Policy

Harbor Health Plan regards a long-term therapeutic sensor system as medically necessary when **all** of these hold:

1. The member has diabetes treated with insulin, or has had a level 3 low-glucose event in the last 12 months;
2. A visit with the prescriber took place within 6 months before the order;
3. The member or a caregiver can read at least 80% of the alerts.

An implantable sensor is regarded as investigational because studies beyond 180 days are missing.

## ${MET}

| Code | Type |
|---|---|
| 95249 | CPT |
| 95250 | CPT |
| 95251 | CPT |
| A4238 | HCPCS |
| A4239 | HCPCS |
| E2102 | HCPCS |
| E2103 | HCPCS |
`,
    g('cond', '95249 95250 95251 A4238 A4239 E2102 E2103', MET, { group: MET }),
    `\n${PROSE.definitions}\n`,
    `
## ${NOT}

| Code | Type |
|---|---|
| 0446T | CPT |
| 0447T | CPT |
| 0448T | CPT |
| S1030 | HCPCS |
`,
    g('exc', '0446T 0447T 0448T S1030', NOT, { group: NOT }),
    `
## ${OTHER}

| Code | Type |
|---|---|
| A4253 | HCPCS, test strips |
| E0607 | HCPCS, home meter |
| 83036 | CPT |
`,
    g('men', 'A4253 E0607 83036', OTHER, { group: OTHER }),
    `
## ${DX}

| Code | Title |
|---|---|
| E08.00 - E08.9 | Diabetes due to underlying condition |
| E10.10 – E10.9 | Type 1 diabetes |
| E11.00 through E11.9 | Type 2 diabetes |
| E13.- | Other specified diabetes |
| O24.011 | Pre-existing type 1 diabetes in pregnancy, first trimester |
`,
    g('sup', 'E08.00..E08.9 E10.10..E10.9 E11.00..E11.9 E13* O24.011', DX, { group: DX }),
    `
## ${DXNOT}

| Code | Title |
|---|---|
| R73.01 | Impaired fasting glucose |
| R73.03 | Prediabetes |
| E16.1 | Other hypoglycemia |
`,
    g('dns', 'R73.01 R73.03 E16.1', DXNOT, { group: DXNOT }),
    `
## References

1. Marsh K, et al. Sensor use in adults. J Glucose Care. 2023;14(3):E1103-E1110.
2. Harbor Quality Desk, file 95002, 2024.

Questions? Call 1-800-555-0142 or write to PO Box 95250, Portland, ME 04101.
`,
  ]),
  doc('harbor-02', 'html', meta('HHP-0077', 'Hyperbaric Oxygen Therapy', '2025-11-15'), [
    `# Hyperbaric Oxygen Therapy

Policy HHP-0077. Effective 11/15/2025. Supersedes HHP-0076 of 11/15/2023.

## Criteria

Full-body oxygen treatment under pressure of at least 1.4 ATA is medically necessary for the conditions in Table C if
standard wound care failed for 30 days. Topical oxygen (limb-encasing bag) is unproven.

## Table A. HCPCS and CPT codes covered if selection criteria are met

| Code | Remark |
| 99183 | see CPT manual |
| G0277 | Hyperbaric oxygen under pressure, full body chamber, per 30 minute interval |
`,
    g('cond', '99183 G0277', 'covered if selection criteria are met', { group: 'Table A' }),
    `
## Table B. HCPCS codes not covered for indications listed in the policy

| Code | Remark |
| A4575 | Topical hyperbaric oxygen chamber, disposable |
| E0446 | Topical oxygen delivery system |
`,
    g('exc', 'A4575 E0446', 'not covered for indications listed in the policy', { group: 'Table B' }),
    `
## Table C. ICD-10 codes covered if selection criteria are met

| Code | Remark |
| A48.0 | Gas gangrene |
| T58.01XA | Toxic effect of carbon monoxide from motor vehicle exhaust, accidental |
| T70.3XXA | Caisson disease, initial encounter |
| T79.0XXA | Air embolism (traumatic), initial encounter |
| M27.2 | Inflammatory conditions of jaws |
| M86.30 - M86.69 | Chronic osteomyelitis |
| L59.8 | Other disorders of skin related to radiation |
| T66.XXXA | Radiation sickness, initial encounter |
| E11.621 | Type 2 diabetes with foot ulcer |
| L97.401 - L97.529 | Ulcer of heel, midfoot and other part of foot |
`,
    g(
      'sup',
      'A48.0 T58.01XA T70.3XXA T79.0XXA M27.2 M86.30..M86.69 L59.8 T66.XXXA E11.621 L97.401..L97.529',
      'ICD-10 codes covered if selection criteria are met',
      { group: 'Table C' },
    ),
    `
## Table D. ICD-10 codes not covered (not all-inclusive)

| Code | Remark |
| F84.0 | Autistic disorder |
| G80.0 - G80.9 | Cerebral palsy |
| G35.- | Multiple sclerosis |
| U09.9 | Post COVID-19 condition, unspecified |
`,
    g('dns', 'F84.0 G80.0..G80.9 G35* U09.9', 'ICD-10 codes not covered (not all-inclusive)', { group: 'Table D' }),
    `
## Background

In 2022 about 10,400 sessions were paid at an average of $412.50. ICD-9 code 040.0 was used for gas gangrene before the
change of October 1, 2015.
`,
    g('men', 'icd9:040.0', 'ICD-9 code 040.0 was used'),
    `
## Contact

Member services: (207) 555-0199, TTY 711. Fax form HBO-100 (rev. 10/25) to 207-555-0183.
`,
  ]),
  doc(
    'harbor-03',
    'docx',
    meta('HHP-0301', 'Spinal Cord Stimulation', '2026-01-01'),
    [
      `# Spinal Cord Stimulation for Chronic Pain

Harbor Health Plan Medical Policy HHP-0301, version 9, effective January 1, 2026

## I. Criteria

A trial with percutaneous leads is medically necessary when pain has lasted 6 months or longer, conservative care failed,
and a behavioral health professional found no contraindication. A permanent device is medically necessary when the trial
relieved pain by half or more.

Dorsal root ganglion stimulation for phantom pain is experimental.

Peripheral subcutaneous field stimulation (64999) is considered experimental and investigational for all indications.
`,
      g('exc', '64999', '(64999) is considered experimental and investigational for all indications'),
      `\n${PROSE.evidence}\n`,
      `\n${PROSE.definitions}\n`,
      `
## II. Coding

### CPT codes covered when criteria in section I are met

63650, 63655, 63661, 63662, 63663, 63664, 63685, 63688, 95970, 95971, 95972
`,
      g(
        'cond',
        '63650 63655 63661 63662 63663 63664 63685 63688 95970 95971 95972',
        'CPT codes covered when criteria in section I are met',
        { group: 'CPT codes covered when criteria in section I are met' },
      ),
      `
### HCPCS codes covered when criteria in section I are met

| Code | Title |
| C1767 | Generator, neurostimulator (implantable), non-rechargeable |
| C1778 | Lead, neurostimulator (implantable) |
| C1820 | Generator, neurostimulator, with rechargeable battery |
| C1822 | Generator, high frequency, with rechargeable battery |
| L8679 - L8688 | Implantable neurostimulator parts |
| L8695 | External recharging system |
`,
      g(
        'cond',
        'C1767 C1778 C1820 C1822 L8679..L8688 L8695',
        'HCPCS codes covered when criteria in section I are met',
        { role: 'device' },
      ),
      `
### ICD-10-PCS codes covered when criteria in section I are met

00HU0MZ, 00HU3MZ, 00HV0MZ, 00HV3MZ, 0JH70DZ, 0JH80DZ
`,
      g(
        'cond',
        '00HU0MZ 00HU3MZ 00HV0MZ 00HV3MZ 0JH70DZ 0JH80DZ',
        'ICD-10-PCS codes covered when criteria in section I are met',
      ),
      `
### ICD-10-CM codes covered when criteria in section I are met

G56.41, G56.42, G57.71, G57.72, G89.21, G89.22, G89.28, G89.4, G90.50, G90.511 - G90.519, G90.521 - G90.529, M96.1
`,
      g(
        'sup',
        'G56.41 G56.42 G57.71 G57.72 G89.21 G89.22 G89.28 G89.4 G90.50 G90.511..G90.519 G90.521..G90.529 M96.1',
        'ICD-10-CM codes covered when criteria in section I are met',
      ),
      `
### ICD-10-CM codes not covered for indications listed in this policy

G43.001 - G43.919, I20.0 - I20.9, I73.9
`,
      g(
        'dns',
        'G43.001..G43.919 I20.0..I20.9 I73.9',
        'ICD-10-CM codes not covered for indications listed in this policy',
      ),
      `
### Other codes related to this policy

62263, 62350, 62360, E0720, E0730, A4595
`,
      g('men', '62263 62350 62360 E0720 E0730 A4595', 'Other codes related to this policy'),
      `
## III. History

03/2019: first version. 07/2021: wording only. 01/2026: codes checked, no change.
`,
    ],
    {
      header: 'Harbor Health Plan · Medical Policy HHP-0301',
      footer: 'Not a guarantee of payment. PO Box 63650, Portland, ME 04104',
    },
  ),
  doc('harbor-04', 'md', meta('HHP-0410', 'Cosmetic and Reconstructive Procedures', '2025-07-01'), [
    `# Cosmetic and Reconstructive Procedures

**Policy HHP-0410** · in force 7/1/2025 · reviewed each spring

Reconstructive surgery restores function; cosmetic surgery changes looks. Harbor does not pay for the latter.

### Cosmetic, never covered

- 15775, 15776
- 15780–15783
- 15824–15829 except 15828
- 17380
- 69090
- G0429
`,
    g('exc', '15775 15776 15780..15783 15824..15829!15828 17380 69090 G0429', 'Cosmetic, never covered', {
      group: 'Cosmetic',
    }),
    `
### Covered when criteria are met

15828 may be covered for facial nerve palsy when a photograph shows the droop and function is limited.
`,
    g('cond', '15828', '15828 may be covered for facial nerve palsy when'),
    `
- 15822 and 15823: the upper visual field is reduced to 20 degrees or less and improves by 30% with taping
- 15830: the pannus hangs below the pubis and a rash resisted three months of treatment
- 19318: at least 500 g is to be removed per side
- 30400, 30410, 30420: airway obstruction is documented
- L8600: after mastectomy only
`,
    g('cond', '15822 15823', '15822 and 15823: the upper visual field is reduced'),
    g('cond', '15830', '15830: the pannus hangs below the pubis'),
    g('cond', '19318', '19318: at least 500 g'),
    g('cond', '30400 30410 30420', '30400, 30410, 30420: airway obstruction is documented'),
    g('cond', 'L8600', 'L8600: after mastectomy only'),
    `
### Covered without criteria

Breast reconstruction after cancer (19340, 19342, 19357, 19361, S2066, S2068) and repair of cleft lip (40700/40701/40702)
are covered.
`,
    g('cov', '19340 19342 19357 19361 S2066 S2068 40700 40701 40702', 'are covered', {
      group: 'Covered without criteria',
    }),
    `
### Diagnoses

The following support reconstructive intent: G51.0, H02.401–H02.439, N62, Q36.0, Q36.1, Q36.9, Z42.1, Z90.10–Z90.13.
`,
    g(
      'sup',
      'G51.0 H02.401..H02.439 N62 Q36.0 Q36.1 Q36.9 Z42.1 Z90.10..Z90.13',
      'The following support reconstructive intent',
    ),
    `
These never do: L57.0 with L57.4, L90.6, Z41.1.
`,
    g('dns', 'L57.0 L57.4 L90.6 Z41.1', 'These never do'),
    `
> The plan year runs 01/01–12/31. Deductible $1,500; coinsurance 20% up to $15,830 a year.
`,
  ]),
  doc('harbor-05', 'html', meta('HHP-0519', 'Chemotherapy Pumps and Hepatic Artery Infusion', '2026-03-01'), [
    `# Chemotherapy Pumps and Hepatic Artery Infusion

HHP-0519 — effective 03/01/2026

## When the service is covered

An implantable pump for hepatic arterial chemotherapy is medically necessary for primary liver cancer, or for colorectal
cancer whose spread is limited to the liver, if the lesions cannot be resected.

## Codes covered when criteria are met

| CPT | HCPCS | ICD-10-PCS |
| 36260 | C1772 | 3E05305 |
| 36261 | C1891 | 3E06305 |
| 36262 | C2626 | 0JH80VZ |
| 96422 | E0782 | 0JH83VZ |
| 96423 | E0783 | |
| 96425 | E0785 | |
| 96522 | E0786 | |
`,
    g(
      'cond',
      '36260 36261 36262 96422 96423 96425 96522 C1772 C1891 C2626 E0782 E0783 E0785 E0786 3E05305 3E06305 0JH80VZ 0JH83VZ',
      'Codes covered when criteria are met',
    ),
    `
## Drugs given by pump, covered when criteria are met

| Drug | Code |
| Floxuridine | J9200 |
| Fluorouracil | J9190 |
| Mitomycin | J9280 |
| Oxaliplatin | J9263 |
`,
    g('cond', 'J9200 J9190 J9280 J9263', 'Drugs given by pump, covered when criteria are met'),
    `
## Diagnosis codes covered when criteria are met

| Code | Title |
| C22.- | Malignant neoplasm of liver and intrahepatic bile ducts |
| C78.7 | Secondary malignant neoplasm of liver and intrahepatic bile duct |
`,
    g('sup', 'C22* C78.7', 'Diagnosis codes covered when criteria are met'),
    `
## Diagnosis codes not covered

| Code | Title |
| C25.0 - C25.9 | Malignant neoplasm of pancreas |
| C16.- | Malignant neoplasm of stomach |
`,
    g('dns', 'C25.0..C25.9 C16*', 'Diagnosis codes not covered'),
    `
## Other codes related to this policy

| Code | Note |
| 47135 | transplant, see policy HHP-0088 |
| 37243 | embolization |
| A4220 | Refill kit for implantable infusion pump |
| S9325 - S9328 | Home infusion, pain management |
`,
    g('men', '47135 37243 A4220 S9325..S9328', 'Other codes related to this policy'),
    `\n${PROSE.rights}\n`,
  ]),
]
