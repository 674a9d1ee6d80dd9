/** `/policies`: which policies are loaded, and which passages of them hold some words. */
import type { ServiceContext } from '../../service/context.ts'
import { perform } from '../../service/operation.ts'
import { passages, policies } from '../../service/policies.ts'
import { count, counted, day, withQuery } from '../format.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { policyLink, policyPlace } from '../parts/policies.ts'

type Query = Readonly<Record<string, string>>
const PAGE = 100

export function policiesPage(context: ServiceContext, query: Query, origin: string): Html {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
  const { q, after: from, ...filters } = given
  const after = Math.max(0, Math.trunc(Number(from)) || 0)
  const listed = perform(policies, context, { ...filters, limit: PAGE, after })
  const found = q === undefined ? undefined : perform(passages, context, { q, ...filters, limit: 20 })
  // Said once at the top where it is the same for all.
  const undated = new Set(listed.policies.map((p) => p.retrieved)).size <= 1
  const narrowed = Object.keys(filters).length > 0
  const next = after + PAGE < listed.total ? withQuery('/policies', { ...filters, after: after + PAGE }) : undefined
  return layout({
    title: 'Policies of health plans',
    ...(Object.keys(given).length === 0 ? { canonical: `${origin}/policies` } : {}),
    query: '',
    body: html`<div class="policies-page"><h1>Policies of health plans</h1>
<p class="lede">Loaded: ${listed.payers.map((p, i) => html`${i > 0 ? '; ' : ''}${counted(p.policies, 'policy', 'policies')} of ${p.payer}${p.retrieved === undefined ? '' : `, as of ${day(p.retrieved)}`}`)}. <a href="/coverage">Ask about a service, a state and a day</a></p>
<form class="compare-form" action="/policies" method="get"><label for="pq">Words in policies</label><input id="pq" name="q" value="${q ?? ''}" maxlength="400"><label for="ps">State</label><input id="ps" name="state" value="${filters['state'] ?? ''}" maxlength="30" class="small"><button type="submit">Search</button></form>
${found === undefined ? '' : html`<section class="found"><h2>Passages</h2>${found.passages.length === 0 ? html`<p>No passage holds “${found.query}”.</p>` : html`<ul class="policies">${found.passages.map((p) => html`<li><p class="what">${policyLink({ ...p.policy, path: `${p.policy.path}#t${p.start}` })}</p><p class="words">${p.text.length > 420 ? `${p.text.slice(0, 420)}…` : p.text}</p><p class="rest"><span>${p.section}</span>${policyPlace(p.policy, { undated })}</p></li>`)}</ul>`}</section>`}
<section><h2>${narrowed ? 'Policies that fit' : 'All policies'} <small>${count(listed.total)}</small></h2>${listed.total === 0 ? html`<p>No loaded policy fits.</p>` : ''}<ul class="policies">${listed.policies.map((p) => html`<li><p class="what">${policyLink(p)}</p><p class="rest">${listed.payers.length > 1 ? html`<span>${p.payer}</span>` : ''}${policyPlace(p, { undated })}</p></li>`)}</ul>
${next === undefined ? '' : html`<p class="more"><a class="button" href="${next}">Next ${PAGE}</a></p>`}</section>
<p class="fine">${listed.notice}</p></div>`,
  })
}
