/** A Medicare contractor's billing and coding article as a page: groups, paragraphs, ICD-10 that do and do not support. */
import { doc, type Gold, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string): Meta => ({
  payer: 'Tidewater Administrative Services',
  kind: 'article',
  number,
  title,
  effective,
  states: ['VA', 'MD', 'DE'],
})

/** A group: its heading, its paragraph, its table; the label and the quote hold for every code of the table. */
function group(
  title: string,
  paragraph: string,
  label: Parameters<typeof g>[0],
  quote: string,
  lines: string,
): [string, Gold[]] {
  const cells = lines
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()) as [string, string?])
  const table = cells.map(([code, words]) => `<tr><td>${code}</td><td>${words ?? ''}</td></tr>`).join('\n')
  const text = `<h4>${title}</h4>
<p>${title} paragraph: ${paragraph}</p>
<table class="codes"><tr><th>Code</th><th>Description</th></tr>
${table}
</table>
`
  const codes = cells.map(([code]) => code.replace('*', '')).join(' ')
  return [text, g(label, codes, quote, { group: title })]
}

const open = (number: string, title: string, intro: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${number} ${title}</title>
<script type="text/javascript">window.hidden = "J1234 99285 C50.911"; load(20260105)</script>
<style>#g0461 { display: block } .e0118 { margin: 0 }</style></head>
<body>
<h1>Billing and Coding: ${title}</h1>
<table class="contractor">
<tr><th>Contractor</th><th>Contract number</th><th>Type</th><th>Jurisdiction</th></tr>
<tr><td>Tidewater Administrative Services</td><td>11302</td><td>A and B MAC</td><td>Virginia</td></tr>
<tr><td>Tidewater Administrative Services</td><td>12302</td><td>A and B MAC</td><td>Maryland</td></tr>
</table>
<p>Article ID ${number}. Original effective date 10/03/2018.</p>
<h2>Article guidance</h2>
<p>${intro}</p>
<h2>Coding information</h2>
`
const CPT = '<h3>CPT/HCPCS codes</h3>\n'
const YES = '<h3>ICD-10-CM codes that support medical necessity</h3>\n'
const NO = '<h3>ICD-10-CM codes that DO NOT support medical necessity</h3>\n'
const close = (
  words: string,
): string => `<h2>Revision history</h2>\n${words}\n<p>Related: 42 CFR 410.32; Pub. 100-04, chapter 12, section 30.6.</p>
</body></html>
`

export const tidewater: readonly Spec[] = [
  doc('tidewater-01', 'html', meta('T56901', 'Vitamin D Assay', '2025-10-01'), [
    open(
      'T56901',
      'Vitamin D Assay',
      'Two assays a year at most are paid. Screening of healthy persons is no benefit (Social Security Act, section 1862(a)(1)(A)).',
    ),
    CPT,
    ...group(
      'Group 1',
      'These tests are covered when a diagnosis of the list below is on the claim.',
      'cov',
      'These tests are covered when a diagnosis of the list below is on the claim',
      '82306\n82652',
    ),
    ...group('Group 2', 'This test is not covered.', 'exc', 'This test is not covered', '0038U'),
    YES,
    ...group(
      'Group 1',
      'For 82306. One of:',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      `E20.0 | Idiopathic hypoparathyroidism
E21.0 | Primary hyperparathyroidism
E21.3 | Hyperparathyroidism, unspecified
E55.0 | Rickets, active
E55.9 | Vitamin D deficiency, unspecified
E83.51 | Hypocalcemia
E83.52 | Hypercalcemia
K50.00 | Crohn's disease of small intestine without complications
K90.0 | Celiac disease
K91.2 | Postsurgical malabsorption, not elsewhere classified
M81.0 | Age-related osteoporosis without current pathological fracture
M83.8 | Other adult osteomalacia
N18.30 | Chronic kidney disease, stage 3 unspecified
N18.31 | Chronic kidney disease, stage 3a
N18.32 | Chronic kidney disease, stage 3b
N18.4 | Chronic kidney disease, stage 4 (severe)
N18.5 | Chronic kidney disease, stage 5
N18.6 | End stage renal disease
Z79.52 | Long term (current) use of systemic steroids`,
    ),
    NO,
    ...group(
      'Group 1',
      'Never payable with these tests.',
      'dns',
      'ICD-10-CM codes that DO NOT support medical necessity',
      `Z00.00
R53.83
Z13.21`,
    ),
    close('<p>R5, 10/01/2025: yearly code update. N18.3 was deleted.</p>'),
    g('men', 'N18.3', 'N18.3 was deleted'),
  ]),
  doc('tidewater-02', 'html', meta('T57122', 'External Infusion Pumps', '2026-01-01'), [
    open(
      'T57122',
      'External Infusion Pumps',
      'Pumps are rented. Drugs are paid only through a covered pump. Send questions to PO Box 11302, Norfolk, VA 23501.',
    ),
    CPT,
    ...group(
      'Group 1',
      'Pumps that are covered for the drugs in Group 2:',
      'cov',
      'Pumps that are covered for the drugs in Group 2',
      'E0779 | Ambulatory infusion pump, mechanical, reusable, for infusion 8 hours or greater\nE0780\nE0781\nE0784\nE0791\nK0455',
    ),
    ...group(
      'Group 2',
      'Drugs that are covered only if the criteria in the related LCD are met:',
      'cond',
      'Drugs that are covered only if the criteria in the related LCD are met',
      'J0133\nJ0285\nJ0287\nJ0288\nJ0289\nJ0895\nJ1170\nJ1250\nJ1325\nJ1455\nJ1457\nJ1555\nJ1558\nJ1559\nJ1561\nJ1562\nJ1569\nJ1575\nJ1817\nJ2175\nJ2260\nJ2270\nJ3010\nJ3285\nJ7686\nJ9000\nJ9040\nJ9065\nJ9100\nJ9190\nJ9200\nJ9360\nJ9370',
    ),
    ...group(
      'Group 3',
      'Supplies, covered only when the pump is covered:',
      'cond',
      'covered only when the pump is covered',
      'A4221\nA4222\nA4224\nA4225\nA4602\nK0552\nK0601\nK0602\nK0603\nK0604\nK0605',
    ),
    ...group('Group 4', 'Not covered:', 'exc', 'Not covered', 'A4230\nA4231\nA4232\nA9274\nE0787'),
    '<h3>CPT/HCPCS modifiers</h3>\n',
    ...group(
      'Group 1',
      'Appended as the claim requires:',
      'men',
      'Appended as the claim requires',
      'GA\nGY\nGZ\nJB\nJK\nKX',
    ).map((piece) =>
      typeof piece === 'string'
        ? piece
        : g('men', 'mod:GA mod:GY mod:GZ mod:JB mod:JK mod:KX', 'Appended as the claim requires', { group: 'Group 1' }),
    ),
    YES,
    ...group(
      'Group 1',
      'For J9000, J9040, J9065, J9100, J9190, J9200, J9360 and J9370 in liver disease:',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      'C22.0 | Liver cell carcinoma\nC22.1\nC22.2\nC22.3\nC22.4\nC22.7\nC22.8\nC22.9\nC78.7',
    ),
    ...group(
      'Group 2',
      'For J1817:',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      'E10.10\nE10.11\nE10.21\nE10.22\nE10.29\nE10.311\nE10.319\nE10.40\nE10.42\nE10.51\nE10.618\nE10.620\nE10.621\nE10.641\nE10.649\nE10.65\nE10.69\nE10.8\nE10.9\nE11.65\nE11.9\nO24.011\nO24.012\nO24.013\nZ96.41',
    ),
    ...group(
      'Group 3',
      'For J1325 and J3285:',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      'I27.0\nI27.20\nI27.21\nI27.83',
    ),
    NO,
    '<p>Every code that is not listed above.</p>\n',
    close(
      '<p>R14, 01/01/2023: removed C9144, J2503 and J7799 from Group 2. Price list of 07/01 attached: $1,284.15.</p>',
    ),
    g('men', 'C9144 J2503 J7799', 'removed C9144, J2503 and J7799 from Group 2', { role: 'drug' }),
  ]),
  doc('tidewater-03', 'html', meta('T58044', 'Nerve Conduction and Needle Studies', '2025-04-10'), [
    open(
      'T58044',
      'Nerve Conduction and Needle Studies',
      'The record names the muscles, the side and the latency in ms. Studies of 60 minutes or more are rare.',
    ),
    CPT,
    ...group(
      'Group 1',
      'The services are covered with a code from each of the two groups below.',
      'cov',
      'The services are covered with a code from each of the two groups below',
      '95860\n95861\n95863\n95864\n95885\n95886\n95887\n95907\n95908\n95909\n95910\n95911\n95912\n95913',
    ),
    ...group(
      'Group 2',
      'Noncovered, since results are not reproducible.',
      'exc',
      'Noncovered, since results are not reproducible',
      'G0255 | Current perception threshold/sensory nerve conduction test\n95905',
    ),
    YES,
    ...group(
      'Group 1',
      'Primary diagnoses:',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      'G12.21\nG54.0\nG54.1\nG56.01\nG56.02\nG56.03\nG56.21\nG56.22\nG57.01\nG57.02\nG60.0\nG61.0\nG61.81\nG62.0\nG62.1\nG70.00\nG70.01\nM54.12\nM54.16\nM54.17',
    ),
    ...group(
      'Group 2',
      'Secondary diagnoses, never alone. Codes with an asterisk need a code of Group 1 on the same line.',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      'M62.81*\nR20.0*\nR20.2*\nR26.0*\nM79.601*\nM79.602*',
    ),
    NO,
    ...group(
      'Group 1',
      'These never support testing:',
      'dns',
      'ICD-10-CM codes that DO NOT support medical necessity',
      'M25.50\nM79.10\nR52\nZ02.71',
    ),
    close(
      '<table><tr><th>Date</th><th>No.</th><th>Change</th></tr><tr><td>04/10/2025</td><td>R8</td><td>Language only.</td></tr><tr><td>01/01/2013</td><td>R1</td><td>95900, 95903 and 95904 deleted.</td></tr></table>',
    ),
    g('men', '95900 95903 95904', '95900, 95903 and 95904 deleted'),
  ]),
  doc('tidewater-04', 'html', meta('T59310', 'Drugs against Cancer: Selected Biologics', '2026-04-01'), [
    open(
      'T59310',
      'Drugs against Cancer: Selected Biologics',
      'Wastage rules: see MLN909188. A single-dose vial of 100 mg/4 mL is billed in units of 10 mg. Use a 10-digit NPI.',
    ),
    CPT,
    ...group(
      'Group 1',
      'Covered with Group 1 diagnoses:',
      'cov',
      'Covered with Group 1 diagnoses',
      'J9035\nQ5107\nQ5118\nQ5126\nQ5129',
    ),
    ...group(
      'Group 2',
      'Covered with Group 2 diagnoses:',
      'cov',
      'Covered with Group 2 diagnoses',
      'J9355\nJ9356\nQ5112\nQ5113\nQ5114\nQ5116\nQ5117',
    ),
    ...group(
      'Group 3',
      'Not covered; the agent was withdrawn:',
      'exc',
      'Not covered; the agent was withdrawn',
      'J9285',
    ),
    YES,
    ...group(
      'Group 1',
      'For J9035 and its biosimilars:',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      'C18.0\nC18.2\nC18.3\nC18.4\nC18.5\nC18.6\nC18.7\nC18.8\nC18.9\nC19\nC20\nC22.0\nC33\nC34.01\nC34.02\nC34.11\nC34.12\nC34.31\nC34.32\nC48.1\nC53.0\nC53.9\nC56.1\nC56.2\nC56.3\nC57.01\nC57.02\nC64.1\nC64.2\nC71.0\nC71.1\nC71.2\nC71.9',
    ),
    ...group(
      'Group 2',
      'For J9355 and its biosimilars:',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      'C15.3\nC15.4\nC15.5\nC16.0\nC16.1\nC16.2\nC50.011\nC50.012\nC50.111\nC50.112\nC50.211\nC50.212\nC50.311\nC50.312\nC50.411\nC50.412\nC50.511\nC50.512\nC50.811\nC50.812\nC50.911\nC50.912\nC79.81',
    ),
    NO,
    ...group(
      'Group 1',
      'Not payable:',
      'dns',
      'ICD-10-CM codes that DO NOT support medical necessity',
      'D05.00\nD05.11\nD05.12\nZ85.3',
    ),
    close(
      '<p>R2: code QXX01 in the draft was a slip of the pen.</p><p>R1: Q5999 will be used for the next biosimilar.</p>',
    ),
    g('men', '?Q5999', 'Q5999 will be used for the next biosimilar'),
  ]),
  doc('tidewater-05', 'html', meta('T55017', 'Skin Lesion Removal', '2024-07-01'), [
    open(
      'T55017',
      'Skin Lesion Removal',
      'A lesion taken off for looks alone is not covered (Medicare Benefit Policy Manual, chapter 16, section 120).',
    ),
    CPT,
    ...group(
      'Group 1',
      'Covered if the lesion bleeds, itches, grows or stands in the way:',
      'cond',
      'Covered if the lesion bleeds, itches, grows or stands in the way',
      '11200\n11201\n11300\n11301\n11302\n11305\n11310\n11400\n11401\n11420\n11440\n17000\n17003\n17004\n17110\n17111',
    ),
    YES,
    ...group(
      'Group 1',
      'Sufficient alone:',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      'A63.0\nB07.0\nB07.8\nB08.1\nD04.30\nD22.0\nD22.39\nL57.0\nL82.0',
    ),
    ...group(
      'Group 2',
      'Sufficient with R58, L29.9 or R23.4 as second code:',
      'sup',
      'ICD-10-CM codes that support medical necessity',
      'D23.0\nD23.9\nI78.1\nL72.0\nL82.1\nL91.8',
    ),
    g('sup', 'R58 L29.9 R23.4', 'Sufficient with R58, L29.9 or R23.4 as second code', { group: 'Group 2' }),
    NO,
    ...group('Group 1', '', 'dns', 'ICD-10-CM codes that DO NOT support medical necessity', 'Z41.1\nL90.5'),
    '<p>Bill types 013x and 085x apply. Place of service 11.</p>\n',
    close('<p>None.</p>'),
  ]),
]
