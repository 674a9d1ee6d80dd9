/**
 * The two ways to read the page of a code. Both hold everything; what differs is the order and what is folded. The view
 * stands in the address (`?view=coding`), so that a link or a bookmark keeps it; the plain view is the page itself.
 */
import { raw } from 'hono/html'
import { withQuery } from './format.ts'
import { type Html, html } from './html.ts'

export const VIEWS = ['plain', 'coding'] as const
export type View = (typeof VIEWS)[number]

const LABEL: Readonly<Record<View, string>> = { plain: 'Plain words', coding: 'Coding' }

/** The view asked for; anything unknown is the plain one. */
export const viewOf = (text: string | undefined): View => VIEWS.find((view) => view === text) ?? 'plain'

/** What the view adds to an address: nothing for the plain one. */
export const viewQuery = (view: View): { view?: View } => (view === 'plain' ? {} : { view })

/** The switch: two links, the one in use marked. `rest` are other parameters to keep. */
export function viewSwitch(
  view: View,
  { path, rest }: { path: string; rest: Readonly<Record<string, string | undefined>> },
): Html {
  return html`<nav class="views" aria-label="How to read this page"><ul>${VIEWS.map(
    (each) =>
      html`<li><a href="${withQuery(path, { ...rest, view: each })}"${each === view ? html` aria-current="true"` : ''}>${LABEL[each]}</a></li>`,
  )}</ul></nav>`
}

const CODE_LINK = /href="(\/code\/[^"?#]+)(\?[^"#]*)?(#[^"]*)?"/g

/** Forms that ask for a code's page again send their own fields only. */
const CODE_FORM = /(<form\b[^>]*\baction="\/code\/[^>]*>)/g

/**
 * Links of a page to other codes, kept in the view that is being read. Done on the finished markup, where every value
 * is escaped, so that no part has to know of views. Links that name a view, and files (`….json`), stay as they are.
 */
export async function inView(page: Html, view: View): Promise<Html> {
  if (view === 'plain') return page
  const kept = String(await page).replace(CODE_LINK, (whole, path: string, query = '', hash = '') =>
    path.endsWith('.json') || /[?;]view=/.test(query)
      ? whole
      : `href="${path}${query === '' ? '?' : `${query}&amp;`}view=${view}${hash}"`,
  )
  return raw(kept.replace(CODE_FORM, `$1<input type="hidden" name="view" value="${view}">`))
}
