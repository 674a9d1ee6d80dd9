/** Provider bulletins: full of telephone numbers, ZIP codes, dates, prices, forms and citations; few real codes, in prose. */
import { doc, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string): Meta => ({
  payer: 'Beacon Valley Health',
  kind: 'commercial',
  number,
  title,
  effective,
})

export const beacon: readonly Spec[] = [
  doc('beacon-01', 'txt', meta('BV-NEWS-2026-02', 'Provider News, February 2026', '2026-02-01'), [
    `BEACON VALLEY HEALTH
PROVIDER NEWS          Vol. 12, No. 2          February 2026          Circulation 14,250

IN THIS ISSUE: New address - Claims calendar - Policy changes - Fee schedule

New address
From February 16, 2026 our claims office is at 27447 Lakeview Road, Suite 300, Reno, NV 89501-1234.
Mail for appeals goes to P.O. Box 99214, Reno, NV 89502. Call 775-555-0100, fax 775-555-0199.
Our payer ID stays 84103; our own NPI is 1053999991; the tax ID is 88-0123456.

Claims calendar
Claims received after 02/27/2026 are paid with the run of 03/06/2026. Use CMS-1500 (02/12) or UB-04
(CMS-1450). Form BV-1099 goes out by January 31.

Policy changes
Chronic care by phone, 99490, is covered from March 1. Massage (97124) is not considered medically
necessary except after burns, when up to 12 visits are covered.
`,
    g('cov', '99490', 'Chronic care by phone, 99490, is covered from March 1'),
    g('exc', '97124', 'Massage (97124) is not considered medically necessary except after burns'),
    g('cond', '97124', 'except after burns, when up to 12 visits are covered'),
    `
From April 1 prior authorization is required for J0178 and J2777. It is no longer required for J9312.
`,
    g('pa', 'J0178 J2777', 'prior authorization is required for J0178 and J2777'),
    g('men', 'J9312', 'It is no longer required for J9312'),
    `
Fee schedule
The factor for 2026 is $33.4009. The 2025 factor was $32.3465. Late fees: $45.00 to $99.00.
Policies 10040-A and 20220-C were reviewed without change. Policy MP-1.2.3 was retired on 12/31/2025.

See 42 CFR 411.15(h), 42 U.S.C. 1395y(a)(1) and NRS 689A.04033. Ticket INC0012345 is closed.
`,
  ]),
  doc(
    'beacon-02',
    'html',
    meta('BV-NEWS-2026-03', 'Provider News, March 2026', '2026-03-01'),
    [
      `# Provider News, March 2026

Volume 12, number 3. Reno, NV 89501. Editor: (775) 555-0104.

## Telehealth

Visits by telephone, 98008 through 98015, are covered in 2026. G2012 was deleted and is named here only because claims with it
still come in.
`,
      g('cov', '98008..98015', 'Visits by telephone, 98008 through 98015, are covered in 2026'),
      g('men', 'G2012', 'G2012 was deleted and is named here only because'),
      `
## Weight loss

We do not cover 0169-4525-14 or other pens for weight. G0447 is covered if BMI is at least 30 (Z68.30 to Z68.45).
`,
      g('exc', '0169-4525-14', 'We do not cover 0169-4525-14 or other pens for weight'),
      g('cond', 'G0447', 'G0447 is covered if BMI is at least 30'),
      g('sup', 'Z68.30..Z68.45', 'G0447 is covered if BMI is at least 30 (Z68.30 to Z68.45)'),
      `
## Dates

- 03/09/2026 webinar, meeting ID 831 9921 4302, passcode 40452
- 03/23/2026 network call, 1-646-555-0186, PIN 90715
- 04/15/2026 last day for 2025 claims

## Quality

Measure NQF 0018 rose from 61.2% to 66.8%. HEDIS MY2025 has 92 measures. ISO 13485 and E2E tests are not needed. Star rating 4.5. Of
12,400 members with high blood pressure, 8,283 reached 140/90.

## Correction

In January we printed a wrong number. The right one for a walking boot is L4361; it is covered. L4360 requires
authorization.
`,
      g('cov', 'L4361', 'The right one for a walking boot is L4361; it is covered'),
      g('pa', 'L4360', 'L4360 requires authorization'),
      `
## Reading

Kim S. Home tests. Ann Med 2024;180(2):G45-G52. doi:10.1234/am.2024.95810. ISBN 978-1-4028-9462-6.
`,
    ],
    { footer: '© 2026. Form BV-E0100. PO Box 99213, Reno, NV 89502' },
  ),
  doc('beacon-03', 'txt', meta('BV-BULL-0417', 'Bulletin 0417: Edits from April 2025', '2025-04-17'), [
    `BULLETIN 0417                                                        April 17, 2025
To: hospitals, clinics, suppliers in counties 32003, 32005 and 32031
Re: edits that start with claims of May 1, 2025

1. Unlisted codes. 99199 and A9999 are not payable. Write to us before you use one.
`,
    g('exc', '99199 A9999', '99199 and A9999 are not payable'),
    `
2. Drug waste. Every single-dose vial needs JW or JZ. This holds for claims over $0.01.
`,
    g('men', 'mod:JW mod:JZ', 'Every single-dose vial needs JW or JZ'),
    `
3. Steroid shots. J3301 is covered. Its use in a tennis elbow (M77.11, M77.12) is not considered medically
   necessary.
`,
    g('cov', 'J3301', 'J3301 is covered'),
    g('dns', 'M77.11 M77.12', '(M77.11, M77.12) is not considered medically necessary'),
    `
4. Old forms. BV-2210, BV-J1100 and DWC-25 are void. Old policies 4.01.15 and A-0425 too.

5. Visits. An example: a wart is removed and the knee is looked at, the same day. Bill 17110 and 99213-25.
`,
    g('men', '17110 99213', 'Bill 17110 and 99213-25'),
    g('men', 'mod:25', 'Bill 17110 and 99213-25'),
    `
6. References. NRS 695G.150; 29 CFR 2590.715-2713; 85 Fed. Reg. 84472 (Dec. 28, 2020); Pub. 100-04,
   ch. 32, sec. 69.2; IOM 100-08. Judge v. Board, 512 F.3d 1024 (2008).

Contact: provider desk, 1-800-555-0196 ext. 90834. Our building number changes to 10060 on 6/1.
`,
  ]),
  doc(
    'beacon-04',
    'html',
    meta('BV-NEWS-2025-11', 'Provider News, November 2025', '2025-11-01'),
    [
      `# Provider News, November 2025

## Flu season

Vaccines 90656, 90661, 90662, 90673 and 90686 are covered without copay; administration is 90471 or G0008, covered too. Their CVX numbers
are 140, 153, 135, 155 and 150. Nasal vaccine 90660 is covered only for ages 2 to 49.
`,
      g(
        'cov',
        '90656 90661 90662 90673 90686',
        'Vaccines 90656, 90661, 90662, 90673 and 90686 are covered without copay',
        { role: 'drug' },
      ),
      g('cov', '90471 G0008', 'administration is 90471 or G0008, covered too'),
      g('men', 'cvx:140 cvx:153 cvx:135 cvx:155 cvx:150', 'Their CVX numbers are 140, 153, 135, 155 and 150'),
      g('cond', '90660', 'Nasal vaccine 90660 is covered only for ages 2 to 49', { role: 'drug' }),
      `
## Holiday hours

Closed 11/27/2025, 11/28/2025, 12/25/2025 and 01/01/2026. Urgent reviews: 775-555-0107, pager 775-555-0108.

## Coding corner

A reader asks about long COVID. U09.9 goes second, after the symptom, for example R53.82. Neither pays a claim for S9999 or for
ivermectin.
`,
      g('men', 'U09.9 R53.82', 'U09.9 goes second, after the symptom, for example R53.82'),
      g('exc', 'S9999', 'Neither pays a claim for S9999'),
      `
## Numbers

Calls answered in 30 seconds: 81.4%. Claims in 14 days: 97.8%. Paid in October: $41,207,733.19. New contracts: 312. Grants: G0100234,
H8012345. Room B3170, Building C4.

## Job

Nurse reviewer, requisition R0012345, Sparks, NV 89431, $78,500 to $92,100.
`,
    ],
    { footer: 'Beacon Valley Health, NAIC 95274, Reno, NV 89501-0001' },
  ),
  doc('beacon-05', 'txt', meta('BV-BULL-0502', 'Bulletin 0502: Home Services', '2026-05-02'), [
    `BULLETIN 0502 - HOME SERVICES - May 2, 2026

Dear colleague,

your letter of 4/14/2026 (file 2026-04-14-00317) asked which home services we pay. In short:

Nursing visits (G0299, G0300) are covered, but home health aides (G0156) are excluded unless skilled care goes on at
the same time. Hospice codes T2042 to T2046 are not subject to this letter; they require notification only.
`,
    g('cov', 'G0299 G0300', 'Nursing visits (G0299, G0300) are covered'),
    g('cond', 'G0156', 'home health aides (G0156) are excluded unless skilled care goes on'),
    g('pa', 'T2042..T2046', 'they require notification only'),
    `
Infusion at home: S9494 is never covered together with S9500, S9501, S9502, S9503 or S9504; each of these five is covered
alone.
`,
    g('exc', 'S9494', 'S9494 is never covered together with'),
    g('cov', 'S9500 S9501 S9502 S9503 S9504', 'each of these five is covered alone'),
    `
A hospital bed (E0260) is not experimental. It needs prior authorization, as all items above $750 do.
`,
    g('pa', 'E0260', 'It needs prior authorization, as all items above $750 do'),
    `
Members live in 89403, 89410, 89429 and 89447. Drivers of car plate NV 40T881 deliver. Blood pressure
cuffs with model number A4670-X (catalog 99473) are sold by others.

Sincerely,
J. Orr, MD, license 18842
NPI 1912999990 - direct line 775-555-0115 - 5250 Neil Road, Reno
`,
  ]),
]
