/** Which code system a code alone is meant from: the one whose code of that name is in the value set. */
import { CodingFindings, Findings } from './findings.ts'
import { MembershipCheck } from './membership.ts'
import { importedValueSet } from './prepare.ts'
import type { ValueSet } from './resources.ts'
import type { Session } from './session.ts'

/** Code systems that a value set takes codes from, in the order it names them. */
function systemsOf(session: Session, valueSet: ValueSet): string[] {
  return session.inside(valueSet, () => {
    const named = (valueSet.compose?.include ?? []).flatMap((include) =>
      include.system
        ? [include.system]
        : (include.valueSet ?? []).flatMap((v) => systemsOf(session, importedValueSet(session, v, valueSet))),
    )
    const stored = (valueSet.expansion?.contains ?? []).flatMap(({ system }) => (system ? [system] : []))
    return [...new Set([...named, ...(valueSet.compose ? [] : stored)])]
  })
}

/** Every code system that has `code` in the value set. */
export function inferSystems(session: Session, valueSet: ValueSet, code: string): string[] {
  return systemsOf(session, valueSet).filter((system) => {
    const aside = new MembershipCheck(session, new Findings(), new CodingFindings())
    return aside.check(valueSet, { path: '', system, version: undefined, code, display: undefined }) === 'in'
  })
}
