/** National determinations as plain text: prose with sections A to D and no code table. */
import { doc, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string, end?: string): Meta => ({
  payer: 'Sentinel Federal Program',
  kind: 'ncd',
  number,
  title,
  effective,
  ...(end ? { end } : {}),
})

export const sentinel: readonly Spec[] = [
  doc('sentinel-01', 'txt', meta('290.14', 'Infusion Pumps in the Home', '2004-12-17'), [
    `NATIONAL DETERMINATION 290.14
INFUSION PUMPS IN THE HOME

Manual section 290.14          Version 2          Effective 12/17/2004          Implemented 02/18/2005
Benefit category: Durable medical equipment

A. General

An infusion pump is a device that gives a solution of drugs over time, from an external or an
implanted reservoir. Flow is set between 0.1 and 400 mL an hour. This section replaces CIM 60-14.

B. Nationally covered indications

1. External pumps.

An external pump (E0781) is covered to give deferoxamine (J0895) for chronic iron overload, and to
give morphine (J2270) for intractable pain of cancer.
`,
    g('cov', 'E0781', 'An external pump (E0781) is covered to give deferoxamine'),
    g('cov', 'J0895', 'is covered to give deferoxamine (J0895) for chronic iron overload'),
    g('cov', 'J2270', 'give morphine (J2270) for intractable pain of cancer'),
    `
Chemotherapy by pump is covered for primary hepatocellular carcinoma (C22.0) and for colorectal
cancer if disease cannot be resected or the patient declines surgery.
`,
    g('sup', 'C22.0', 'Chemotherapy by pump is covered for primary hepatocellular carcinoma (C22.0)'),
    `
2. Implanted pumps.

An implanted pump (E0783) is covered for hepatic artery treatment with floxuridine (J9200) when the
metastases are limited to the liver.
`,
    g(
      'cond',
      'E0783 J9200',
      'An implanted pump (E0783) is covered for hepatic artery treatment with floxuridine (J9200) when',
    ),
    `
C. Nationally noncovered indications

An implanted pump is not covered for the infusion of heparin (J1644) in recurrent thromboembolic
disease (I82.4-).
`,
    g('exc', 'J1644', 'is not covered for the infusion of heparin (J1644)'),
    g(
      'dns',
      'I82.4*',
      'is not covered for the infusion of heparin (J1644) in recurrent thromboembolic disease (I82.4-)',
    ),
    `
External pumps for vancomycin (J3370) are not covered either: there is too little evidence that a
pump is needed to give it safely.
`,
    g('exc', 'J3370', 'External pumps for vancomycin (J3370) are not covered either'),
    `
D. Other

Contractors decide on all other uses. This determination was last read through on 06/15/2004; see
transmittal R27NCD and change request 3705.
`,
  ]),
  doc('sentinel-02', 'txt', meta('110.21', 'Cellular Therapy for Blood Cancers', '2019-08-07'), [
    `110.21 - CELLULAR THERAPY FOR BLOOD CANCERS
(Rev. 12106; issued 06-27-22; effective 08-07-19; implementation 09-20-22)

A. General

T cells of the patient are taken out, changed to carry a new receptor, and given back. The product is
made once for each patient. List prices lie between $373,000 and $475,000.

B. Nationally Covered Indications

Effective for services on or after August 7, 2019, treatment is covered when given at a center enrolled in
the safety program of the maker, for a use on the label. That is true of Q2041, Q2042, Q2053, Q2054, Q2055 and
Q2056 and of the administration reported with 0540T, or with 38228 from 2025 on.
`,
    g(
      'cond',
      'Q2041 Q2042 Q2053 Q2054 Q2055 Q2056',
      'treatment is covered when given at a center enrolled in the safety program',
      { role: 'drug' },
    ),
    g('cond', '0540T 38228', 'the administration reported with 0540T, or with 38228'),
    `
Inpatient stays are reported with XW033C7 or XW043C7 under the same conditions.
`,
    g('cond', 'XW033C7 XW043C7', 'are reported with XW033C7 or XW043C7 under the same conditions'),
    `
C. Nationally Non-Covered Indications

Collecting and handling the cells (0537T, 0538T and 0539T) is not paid apart from the product and is not
covered as a service of its own. Treatment outside such a center is not covered.
`,
    g('exc', '0537T 0538T 0539T', 'is not paid apart from the product and is not covered as a service of its own'),
    `
D. Other

Cases fall into MS-DRG 018. Until 2020 they fell into MS-DRG 016.
`,
    g('men', 'msdrg:018 msdrg:016', 'Cases fall into MS-DRG 018'),
    `
This section was reviewed in June 2021. (See section 1862(l) of the Act and 42 CFR 426.)
`,
  ]),
  doc('sentinel-03', 'txt', meta('220.61', 'PET for Solid Tumors', '2013-06-11'), [
    `220.61 PET FOR SOLID TUMORS

A. GENERAL. Positron emission tomography shows where sugar is used up. A scan takes about 45 minutes;
the dose is 10 to 20 mCi.

B. COVERED. One scan with F-18 FDG (A9552) before treatment, by 78811 through 78816, is covered for every solid
tumor that was proved by biopsy.
`,
    g('cov', 'A9552', 'One scan with F-18 FDG (A9552) before treatment, by 78811 through 78816, is covered', {
      role: 'drug',
    }),
    g('cov', '78811..78816', 'by 78811 through 78816, is covered'),
    `
Three later scans are covered as well. Any further scan is left to the contractor, and the claim
carries modifier KX. The first scan carries PI, the later ones PS.
`,
    g('men', 'mod:KX mod:PI mod:PS', 'the claim carries modifier KX'),
    `
C. NOT COVERED. Scans to screen persons without a known tumor are not covered: Z12.11, Z12.31 and
Z12.39 never support 78811 through 78816. Sodium fluoride (A9580) is not covered since December 15, 2017.
`,
    g('dns', 'Z12.11 Z12.31 Z12.39', 'Z12.11, Z12.31 and Z12.39 never support'),
    g('exc', 'A9580', 'Sodium fluoride (A9580) is not covered since December 15, 2017', { role: 'drug' }),
    `
Breast cancer (C50.-) is an exception for the first staging of lymph nodes in the armpit, where the scan does not count
as necessary; for distant spread it does.
`,
    g('dns', 'C50*', 'Breast cancer (C50.-) is an exception for the first staging of lymph nodes in the armpit'),
    g('sup', 'C50*', 'for distant spread it does'),
    `
D. CROSS REFERENCE. See 220.6 through 220.6.20. Contact: 410-555-0117, Baltimore MD 21244-1850.
`,
  ]),
  doc('sentinel-04', 'txt', meta('160.07', 'Stimulators of Nerves', '1995-08-07', '2025-12-31'), [
    `160.07

STIMULATORS OF NERVES

Description

Two kinds of electrical stimulators are used against pain: those placed on the skin and those put
into the body.

Indications and limits of coverage

A TENS unit (E0720 or E0730) is covered for a trial of 30 days, but not for chronic low back pain
(M54.50, M54.51 and M54.59).
`,
    g('cov', 'E0720 E0730', 'A TENS unit (E0720 or E0730) is covered for a trial of 30 days'),
    g('dns', 'M54.50 M54.51 M54.59', 'but not for chronic low back pain (M54.50, M54.51 and M54.59)'),
    `
A form-fitting garment (E0731) is not reasonable and necessary except where the skin does not
tolerate electrodes or the sites cannot be reached, in which case E0731 is covered.
`,
    g('exc', 'E0731', 'A form-fitting garment (E0731) is not reasonable and necessary except'),
    g('cond', 'E0731', 'in which case E0731 is covered'),
    `
Supplies (A4595, A4557) are covered with a unit that is owned.
`,
    g('cond', 'A4595 A4557', 'Supplies (A4595, A4557) are covered with a unit that is owned'),
    `
Electrosleep therapy is experimental; no code was ever made for it. Percutaneous work (64555) is covered
for 30 days when a physician performs it.
`,
    g('cond', '64555', 'Percutaneous work (64555) is covered for 30 days when'),
    `
Former manual numbers: 35-46, 45-25, 65-8. Section 10-12 of the old book, page 64590, no longer exists.
`,
  ]),
  doc('sentinel-05', 'txt', meta('210.33', 'Screening for Lung Cancer', '2022-02-10'), [
    `210.33 Screening for Lung Cancer

Who may be screened

Persons aged 50 to 77 without symptoms who have smoked at least 20 pack-years and smoke now, or stopped within
the last 15 years.

What is covered

A visit for shared decision (G0296) is covered before the first scan, and the scan itself (71271) once a year.
`,
    g('cond', 'G0296', 'A visit for shared decision (G0296) is covered before the first scan'),
    g('cond', '71271', 'the scan itself (71271) once a year'),
    `
Diagnosis codes F17.210, F17.211, F17.213, F17.218, F17.219 and Z87.891 support the claim.
`,
    g('sup', 'F17.210 F17.211 F17.213 F17.218 F17.219 Z87.891', 'support the claim'),
    `
What is not

A chest film (71045 to 71048) is not a screening test and is not covered as one. Sputum cytology is not
covered.
`,
    g('exc', '71045..71048', 'A chest film (71045 to 71048) is not a screening test and is not covered as one'),
    `
Before 2021 the scan was billed as G0297, which has since been deleted.
`,
    g('men', 'G0297', 'Before 2021 the scan was billed as G0297'),
  ]),
]
