/** Further facts from the official files, with what the publisher says each value means. */
import type { CodeShown } from '../answers.ts'
import { day } from '../format.ts'
import { type Html, html } from '../html.ts'
import { factLabel } from '../labels.ts'

type Property = CodeShown['properties'][number]

function value({ name, value: text, meaning }: Property): Html {
  if (name === 'poaExempt') return html`Exempt from reporting`
  if (meaning === undefined) return html`${day(text)}`
  return html`${meaning} <code>${text}</code>`
}

/** A list of terms; values of one fact stand together. */
export function facts({ properties }: CodeShown): Html | '' {
  if (properties.length === 0) return ''
  const rows = [...Map.groupBy(properties, (p) => p.name)].map(
    ([
      name,
      values,
    ]) => html`<div><dt>${factLabel(name)}</dt>${values.map((each) => html`<dd>${value(each)}</dd>`)}</div>
`,
  )
  return html`<section id="facts"><h2>Facts</h2><dl class="facts">${rows}</dl></section>`
}
