/** A list of codes, one a line: code, title, state. */
import type { CodeLink } from '../answers.ts'
import { type Html, html } from '../html.ts'
import { stateBadge, stateOf } from './badges.ts'

/** Rows for `links`, in their order. */
export function codeList(links: readonly CodeLink[]): Html {
  return html`<ul class="codes">${links.map(
    (
      link,
    ) => html`<li><a href="${link.path}"><code>${link.code}</code> <span class="t">${link.title}</span></a>${stateBadge(stateOf(link))}</li>
`,
  )}</ul>`
}
