/** How the codes nearest to one differ from it: what differs in columns, one code a line, the code itself first. */
import type { Alike, AlikeRow } from '../answers.ts'
import { type Html, html } from '../html.ts'

/** Lines and columns that can still be taken in at a glance. */
const LINES = 8
const COLUMNS = 4
/** With fewer lines than this a sentence at each code says it better. */
const WORTH = 3

type Difference = NonNullable<AlikeRow['reasons'][number]['differences']>[number]

/** What differs between titles beyond the kinds that have a name; such words need their own sentence. */
const UNNAMED = 'Wording'

const NOT_SAID = html`<span class="same">not said</span>`

const differencesOf = ({ reasons }: AlikeRow): readonly Difference[] =>
  reasons.flatMap((reason) => reason.differences ?? [])

/** The matrix, or nothing where too few of the codes differ in something that has a name. */
export function differences({ similar, system, code }: Alike): Html | '' {
  const found = similar
    .filter((each) => each.system === system)
    .map((each) => ({ each, found: differencesOf(each) }))
    .filter(({ found: all }) => all.length > 0 && all.every(({ label }) => label !== UNNAMED))
    // Two differences of one name in one title would not fit into one cell.
    .filter(({ found: all }) => new Set(all.map(({ label }) => label)).size === all.length)
  const mine = new Map<string, string>()
  for (const one of found.flatMap((each) => each.found)) {
    if (one.mine !== undefined && !mine.has(one.label)) mine.set(one.label, one.mine)
  }
  // The same name may be of another place in the title: such codes stand in the list alone.
  const lines = found.filter((each) => each.found.every((one) => one.mine === mine.get(one.label))).slice(0, LINES)
  const labels = [...new Set(lines.flatMap((each) => each.found.map(({ label }) => label)))]
  if (lines.length < WORTH || labels.length > COLUMNS) return ''
  const own = html`<tr class="own"><th scope="row"><code>${code}</code> <small>this code</small></th>${labels.map((label) => html`<td>${mine.get(label) ?? NOT_SAID}</td>`)}</tr>`
  const rows = lines.map(
    ({
      each,
      found: all,
    }) => html`<tr><th scope="row"><a href="${each.path}" title="${each.title}"><code>${each.code}</code></a></th>${labels.map(
      (label) => {
        const one = all.find((difference) => difference.label === label)
        if (one === undefined)
          return html`<td>${mine.has(label) ? html`<span class="same">same</span>` : NOT_SAID}</td>`
        return html`<td>${one.theirs === undefined ? NOT_SAID : html`<mark>${one.theirs}</mark>`}</td>`
      },
    )}</tr>
`,
  )
  return html`<div class="wide" role="region" aria-label="How the nearest codes differ" tabindex="0"><table class="matrix"><caption>How the nearest codes differ</caption><thead><tr><th scope="col"><span class="vh">Code</span></th>${labels.map((label) => html`<th scope="col">${label}</th>`)}</tr></thead><tbody>${own}${rows}</tbody></table></div>`
}
