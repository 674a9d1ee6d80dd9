/** Further facts from the official files, with what the publisher says each value means. */
import { factLabel } from '../../service/system-words.ts'
import type { CodeShown } from '../answers.ts'
import { day } from '../format.ts'
import { type Html, html } from '../html.ts'

type Property = CodeShown['properties'][number]

function value({ value: text, meaning }: Property): Html {
  if (meaning === undefined) return html`${day(text)}`
  return text === 'true' ? html`${meaning}` : html`${meaning} <code>${text}</code>`
}

/** A list of terms; values of one fact stand together. */
export function facts({ properties, system }: CodeShown): Html | '' {
  if (properties.length === 0) return ''
  const rows = [...Map.groupBy(properties, (p) => p.name)].map(
    ([
      name,
      values,
    ]) => html`<div><dt>${factLabel(name, system)}</dt>${values.map((each) => html`<dd>${value(each)}</dd>`)}</div>
`,
  )
  return html`<section id="facts"><h2>Facts</h2><dl class="facts">${rows}</dl></section>`
}
