/** `$subsumes`: how two codes of one code system stand to each other. */
import { badRequest } from './issues.ts'
import { conceptOf, systemOf } from './lookup.ts'
import type { CodeSystemProvider, Concept } from './provider.ts'
import type { Coding } from './resources.ts'
import type { Session } from './session.ts'

export type Subsumption = 'equivalent' | 'subsumes' | 'subsumed-by' | 'not-subsumed'

export function subsumption(provider: CodeSystemProvider, a: Concept, b: Concept): Subsumption {
  if (a.code === b.code) return 'equivalent'
  if (provider.isBelow(b, a)) return 'subsumes'
  return provider.isBelow(a, b) ? 'subsumed-by' : 'not-subsumed'
}

/** How `a` stands to `b`. @throws TerminologyError where a code is not known, or they are of two systems */
export function subsumes(session: Session, a: Coding, b: Coding): Subsumption {
  if (a.system !== b.system) throw badRequest('Both codes must be of the same code system')
  if (!a.code || !b.code) throw badRequest('Two codes are needed')
  const provider = systemOf(session, a)
  return subsumption(provider, conceptOf(provider, a.code), conceptOf(provider, b.code))
}
