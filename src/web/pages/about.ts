/** What is loaded, from where, under which licence, how much of it was refused, and how to get newer data. */
import type { ServiceContext } from '../../service/context.ts'
import { count, counted, day } from '../format.ts'
import { type Html, html } from '../html.ts'
import { LOCATIONS } from '../labels.ts'
import { layout } from '../layout.ts'
import { type LoadedSystem, loadedNow } from '../loaded.ts'
import { currencyNote } from '../parts/system-table.ts'
import { toneOf } from '../tone.ts'

type Release = LoadedSystem['releases'][number]
type Source = Release['sources'][number]

function source({ file, role, sha256, url, location }: Source): Html {
  return html`<li><strong class="file">${file}</strong> <small>${role.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}, from ${LOCATIONS[location] ?? location}</small>${
    url === undefined ? '' : html`<br><a href="${url}" rel="noreferrer">${url}</a>`
  }<br><span class="sha"><abbr title="checksum of the file as obtained">sha256</abbr> <code>${sha256}</code></span></li>
`
}

function release({ label, validFrom, codes, billable, records, rejected, issueCounts, sources }: Release): Html {
  const issues = Object.entries(issueCounts)
  return html`<div class="release"><h3>${label} <small>in force from ${day(validFrom)}</small></h3>
<dl class="status">
<div><dt>Codes</dt><dd>${count(codes)}, ${count(billable)} billable</dd></div>
<div><dt>Records</dt><dd>${count(records)} kept, ${rejected === 0 ? 'none rejected' : html`<strong>${count(rejected)} rejected</strong>`}</dd></div>
<div><dt>Doubts</dt><dd>${issues.length === 0 ? 'none' : issues.map(([kind, n], i) => html`${i > 0 ? ', ' : ''}${count(n)} × <code>${kind}</code>`)}</dd></div>
</dl>
<details open><summary>${counted(sources.length, 'file')}</summary><ul class="sources">${sources.map(source)}</ul></details></div>`
}

function section(system: LoadedSystem): Html {
  return html`<section class="about-system ${toneOf(system.id)}"><h2 id="${system.id}"><a href="/systems/${system.id}">${system.name}</a></h2>
<p>${system.title}. Published by ${system.publisher}.</p>
<p class="fine">${system.licence.notice} <a href="${system.licence.url}" rel="noreferrer">${system.licence.name}</a>. FHIR: <code>${system.uri}</code></p>
${currencyNote(system)}
${system.releases.toReversed().map(release)}</section>`
}

const COMMANDS: readonly (readonly [string, string])[] = [
  ['medcodex fetch', 'gets the releases in force from their publishers, or from the package mirror'],
  ['medcodex add FILE', 'takes in release files you downloaded yourself: a zip, a folder or an address'],
  ['medcodex build', 'makes a new edition; a running server changes over to it by itself'],
  ['medcodex status', 'says what is loaded and what is in force'],
]

/** `/about-data` */
export function aboutPage(context: ServiceContext, origin: string): Html {
  const { systems, edition, builder } = loadedNow(context)
  return layout({
    title: 'About the data',
    description: 'Which official releases are loaded, where each file came from, its checksum and its licence.',
    canonical: `${origin}/about-data`,
    query: '',
    body: html`<div class="about">
<h1>About the data</h1>
<p class="lede">Everything shown comes from files of the publishers named here, as they published them. Nothing official is edited; what a file got wrong is counted below.</p>
${systems.map(section)}
<section id="newer"><h2>Getting newer data</h2>
<dl class="commands">${COMMANDS.map(([command, does]) => html`<div><dt><code>${command}</code></dt><dd>${does}</dd></div>`)}</dl>
<p class="fine">From a clone of the project: <code>npm run -s medcodex -- fetch</code>.</p></section>
<p class="fine">Edition <code>${edition}</code>, built by Medcodex ${builder}.</p>
</div>`,
  })
}
