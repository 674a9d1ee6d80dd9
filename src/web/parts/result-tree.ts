/** The rows of a search as trees: what stands above several rows is said once. */
import type { Branch } from '../../service/result-tree.ts'
import { systemWords } from '../../service/system-words.ts'
import type { FoundRow } from '../answers.ts'
import { withQuery } from '../format.ts'
import { type Html, html } from '../html.ts'
import { toneOf } from '../tone.ts'
import { stateBadge, stateOf } from './badges.ts'
import { highlight } from './highlight.ts'
import { metInTitle } from './reason.ts'

interface Shown {
  readonly systemNames: ReadonlyMap<string, string>
  readonly asOf: string | undefined
}

function line({ chain, found }: Branch<FoundRow>, asOf: string | undefined): Html {
  const links = chain.map(({ code, title, path }, i) => {
    const row = i === chain.length - 1 ? found?.row : undefined
    const words = row && metInTitle(row) ? highlight(row.title, [...row.why.spans]) : title
    const others = (row?.members?.length ?? 1) - 1
    return html`${i > 0 ? html` <span class="under" aria-hidden="true">›</span> ` : ''}<a href="${withQuery(path, { asOf })}"${row ? html` class="found"` : ''}><code>${code}</code> <span class="t">${words}</span></a>${others > 0 ? html` <small>and ${others} of its family</small>` : ''}`
  })
  return html`${links}${found ? html` ${stateBadge(stateOf({ billable: found.row.billable, ended: !found.row.current }))} <span class="rank">${found.rank}</span>` : ''}`
}

function branch(each: Branch<FoundRow>, asOf: string | undefined): Html {
  if (each.children.length === 0) return html`<li>${line(each, asOf)}</li>`
  return html`<li><details open><summary>${line(each, asOf)}</summary><ul>${each.children.map((child) => branch(child, asOf))}</ul></details></li>
`
}

/** A tree for each system that has rows; branches open and close without a script. */
export function resultTrees(
  trees: ReadonlyMap<string, readonly Branch<FoundRow>[]>,
  { systemNames, asOf }: Shown,
): Html {
  const sections = [...trees].map(
    ([system, branches]) =>
      html`<section class="${toneOf(system)}"><h2 class="group">${systemNames.get(system) ?? systemWords(system).shortName}</h2><ul class="result-tree">${branches.map((each) => branch(each, asOf))}</ul></section>`,
  )
  return html`${sections}`
}
