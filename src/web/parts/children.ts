/** Everything directly below a header, in pages: a table of ICD-10-PCS can hold more than a thousand codes. */
import type { CodeShown } from '../answers.ts'
import { count, withQuery } from '../format.ts'
import { type Html, html } from '../html.ts'
import { codeList } from './code-list.ts'

/** Codes on a page of the list; about 10 kB compressed. */
const CHILDREN = 400

/** The section, or nothing for a code without codes below. `from` counts from 1. */
export function children(shown: CodeShown, { from, asOf }: { from: number; asOf: string | undefined }): Html | '' {
  const all = shown.children
  if (all.length === 0) return ''
  const first = Math.min(Math.max(1, from), all.length)
  const last = Math.min(first + CHILDREN - 1, all.length)
  const page = (start: number): string =>
    `${withQuery(shown.path, { asOf, from: start === 1 ? undefined : start })}#below`
  const pager =
    all.length <= CHILDREN
      ? ''
      : html`<p class="pager"><span>${count(first)} to ${count(last)} of ${count(all.length)}</span>${
          first > 1 ? html` <a class="button" href="${page(Math.max(1, first - CHILDREN))}">Previous</a>` : ''
        }${last < all.length ? html` <a class="button" href="${page(last + 1)}">Next</a>` : ''}</p>`
  return html`<section id="below"><h2>Below ${shown.code} <small>${count(all.length)}</small></h2>${codeList(all.slice(first - 1, last))}${pager}</section>`
}
