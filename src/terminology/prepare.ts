/** What must hold of a value set before any code is checked against it: what it imports is there, its filters are known. */
import { issue, TerminologyError } from './issues.ts'
import type { ValueSet } from './resources.ts'
import { selectAll } from './selections.ts'
import type { Session } from './session.ts'

/** A value set that another names. @throws TerminologyError as the answer to a validation */
export function importedValueSet(session: Session, canonical: string, source: ValueSet): ValueSet {
  const pinned = session.pinned(canonical)
  const found = session.valueSet(pinned, source)
  if (found) return found
  const spec = { severity: 'error', type: 'not-found', detail: 'not-found' } as const
  throw new TerminologyError(issue('Unable_to_resolve_value_Set_', { canonical: pinned }, spec), {
    status: 422,
    inAnswer: true,
  })
}

/** @throws TerminologyError */
export function prepare(session: Session, valueSet: ValueSet): void {
  session.inside(valueSet, () => {
    const { compose } = valueSet
    for (const name of ['include', 'exclude'] as const) {
      for (const [i, set] of (compose?.[name] ?? []).entries()) {
        for (const canonical of set.valueSet ?? []) prepare(session, importedValueSet(session, canonical, valueSet))
        const provider = session.codeSystem(set.system, set.version)
        if (provider) selectAll(provider, set, `ValueSet.compose.${name}[${i}]`)
      }
    }
  })
}
