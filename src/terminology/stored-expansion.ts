/** Members of a value set that has no definition, only an expansion that somebody made before. */
import type { Member } from './members.ts'
import type { CodeSystemProvider, Concept } from './provider.ts'
import { ResourceProvider } from './resource-provider.ts'
import type { CodeSystem, ValueSet } from './resources.ts'
import type { Session } from './session.ts'

type Contains = NonNullable<NonNullable<ValueSet['expansion']>['contains']>[number]

/** A code as the expansion itself describes it, for a code system that is not known. */
function asWritten({
  system,
  version,
  code,
  display,
  designation,
  inactive,
  abstract,
}: Contains): Omit<Member, 'session'> {
  const flag = (name: string, on: boolean | undefined) => (on ? [{ code: name, valueBoolean: true }] : [])
  const resource: CodeSystem = {
    resourceType: 'CodeSystem',
    status: 'active',
    content: 'fragment',
    concept: [
      {
        code: code ?? '',
        property: [...flag('inactive', inactive), ...flag('notSelectable', abstract)],
        ...(display !== undefined && { display }),
        ...(designation && { designation }),
      },
    ],
    ...(system !== undefined && { url: system }),
    ...(version !== undefined && { version }),
  }
  const provider: CodeSystemProvider = new ResourceProvider(resource)
  const concept = provider.locate(code ?? '') as Concept
  return { provider, concept, children: [] }
}

export function* storedMembers(session: Session, valueSet: ValueSet): IterableIterator<Member> {
  const stack = [...(valueSet.expansion?.contains ?? [])].reverse()
  while (stack.length > 0) {
    const entry = stack.pop()!
    if (entry.code !== undefined) {
      const provider = session.codeSystem(entry.system, entry.version)
      const concept = provider?.locate(entry.code)
      if (provider && concept) yield { session, provider, concept, children: [] }
      else yield { session, ...asWritten(entry) }
    }
    stack.push(...[...(entry.contains ?? [])].reverse())
  }
}
