/** Codes that came before or after this one, and cross-references, from the official tables. */
import type { CodeShown } from '../answers.ts'
import { codeHref, count, day, dayBefore } from '../format.ts'
import { type Html, html } from '../html.ts'

type Relation = CodeShown['relations'][number]

const OPEN = 12

function row({ code, title, path, since, direction, system }: Relation): Html {
  const when = since === undefined ? '' : direction === 'to' ? `until ${day(dayBefore(since))}` : `from ${day(since)}`
  return html`<li><a href="${path ?? codeHref(system, code)}"><code>${code}</code> <span class="t">${title ?? ''}</span></a> <small>${when}</small></li>
`
}

/** The section, or nothing. */
export function relations({ relations: all, furtherRelations }: CodeShown): Html | '' {
  if (all.length === 0) return ''
  const groups = [...Map.groupBy(all, ({ label }) => label)].map(([title, list]) => {
    const rows = list.map(row)
    const rest = rows.slice(OPEN)
    const folded =
      rest.length === 0
        ? ''
        : html`<details><summary>${rest.length} more</summary><ul class="codes">${rest}</ul></details>`
    const further = furtherRelations.find(({ label }) => label === title)
    const beyond = further ? html`<p>${count(further.count)} further ones are not listed here.</p>` : ''
    return html`<h3>${title}</h3><ul class="codes">${rows.slice(0, OPEN)}</ul>${folded}${beyond}`
  })
  return html`<section id="related"><h2>Linked codes</h2>${groups}</section>`
}
