/** What each character of a table-built code means. */
import type { CodeShown } from '../answers.ts'
import { type Html, html } from '../html.ts'

type Axis = CodeShown['axes'][number]

function row({ position, title, code, label, definition, explanation, includes }: Axis): Html {
  return html`<tr><td class="p">${position}</td><th scope="row">${title}</th><td class="v"><code>${code}</code></td><td><strong>${label}</strong>${
    definition === undefined ? '' : html`<p>${definition}</p>`
  }${explanation === undefined ? '' : html`<p>${explanation}</p>`}${
    includes.length === 0 ? '' : html`<p class="fine">Includes: ${includes.join('; ')}</p>`
  }</td></tr>
`
}

/** A table of positions, or nothing for codes that are not built from tables. */
export function axes({ axes: all }: CodeShown): Html | '' {
  if (all.length === 0) return ''
  return html`<section id="characters"><h2>How the code is built</h2><table class="axes">
<thead><tr><th scope="col" class="p"><span class="vh">Position</span></th><th scope="col">Character</th><th scope="col"><span class="vh">Value</span></th><th scope="col">Meaning</th></tr></thead>
<tbody>${all.map(row)}</tbody></table></section>`
}
