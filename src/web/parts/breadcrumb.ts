/** The way down from the system to a code. Titles are cut by the stylesheet where room is short. */
import type { CodeShown } from '../answers.ts'
import { type Html, html } from '../html.ts'

/** A trail of links; the page itself is not repeated. */
export function breadcrumb({ system, systemName, ancestors }: CodeShown): Html {
  const steps = ancestors.map(
    ({ code, title, path }) =>
      html`<li><a href="${path}"><span class="c">${code}</span> <span class="t">${title}</span></a></li>`,
  )
  return html`<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/systems/${system}">${systemName}</a></li>${steps}</ol></nav>`
}
