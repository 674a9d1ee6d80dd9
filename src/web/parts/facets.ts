/** Ways to narrow a search, as links that work without a script. */
import { count } from '../format.ts'
import { type Html, html } from '../html.ts'

export interface Facet {
  readonly label: string
  /** A second, quieter word. */
  readonly detail?: string
  readonly href: string
  readonly count?: number
  readonly selected: boolean
  /** Class of a system, for its colour. */
  readonly tone?: string
}

function item({ label, detail, href, count: n, selected, tone }: Facet): Html {
  const inside = html`<span class="l">${label}${detail === undefined ? '' : html` <small>${detail}</small>`}</span>${n === undefined ? '' : html` <span class="c">${count(n)}</span>`}`
  if (n === 0 && !selected) return html`<li><span class="off ${tone ?? ''}">${inside}</span></li>`
  return html`<li><a class="${tone ?? ''}" href="${href}"${selected ? html` aria-current="true"` : ''}>${inside}</a></li>`
}

/** One row of choices under a name that screen readers hear. */
export function facets(name: string, choices: readonly Facet[], shape: 'tabs' | 'pills'): Html {
  return html`<nav class="${shape}" aria-label="${name}"><ul>${choices.map(item)}</ul></nav>`
}
