/** The way down from the system to a code. A step says only what it adds to the steps before it. */
import type { CodeShown } from '../answers.ts'
import { type Html, html } from '../html.ts'

/** Longer steps are cut at a word; the link's title has all of it. */
const LONGEST = 56
/** Words that two titles must share from their start for the shared part to be left out. */
const SHARED = 2

/** The codes that a group holds stand before its title already: `Diabetes mellitus (E08-E13)`. */
const RANGE = /\s*\([A-Z0-9.]+-[A-Z0-9.]+\)$/

function cut(text: string): string {
  if (text.length <= LONGEST) return text
  return `${text.slice(0, text.lastIndexOf(' ', LONGEST)).replace(/[\s,;:]+$/, '')} …`
}

/** Titles of steps without the words that an earlier step has said at its start. */
export function stepTitles(titles: readonly string[]): string[] {
  const whole = titles.map((title) => title.replace(RANGE, ''))
  return whole.map((title, i) => {
    const words = title.split(/\s+/)
    const said = Math.max(
      0,
      ...whole.slice(0, i).map((before) => {
        const other = before.split(/\s+/)
        let n = 0
        while (n < words.length && words[n]!.replace(/,$/, '') === other[n]?.replace(/,$/, '')) n++
        return n
      }),
    )
    if (said < SHARED || said === words.length) return cut(title)
    return `… ${cut(words.slice(said).join(' '))}`
  })
}

/** A trail of links; the page itself is not repeated. */
export function breadcrumb({ system, systemName, ancestors }: CodeShown): Html {
  const titles = stepTitles(ancestors.map(({ title }) => title))
  const steps = ancestors.map(
    ({ code, title, path }, i) =>
      html`<li${i === ancestors.length - 1 ? html` class="last"` : ''}><a href="${path}" title="${title}"><span class="c">${code}</span> <span class="t">${titles[i]}</span></a></li>`,
  )
  return html`<nav class="crumbs" aria-label="Breadcrumb"><ol><li${ancestors.length === 0 ? html` class="last"` : ''}><a href="/systems/${system}">${systemName}</a></li>${steps}</ol></nav>`
}
