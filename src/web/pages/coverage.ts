/** `/coverage`: what loaded policies say about a service, for diagnoses, in a state, on a day. Never a yes or a no. */
import type { ServiceContext } from '../../service/context.ts'
import { coverage } from '../../service/coverage.ts'
import { perform } from '../../service/operation.ts'
import { coveredSystems, systemWords } from '../../service/system-words.ts'
import type { Covered } from '../answers.ts'
import { counted, day } from '../format.ts'
import { type Html, html } from '../html.ts'
import { FLAG } from '../labels.ts'
import { layout } from '../layout.ts'
import { dispositionBadge, doubt, lostRows, policyLink, policyPlace, quoted } from '../parts/policies.ts'

type Query = Readonly<Record<string, string>>
type Answer = Covered['applies'][number]
type Group = Answer['groups'][number]

function form(query: Query, today: string): Html {
  const field = (name: string, label: string, more: string): Html =>
    html`<label>${label} <input name="${name}" value="${query[name] ?? ''}" placeholder="${more}" autocomplete="off" spellcheck="false"></label>`
  return html`<form class="coverage-form" action="/coverage" method="get">
<label>System <select name="system">${coveredSystems().map(({ id, name }) => html`<option value="${id}"${query['system'] === id ? html` selected` : ''}>${name}</option>`)}</select></label>
${field('code', 'Service', 'E0783')}${field('diagnoses', 'Diagnoses', 'C22.0, E11.9')}${field('state', 'State', 'TX')}${field('payer', 'Payer', 'any')}
<label>Date of service <input type="date" name="date" value="${query['date'] ?? today}"></label>
<button type="submit">Ask</button></form>`
}

function group({ title, disposition, paragraph, footnote, logic, codes, matched, forThisService }: Group): Html {
  const met =
    matched.length === 0
      ? 'none of the diagnoses given is in it'
      : `holds ${matched.map((m) => (m.code === m.written ? m.code : `${m.code} (through ${m.written})`)).join(', ')}`
  const how =
    logic.kind === 'any'
      ? 'any one of its codes'
      : logic.groups.length > 0
        ? `one of its codes together with one of ${logic.groups.join(' and ')}`
        : 'one of its codes together with a second code'
  return html`<li><p class="what">${dispositionBadge(disposition)} <strong>${title}</strong> <small>${counted(codes, 'code')}</small></p>
${paragraph === undefined ? '' : html`<p class="words">${paragraph}</p>`}${logic.cases.map((each) => html`<p class="fine">In some cases it asks for more: “${each}”</p>`)}${footnote === undefined ? '' : html`<p class="fine">* ${footnote}</p>`}
<p class="rest"><span>${disposition === 'supports-necessity' ? `asks for ${how}` : 'lists what does not support the service'}</span><span>${met}</span>${forThisService ? '' : html`<span class="warn">its words are about other services</span>`}</p></li>`
}

function answer({ policy, findings, groups, missing, related }: Answer): Html {
  return html`<section class="answer"><h2>${policyLink(policy)}</h2><p class="rest">${policyPlace(policy)}${policy.url === undefined ? '' : html`<a href="${policy.url}" rel="noreferrer">Document</a>`}</p>
${lostRows(policy)}<ul class="policies">${findings.map((f) => html`<li><p class="what">${dispositionBadge(f.disposition)} <code>${f.written}</code>${doubt(f)}${f.group === undefined ? '' : html` <small>${f.group}</small>`}${f.flags.map((flag) => html` <small class="warn">${FLAG[flag] ?? flag}</small>`)}</p>${quoted(f.evidence.quote, policy.summary)}<p class="rest"><span>${f.evidence.section.join(' › ')}</span>${f.evidence.page === undefined ? '' : html`<span>page ${f.evidence.page}</span>`}</p></li>`)}</ul>
${missing.length === 0 ? '' : html`<h3>Asked for and not given</h3><ul class="plain">${missing.map((m) => html`<li>${m}</li>`)}</ul>`}
${groups.length === 0 ? '' : html`<h3>Lists of diagnoses</h3><ul class="policies">${groups.map(group)}</ul>`}
${related.length === 0 ? '' : html`<p class="rest"><span>See also</span>${related.map((r) => (r.path === undefined ? html`<span>${r.number}</span>` : html`<a href="${r.path}">${r.number}</a>`))}</p>`}</section>`
}

/** The page; without a code it asks for one. @throws AppError `invalid-input`, `no-policies` */
export function coveragePage(context: ServiceContext, query: Query): Html {
  const today = context.today()
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value.trim() !== ''))
  if (given['code'] === undefined) {
    return layout({
      title: 'Coverage question',
      query: '',
      body: html`<div class="coverage-page"><h1>What do policies say?</h1><p class="lede">A service, the diagnoses, the state and the day: what the loaded policies say about them, in their own words. The payer decides.</p>${form(query, today)}</div>`,
    })
  }
  const found = perform(coverage, context, given)
  const counted = found.diagnoses.filter((d) => d.counted)
  const wrong = found.diagnoses.filter((d) => !d.counted)
  const parts = [
    counted.length > 0 ? `with ${counted.map((d) => d.code).join(', ')}` : '',
    found.modifiers.length > 0 ? `modifier ${found.modifiers.join(', ')}` : '',
    found.state === undefined ? '' : `in ${found.state}`,
    `on ${day(found.date)}`,
  ].filter((part) => part !== '')
  const asked = parts.join(', ').replace(/^./, (first) => first.toUpperCase())
  return layout({
    title: `Policies on ${found.code}`,
    query: '',
    body: html`<div class="coverage-page"><p class="kind">${systemWords(found.system).name}</p><h1><code>${found.code}</code> ${found.title ?? ''}</h1>
<p class="lede">${asked}. <strong>${found.text}</strong></p>
${wrong.length === 0 ? '' : html`<ul class="code-notices">${wrong.map((d) => html`<li class="notice">${d.problem ?? d.written} It is not counted.</li>`)}</ul>`}
${form(query, found.date)}
${found.applies.map(answer)}
${found.elsewhere.length === 0 ? '' : html`<section><h2>Policies that name it but do not apply</h2><ul class="policies">${found.elsewhere.map((e) => html`<li><p class="what">${policyLink(e.policy)}</p><p class="rest"><span class="warn">${e.text}</span>${policyPlace(e.policy)}</p></li>`)}</ul></section>`}
<p class="fine">${found.notice}</p></div>`,
  })
}
