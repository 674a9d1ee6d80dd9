/** The members of a value set while they are collected: each code of a system once, in order, nested or not. */
import type { CodeSystemProvider, Concept } from './provider.ts'
import type { ValueSet, ValueSetComposeIncludeConcept } from './resources.ts'
import type { Session } from './session.ts'

export interface Member {
  /** The request as the value set sees it that lists the code: its languages may differ. */
  readonly session: Session
  readonly provider: CodeSystemProvider
  readonly concept: Concept
  /** What the value set says of the code, where it lists it. */
  readonly listed?: { readonly concept: ValueSetComposeIncludeConcept; readonly valueSet: ValueSet } | undefined
  readonly children: Member[]
}

/** System, code and, where versions are told apart, version. */
export function memberKey(system: string, version: string | undefined, code: string): string {
  return `${system}\n${version ?? ''}\n${code}`
}

export class Members {
  readonly all: Member[] = []
  readonly roots: Member[] = []
  /** Codes of another version are other codes. */
  readonly byVersion: boolean
  /** Set when the members are no tree: a code listed twice, or by hand. */
  flat = false
  readonly #byKey = new Map<string, Member>()
  readonly #excluded = new Set<string>()
  readonly #excludedSystems = new Set<string>()

  constructor(byVersion: boolean) {
    this.byVersion = byVersion
  }

  key(provider: CodeSystemProvider, concept: Pick<Concept, 'code'>): string {
    return memberKey(provider.url, this.byVersion ? provider.version : undefined, concept.code)
  }

  exclude(provider: CodeSystemProvider, concept: Concept): void {
    this.#excluded.add(this.key(provider, concept))
  }

  excludeSystem(provider: CodeSystemProvider): void {
    this.#excludedSystems.add(memberKey(provider.url, this.byVersion ? provider.version : undefined, ''))
  }

  isExcluded(provider: CodeSystemProvider, concept: Concept): boolean {
    if (this.#excluded.size === 0 && this.#excludedSystems.size === 0) return false
    return (
      this.#excludedSystems.has(this.key(provider, { code: '' })) || this.#excluded.has(this.key(provider, concept))
    )
  }

  find(provider: CodeSystemProvider, concept: Pick<Concept, 'code'>): Member | undefined {
    return this.#byKey.get(this.key(provider, concept))
  }

  /** Adds a member below `parent`, unless it is there; undefined then. */
  add(member: Member, parent?: Member | undefined): Member | undefined {
    const key = this.key(member.provider, member.concept)
    if (this.#byKey.has(key)) {
      this.flat = true
      return undefined
    }
    this.#byKey.set(key, member)
    this.all.push(member)
    if (parent) parent.children.push(member)
    else this.roots.push(member)
    return member
  }
}
