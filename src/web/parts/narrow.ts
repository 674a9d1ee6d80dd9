/** Narrowing the policies of a code: a form that works without a script. */
import type { Policies } from '../answers.ts'
import { type Html, html } from '../html.ts'
import { DISPOSITION } from '../labels.ts'

/** Query parameters that narrow, and their labels. */
const FIELDS = { payer: 'Payer', disposition: 'Says', kind: 'Kind', state: 'State' } as const
type Field = keyof typeof FIELDS
export type Narrowed = Readonly<Partial<Record<Field, string>>>

/** Policies from which on a form is worth its place. */
const WORTH = 3

/** Those parameters of a query that narrow; empty ones do not. */
export function narrowedBy(query: Readonly<Record<string, string>>): Narrowed {
  const given = (Object.keys(FIELDS) as Field[]).filter((field) => (query[field] ?? '').trim() !== '')
  return Object.fromEntries(given.map((field) => [field, query[field]!]))
}

interface Choice {
  readonly value: string
  readonly label: string
  readonly policies: number
}

/** A list to choose from, where there is more than one thing to choose. */
function choice(field: Field, choices: readonly Choice[], narrowed: Narrowed): Html | '' {
  if (choices.length < 2) return ''
  const option = ({ value, label, policies }: Choice): Html =>
    html`<option value="${value}"${narrowed[field] === value ? html` selected` : ''}>${label} (${policies})</option>`
  return html`<label>${FIELDS[field]} <select name="${field}"><option value="">all</option>${choices.map(option)}</select></label>`
}

/** The form, where there are enough policies or they are narrowed already. */
export function narrowForm(
  { choices, total }: Policies,
  { path, narrowed, asOf }: { path: string; narrowed: Narrowed; asOf?: string | undefined },
): Html | '' {
  if (total < WORTH && Object.keys(narrowed).length === 0) return ''
  const says = choices.disposition.map((c) => ({ ...c, label: DISPOSITION[c.label] ?? c.label }))
  return html`<form class="narrow" action="${path}#policies" method="get">${asOf === undefined ? '' : html`<input type="hidden" name="asOf" value="${asOf}">`}
${choice('payer', choices.payer, narrowed)}${choice('disposition', says, narrowed)}${choice('kind', choices.kind, narrowed)}${choice('state', choices.state, narrowed)}
<button type="submit">Narrow</button>${Object.keys(narrowed).length === 0 ? '' : html` <a href="${path}#policies">Show all ${total}</a>`}</form>`
}
