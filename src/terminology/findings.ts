/** What is found out about the codings of one validation, to be said together at the end. */
import { Designations } from './designations.ts'
import { type Issue, Issues } from './issues.ts'
import type { Concept, ContentMode } from './provider.ts'

/** The concept that is not active any more, and the coding that names it. */
export interface InactiveFinding {
  readonly code: string
  readonly path: string
}

export class Findings {
  readonly issues = new Issues()
  /** Sentences for the message; those of errors come to it by themselves. */
  readonly said = new Set<string>()
  readonly unknownSystems = new Set<string>()
  inactive: InactiveFinding | undefined
  status: string | undefined
  normalizedCode: string | undefined

  /** Adds an issue whose sentence the message shall have, whatever its severity. */
  say(issue: Issue): void {
    this.said.add(issue.text)
    this.issues.add(issue)
  }

  note(issue: Issue): void {
    this.issues.add(issue)
  }

  /** An inactive concept that was found first stays the one that is spoken of. */
  seeStatus(concept: Concept, at: InactiveFinding): void {
    if (this.inactive) return
    this.status = concept.status
    if (concept.inactive) this.inactive = at
  }

  get message(): string | undefined {
    const errors = this.issues.list.filter((i) => i.severity === 'error').map((i) => i.text)
    const sentences = [...new Set([...this.said, ...errors])].sort()
    return sentences.length === 0 ? undefined : sentences.join('; ')
  }
}

/** What is found out about one coding. */
export class CodingFindings {
  names = new Designations([])
  /** Version of the code system that has the code. */
  version: string | undefined
  contentMode: ContentMode | undefined
  /** Language of the code system's displays. */
  language: string | undefined
  /** The system that a code alone was found to belong to. */
  inferredSystem: string | undefined
}
