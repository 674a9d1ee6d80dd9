/** Instructional notes by kind, as in the printed tabular list, each with the ancestor it stands at. */
import type { CodeShown, Note } from '../answers.ts'
import { type Html, html } from '../html.ts'
import { NOTES } from '../labels.ts'
import { linkedCodes } from './linked-codes.ts'

/** Notes of one kind that stand at one place, the code itself or an ancestor. */
function atOnePlace(notes: readonly Note[], system: string): Html {
  const [first] = notes
  const from = first?.from
  const place =
    from === undefined
      ? ''
      : html`<p class="from">from <a href="${from.path}"><code>${from.code}</code> ${from.title}</a></p>`
  if (first?.character !== undefined) {
    const rows = notes.map((n) => html`<div><dt><code>${n.character}</code></dt><dd>${n.text}</dd></div>`)
    return html`${place}<dl class="chars">${rows}</dl>`
  }
  return html`${place}<ul>${notes.map((n) => html`<li>${linkedCodes(n.text, system)}</li>`)}</ul>`
}

function ofKind(kind: string, notes: readonly Note[], system: string): Html {
  const { label, gloss } = NOTES[kind] ?? { label: kind, gloss: '' }
  const places = Map.groupBy(notes, (n) => n.from?.code ?? '')
  return html`<div class="note ${kind === 'note' ? 'note-note' : kind}"><h3>${label}${gloss === '' ? '' : html`<small>${gloss}</small>`}</h3><div>${[...places.values()].map((each) => atOnePlace(each, system))}</div></div>
`
}

/** The section, or nothing when no note stands at the code or above it. */
export function notes({ notes: all, system }: CodeShown): Html | '' {
  if (all.length === 0) return ''
  const kinds = Map.groupBy(all, (n) => n.kind)
  // The answer lists the nearest notes first; kinds of one place keep the order of the printed list.
  const places = [...new Set(all.map((n) => n.from?.code ?? ''))]
  const nearest = (kind: string): number =>
    Math.min(...(kinds.get(kind) ?? []).map((n) => places.indexOf(n.from?.code ?? '')))
  const printed = Object.keys(NOTES)
  const order = [...kinds.keys()].sort((a, b) => nearest(a) - nearest(b) || printed.indexOf(a) - printed.indexOf(b))
  return html`<section id="notes"><h2>Notes</h2>${order.map((kind) => ofKind(kind, kinds.get(kind) ?? [], system))}</section>`
}
