/** The page of a code known by its number alone: never a descriptor, always our own words about the service. */
import type { Numbered } from '../answers.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { explainer } from '../parts/explainer.ts'
import type { Narrowed } from '../parts/narrow.ts'
import { codePolicies } from '../parts/policies.ts'
import { toneOf } from '../tone.ts'

const MOST_PRIMARIES = 24

/** What CMS files the number under: the only official words about it that anyone may see. */
function register({ register: found, code, system }: Numbered): Html | '' {
  if (found === undefined) return ''
  const { facts, addOnTo, status, notice, release } = found
  const rows = facts.map(
    ({ label, value, meaning }) => html`<div><dt>${label}</dt><dd>${meaning ?? value}</dd></div>
`,
  )
  const primaries = addOnTo
    .slice(0, MOST_PRIMARIES)
    .map((each) => html`<a href="/code/${system}/${each}"><code>${each}</code></a> `)
  const more = addOnTo.length > MOST_PRIMARIES ? html`and ${addOnTo.length - MOST_PRIMARIES} more` : ''
  return html`<section id="facts"><h2>What CMS files it under</h2>${status === 'active' ? '' : html`<p class="notice ended">The number ${code} has ended.</p>`}
<dl class="facts">${rows}${addOnTo.length === 0 ? '' : html`<div><dt>Added to</dt><dd>${primaries}${more}</dd></div>`}</dl>
<p class="fine">${notice} As of ${release}.</p></section>`
}

function similar({ similar: rows, systemName, code }: Numbered): Html | '' {
  if (rows.length === 0) return ''
  return html`<section id="similar"><h2>Similar codes</h2><ul class="alike">${rows.map((row) => html`<li class="${toneOf(row.system)}"><p class="reason">${row.reason}</p><a href="${row.path}"><code>${row.code}</code> <span class="t">${row.title}</span></a><p class="rest"><span class="sysname">${row.systemName}</span></p></li>`)}</ul>
<p class="fine">Medcodex put these beside ${systemName} ${code}; that they are alike is not official.</p></section>`
}

export function numberPage(shown: Numbered, { origin, narrowed }: { origin: string; narrowed: Narrowed }): Html {
  const { system, systemName, systemTitle, code, descriptor, licence, path, policies } = shown
  return layout({
    title: `${systemName} ${code}`,
    description: `${systemName} ${code}: what the service is in plain words, policies of health plans and similar codes.`,
    canonical: `${origin}${path}`,
    query: '',
    body: html`<article class="code-page ${toneOf(system)}"><div class="head">
<p class="kind">${systemName} · ${systemTitle}</p>
<h1 class="short"><span class="codeline"><code>${code}</code></span> <span class="title">${shown.explainer?.explainers[0]?.title ?? shown.register?.title ?? `${systemName} ${code}`}</span></h1>
<p class="notice">${descriptor} The words on this page are ours. With a licence of yours, <code>medcodex add FILE --i-have-a-license</code> shows it here. <a href="${licence.url}" rel="noreferrer">About ${systemName}</a></p></div>
<div class="main">
${shown.explainer === undefined ? '' : explainer({ explainer: shown.explainer })}
${register(shown)}
${policies === undefined ? '' : codePolicies(policies, { path, narrowed })}
${similar(shown)}
<section id="source" class="source"><h2>Source</h2><p>${licence.notice}</p><p class="links"><a href="/api/v1/numbers/${system}/${code}">This page as JSON</a></p></section>
</div></article>`,
  })
}
