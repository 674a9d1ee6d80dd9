/** Authorization lists as a page: one table with from and through columns, categories that span rows. */
import { doc, type Gold, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string): Meta => ({
  payer: 'Granite Care Partners',
  kind: 'pa-list',
  number,
  title,
  effective,
  states: ['NH', 'VT'],
})

const page = (title: string, intro: string): string => `<!doctype html>
<html lang="en"><head><title>${title}</title><meta charset="utf-8">
<style>td { border: 1px solid #e11990 } .a4253 { color: gray }</style></head>
<body><header><a href="tel:16035550150">603-555-0150</a> &middot; Concord, NH 03301</header>
<h1>${title}</h1>
<p>${intro}</p>
<table>
<thead><tr><th>Category</th><th>From</th><th>Through</th><th>Requirement</th></tr></thead>
<tbody>
`
const end = (words: string): string => `</tbody></table>
<p>${words}</p>
<script>document.querySelector('#J1745'); window.list = ["E0185","99499"];</script>
</body></html>
`

/**
 * A category whose cell spans its rows `from | through | requirement`; an empty through is one code, the hand
 * label stands first in each row.
 */
function category(name: string, lines: string): [string, Gold[]] {
  const rows = lines
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()) as [string, string, string, string])
  const text = rows
    .map(([, from, through, rule], n) => {
      const span = n === 0 ? `<td rowspan="${rows.length}">${name}</td>` : ''
      return `<tr>${span}<td>${from.replace('?', '')}</td><td>${through}</td><td>${rule}</td></tr>\n`
    })
    .join('')
  const gold = rows.flatMap(([label, from, through, rule]) =>
    g(
      label as Parameters<typeof g>[0],
      through ? `${from}..${through}` : from,
      `${from} ${through} ${rule}`.replace('?', '').replace(/\s+/g, ' ').trim(),
      { group: name },
    ),
  )
  return [text, gold]
}

export const granite: readonly Spec[] = [
  doc('granite-01', 'html', meta('GCP-PA-01', 'Prior authorization code list', '2026-03-31'), [
    page(
      'Prior authorization code list',
      'Published under 42 CFR 422.122. Version 4 of 03/31/2026. Ask for authorization 14 days before the service.',
    ),
    ...category(
      'Surgery',
      `pa | 15877 | 15879 | Prior authorization
pa | 19300 | 19303 | Prior authorization
pa | 21120 | 21127 | Prior authorization
pa | 27412 | | Prior authorization
pa | 27447 | | Prior authorization
pa | 30465 | | Prior authorization
pa | 43644 | 43645 | Prior authorization`,
    ),
    ...category(
      'Equipment',
      `pa | E0193 | | Prior authorization
pa | E0277 | | Prior authorization
pa | E0302 | E0304 | Prior authorization
pa | E0651 | E0652 | Prior authorization
pa | E0784 | | Notification only
men | E0202 | | None`,
    ),
    ...category(
      'Prosthetics',
      `pa | L5000 | L5999 | Prior authorization over $1,000
pa | L6000 | L7499 | Prior authorization over $1,000`,
    ),
    end('Codes not listed need no authorization. Denial letters name form GCP-27447 (rev. 2025).'),
  ]),
  doc('granite-02', 'html', meta('GCP-PA-02', 'Drugs under the medical benefit: authorization list', '2026-01-01'), [
    page(
      'Drugs under the medical benefit: authorization list',
      'Step therapy applies where marked. Doses such as 300 mg/10 mL are for reading only.',
    ),
    ...category(
      'Immune globulin',
      `pa | J1459 | | Prior authorization
pa | J1554 | J1559 | Prior authorization
pa | J1561 | | Prior authorization
pa | J1566 | J1569 | Prior authorization
pa | J1572 | | Prior authorization
pa | J1575 | | Prior authorization
exc | 90283 | | Not payable`,
    ),
    ...category(
      'Hemophilia',
      `pa | J7170 | | Prior authorization
pa | J7175 | J7183 | Prior authorization
pa | J7185 | J7212 | Prior authorization`,
    ),
    ...category(
      'Gene therapy',
      `pa | J1411 | J1413 | Prior authorization and case review
pa | J3398 | J3399 | Prior authorization and case review
pa | J3393 | J3394 | Prior authorization and case review`,
    ),
    ...category(
      'Not covered',
      `exc | J0171 | | Not covered for self-use
exc | J3490 | | Not covered without invoice
exc | J8499 | | Not covered`,
    ),
    end('Pharmacy desk 603-555-0151. The list of 2025 (GCP-PA-02/25) had 1,145 lines.'),
  ]),
  doc('granite-03', 'html', meta('GCP-PA-03', 'Laboratory and genetic authorization list', '2025-10-01'), [
    page(
      'Laboratory and genetic authorization list',
      'CLIA number 30D0099999 is an example. Specimens are kept 7 days.',
    ),
    ...category(
      'Genes',
      `pa | 81162 | 81167 | Authorization
pa | 81201 | 81203 | Authorization
pa | 81225 | 81227 | Authorization
men | 81220 | | No authorization required
pa | 81400 | 81408 | Authorization
pa | 81410 | 81411 | Authorization
pa | 81432 | | Authorization
pa | 81519 | 81523 | Authorization`,
    ),
    ...category(
      'Proprietary',
      `pa | 0001U | 0017U | Authorization
pa | 0037U | | Authorization
pa | 0239U | | Authorization
exc | 0211U | | Not covered
exc | 0010M | | Not covered
pa | 0004M | | Authorization`,
    ),
    ...category(
      'Drug tests',
      `pa | G0482 | G0483 | Authorization after 12 in a year
men | G0480 | G0481 | No authorization required
men | 80305 | 80307 | No authorization required`,
    ),
    end('Z codes such as Z13.79 or Z31.430 alone do not support a gene test.'),
    g('dns', 'Z13.79 Z31.430', 'Z13.79 or Z31.430 alone do not support a gene test'),
  ]),
  doc('granite-04', 'html', meta('GCP-PA-04', 'Inpatient procedures that need notice', '2025-10-01'), [
    page(
      'Inpatient procedures that need notice',
      'Codes are ICD-10-PCS unless the row shows five digits. Notice by portal within 1 business day.',
    ),
    ...category(
      'Hip and knee',
      `pa | 0SR9* | | Notice
pa | 0SRB* | | Notice
pa | 0SRC0* | | Notice
pa | 0SRD0* | | Notice
pa | 27130 | 27138 | Notice`,
    ),
    ...category(
      'Transplant',
      `pa | 0FY00Z0 | 0FY00Z2 | Authorization
pa | 0TY00Z0 | | Authorization
pa | 0TY10Z0 | | Authorization
pa | 02YA0Z0 | | Authorization
pa | 30233Y0 | 30233Y4 | Authorization`,
    ),
    ...category(
      'Weight loss',
      `pa | 0DB64Z3 | | Authorization
pa | 0D16479 | | Authorization
pa | 0D1647A | | Authorization
exc | 0DH60DZ | | Not covered
exc | 0DV64CZ | | Not covered`,
    ),
    ...category(
      'Fluids',
      `men | 3E05* | | None
men | 0W9G* | | None`,
    ),
    end('Stays in MS-DRG 001, 005 and 007 are reviewed. Room rates start at $2,710.00; see 2025 contract 0313-4471.'),
    g('men', 'msdrg:001 msdrg:005 msdrg:007', 'Stays in MS-DRG 001, 005 and 007 are reviewed'),
  ]),
  doc('granite-05', 'html', meta('GCP-PA-05', 'Removed and unlisted codes', '2026-07-01'), [
    page('Removed and unlisted codes', 'This page goes with GCP-PA-01. Last change 06/12/2026.'),
    ...category(
      'Removed',
      `men | 64483 | 64484 | No longer requires authorization
men | E0431 | | No longer requires authorization
men | J0881 | | No longer requires authorization
men | J0885 | | No longer requires authorization`,
    ),
    ...category(
      'Unlisted',
      `pa | 17999 | | Prior authorization
pa | 27599 | | Prior authorization
pa | 64999 | | Prior authorization
pa | E1399 | | Prior authorization
pa | K0108 | | Prior authorization
pa | L8699 | | Prior authorization
pa | L9900 | | Prior authorization
pa | A4649 | | Prior authorization
pa | J7699 | | Prior authorization`,
    ),
    ...category(
      'Gone',
      `men | E0450 | | deleted by the publisher
men | E0464 | | deleted by the publisher
men | ?E7777 | | never issued`,
    ),
    end('Reading: a code followed by -NU is bought, by -RR rented. Rentals end after 3 months.'),
    g('men', 'mod:NU mod:RR', 'a code followed by -NU is bought, by -RR rented'),
  ]),
]
