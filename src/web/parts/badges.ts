/** Small signs that stand beside codes: whether a code may be reported. A shape and a word, never colour alone. */
import { type Html, html } from '../html.ts'

export type State = 'billable' | 'header' | 'ended' | 'modifier'

const STATE_LABEL: Readonly<Record<State, string>> = {
  billable: 'Billable',
  header: 'Not billable',
  ended: 'Ended',
  modifier: 'Modifier',
}

export function stateBadge(state: State): Html {
  return html`<span class="state ${state}">${STATE_LABEL[state]}</span>`
}

/** State of something listed. A code (not a header) that cannot be reported has ended. */
export function stateOf({
  billable,
  role,
  ended = false,
}: {
  billable: boolean
  role?: string
  ended?: boolean
}): State {
  if (role === 'modifier') return 'modifier'
  if (billable) return 'billable'
  return ended || role === 'code' ? 'ended' : 'header'
}
