/** Marks the stretches of a text that met the query. */
import { type Html, html } from '../html.ts'

type Span = readonly [number, number]

/** Stretches with nothing but a blank between them read better as one. */
function joined(text: string, spans: readonly Span[]): Span[] {
  const out: [number, number][] = []
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && text.slice(last[1], start).trim() === '') last[1] = Math.max(last[1], end)
    else out.push([start, end])
  }
  return out
}

/** `text` with `<mark>` around each of `spans`. */
export function highlight(text: string, spans: readonly Span[]): Html {
  let at = 0
  const pieces = joined(text, spans).map(([start, end]) => {
    const before = text.slice(at, start)
    at = end
    return html`${before}<mark>${text.slice(start, end)}</mark>`
  })
  return html`${pieces}${text.slice(at)}`
}
