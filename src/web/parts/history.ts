/** What the loaded releases say about a code over time, and a way to ask for another day. */
import type { CodeShown } from '../answers.ts'
import { day } from '../format.ts'
import { type Html, html } from '../html.ts'

type Period = CodeShown['timeline'][number]

function word({ status, billable }: Period): string {
  if (status === 'terminated') return 'Ended'
  return billable ? 'Billable' : 'Not billable'
}

function row(period: Period, shown: string): Html {
  const when =
    period.validTo === undefined
      ? `From ${day(period.validFrom)}`
      : `${day(period.validFrom)} to ${day(period.validTo)}`
  const title = period.title === shown ? '' : html` <q>${period.title}</q>`
  return html`<li><span class="when">${when}</span> <span>${word(period)}${title}</span></li>`
}

/** A timeline when anything changed, else one sentence; then the form for another day. */
export function history({ timeline, title, validTo, release, asOf, path }: CodeShown): Html {
  const still = timeline.length === 1 && validTo === undefined
  const body = still
    ? html`<p>Unchanged in every release loaded, up to ${release.label}.</p>`
    : html`<ol class="timeline">${timeline.map((period) => row(period, title))}</ol>`
  return html`<section id="history"><h2>History</h2>${body}
<form class="asof" method="get" action="${path}"><label for="asOf">Show this code as of</label> <input id="asOf" type="date" name="asOf" value="${asOf}" required> <button type="submit">Show</button></form></section>`
}
