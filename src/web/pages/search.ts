/** Results of a search, with facets, corrections, and words for an empty box or an empty answer. */
import { excerpt } from '../../core/text.ts'
import type { ServiceContext } from '../../service/context.ts'
import { perform } from '../../service/operation.ts'
import { passages } from '../../service/policies.ts'
import { resultTree } from '../../service/result-tree.ts'
import { search } from '../../service/search.ts'
import { systemWords } from '../../service/system-words.ts'
import type { Found } from '../answers.ts'
import { count, counted, withQuery } from '../format.ts'
import { type Html, html } from '../html.ts'
import { KINDS } from '../labels.ts'
import { layout } from '../layout.ts'
import { type LoadedSystem, loadedNow } from '../loaded.ts'
import { examples } from '../parts/examples.ts'
import { type Facet, facets } from '../parts/facets.ts'
import { resultTrees } from '../parts/result-tree.ts'
import { results } from '../parts/results.ts'
import { toneOf } from '../tone.ts'

/** Rows at first, added by each “Show more”, and at most. */
const ROWS = 30
const MOST_ROWS = 200
/** Passages of policies below the codes. */
const PASSAGES = 3

type Query = Readonly<Record<string, string>>

interface Asked {
  readonly q: string
  readonly system: string | undefined
  readonly billable: string | undefined
  readonly asOf: string | undefined
  readonly limit: string | undefined
  /** `tree` for rows under what they stand under; else a list, best first. */
  readonly view: string | undefined
}

/** `kind=diagnosis` stands for the systems of that kind. */
function askedBy(query: Query, systems: readonly LoadedSystem[]): Asked {
  const value = (name: string): string | undefined => query[name]?.trim() || undefined
  const ofKind = systems.filter((s) => s.kind === query['kind']).map((s) => s.id)
  return {
    q: value('q') ?? '',
    system: value('system') ?? (ofKind.length > 0 ? ofKind.join(',') : undefined),
    billable: value('billable'),
    asOf: value('asOf'),
    limit: value('limit'),
    view: query['view'] === 'tree' ? 'tree' : undefined,
  }
}

const href = (asked: Asked, change: Partial<Asked>): string =>
  withQuery('/search', { ...asked, limit: undefined, ...change })

function systemFacets(asked: Asked, systems: readonly LoadedSystem[], counts: Found['bySystem']): Facet[] {
  const all = Object.values(counts).reduce((a, b) => a + b, 0)
  const listed = new Set<string>(systems.map(({ id }) => id))
  // Numbers that are known without their system's file are counted under the system.
  const others = Object.keys(counts).flatMap((id) => (listed.has(id) ? [] : [systemWords(id)]))
  const one = [...systems, ...others].map(
    ({ id, name, kind }): Facet => ({
      label: KINDS[kind] ?? kind,
      detail: name,
      href: href(asked, { system: id }),
      count: counts[id] ?? 0,
      selected: asked.system === id,
      tone: toneOf(id),
    }),
  )
  return [
    { label: 'All', href: href(asked, { system: undefined }), count: all, selected: asked.system === undefined },
    // A tab for each system that answers, and for the one that is chosen.
    ...one.filter(({ count: n = 0, selected }) => n > 0 || selected),
  ]
}

function billableFacets(asked: Asked): Facet[] {
  const choice = (label: string, billable: string | undefined): Facet => ({
    label,
    href: href(asked, { billable }),
    selected: asked.billable === billable,
  })
  return [choice('Billable or not', undefined), choice('Billable only', 'yes'), choice('Not billable', 'no')]
}

function viewFacets(asked: Asked): Facet[] {
  const choice = (label: string, view: string | undefined): Facet => ({
    label,
    href: href(asked, { view }),
    selected: asked.view === view,
  })
  return [choice('Best first', undefined), choice('As a tree', 'tree')]
}

const MOST_CORRECTIONS = 3

/** `query` as it was read for a row of results. */
function readAs(query: string, replacements: Found['corrections']): string {
  const spelled = replacements.filter((r) => r.kind === 'spelling' || r.kind === 'split')
  return spelled.reduce((text, { from, to }) => text.replace(from.toLowerCase(), to.toLowerCase()), query.toLowerCase())
}

/** Says how the query was read when no words were found as typed. Rows may rest on different corrections. */
function corrected({ query, corrections, results: rows }: Found, asked: Asked): Html | '' {
  if (corrections.length === 0) return ''
  const read = new Set(rows.map((row) => readAs(query, row.why.replacements)))
  read.delete(query.toLowerCase())
  const links = [...read]
    .slice(0, MOST_CORRECTIONS)
    .map((q, i) => html`${i > 0 ? ', ' : ''}<a href="${href(asked, { q })}"><strong>${q}</strong></a>`)
  return html`<p class="notice corrected">Showing results for ${links}. Nothing says “${query}” as it was typed.</p>`
}

/** How a stretch of the query was read, in words. What is not here is said to weigh little. */
const READ_AS: Readonly<Record<string, string>> = {
  negated: 'is denied and not looked for',
  negation: 'denies what follows',
  status: 'asks for a history, a status or aftercare',
  unable: 'is read as a difficulty',
  meant: 'is what seems to be meant and stands first',
}

/** Says in one line how a sentence was read, where that decided what was found. */
function understood({ understood: parts }: Found): Html | '' {
  const said = parts.filter(({ as }) => as !== 'negation')
  if (said.every(({ as }) => as === 'meant')) return ''
  const items = said.map(
    ({ text, as }, i) =>
      html`${i > 0 ? '; ' : ''}${as === 'meant' ? `a ${text}` : html`<q>${text}</q>`} ${READ_AS[as] ?? 'weighs little'}`,
  )
  return html`<p class="notice understood">Understood: ${items}.</p>`
}

function nothing(asked: Asked, systems: readonly LoadedSystem[]): Html {
  const filtered = asked.system !== undefined || asked.billable !== undefined
  return html`<div class="empty">
<p>No code ${filtered ? 'of this kind ' : ''}matches “${asked.q}”.</p>
<ul>
${filtered ? html`<li><a href="${href(asked, { system: undefined, billable: undefined })}">Search everything</a> for the same words.</li>` : ''}
<li>Use fewer or more general words: the condition first, then the place and the detail.</li>
<li>Type the beginning of a code to see all that follow it.</li>
<li>Browse from the top: ${systems.map((s, i) => html`${i > 0 ? ', ' : ''}<a href="/systems/${s.id}">${s.name}</a>`)}.</li>
</ul></div>`
}

/** What is to be said of codes in the query: not there, ended, of a system that is not loaded. */
function codeNotices({ notices }: Found): Html | '' {
  if (notices.length === 0) return ''
  return html`<ul class="code-notices">${notices.map(({ kind, text, path }) => html`<li class="notice ${kind}">${path === undefined ? text : html`<a href="${path}">${text}</a>`}</li>`)}</ul>`
}

function more(asked: Asked, found: Found, limit: number): Html | '' {
  if (found.results.length < limit) return ''
  if (limit >= MOST_ROWS)
    return html`<p class="more">These are the first ${MOST_ROWS}. Add a word to narrow the search.</p>`
  const next = Math.min(MOST_ROWS, limit + ROWS)
  return html`<p class="more"><a class="button" href="${href(asked, { limit: String(next) })}#r${limit + 1}">Show more</a></p>`
}

/** Passages of policies that hold the same words, below the codes. */
function policyPassages(context: ServiceContext, q: string): Html | '' {
  if (!context.edition().policies) return ''
  const { passages: hits } = perform(passages, context, { q: q.slice(0, 400), limit: PASSAGES })
  if (hits.length === 0) return ''
  const rows = hits.map(
    ({ policy, text, start, section }) =>
      html`<li><p class="what"><a href="${policy.path}#t${start}"><span class="n">${policy.number}</span> ${policy.title}</a></p><p class="words">${excerpt(text, 260)}</p><p class="rest"><span>${policy.payer}</span><span>${section}</span></p></li>`,
  )
  return html`<section class="in-policies"><h2>In policies</h2><ul class="policies">${rows}</ul><p><a href="${withQuery('/policies', { q })}">More passages</a></p></section>`
}

function answerPage(context: ServiceContext, asked: Asked, systems: readonly LoadedSystem[]): Html {
  const { view, ...rest } = asked
  // What is above the rows says more the more rows there are.
  const ask = { ...rest, limit: asked.limit ?? (view === 'tree' ? MOST_ROWS : ROWS) }
  const found = perform(search, context, ask)
  // Tabs keep their counts while one of them is chosen, so they are counted without the choice.
  const counts =
    asked.system === undefined ? found.bySystem : perform(search, context, { ...ask, system: undefined }).bySystem
  const systemNames = new Map(systems.map((s) => [s.id as string, s.name]))
  const notices = systems.filter((s) => s.notice !== undefined && found.results.some((r) => r.system === s.id))
  const rows = (): Html =>
    view === 'tree'
      ? resultTrees(resultTree(context, found.results, asked.asOf), { systemNames, asOf: asked.asOf })
      : results({
          rows: found.results,
          counts,
          systemNames,
          asOf: asked.asOf,
          only: (system) => href(asked, { system }),
        })
  const heading =
    found.total === 0 ? 'No results' : `${counted(found.total, 'code')}${found.partial === true ? ' so far' : ''}`
  return layout({
    title: `${asked.q} – search`,
    query: asked.q,
    body: html`<div class="search-page">
<h1><span class="q">${asked.q}</span> <small>${heading}${asked.asOf === undefined ? '' : ` as of ${found.asOf}`}</small></h1>
${facets('Kind and code system', systemFacets(asked, systems, counts), 'tabs')}
<div class="choices">${facets('Billable', billableFacets(asked), 'pills')}${facets('Order', viewFacets(asked), 'pills')}</div>
${corrected(found, asked)}${understood(found)}${codeNotices(found)}
${found.results.length === 0 ? (found.notices.length > 0 ? '' : nothing(asked, systems)) : rows()}
${more(asked, found, Number(ask.limit))}
${policyPassages(context, asked.q)}
${notices.length === 0 ? '' : html`<p class="fine">${notices.map((s) => html`${s.name}: ${s.notice}. `)}</p>`}
</div>`,
  })
}

/** `/search?q=&system=&kind=&billable=&limit=&asOf=&view=`. @throws AppError `invalid-input` */
export function searchPage(context: ServiceContext, query: Query): Html {
  const { systems } = loadedNow(context)
  const asked = askedBy(query, systems)
  if (asked.q !== '') return answerPage(context, asked, systems)
  const total = systems.reduce((sum, s) => sum + s.codes, 0)
  return layout({
    title: 'Search',
    query: '',
    body: html`<div class="search-page"><h1>Search ${count(total)} codes</h1>
<p class="lede">Type words as people say them, a code, or the beginning of either.</p>${examples()}</div>`,
  })
}
