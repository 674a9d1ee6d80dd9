/** The page of one code: what it is first, then how to use it, then where it stands. */

import { excerpt } from '../../core/text.ts'
import { levelWords } from '../../service/system-words.ts'
import type { Alike, CodeShown, Policies } from '../answers.ts'
import { count } from '../format.ts'
import { type Html, html } from '../html.ts'
import { jsonLd } from '../json-ld.ts'
import { layout } from '../layout.ts'
import type { LoadedSystem } from '../loaded.ts'
import { axes } from '../parts/axes.ts'
import { oftenConfused, policiesInShort } from '../parts/beside.ts'
import { breadcrumb } from '../parts/breadcrumb.ts'
import { children } from '../parts/children.ts'
import { forAClaim } from '../parts/claim.ts'
import { codingWords, explainer } from '../parts/explainer.ts'
import { facts } from '../parts/facts.ts'
import { history } from '../parts/history.ts'
import { indexEntries } from '../parts/index-entries.ts'
import { names } from '../parts/names.ts'
import type { Narrowed } from '../parts/narrow.ts'
import { notes } from '../parts/notes.ts'
import { codePolicies } from '../parts/policies.ts'
import { relations } from '../parts/relations.ts'
import { similarCodes } from '../parts/similar.ts'
import { sketch } from '../parts/sketch.ts'
import { banners, status } from '../parts/status.ts'
import { tree } from '../parts/tree.ts'
import { toneOf } from '../tone.ts'
import { inView, type View, viewSwitch } from '../view.ts'

interface CodePage {
  readonly shown: CodeShown
  readonly alike: Alike
  /** Absent where no policy is loaded at all. */
  readonly policies: Policies | undefined
  /** What the policies are narrowed by. */
  readonly narrowed: Narrowed
  readonly loaded: LoadedSystem | undefined
  readonly origin: string
  /** The day asked for; absent for today. */
  readonly asOf: string | undefined
  readonly view: View
  /** First of the codes below to list, from 1. */
  readonly from: number
}

/** Some official titles run to a page; they are set smaller. */
function sizeOf(title: string): string {
  if (title.length > 500) return 'page'
  if (title.length > 200) return 'long'
  return title.length > 90 ? 'medium' : 'short'
}

function describe({ code, systemName, title, billable, status: state, release, notes: all, index }: CodeShown): string {
  const kind = state === 'active' ? (billable ? 'billable' : 'not billable') : state
  const extras = [all.length > 0 ? 'coding notes' : '', index.length > 0 ? 'index entries' : '', 'history'].filter(
    (e) => e !== '',
  )
  return `${systemName} ${code}: ${excerpt(title, 160)}. ${release.label}, ${kind}. With ${extras.join(', ')}.`
}

function source({ licence, path, systemName, release, code, system }: CodeShown): Html {
  return html`<section id="source" class="source"><h2>Source</h2>
<p>${systemName}, release ${release.label}. ${licence.notice} <a href="${licence.url}" rel="noreferrer">${licence.name}</a>.</p>
<p class="links"><a href="${path}.json" rel="alternate" type="application/json">This page as JSON</a> <a href="/api/v1/codes/${system}/${encodeURIComponent(code)}">API</a> <a href="/about-data">Where the data is from</a></p></section>`
}

/** Sections that a reader may want to jump to, for those there are. */
function jump({ shown, alike, policies }: CodePage): Html {
  const places: readonly (readonly [string, string, number])[] = [
    ['meaning', 'In plain words', shown.explainer.sections.length],
    ['below', 'Below', shown.children.length],
    ['characters', 'Characters', shown.axes.length],
    ['notes', 'Notes', shown.notes.length],
    ['policies', 'Policies', policies?.total ?? 0],
    ['similar', 'Similar', alike.similar.length],
    ['names', 'Names', shown.names.length + (shown.shortTitle === undefined ? 0 : 1)],
    ['index', 'Index', shown.index.length],
    ['facts', 'Facts', shown.properties.length],
    ['tree', 'Tree', shown.siblings.length],
  ]
  return html`<nav class="jump" aria-label="On this page">${places
    .filter(([, , n]) => n > 0)
    .map(([id, label, n]) => html`<a href="#${id}">${label} <small>${count(n)}</small></a> `)}</nav>`
}

/** Everything below the head, in the order of the view: what its reader came for stands first. */
function main(page: CodePage): Html {
  const { shown, alike, policies, narrowed, loaded, asOf, from, view } = page
  const below = children(shown, { from, asOf })
  const said = policies === undefined ? '' : codePolicies(policies, { path: shown.path, narrowed, asOf })
  const figure = sketch(shown)
  if (view === 'coding')
    return html`${below}
${notes(shown)}
${codingWords(shown)}
${axes(shown)}
${indexEntries(shown)}
${names(shown)}
${facts(shown)}
${said}
${similarCodes(alike)}
${relations(shown)}
${history(shown, loaded)}
${explainer(shown, { without: ['coding'], folded: true, figure })}
${source(shown)}`
  return html`${explainer(shown, { figure })}
${below}
${axes(shown)}
${said}
${similarCodes(alike)}
${notes(shown)}
${names(shown)}
${indexEntries(shown)}
${facts(shown)}
${relations(shown)}
${history(shown, loaded)}
${source(shown)}`
}

/** Chapters are named, not coded: there is nothing to copy. The script shows the button. */
function copyButton({ code, system, level }: CodeShown): Html | '' {
  return levelWords(system, level).role === 'group'
    ? ''
    : html`<button type="button" class="copy" data-copy="${code}">Copy</button>`
}

/** `/code/{system}/{code}-{slug}`, and `?view=coding` for the order in which a coder reads. */
export function codePage(page: CodePage): Html {
  const { shown, alike, policies, narrowed, loaded, origin, asOf, from, view } = page
  const url = `${origin}${shown.path}`
  const isWhole = asOf === undefined && from === 1 && Object.keys(narrowed).length === 0
  const near = new Map(alike.similar.map((row) => [row.code, row.reasons[0]!.kind] as const))
  const body = html`<article class="code-page ${toneOf(shown.system)} view-${view}">
<div class="head">
${breadcrumb(shown)}
<h1 class="${sizeOf(shown.title)}"><span class="codeline"><code>${shown.code}</code>${copyButton(shown)}</span> <span class="title">${shown.title}</span></h1>
${banners(shown, { asOf, loaded })}
<div class="ways">${viewSwitch(view, { path: shown.path, rest: { asOf, ...narrowed } })}${jump(page)}</div>
</div>
<aside class="key" aria-label="Status and claims">${status(shown, loaded)}${view === 'coding' ? forAClaim(shown) : ''}</aside>
<div class="main">
${main(page)}
</div>
<aside class="side" aria-label="In short">${view === 'coding' ? '' : forAClaim(shown)}${oftenConfused(alike)}${policiesInShort(policies)}${tree(shown, near)}</aside>
</article>`
  return layout({
    title: `${shown.code} ${excerpt(shown.title, 120)} – ${shown.systemName}`,
    description: describe(shown),
    // Both views hold the same; the plain one is the page that search engines are shown.
    ...(isWhole ? { canonical: url } : {}),
    head: jsonLd(shown, url),
    query: '',
    body: inView(body, view) as unknown as Html,
  })
}
