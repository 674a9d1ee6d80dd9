/** Result rows: the best few across all systems, then the rest system by system, each with its overall rank. */
import { systemWords } from '../../service/system-words.ts'
import type { FoundRow } from '../answers.ts'
import { codeHref, counted, withQuery } from '../format.ts'
import { type Html, html } from '../html.ts'
import { toneOf } from '../tone.ts'
import { stateBadge, stateOf } from './badges.ts'
import { highlight } from './highlight.ts'
import { metInTitle, reason } from './reason.ts'

/** Rows of the mixed list at the top when several systems have answers. */
const BEST = 6

interface Ranked {
  readonly rank: number
  readonly row: FoundRow
}

interface Shown {
  readonly systemNames: ReadonlyMap<string, string>
  readonly asOf: string | undefined
}

function members({ members: codes = [], code, system }: FoundRow, asOf: string | undefined): Html | '' {
  if (codes.length < 2) return ''
  const links = codes.map(
    (member) =>
      html`<li><a href="${withQuery(codeHref(system, member), { asOf })}"${member === code ? html` class="first"` : ''}><code>${member}</code></a></li>`,
  )
  return html`<details class="family"><summary>${codes.length} codes of this family</summary><ul>${links}</ul></details>`
}

function resultRow({ rank, row }: Ranked, { systemNames, asOf }: Shown): Html {
  const { system, code, title, path, billable, current, bare } = row
  const shown = metInTitle(row) ? highlight(title, [...row.why.spans]) : title
  return html`<li class="${toneOf(system)}" id="r${rank}" value="${rank}">
<span class="rank" aria-hidden="true">${rank}</span>
<a class="hit" href="${withQuery(path, { asOf })}"><code>${code}</code> <span class="t">${shown}</span></a>
<span class="meta"><span class="sysname">${systemNames.get(system) ?? systemWords(system).shortName}</span>${bare === true ? html`<span class="state bare">Number; no descriptor</span>` : stateBadge(stateOf({ billable, ended: !current }))}</span>
${reason(row)}${members(row, asOf)}</li>
`
}

const list = (rows: readonly Ranked[], shown: Shown): Html =>
  html`<ol class="results">${rows.map((each) => resultRow(each, shown))}</ol>`

interface Results extends Shown {
  readonly rows: readonly FoundRow[]
  readonly counts: Readonly<Record<string, number>>
  /** Address of the same search in one system only. */
  only(system: string): string
}

/** One list when one system answers; else the best of all, then a section for each system. */
export function results({ rows, counts, only, ...shown }: Results): Html {
  const ranked = rows.map((row, i): Ranked => ({ rank: i + 1, row }))
  const systems = [...new Set(rows.map((row) => row.system))]
  if (systems.length < 2 || rows.length <= BEST) return html`<h2 class="vh">Results</h2>${list(ranked, shown)}`
  const rest = ranked.slice(BEST)
  const sections = systems.map((system) => {
    const own = rest.filter(({ row }) => row.system === system)
    if (own.length === 0) return ''
    const name = shown.systemNames.get(system) ?? systemWords(system).shortName
    const total = counts[system] ?? 0
    return html`<section class="${toneOf(system)}"><h2 class="group">More in ${name} <a href="${only(system)}">${total > 1 ? `all ${counted(total, 'code')}` : 'only these'}</a></h2>${list(own, shown)}</section>`
  })
  return html`<section><h2 class="group">Best matches</h2>${list(ranked.slice(0, BEST), shown)}</section>${sections}`
}
