/** What stands beside a page in short, each with a way to the whole: policies, and codes it is often confused with. */
import type { Alike, AlikeRow, Policies } from '../answers.ts'
import { counted } from '../format.ts'
import { type Html, html } from '../html.ts'
import { toneOf } from '../tone.ts'
import { dispositionBadge } from './policies.ts'

const MOST = 4

/** Policies counted by what they say, as links to the list. */
export function policiesInShort(found: Policies | undefined): Html | '' {
  if (found === undefined || found.total === 0) return ''
  const says = found.choices.disposition.map(
    ({ value, policies }) =>
      html`<li>${dispositionBadge(value)} <a href="#policies">${counted(policies, 'policy', 'policies')}</a></li>`,
  )
  return html`<section class="short"><h2>Policies</h2><ul>${says}</ul></section>`
}

/** Reasons for which codes are mistaken for each other: an Excludes note, or a title that is nearly the same. */
function confusion({ reasons }: AlikeRow): string | undefined {
  const found = reasons.find(({ kind }) => kind === 'excludes' || kind === 'nearTitle')
  if (found?.note !== undefined) return found.note.kind === 'excludes1' ? 'Excludes1' : 'Excludes2'
  return found === undefined ? undefined : 'nearly the same title'
}

export function oftenConfused({ similar }: Alike): Html | '' {
  const rows = similar.flatMap((row) => {
    const why = confusion(row)
    return why === undefined ? [] : [{ row, why }]
  })
  if (rows.length === 0) return ''
  return html`<section class="short"><h2>Often confused with</h2><ul class="confused">${rows
    .slice(0, MOST)
    .map(
      ({ row, why }) =>
        html`<li class="${toneOf(row.system)}"><a href="${row.path}"><code>${row.code}</code> <span class="t">${row.title}</span></a> <small>${why}, <a href="${row.compare}" aria-label="Compare with ${row.code}">compare</a></small></li>`,
    )}</ul></section>`
}
