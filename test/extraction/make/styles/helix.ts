/** Genetic test policies: ranges with exceptions, gene variants that look like codes (V600E, C677T), many file types. */
import { PROSE } from '../prose.ts'
import { doc, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string): Meta => ({
  payer: 'Helix Community Plan',
  kind: 'commercial',
  number,
  title,
  effective,
})
const frame = (number: string): { header: string; footer: string } => ({
  header: `Helix Community Plan — Genetic Testing — ${number}`,
  footer: 'Confidential until published. Page {page}/{pages}. Tel. 505-555-0181',
})

export const helix: readonly Spec[] = [
  doc('helix-01', 'md', meta('GT-001', 'Genetic Testing: General Policy', '2026-01-01'), [
    `# Genetic Testing: General Policy

GT-001 · 2026-01-01

## Rules

1. Tier 2 tests, 81400–81408 except 81403, need prior authorization. 81403 is covered when the laboratory states the gene.
`,
    g('pa', '81400..81408!81403', 'Tier 2 tests, 81400–81408 except 81403, need prior authorization'),
    g('cond', '81403', '81403 is covered when the laboratory states the gene'),
    `2. Panels 81410 through 81471 need prior authorization as well.
3. The unlisted code 81479 is not covered unless a case review agrees.
4. Tests sold directly to consumers are excluded; they are usually billed with 81599 or S3870.
`,
    g('pa', '81410..81471', 'Panels 81410 through 81471 need prior authorization as well'),
    g('cond', '81479', 'The unlisted code 81479 is not covered unless a case review agrees'),
    g('exc', '81599 S3870', 'Tests sold directly to consumers are excluded'),
    `
## Variants that are not medically necessary

Testing MTHFR for C677T or A1298C (81291), and testing APOE for e4 (81401 with a statement, or S3852), is not medically
necessary.
`,
    g('exc', '81291', 'Testing MTHFR for C677T or A1298C (81291)'),
    g('exc', '81401 S3852', 'testing APOE for e4 (81401 with a statement, or S3852), is not medically necessary'),
    `
## Variants that are covered

- BRAF V600E: 81210, covered for melanoma (C43.-), colon cancer (C18.-) and thyroid nodules (E04.1)
- Factor V Leiden, R506Q or G1691A: 81241, covered after a clot before age 50 (I82.401–I82.4Z9)
- Prothrombin G20210A: 81240, covered in the same way
- EGFR L858R, T790M and exon 19: 81235, covered for lung cancer (C34.-)
- JAK2 V617F: 81270, covered (D45, D47.3, D75.81)
`,
    g('cov', '81210', 'BRAF V600E: 81210, covered for melanoma'),
    g('sup', 'C43* C18* E04.1', 'covered for melanoma (C43.-), colon cancer (C18.-) and thyroid nodules (E04.1)'),
    g('cond', '81241', '81241, covered after a clot before age 50'),
    g('sup', 'I82.401..I82.4Z9', 'covered after a clot before age 50 (I82.401–I82.4Z9)'),
    g('cond', '81240', 'Prothrombin G20210A: 81240, covered in the same way'),
    g('cov', '81235', '81235, covered for lung cancer'),
    g('sup', 'C34*', 'covered for lung cancer (C34.-)'),
    g('cov', '81270', 'JAK2 V617F: 81270, covered'),
    g('sup', 'D45 D47.3 D75.81', 'JAK2 V617F: 81270, covered (D45, D47.3, D75.81)'),
    `
## Sources

OMIM 607093, 613733. Build GRCh38. dbSNP rs1801133, rs6025. PMID 31447099. GTR000509030.
`,
  ]),
  doc(
    'helix-02',
    'pdf',
    meta('GT-014', 'Hereditary Breast and Ovarian Cancer', '2025-10-01'),
    [
      `# Hereditary Breast and Ovarian Cancer

## Policy

Full analysis of BRCA1 and BRCA2 (81162, or 81163 with 81164) is medically necessary for members who meet one point of the list:

- breast cancer before 51 years of age (C50.011–C50.929)
- ovarian cancer at any age (C56.1, C56.2, C56.3, C56.9)
- breast cancer in a man
- a known variant in the family (Z15.01, Z15.02, Z80.3, Z80.41)
`,
      g('cond', '81162 81163 81164', 'is medically necessary for members who meet one point of the list'),
      g('sup', 'C50.011..C50.929', 'breast cancer before 51 years of age (C50.011–C50.929)'),
      g('sup', 'C56.1 C56.2 C56.3 C56.9', 'ovarian cancer at any age (C56.1, C56.2, C56.3, C56.9)'),
      g('sup', 'Z15.01 Z15.02 Z80.3 Z80.41', 'a known variant in the family (Z15.01, Z15.02, Z80.3, Z80.41)'),
      `
A test for one known variant (81215 or 81217) is covered. The three founder variants 185delAG, 5382insC and 6174delT (81212)
are covered for members of Ashkenazi descent.
`,
      g('cov', '81215 81217', 'A test for one known variant (81215 or 81217) is covered'),
      g('cond', '81212', '(81212) are covered for members of Ashkenazi descent'),
      `
Panels of 20 genes or more (81432 and 81433) require prior authorization.
`,
      g('pa', '81432', 'Panels of 20 genes or more (81432 and 81433) require prior authorization'),
      g('pa', '81433', 'Panels of 20 genes or more (81432 and 81433) require prior authorization'),
      `
Polygenic risk scores are investi-⏎gational, among them 0131U, 0132U, 0135U and 0102U-⏎0103U.
`,
      g('exc', '0131U 0132U 0135U 0102U..0103U', 'Polygenic risk scores are investi- gational, among them'),
      `
Counseling by 96041 or S0265 is covered. Screening of the whole population, Z13.71 or Z13.79, does not support
any of these tests.
`,
      g('cov', '96041', 'Counseling by 96041 or S0265 is covered'),
      g('cov', 'S0265', 'Counseling by 96041 or S0265 is covered'),
      g('dns', 'Z13.71 Z13.79', 'Screening of the whole population, Z13.71 or Z13.79, does not support'),
      `\n${PROSE.evidence}\n`,
      `\n${PROSE.definitions}\n`,
      `
## Background

About 1 person in 400 carries a variant. c.5266dupC, c.68_69delAG and p.C61G are the best known. PALB2 c.3113G>A (W1038X) raises
risk about threefold. BRCA1 lies on 17q21.31 and spans 81,189 bases; BRCA2 lies on 13q13.1.
`,
    ],
    frame('GT-014'),
  ),
  doc(
    'helix-03',
    'docx',
    meta('GT-022', 'Prenatal Tests of Fetal DNA', '2025-04-01'),
    [
      `# Prenatal Tests of Fetal DNA

## Covered

- 81420 and 81507 are covered once in each pregnancy from week 10 on.
- 81220, 81257 and 81329 are covered once in a lifetime.
`,
      g('cov', '81420 81507', '81420 and 81507 are covered once in each pregnancy'),
      g('cov', '81220 81257 81329', '81220, 81257 and 81329 are covered once in a lifetime'),
      `
## Covered with conditions

- 81228 and 81229 are medically necessary if ultrasound shows an anomaly.
- 81415, 81416, 81425 and 81426 are medically necessary only after 81229 gave no answer.
`,
      g('cond', '81228 81229', '81228 and 81229 are medically necessary if ultrasound shows an anomaly'),
      g('cond', '81415 81416 81425 81426', '81425 and 81426 are medically necessary only after'),
      `
## Not covered

81422 is considered investigational. Tests of paternity are not covered. 0060U and 0168U are not covered. S3844 and S3845 are
experimental for fetal use.
`,
      g('exc', '81422', '81422 is considered investigational'),
      g('exc', '0060U 0168U', '0060U and 0168U are not covered'),
      g('exc', 'S3844 S3845', 'S3844 and S3845 are experimental for fetal use'),
      `
## Diagnosis

| Code | Use |
| O09.511 – O09.519 | supports |
| O09.521 – O09.529 | supports |
| O28.3 | supports |
| O28.5 | supports |
| O35.10X0 | supports |
| Z36.0 | supports |
| Z31.5 | does not support |
| Z32.01 | does not support |
`,
      g('sup', 'O09.511..O09.519', 'O09.511 – O09.519 supports'),
      g('sup', 'O09.521..O09.529', 'O09.521 – O09.529 supports'),
      g('sup', 'O28.3 O28.5 O35.10X0 Z36.0', '{c} supports'),
      g('dns', 'Z31.5 Z32.01', '{c} does not support'),
      `
Variants such as F508del, G551D and R117H are part of 23-variant panels. Trisomy 21 (47,XX,+21) is found in 99.2% of cases.
`,
      `\n${PROSE.definitions}\n`,
      `\n${PROSE.rights}\n`,
    ],
    frame('GT-022'),
  ),
  doc(
    'helix-04',
    'html',
    meta('GT-031', 'Pharmacogenetic Tests', '2026-02-15'),
    [
      `# Pharmacogenetic Tests

## Summary

Most single-gene drug tests are unproven. The exceptions are named here.

| CPT | Gene | Position |
| 81225 | CYP2C19 | covered before clopidogrel (Z79.02) |
| 81226 | CYP2D6 | covered before tetrabenazine or siponimod |
| 81227 | CYP2C9 | covered before siponimod |
| 81230 | CYP3A4 | unproven |
| 81231 | CYP3A5 | unproven |
| 81232 | DPYD | covered before fluorouracil |
| 81283 | IFNL3 | unproven |
| 81328 | SLCO1B1 | unproven |
| 81335 | TPMT | covered before thiopurines |
| 81355 | VKORC1 | unproven |
| 81418 | panel of 6 or more | unproven |
| 0029U | panel | unproven |
| 0173U | panel | unproven |
| 0411U | panel | unproven |
| G9143 | warfarin | covered only in a trial |
`,
      g('cond', '81225', '81225 CYP2C19 covered before clopidogrel'),
      g('sup', 'Z79.02', 'covered before clopidogrel (Z79.02)'),
      g('cond', '81226', '81226 CYP2D6 covered before tetrabenazine or siponimod'),
      g('cond', '81227', '81227 CYP2C9 covered before siponimod'),
      g('exc', '81230', '81230 CYP3A4 unproven'),
      g('exc', '81231', '81231 CYP3A5 unproven'),
      g('cond', '81232', '81232 DPYD covered before fluorouracil'),
      g('exc', '81283', '81283 IFNL3 unproven'),
      g('exc', '81328', '81328 SLCO1B1 unproven'),
      g('cond', '81335', '81335 TPMT covered before thiopurines'),
      g('exc', '81355', '81355 VKORC1 unproven'),
      g('exc', '81418', '81418 panel of 6 or more unproven'),
      g('exc', '0029U 0173U 0411U', '{c} panel unproven'),
      g('cond', 'G9143', 'G9143 warfarin covered only in a trial'),
      `
## Alleles

CYP2C19*2 (G681A), *3 (G636A) and *17; CYP2C9*2 (R144C) and *3 (I359L); DPYD*2A and D949V; TPMT*3C (Y240C). HLA-B*57:01
(81381) is covered before abacavir, B20 with Z21 being the usual diagnoses.
`,
      g('cond', '81381', '(81381) is covered before abacavir'),
      g('sup', 'B20 Z21', 'B20 with Z21 being the usual diagnoses'),
      `
Depression (F32.0–F33.9) does not support any of these tests.
`,
      g('dns', 'F32.0..F33.9', 'Depression (F32.0–F33.9) does not support any of these tests'),
    ],
    { footer: 'Helix Community Plan, Santa Fe, NM 87501' },
  ),
  doc('helix-05', 'txt', meta('GT-040', 'Tumor Profiling and Gene Signatures', '2025-01-01'), [
    `HELIX COMMUNITY PLAN                                      GT-040
TUMOR PROFILING AND GENE SIGNATURES                       effective 01-01-2025

MEDICALLY NECESSARY

  81518, 81519, 81520, 81521, 81522, 81523 and S3854 in breast cancer that is hormone receptor
  positive and HER2 negative, with 0 to 3 nodes.
`,
    g('cond', '81518 81519 81520 81521 81522 81523 S3854', 'MEDICALLY NECESSARY', { group: 'MEDICALLY NECESSARY' }),
    `
  81445, 81450, 81455, 0037U, 0239U and 0242U in stage III or IV disease when the result decides
  on the drug.
`,
    g('cond', '81445 81450 81455 0037U 0239U 0242U', 'when the result decides on the drug', {
      group: 'MEDICALLY NECESSARY',
    }),
    `
  81479 is medically necessary for NTRK fusions only.
`,
    g('cond', '81479', '81479 is medically necessary for NTRK fusions only'),
    `
NOT MEDICALLY NECESSARY

  81525   colon
  81529   skin
  81538   lung
  81540   unknown primary
  81551   prostate
  0045U   breast, in situ
  0069U   colon
`,
    g('exc', '81525 81529 81538 81540 81551 0045U 0069U', 'NOT MEDICALLY NECESSARY', {
      group: 'NOT MEDICALLY NECESSARY',
    }),
    `
PRIOR AUTHORIZATION

  81541, 81542 and 0047U: prior authorization is required.
`,
    g('pa', '81541 81542 0047U', '81541, 81542 and 0047U: prior authorization is required'),
    `
DIAGNOSIS CODES THAT SUPPORT NECESSITY

  C50.011 C50.012 C50.019 C50.111 C50.112 C50.119 C50.911 C50.912 C50.919
  C61  C18.0-C18.9  C34.10 C34.11 C34.12  Z17.0
  Z17.410
`,
    g(
      'sup',
      'C50.011 C50.012 C50.019 C50.111 C50.112 C50.119 C50.911 C50.912 C50.919 C61 C18.0..C18.9 C34.10 C34.11 C34.12 Z17.0 Z17.410',
      'DIAGNOSIS CODES THAT SUPPORT NECESSITY',
    ),
    `
NOTES

  KRAS G12C, G12D and G13D; BRAF V600E/K; PIK3CA H1047R, E545K; IDH1 R132H; EGFR T790M and C797S.
  TMB of 10 mut/Mb or more. Panels of 324, 468 and 523 genes were studied. See also 21 CFR 809.10.
`,
  ]),
]
