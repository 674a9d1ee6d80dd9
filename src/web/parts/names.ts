/** Other official names of a code, with where each comes from. */
import type { CodeShown } from '../answers.ts'
import { type Html, html } from '../html.ts'

/** Inclusion terms and the short title, or nothing. */
export function names({ names: all, shortTitle, systemName, release }: CodeShown): Html | '' {
  if (all.length === 0 && shortTitle === undefined) return ''
  const short =
    shortTitle === undefined
      ? ''
      : html`<li>${shortTitle} <small>short title, ${systemName} ${release.label}</small></li>`
  const rows = all.map(
    ({ text, use, source, from }) =>
      html`<li>${text} <small>${use === 'inclusionTerm' ? 'inclusion term' : use}${from === undefined ? '' : ` of ${from}`}, ${source}</small></li>`,
  )
  return html`<section id="names"><h2>Other names</h2><ul class="names">${rows}${short}</ul></section>`
}
