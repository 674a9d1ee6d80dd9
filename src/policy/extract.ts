/** The door of extraction: a payer's file in, its text and what it says of which codes out. */

import type { IsoDate } from '../core/date.ts'
import type { Issue } from '../core/issue.ts'
import { type DocumentFile, readDocument } from './document/read.ts'
import { combine } from './findings/combine.ts'
import type { Draft } from './findings/draft.ts'
import { findIn } from './findings/find.ts'
import type { CodeLookup, Finding, NamedSystem, PolicyHeader, PolicyText, Rejected } from './model.ts'
import type { Opinions } from './opinions/opinion.ts'
import { decided, type Resolved, resolvedIn, withReader } from './resolve/resolve.ts'
import { type Reading, shipped } from './stance/shipped.ts'

export interface Extraction {
  /** How each place was read: the scopes that govern it, the evidence and what was decided, in order. */
  readonly places: readonly Place[]
  readonly text: PolicyText
  readonly findings: readonly Finding[]
  /** What looked like a code and is none, with the reason. */
  readonly rejected: readonly Rejected[]
  readonly issues: readonly Issue[]
}

/** A place where a code stands, with what was weighed and what came of it. */
export interface Place extends Resolved {
  readonly decided: readonly Draft[]
}

/** A lookup for when no edition is loaded: it knows no system, and nothing is flagged. */
export const NO_LOOKUP: CodeLookup = { loaded: () => false, find: () => undefined }

/** Reads `file` and finds its codes. Never throws for what is in the file: problems are Issues. */
export async function extract(
  file: DocumentFile,
  header: PolicyHeader,
  lookup: CodeLookup = NO_LOOKUP,
  opinions?: Opinions,
): Promise<Extraction> {
  const text = await readDocument(file)
  return { ...findingsOf(text, header, lookup, { opinions }), issues: text.issues }
}

/** The findings of a text that is already read. */
export function findingsOf(
  text: PolicyText,
  header: PolicyHeader,
  lookup: CodeLookup = NO_LOOKUP,
  { reading = shipped(), opinions }: { readonly reading?: Reading; readonly opinions?: Opinions | undefined } = {},
): Omit<Extraction, 'issues'> {
  const asOf = header.effective ?? ('9999-12-31' as IsoDate)
  const known = (system: NamedSystem, code: string): boolean | undefined =>
    lookup.loaded(system) ? lookup.find(system, code, asOf) !== undefined : undefined
  const found = findIn(text, header, known)
  const alone = resolvedIn(text, found, reading)
  const resolved = opinions ? withReader(text, alone, opinions) : alone
  const changed = decided(found, resolved)
  const drafts = [...changed.values()]
  const { calibration } = reading
  const { findings, rejected } = combine(drafts, { document: text, header, lookup, calibration })
  const places = resolved.map((r): Place => ({ ...r, decided: r.drafts.map((d) => changed.get(d)!) }))
  return { text, findings, places, rejected: [...found.rejected, ...rejected].sort((a, b) => a.span[0] - b.span[0]) }
}
