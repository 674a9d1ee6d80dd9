/** What the loaded releases say about a code over time, and a way to ask for another day. */
import type { CodeShown } from '../answers.ts'
import { day } from '../format.ts'
import { type Html, html } from '../html.ts'
import type { LoadedSystem } from '../loaded.ts'

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

/** What one release says of the code, seen from the release before it. */
function inRelease(
  timeline: readonly Period[],
  from: string,
  before: string | undefined,
): { is: string; says: string } {
  const at = (date: string): Period | undefined =>
    timeline.find((each) => each.validFrom <= date && (each.validTo === undefined || each.validTo >= date))
  const period = at(from)
  if (period === undefined) return { is: 'absent', says: 'not listed' }
  if (period.status === 'terminated') return { is: 'absent', says: 'ended' }
  const old = before === undefined ? undefined : at(before)
  if (before !== undefined && old === undefined) return { is: 'new', says: 'new' }
  if (old !== undefined && old.title !== period.title) return { is: 'changed', says: 'new title' }
  if (old !== undefined && old.billable !== period.billable)
    return { is: 'changed', says: period.billable ? 'billable now' : 'no longer billable' }
  return { is: 'listed', says: before === undefined ? 'listed' : 'unchanged' }
}

/** The releases loaded as marks on a line, where there is more than one. */
function releases({ timeline, release }: CodeShown, loaded: LoadedSystem | undefined): Html | '' {
  const all = loaded?.releases ?? []
  if (all.length < 2) return ''
  return html`<ol class="releases" aria-label="Releases loaded">${all.map(({ label, validFrom }, i) => {
    const { is, says } = inRelease(timeline, validFrom, all[i - 1]?.validFrom)
    return html`<li class="${is}"${label === release.label ? html` aria-current="true"` : ''}><strong>${label}</strong> <span>${says}</span> <small>${day(validFrom)}</small></li>`
  })}</ol>`
}

/** The releases, a timeline when anything changed, else one sentence; then the form for another day. */
export function history(shown: CodeShown, loaded: LoadedSystem | undefined): Html {
  const { timeline, title, validTo, release, asOf, path } = shown
  const still = timeline.length === 1 && validTo === undefined
  const body = still
    ? html`<p>Unchanged in every release loaded, up to ${release.label}.</p>`
    : html`<ol class="timeline">${timeline.map((period) => row(period, title))}</ol>`
  return html`<section id="history"><h2>History</h2>${releases(shown, loaded)}${body}
<form class="asof" method="get" action="${path}"><label for="asOf">Show this code as of</label> <input id="asOf" type="date" name="asOf" value="${asOf}" required> <button type="submit">Show</button></form></section>`
}
