/** Codes like the one shown, the reason first: why it is here, then what it is. */
import { REASON_LABEL } from '../../similar/reasons.ts'
import type { Alike, AlikeRow } from '../answers.ts'
import { type Html, html } from '../html.ts'
import { toneOf } from '../tone.ts'
import { stateBadge, stateOf } from './badges.ts'
import { differences } from './differences.ts'

/** Rows shown at once; the rest unfold. */
const OPEN = 8

function row(
  { system, systemName, code, title, path, billable, status, reasons, alike, compare }: AlikeRow,
  own: string,
) {
  const [first, ...more] = reasons
  const state = stateOf({ billable, ended: status !== 'active' })
  const others = alike.length === 0 ? '' : html`<span>stands for ${alike.length} more of its family</span>`
  return html`<li class="${toneOf(system)}"><p class="reason"><span class="kind ${first!.kind}">${REASON_LABEL[first!.kind]}</span> ${first!.text}</p>
<a href="${path}"><code>${code}</code> <span class="t">${title}</span></a>
<p class="rest">${more.map((reason) => html`<span>${reason.text}</span>`)}${others}${
    system === own ? '' : html`<span class="sysname">${systemName}</span>`
  }${state === 'billable' ? '' : stateBadge(state)}<a href="${compare}" aria-label="Compare with ${code}">Compare</a></p></li>
`
}

/** The section, or nothing when no code is like this one. */
export function similarCodes(found: Alike): Html | '' {
  const { similar, system, made, licences, unavailable } = found
  if (unavailable)
    return html`<section id="similar"><h2>Similar codes</h2><p>They cannot be shown now: the search does not answer.</p></section>`
  if (similar.length === 0) return ''
  const rows = similar.map((each) => row(each, system))
  const rest = rows.slice(OPEN)
  const folded =
    rest.length === 0
      ? ''
      : html`<details><summary>${rest.length} more</summary><ul class="alike">${rest}</ul></details>`
  // The page itself bears the notice of its own system.
  const notices = licences.filter((l) => l.system !== system).map((l) => ` ${l.notice}`)
  return html`<section id="similar"><h2>Similar codes</h2>${differences(found)}<ul class="alike">${rows.slice(0, OPEN)}</ul>${folded}
<p class="fine">${made}${notices}</p></section>`
}
