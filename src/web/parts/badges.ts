/** Small signs that stand beside codes: whether a code may be reported. A shape and a word, never colour alone. */
import { type Html, html } from '../html.ts'

export type State = 'billable' | 'header' | 'ended' | 'modifier' | 'listed'

const STATE_LABEL: Readonly<Record<State, string>> = {
  billable: 'Billable',
  header: 'Not billable',
  ended: 'Ended',
  modifier: 'Modifier',
  listed: 'Listed',
}

export function stateBadge(state: State): Html {
  return html`<span class="state ${state}">${STATE_LABEL[state]}</span>`
}

/** State of something listed. A code (not a header) that cannot be reported has ended, in systems that claims carry. */
export function stateOf({
  billable,
  role,
  ended = false,
  reportable = true,
}: {
  billable: boolean
  role?: string
  ended?: boolean
  reportable?: boolean
}): State {
  if (role === 'modifier') return 'modifier'
  if (billable) return 'billable'
  if (ended) return 'ended'
  if (role === 'code') return reportable ? 'ended' : 'listed'
  return 'header'
}
