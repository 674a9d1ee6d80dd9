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
  days: { readonly from: IsoDate; readonly to: IsoDate },
): Change[] {
  return catalog
    .changedCodes(system, days.from, days.to)
    .flatMap((code) => changeOf(catalog, { system, code }, days) ?? [])
}

/** What one code became; undefined when nothing that a policy would notice. */
function changeOf(
  catalog: Catalog,
  { system, code }: { readonly system: SystemId; readonly code: string },
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
): Change | undefined {
  const before = onDay(catalog, { system, code }, from)
  const after = onDay(catalog, { system, code }, to)
  if (!before) return undefined
  if (!after) return { code, kind: 'deleted', titleBefore: before.title }
  if (before.billable && !after.billable) {
    const into = catalog.children(after.id, to).map((child) => child.code)
    return { code, kind: 'split', titleBefore: before.title, titleAfter: after.title, into }
  }
  if (before.title === after.title) return undefined
  return { code, kind: 'revised', titleBefore: before.title, titleAfter: after.title }
}

function onDay(catalog: Catalog, { system, code }: { system: SystemId; code: string }, day: IsoDate) {
  const concept = catalog.concept(system, code, day)
  return concept && concept.status === 'active' ? concept : undefined
}

export interface ImpactQuestion {
  readonly system: SystemId
  readonly from: IsoDate
  readonly to: IsoDate
}

/** Policies in force at the change that name a code it touches, most touched first. Ranges count for their members. */
export function impactOf(catalog: Catalog, store: PolicyStore, question: ImpactQuestion): Impact[] {
  const steps = impactSteps(catalog, store, question)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** The same a code at a time, for a server that answers others in between. */
export function* impactSteps(
  catalog: Catalog,
  store: PolicyStore,
  { system, from, to }: ImpactQuestion,
): Generator<undefined, Impact[]> {
  const byVersion = new Map<number, { change: Change; finding: StoredFinding }[]>()
  for (const code of catalog.changedCodes(system, from, to)) {
    yield
    const change = changeOf(catalog, { system, code }, { from, to })
    if (!change) continue
    for (const finding of store.findingsOf(system, change.code)) {
      const list = byVersion.get(finding.versionId)
      if (list) list.push({ change, finding })
      else byVersion.set(finding.versionId, [{ change, finding }])
    }
  }
  yield
  const day = addDays(to, -1)
  return [...byVersion]
    .map(([id, changes]) => ({ version: store.version(id)!, changes }))
    .filter(({ version }) => (version.ends ?? day) >= day && (version.superseded ?? day) >= day)
    .sort((a, b) => b.changes.length - a.changes.length || a.version.number.localeCompare(b.version.number))
}
