/** Index entries that lead to a code, written as the way through the index: Infarct › myocardium › acute. */
import type { CodeShown, IndexLine } from '../answers.ts'
import { codeHref, count } from '../format.ts'
import { type Html, html } from '../html.ts'
import { INDEXES } from '../labels.ts'

/** Lines shown before the rest folds away. */
const OPEN = 16

/** How many terms two lines share from the start: repeated terms are dimmed, as a book leaves them out. */
function shared(a: readonly string[], b: readonly string[]): number {
  let n = 0
  while (n < a.length && n < b.length - 1 && a[n] === b[n]) n++
  return n
}

function line(entry: IndexLine, dim: number, system: string): Html {
  const { path, nonessential, heading, manifestation } = entry
  const terms = path.map(
    (term, i) => html`${i > 0 ? html`<i>›</i>` : ''}<span${i < dim ? html` class="dim"` : ''}>${term}</span>`,
  )
  return html`<li>${terms}${nonessential === undefined ? '' : html` <span class="dim">${nonessential}</span>`}${
    heading === undefined ? '' : html`<i>›</i><span class="col">${heading}</span>`
  }${manifestation === undefined ? '' : html` <span class="with">with <a href="${codeHref(system, manifestation)}"><code>${manifestation}</code></a></span>`}</li>
`
}

/** Entries that do not lead to this very code say so. */
function whereTo(first: IndexLine | undefined): string {
  if (first?.from !== undefined) return `, lead to ${first.from}, to which this code belongs`
  return first?.partial ? ', lead to a family that this code is one of, and not to this code' : ''
}

function ofKind(entries: readonly IndexLine[], system: string): Html {
  const [first] = entries
  const lines = entries.map((entry, i) => line(entry, shared(entries[i - 1]?.path ?? [], entry.path), system))
  const rest = lines.slice(OPEN)
  const folded =
    rest.length === 0
      ? ''
      : html`<details><summary>${count(rest.length)} more entries</summary><ul class="paths">${rest}</ul></details>`
  return html`<h3>${INDEXES[first?.kind ?? ''] ?? first?.kind} <small>${first?.release}${whereTo(first)}</small></h3><ul class="paths">${lines.slice(0, OPEN)}</ul>${folded}`
}

/** The section, or nothing. */
export function indexEntries({ index, system }: CodeShown): Html | '' {
  if (index.length === 0) return ''
  const kinds = [
    ...Map.groupBy(
      index,
      (entry) => `${entry.from ?? ''} ${entry.partial ? 1 : 0} ${entry.kind} ${entry.release}`,
    ).values(),
  ]
  return html`<section id="index"><h2>Index entries</h2>${kinds.map((entries) => ofKind(entries, system))}</section>`
}
