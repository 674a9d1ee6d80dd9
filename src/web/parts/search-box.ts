/** The search box: a plain form that works alone; client.js adds the suggestions. */
import { type Html, html } from '../html.ts'

interface Box {
  readonly query: string
  /** `hero` on the home page, `bar` at the top of all others. */
  readonly size: 'hero' | 'bar'
}

/** A GET form to /search. The hero is ready to type in. */
export function searchBox({ query, size }: Box): Html {
  return html`<form class="search ${size}" action="/search" method="get" role="search">
<label class="vh" for="q">Search codes by words or code</label>
<div class="field"><input id="q" name="q" type="search" value="${query}" placeholder="Words or a code" autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" enterkeyhint="search" maxlength="400" data-suggest${size === 'hero' ? html` autofocus` : ''}>
<button type="submit">Search</button></div>
</form>`
}
