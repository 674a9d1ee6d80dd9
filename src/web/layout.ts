/** The frame of every page: head, bar with the search box, the page itself, foot. */
import { DISCLAIMER } from '../service/notices.ts'
import { VERSION } from '../version.ts'
import { CLIENT, STYLE } from './assets.ts'
import { type Html, html } from './html.ts'
import { searchBox } from './parts/search-box.ts'

export interface Page {
  /** Without the site's name. */
  readonly title: string
  readonly description?: string
  /** Absolute address of the page's one true form; absent for pages that search engines should leave out. */
  readonly canonical?: string
  /** More elements for the head: structured data. */
  readonly head?: Html
  /** What stands in the search box of the bar; absent hides that box. */
  readonly query?: string
  readonly body: Html
}

/** The whole document. */
export function layout({ title, description, canonical, head, query, body }: Page): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title === 'Medcodex' ? title : `${title} · Medcodex`}</title>
${description === undefined ? '' : html`<meta name="description" content="${description}">`}
${canonical === undefined ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${canonical}">`}
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${STYLE.path}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<script defer src="${CLIENT.path}"></script>
${head ?? ''}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar"><div class="wrap">
<a class="brand" href="/"><span class="mark" aria-hidden="true"></span>Medcodex</a>
${query === undefined ? '' : searchBox({ query, size: 'bar' })}
<nav aria-label="Site"><a href="/systems">Code systems</a><a href="/policies">Policies</a><a href="/about-data">Data</a></nav>
</div></header>
<main id="main" tabindex="-1" class="wrap">
${body}
</main>
<footer class="foot"><div class="wrap">
<p>${DISCLAIMER}</p>
<p class="links"><a href="/systems">Code systems</a> <a href="/about-data">Data, sources and licences</a> <a href="/api">API</a> <span>Medcodex ${VERSION}</span></p>
</div></footer>
</body>
</html>`
}
