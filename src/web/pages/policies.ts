/** `/policies`: which policies are loaded, and which passages of them hold some words. */
import type { ServiceContext } from '../../service/context.ts'
import { perform } from '../../service/operation.ts'
import { passages, policies } from '../../service/policies.ts'
import { count, day, withQuery } from '../format.ts'
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
  const next = after + PAGE < listed.total ? withQuery('/policies', { ...filters, after: after + PAGE }) : undefined
  return layout({
    title: 'Policies of health plans',
    ...(Object.keys(given).length === 0 ? { canonical: `${origin}/policies` } : {}),
    query: '',
    body: html`<div class="policies-page"><h1>Policies of health plans</h1>
<p class="lede">${count(listed.total)} loaded: ${listed.payers.map((p, i) => html`${i > 0 ? ', ' : ''}${p.payer} (${count(p.policies)}${p.retrieved === undefined ? '' : `, up to ${day(p.retrieved)}`})`)}.</p>
<form class="compare-form" action="/policies" method="get"><label for="pq">Words in policies</label><input id="pq" name="q" value="${q ?? ''}" maxlength="400"><label for="ps">State</label><input id="ps" name="state" value="${filters['state'] ?? ''}" maxlength="30" class="small"><button type="submit">Search</button></form>
${found === undefined ? '' : html`<section class="found"><h2>Passages</h2>${found.passages.length === 0 ? html`<p>No passage holds “${found.query}”.</p>` : html`<ul class="policies">${found.passages.map((p) => html`<li><p class="what"><a href="${p.policy.path}#t${p.start}"><span class="n">${p.policy.number}</span> ${p.policy.title}</a></p><p class="words">${p.text.length > 420 ? `${p.text.slice(0, 420)}…` : p.text}</p><p class="rest"><span>${p.section}</span>${policyPlace(p.policy)}</p></li>`)}</ul>`}</section>`}
<section><h2>All policies</h2><ul class="policies">${listed.policies.map((p) => html`<li><p class="what">${policyLink(p)}</p><p class="rest"><span>${p.payer}</span>${policyPlace(p)}</p></li>`)}</ul>
${next === undefined ? '' : html`<p class="more"><a class="button" href="${next}">Next ${PAGE}</a></p>`}</section>
<p class="fine">${listed.notice}</p></div>`,
  })
}
