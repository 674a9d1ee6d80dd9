/** When something is not there, or a request cannot be answered: what happened, what to do, what was perhaps meant. */
import type { AppError, Suggestion } from '../../core/errors.ts'
import type { ServiceContext } from '../../service/context.ts'
import { perform } from '../../service/operation.ts'
import { search } from '../../service/search.ts'
import { suggestionsFor } from '../../service/suggestions.ts'
import { systemIds } from '../../service/system-words.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { loadedNow } from '../loaded.ts'
import { results } from '../parts/results.ts'

const MOST = 6
/** Path words that name our own pages, not what was looked for. */
const OURS = new Set(['code', 'codes', 'systems', 'search', 'json', 'html', ...systemIds(), 'assets', 'api'])

/** What a path seems to ask for, as words. */
function wordsOf(path: string): string {
  let text = path
  try {
    text = decodeURIComponent(path)
  } catch {
    // A broken escape is searched as it stands.
  }
  const words = text.split(/[/\-_+?&=\s]+/).map((word) => word.replace(/\.json$/, ''))
  return words
    .filter((word) => word !== '' && !OURS.has(word.toLowerCase()))
    .join(' ')
    .slice(0, 120)
}

/** Codes that may have been meant, with the reason. */
function meant(suggestions: readonly Suggestion[]): Html | '' {
  if (suggestions.length === 0) return ''
  const row = ({ text, code, title, path }: Suggestion): Html =>
    code === undefined || path === undefined
      ? html`<li>${text}</li>`
      : html`<li><a href="${path}"><code>${code}</code> ${title ?? ''}</a><br>${text}</li>`
  return html`<section class="meant"><h2>Perhaps you meant</h2><ul>${suggestions.map(row)}</ul></section>`
}

/** Suggestions are a courtesy: without an edition, or with words that break search, there are none. */
function offered(context: ServiceContext, error: AppError, words: string): Html | '' {
  if (error.suggestions.length > 0) return meant(error.suggestions)
  if (words === '') return ''
  try {
    const asOf = context.today()
    const [first = ''] = words.split(' ')
    const codes = /\d/.test(first) ? suggestionsFor(context.edition().catalog, { written: first, asOf }) : []
    if (codes.length > 0) return meant(codes)
    const { results: rows } = perform(search, context, { q: words, limit: MOST })
    if (rows.length === 0) return ''
    const systemNames = new Map(loadedNow(context).systems.map((s) => [s.id as string, s.name]))
    const shown = { rows, counts: {}, systemNames, asOf: undefined, only: () => '/search' }
    return html`<section class="meant"><h2>Perhaps you meant</h2>${results(shown)}</section>`
  } catch {
    return ''
  }
}

/** A page for any error: 404 with suggestions, everything else with what can be done about it. */
export function problemPage(context: ServiceContext, error: AppError, path: string): Html {
  const missing = error.httpStatus === 404
  const words = missing ? wordsOf(path) : ''
  const fix =
    error.code === 'unknown-path' || error.code === 'unknown-code'
      ? 'Search for it, or browse from the top.'
      : error.fix
  return layout({
    title: missing ? 'Not found' : 'That did not work',
    query: words,
    body: html`<div class="search-page problem">
<h1>${missing ? 'Not found' : 'That did not work'}</h1>
<p class="lede">${error.message} ${fix}</p>
${offered(context, error, words)}
<p><a href="/">Home</a> <a href="/systems">Code systems</a></p>
</div>`,
  })
}
