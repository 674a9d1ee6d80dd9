/** What each character of a table-built code means. */
import { fittingTerms } from '../../core/fitting-terms.ts'
import type { CodeShown } from '../answers.ts'
import { type Html, html } from '../html.ts'

type Axis = CodeShown['axes'][number]

/** The character of a device or substance, whose list names products for every part of the body. */
const DEVICE = 6

/** Lists of products show those that fit the body part; the rest unfold. */
function included({ position, includes }: Axis, place: string): Html | '' {
  if (includes.length === 0) return ''
  if (position !== DEVICE) return html`<p class="fine">Includes: ${includes.join('; ')}</p>`
  const fit = fittingTerms(includes, place)
  const rest = includes.filter((term) => !fit.includes(term))
  const first = fit.length === 0 ? '' : html`<p class="fine">Includes, by the device key: ${fit.join('; ')}</p>`
  const folded =
    rest.length === 0
      ? ''
      : html`<details><summary>${rest.length} ${fit.length === 0 ? 'products' : 'more products'} of the device key, for any body part</summary><p class="fine">${rest.join('; ')}</p></details>`
  return html`${first}${folded}`
}

function row(axis: Axis, place: string): Html {
  const { position, title, code, label, definition, explanation } = axis
  return html`<tr><td class="p">${position}</td><th scope="row">${title}</th><td class="v"><code>${code}</code></td><td><strong>${label}</strong>${
    definition === undefined ? '' : html`<p>${definition}</p>`
  }${explanation === undefined ? '' : html`<p>${explanation}</p>`}${included(axis, place)}</td></tr>
`
}

/** A table of positions, or nothing for codes that are not built from tables. */
export function axes({ axes: all }: CodeShown): Html | '' {
  if (all.length === 0) return ''
  const place = all
    .filter(({ position }) => position === 2 || position === 4)
    .map(({ label, includes }) => [label, ...includes].join(' '))
    .join(' ')
  return html`<section id="characters"><h2>How the code is built</h2><table class="axes">
<thead><tr><th scope="col" class="p"><span class="vh">Position</span></th><th scope="col">Character</th><th scope="col"><span class="vh">Value</span></th><th scope="col">Meaning</th></tr></thead>
<tbody>${all.map((axis) => row(axis, place))}</tbody></table></section>`
}
