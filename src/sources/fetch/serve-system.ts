/** Getting one code system: what is there already, else the publisher, else the package mirror. */
import { join } from 'node:path'
import { listsCodes, type PublisherFile, wheelId } from '../locations.ts'
import { type FetchContext, got, type Ledger, releasesThere } from './context.ts'
import { download } from './download.ts'
import { failureKind, failureProblem } from './network-problem.ts'
import type { SystemPlan } from './plan.ts'
import { type FetchedFile, type FetchFailure, reportOn, type SystemReport } from './report.ts'
import { fileNameOf, type StoredFile, writeProvenance } from './store.ts'
import { mirrorOf, wheelFile } from './wheels.ts'

/** The file of an address when it is there: downloaded from it before, or added by the user with the recorded sum. */
export function storedFor(file: PublisherFile, stored: readonly StoredFile[]): StoredFile | undefined {
  return stored.find(
    ({ provenance }) => provenance.url === file.url || (file.sha256 !== null && provenance.sha256 === file.sha256),
  )
}

/** Gets what the plan says, as far as it goes. @throws errors of the disk as they are */
export async function serveSystem(
  plan: SystemPlan,
  own: readonly string[],
  context: FetchContext,
): Promise<SystemReport> {
  const ledger: Ledger = { plan, own, files: [], failures: [] }
  for (const wheel of plan.wheels) {
    const stored = context.stored.find(({ provenance }) => provenance.url === wheelId(wheel))
    if (stored) got(wheelFile(wheel, stored, true), ledger, context)
  }
  const mirror = mirrorOf(ledger, context)
  if (!context.offline) mirror.startUnlessReached(originsOf(plan))
  try {
    for (const { release, parts } of plan.releases) {
      await Promise.all(parts.map((part) => getPart(part, ledger, context)))
      if (plan.firstOnly && releasesThere(ledger).includes(release)) break
    }
    if (!context.offline) await mirror.fill()
  } finally {
    await mirror.cancel()
  }
  const report = reportOn(plan, { files: ledger.files, failures: ledger.failures, own, offline: context.offline })
  context.onEvent({ type: 'done', report })
  return report
}

/** Servers a plan may ask. */
export function originsOf(plan: SystemPlan): string[] {
  return [...new Set(plan.releases.flatMap(({ parts }) => parts.flat().map((file) => new URL(file.url).origin)))]
}

/** One part of a release: the copy that is there, or the first of its addresses that serves. */
async function getPart(part: readonly PublisherFile[], ledger: Ledger, context: FetchContext): Promise<void> {
  for (const file of part) {
    const stored = storedFor(file, context.stored)
    if (stored) return got(fetchedFile(file, stored, true), ledger, context)
  }
  if (context.offline) return
  for (const file of part) {
    if (listsCodes(file) && ledger.own.includes(file.release)) return
    if (await getFile(file, ledger, context)) return
  }
}

async function getFile(file: PublisherFile, ledger: Ledger, context: FetchContext): Promise<boolean> {
  const { origin, host } = new URL(file.url)
  const reach = await context.reach.get(origin)
  const out = reach?.reachable === false ? (reach.problem ?? '') : context.lost.get(host)
  if (out !== undefined) {
    fail(file, { problem: out, outOfReach: host }, { ledger, context })
    return false
  }
  const system = ledger.plan.system
  context.onEvent({ type: 'started', system, release: file.release, url: file.url })
  const path = join(context.sources, 'publisher', file.name ?? fileNameOf(file.url))
  try {
    const provenance = await download(file.url, path, {
      ...context.download,
      expectedSha256: file.sha256 ?? undefined,
      onProgress: (progress) => context.onEvent({ type: 'progress', system, url: file.url, ...progress }),
    })
    await writeProvenance(path, provenance)
    got(fetchedFile(file, { path, provenance }, false), ledger, context)
    return true
  } catch (thrown) {
    const kind = failureKind(thrown)
    if (kind === undefined) throw thrown
    const problem = failureProblem(thrown)
    const lost = kind === 'network' || kind === 'unreachable'
    // The other files of a server that has gone silent would each cost the same wait.
    if (lost) context.lost.set(host, problem)
    fail(file, lost ? { problem, outOfReach: host } : { problem }, { ledger, context })
    return false
  }
}

function fail(
  file: PublisherFile,
  what: { readonly problem: string; readonly outOfReach?: string },
  { ledger, context }: { readonly ledger: Ledger; readonly context: FetchContext },
): void {
  const { release, role, url, byAnalogy = false } = file
  const failure: FetchFailure = { location: 'publisher', release, role, url, byAnalogy, ...what }
  ledger.failures.push(failure)
  context.onEvent({ type: 'failed', system: ledger.plan.system, failure })
}

function fetchedFile(file: PublisherFile, { path, provenance }: StoredFile, reused: boolean): FetchedFile {
  const { location, sha256, size } = provenance
  const other = file.sha256 !== null && file.sha256 !== sha256
  const text = `${file.url} is not the file recorded for this address: its sha256 is ${sha256}, recorded is ${file.sha256}. It is used: publishers replace files.`
  const { release, role, url } = file
  const shared = { location, release, role, url, path, size, reused, listsCodes: listsCodes(file) }
  return other ? { ...shared, warning: text } : shared
}
