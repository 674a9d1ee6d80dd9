/** Why a row of results was found, in one line, with the words that met the query marked. */
import type { FoundRow } from '../answers.ts'
import { type Html, html } from '../html.ts'
import { highlight } from './highlight.ts'

type Replacement = FoundRow['why']['replacements'][number]

const READ_AS: Readonly<Record<string, string>> = {
  abbreviation: 'short for',
  brand: 'a brand of',
  procedure: 'coded as',
  device: 'coded as',
  index: 'see',
  spelling: 'corrected to',
  joined: 'read as',
  split: 'read as',
}

function replacement({ from, to, kind }: Replacement): Html {
  return html`<span class="read">“${from.trim()}” ${READ_AS[kind] ?? 'in clinical words'} “${to.trim()}”</span>`
}

/** True when the marks belong into the title itself. */
export function metInTitle({ why, title }: FoundRow): boolean {
  return why.name?.text === title
}

/** The line under a title; empty when the marked title says it all. */
export function reason(row: FoundRow): Html | '' {
  const { why, tier } = row
  // A corrected word that stands marked in the line needs no sentence.
  const marked = why.name?.text.toLowerCase() ?? ''
  const read = why.replacements
    .filter((r) => r.kind !== 'spelling' || !marked.includes(r.to.toLowerCase()))
    .map(replacement)
  if (why.name === undefined) return html`<p class="why">${why.text.charAt(0).toUpperCase()}${why.text.slice(1)}</p>`
  const some = tier === 'mostWords' ? html`<span class="read">not every word</span>` : ''
  if (metInTitle(row)) return read.length === 0 && some === '' ? '' : html`<p class="why">${some}${read}</p>`
  const label = why.name.label.charAt(0).toUpperCase() + why.name.label.slice(1)
  return html`<p class="why"><span class="where">${label}</span> ${highlight(why.name.text, [...why.spans])} ${some}${read}</p>`
}
