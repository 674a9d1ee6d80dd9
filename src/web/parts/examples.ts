/** Searches that show what can be typed. Each finds something in the starter set too (a test tries them). */
import { withQuery } from '../format.ts'
import { type Html, html } from '../html.ts'

export const EXAMPLES: readonly { readonly q: string; readonly shows: string }[] = [
  { q: 'type 2 diabetes', shows: 'words in any order' },
  { q: 'e119', shows: 'a code in any form' },
  { q: 'lung cancer', shows: 'everyday words' },
  { q: 'ankel sprain', shows: 'a misspelling' },
  { q: '3E05', shows: 'the beginning of a code' },
  { q: 'fluorouracil', shows: 'a drug' },
]

/** The examples as links to their results. */
export function examples(): Html {
  return html`<ul class="examples">${EXAMPLES.map(
    ({ q, shows }) => html`<li><a href="${withQuery('/search', { q })}">${q}</a><span>${shows}</span></li>
`,
  )}</ul>`
}
