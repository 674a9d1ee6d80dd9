/**
 * A page of a value set that is one whole code system: read where it stands, however large the code system is, with the
 * total that the code system knows.
 */
import { type Collected, collect } from './collect.ts'
import { Members } from './members.ts'
import type { ValueSet } from './resources.ts'
import type { Session } from './session.ts'

/** The page, or undefined for value sets and requests of another kind. */
export function wholeSystemPage(
  session: Session,
  valueSet: ValueSet,
): (Collected & { readonly total: number }) | undefined {
  const { count, offset = 0, filter, activeOnly, excludeNotForUI } = session.options
  const [only, ...others] = valueSet.compose?.include ?? []
  const isWhole = only?.system && !only.concept && !only.filter && !only.valueSet && others.length === 0
  if (!isWhole || valueSet.compose?.exclude || valueSet.compose?.inactive === false) return undefined
  if (count === undefined || filter !== undefined || activeOnly || excludeNotForUI) return undefined
  if (session.options.excludedSystems.length > 0) return undefined
  const provider = session.codeSystem(only.system, only.version)
  if (!provider || provider.notEnumerable || provider.bulkRefused || count > provider.size()) return undefined
  // One member is collected the usual way, for all that is to be said of the code system.
  const collected = collect(session, valueSet, { enough: 1 })
  const members = new Members(false)
  members.flat = true
  let taken = 0
  for (const concept of count === 0 ? [] : provider.concepts(offset)) {
    if (taken++ >= count) break
    session.step()
    members.add({ session, provider, concept, children: [] })
  }
  return { ...collected, members, complete: true, total: provider.size() }
}
