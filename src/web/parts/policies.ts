/** What health plans say about the code shown: the words first, then whose they are and where they hold. */
import type { FindingShown, Policies, PolicyOfCode, PolicyShown } from '../answers.ts'
import { counted, day, withQuery } from '../format.ts'
import { type Html, html } from '../html.ts'
import { DISPOSITION, FLAG } from '../labels.ts'
import { type Narrowed, narrowForm } from './narrow.ts'
import { stateMap } from './state-map.ts'

/** Policies of a payer shown at once; the rest unfold. */
const OPEN = 5

export function dispositionBadge(disposition: string): Html {
  return html`<span class="disposition ${disposition}">${DISPOSITION[disposition] ?? disposition}</span>`
}

/** That rows of the source of a policy could not be read, where that is so. */
export function lostRows({ lost }: Pick<PolicyShown, 'lost'>): Html | '' {
  if (lost === undefined) return ''
  return html`<p class="notice">${lost.text} <small>${lost.why.join(' ')}</small></p>`
}

/** Where a finding is not sure, that this is so, and what else the document may say. */
export function doubt({
  sure,
  confidence,
  candidate,
  reader,
}: Pick<FindingShown, 'sure' | 'confidence' | 'candidate' | 'reader'>): Html | '' {
  if (sure || confidence === undefined) return ''
  const may = candidate === undefined ? '' : `: it may say “${(DISPOSITION[candidate] ?? candidate).toLowerCase()}”`
  const why =
    reader === undefined
      ? `${Math.round(confidence * 100)} of 100 such findings are right`
      : `a language model had a say: ${reader}`
  return html` <small class="warn" title="${why}">we are not sure${may}</small>`
}

/** A title that may break after its slashes: some titles are lists without spaces. */
export function breakable(title: string): Html {
  const parts = title.split(/(?<=\/)(?=\S)/)
  return html`${parts.map((part, i) => (i === 0 ? part : html`<wbr>${part}`))}`
}

/** `L33794 External Infusion Pumps`, as a link to its page. */
export function policyLink({ path, number, title }: Pick<PolicyShown, 'path' | 'number' | 'title'>): Html {
  return html`<a href="${path}"><span class="n">${number}</span> ${breakable(title)}</a>`
}

/** Where and when a policy holds. A summary of ours was not obtained but checked; `undated` leaves that day out. */
export function policyPlace(policy: PolicyShown, { undated = false } = {}): Html {
  const { kindName, effective, ends, superseded, states, retrieved, summary } = policy
  const until = ends ?? superseded
  const where =
    states === undefined ? 'nationwide' : states.length > 6 ? counted(states.length, 'state') : states.join(', ')
  return html`<span>${kindName}</span>${effective === undefined ? '' : html`<span>from ${day(effective)}${until === undefined ? '' : ` to ${day(until)}`}</span>`}<span>${where}</span>${retrieved === undefined || undated ? '' : html`<span>${summary ? 'facts checked' : 'obtained'} ${day(retrieved)}</span>`}`
}

/** Words of a document; where the text is a summary of ours, that is said. */
export function quoted(words: string, summary: boolean): Html {
  return summary
    ? html`<p class="words"><span class="made">Our summary:</span> ${words}</p>`
    : html`<blockquote class="words">${words}</blockquote>`
}

function row({ policy, inForce, disposition, quote, findings, changedSince, services = [] }: PolicyOfCode): Html {
  const flags = [...new Set(findings.flatMap((f) => f.flags))]
  return html`<li${inForce ? '' : html` class="past"`}><p class="what">${dispositionBadge(disposition)}${findings[0] === undefined ? '' : doubt(findings[0])} ${policyLink(policy)}</p>
${quoted(quote, policy.summary)}
<p class="rest">${policyPlace(policy)}${inForce ? '' : html`<span class="warn">not in force on this day</span>`}${changedSince === undefined ? '' : html`<span>changed ${day(changedSince)}</span>`}${flags.map((flag) => html`<span class="warn">${FLAG[flag] ?? flag}</span>`)}${policy.url === undefined ? '' : html`<a href="${policy.url}" rel="noreferrer">Document</a>`}</p>
${services.length === 0 ? '' : html`<p class="services"><span>For services</span> ${services.map((s) => (s.path === undefined ? html`<code>${s.written}</code> ` : html`<a href="${s.path}"><code>${s.written}</code></a> `))}</p>`}</li>
`
}

function payerSection(payer: string, policies: readonly PolicyOfCode[]): Html {
  const rows = policies.map(row)
  const rest = rows.slice(OPEN)
  return html`<h3>${payer} <small>${counted(policies.length, 'policy', 'policies')}</small></h3>
<ul class="policies">${rows.slice(0, OPEN)}</ul>${rest.length === 0 ? '' : html`<details><summary>${rest.length} more</summary><ul class="policies">${rest}</ul></details>`}`
}

/** The section, or nothing when no loaded policy speaks of the code. */
export function codePolicies(
  found: Policies,
  at: { path: string; narrowed: Narrowed; asOf?: string | undefined },
): Html | '' {
  const { payers, states, nationwide, system, code, notice, total } = found
  if (total === 0) return ''
  const ask = (state?: string): string => withQuery('/coverage', { system, code, state })
  const map =
    states.length === 0
      ? ''
      : html`<details class="where"><summary>Where local policies hold (${counted(states.length, 'state')}${nationwide === 0 ? '' : `, and ${nationwide} nationwide`})</summary>${stateMap(states, ask)}</details>`
  return html`<section id="policies"><h2>Policies of health plans</h2>
${narrowForm(found, at)}
${payers.length === 0 ? html`<p>No policy fits what you chose.</p>` : ''}${payers.map(({ payer, policies }) => payerSection(payer, policies))}
${map}
<p class="ask"><a class="button" href="${ask()}">Ask for a state, day and diagnosis</a></p>
<p class="fine">${notice}</p></section>`
}
