/** Release impact: which policies name codes that a newer release deletes, retitles or splits. */
import type { Catalog } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import { addDays } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { PolicyStore, StoredFinding, StoredVersion } from './store/reader.ts'

export interface Change {
  readonly code: string
  /** `split`: the code is a header now and its children carry the billing. */
  readonly kind: 'deleted' | 'revised' | 'split'
  readonly titleBefore: string
  readonly titleAfter?: string
  /** New children of a code that was split. */
  readonly into?: readonly string[]
}

export interface Impact {
  readonly version: StoredVersion
  readonly changes: readonly { readonly change: Change; readonly finding: StoredFinding }[]
}

/** What a system's codes became between two days. */
export function changesBetween(
  catalog: Catalog,
  system: SystemId,
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
): Change[] {
  const changes: Change[] = []
  for (const code of catalog.changedCodes(system, from, to)) {
    const before = onDay(catalog, { system, code }, from)
    const after = onDay(catalog, { system, code }, to)
    if (!before) continue
    if (!after) changes.push({ code, kind: 'deleted', titleBefore: before.title })
    else if (before.billable && !after.billable) {
      const into = catalog.children(after.id, to).map((child) => child.code)
      changes.push({ code, kind: 'split', titleBefore: before.title, titleAfter: after.title, into })
    } else if (before.title !== after.title) {
      changes.push({ code, kind: 'revised', titleBefore: before.title, titleAfter: after.title })
    }
  }
  return changes
}

function onDay(catalog: Catalog, { system, code }: { system: SystemId; code: string }, day: IsoDate) {
  const concept = catalog.concept(system, code, day)
  return concept && concept.status === 'active' ? concept : undefined
}

/** Policies in force at the change that name a code it touches, most touched first. Ranges count for their members. */
export function impactOf(
  catalog: Catalog,
  store: PolicyStore,
  { system, from, to }: { readonly system: SystemId; readonly from: IsoDate; readonly to: IsoDate },
): Impact[] {
  const byVersion = new Map<number, { change: Change; finding: StoredFinding }[]>()
  for (const change of changesBetween(catalog, system, { from, to })) {
    for (const finding of store.findingsOf(system, change.code)) {
      const list = byVersion.get(finding.versionId)
      if (list) list.push({ change, finding })
      else byVersion.set(finding.versionId, [{ change, finding }])
    }
  }
  const day = addDays(to, -1)
  return [...byVersion]
    .map(([id, changes]) => ({ version: store.version(id)!, changes }))
    .filter(({ version }) => (version.ends ?? day) >= day && (version.superseded ?? day) >= day)
    .sort((a, b) => b.changes.length - a.changes.length || a.version.number.localeCompare(b.version.number))
}
