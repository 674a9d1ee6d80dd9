/** What must hold of a release before it is published. Refusals stop the build; warnings go into the manifest. */
import type { CodeSystem } from '../systems/system.ts'
import type { ReleaseContent } from './release-content.ts'

export interface CheckResult {
  /** Reasons not to publish, one sentence each. */
  readonly refusals: readonly string[]
  readonly warnings: readonly string[]
}

/** A release with this share fewer codes than the one before is taken for a broken file. */
const WORST_SHRINK = 0.2

/** A file that lacks more than this share of its neighbour's last codes, and at least so many, was cut off. */
const WORST_TAIL = { share: 0.005, codes: 100 }

function nameOf(release: ReleaseContent): string {
  return `${release.release.system} ${release.release.label}`
}

const few = (codes: readonly string[]): string => codes.slice(0, 5).join(', ') + (codes.length > 5 ? ', …' : '')

/** Codes whose chain of parents never ends. */
function cycles(release: ReleaseContent): string[] {
  const safe = new Set<string>()
  const looping: string[] = []
  for (const start of release.concepts.keys()) {
    const path = new Set<string>()
    let at: string | undefined = start
    while (at !== undefined && !safe.has(at) && !path.has(at)) {
      path.add(at)
      at = release.concepts.get(at)?.parent
    }
    if (at !== undefined && path.has(at)) looping.push(start)
    else for (const code of path) safe.add(code)
  }
  return looping
}

/** Why `release` is taken for a file cut off before its end: `whole` goes on where it stops. */
function cutOff(release: ReleaseContent, whole: ReleaseContent): string[] {
  const inOrder = [...whole.concepts.values()].sort((a, b) => a.order - b.order)
  const last = inOrder.findLastIndex(({ code }) => release.concepts.has(code))
  const beyond = inOrder.length - 1 - last
  if (last === -1 || beyond < Math.max(WORST_TAIL.codes, inOrder.length * WORST_TAIL.share)) return []
  const { code } = inOrder[last]!
  return [
    `${nameOf(release)} stops at ${code}, where ${whole.release.label} goes on with ${beyond} more: the file is cut off`,
  ]
}

interface Checked {
  readonly system: Pick<CodeSystem, 'reportable' | 'composition'>
  /** The release before it. */
  readonly previous?: ReleaseContent | undefined
}

/** Checks one release, against the one before it when there is one. */
export function checkRelease(release: ReleaseContent, { system, previous }: Checked): CheckResult {
  const refusals: string[] = []
  const warnings: string[] = []
  const name = nameOf(release)
  const concepts = [...release.concepts.values()]
  if (system.reportable && !concepts.some((c) => c.billable)) refusals.push(`${name} has no code that can be billed`)
  const orphans = concepts.filter((c) => c.parent !== undefined && !release.concepts.has(c.parent)).map((c) => c.code)
  if (orphans.length > 0) refusals.push(`${name} has ${orphans.length} codes whose parent is missing: ${few(orphans)}`)
  const looping = cycles(release)
  if (looping.length > 0) refusals.push(`${name} has codes that are their own ancestor: ${few(looping)}`)
  const duplicates = release.issues.filter((i) => i.code === 'duplicate-code')
  if (duplicates.length > 0) warnings.push(`${name} lists ${duplicates.length} codes twice`)
  const stray = [...release.content.keys()].filter((code) => !release.concepts.has(code))
  if (stray.length > 0)
    warnings.push(`${name} has notes or facts about ${stray.length} codes it does not list: ${few(stray)}`)
  if (previous) {
    const [now, before] = [release.concepts.size, previous.concepts.size]
    const text = `${name} has ${now} concepts, ${previous.release.label} had ${before}`
    if (now < before * (1 - WORST_SHRINK)) refusals.push(`${text}: a release does not shrink that much`)
    else if (Math.abs(now - before) > before * 0.05) warnings.push(text)
    // Registers come with and without their modifiers, and lists of facts in parts: only these are listed whole, in one order.
    if (system.composition === 'classification' || system.composition === 'tables') {
      refusals.push(...cutOff(release, previous), ...cutOff(previous, release))
    }
  }
  return { refusals, warnings }
}
