/**
 * Which codes a text is about, as its front matter says it (`cpt 96425`, `icd10cm E11*`, `hcpcs J9000..J9999`), and the
 * index that finds the texts of a code fast: one lookup for the code, one for each of its beginnings.
 */
import { systemWithId } from '../systems/registry.ts'
import type { Applies, Explainer } from './model.ts'

const ENTRY = /^(\S+)\s+([A-Za-z0-9.-]+)(?:(\*)|\.\.([A-Za-z0-9.-]+))?$/

/** A code as entries and lookups compare it: capitals, no dots. */
export const withoutPoints = (code: string): string => code.toUpperCase().replaceAll('.', '')

/** One entry of `applies`, or what is wrong with it in a sentence. */
export function parseApplies(text: string): Applies | { readonly problem: string } {
  // The range sign is taken apart before dots of codes are looked at.
  const [start = '', end] = text.trim().split('..')
  const found = ENTRY.exec(start.trim())
  if (!found) return { problem: `“${text}” is not “system code”, “system CODE*” or “system FIRST..LAST”.` }
  const system = found[1]!.toLowerCase()
  const code = withoutPoints(found[2]!)
  if (systemWithId(system) === undefined) return { problem: `“${found[1]}” in “${text}” is no code system.` }
  if (found[3] === '*') {
    return end === undefined ? { system, prefix: code } : { problem: `“${text}” has both “*” and “..”.` }
  }
  if (end === undefined) return { system, code }
  const last = withoutPoints(end.trim())
  return last >= code && last.length === code.length
    ? { system, first: code, last }
    : { problem: `The range “${text}” needs two codes of one length in ascending order.` }
}

/** An entry as it is written in a file. */
export function writeApplies(entry: Applies): string {
  if ('code' in entry) return `${entry.system} ${entry.code}`
  return 'prefix' in entry ? `${entry.system} ${entry.prefix}*` : `${entry.system} ${entry.first}..${entry.last}`
}

const commonStart = (a: string, b: string): string => {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return a.slice(0, length)
}

/** True when `entry` holds for the stored code. */
export function appliesTo(entry: Applies, system: string, code: string): boolean {
  if (entry.system !== system) return false
  const folded = withoutPoints(code)
  if ('code' in entry) return entry.code === folded
  // Blocks such as `E08-E13` begin like their first code and are not below it.
  if (folded.includes('-')) return false
  if ('prefix' in entry) return folded.startsWith(entry.prefix)
  return folded >= entry.first && folded.slice(0, entry.last.length) <= entry.last
}

/** First and last of the stored codes that an entry may hold for; those that begin with the last one are among them. */
export function rangeOf(entry: Applies): readonly [string, string] {
  if ('code' in entry) return [entry.code, entry.code]
  return 'prefix' in entry ? [entry.prefix, entry.prefix] : [entry.first, entry.last]
}

/** How closely an entry names a code: the code itself above all, then the longest beginning. */
function specificity(entry: Applies): number {
  if ('code' in entry) return 1000
  return 'prefix' in entry ? entry.prefix.length * 2 : commonStart(entry.first, entry.last).length * 2 + 1
}

interface Placed {
  readonly explainer: Explainer
  readonly entry: Applies
  readonly order: number
}

/** Explainers by what they apply to. Build it once for a list; looking up costs one map access per character. */
export interface ExplainerIndex {
  readonly explainers: readonly Explainer[]
  /** Texts about a code, the most specific first; each once. Equal ones by status (written before drafted), then by id. */
  find(system: string, code: string): readonly Explainer[]
  /** Blocks: texts found by facts of a code. */
  readonly blocks: readonly Explainer[]
  /** Texts that name a code as related to them, by id. */
  related(system: string, code: string): readonly Explainer[]
}

const RANK = { authored: 0, imported: 1, draft: 2 } as const

export function indexExplainers(explainers: readonly Explainer[]): ExplainerIndex {
  const buckets = new Map<string, Placed[]>()
  explainers.forEach((explainer, order) => {
    for (const entry of explainer.applies) {
      const start =
        'code' in entry ? `=${entry.code}` : 'prefix' in entry ? entry.prefix : commonStart(entry.first, entry.last)
      const key = `${entry.system} ${start}`
      const bucket = buckets.get(key) ?? []
      bucket.push({ explainer, entry, order })
      buckets.set(key, bucket)
    }
  })
  const linking = explainers.filter((each) => each.related !== undefined)
  return {
    explainers,
    blocks: explainers.filter((each) => each.match !== undefined),
    related: (system, code) =>
      linking.filter(({ related = [] }) => related.some((entry) => appliesTo(entry, system, code))),
    find(system, code) {
      const folded = withoutPoints(code)
      const keys = [`=${folded}`, ...Array.from({ length: folded.length + 1 }, (_, i) => folded.slice(0, i))]
      const found = keys
        .flatMap((key) => buckets.get(`${system} ${key}`) ?? [])
        .filter(({ entry }) => appliesTo(entry, system, code))
        .sort(
          (a, b) =>
            specificity(b.entry) - specificity(a.entry) ||
            RANK[a.explainer.status] - RANK[b.explainer.status] ||
            (a.explainer.id < b.explainer.id ? -1 : a.explainer.id > b.explainer.id ? 1 : a.order - b.order),
        )
      return [...new Set(found.map((each) => each.explainer))]
    },
  }
}
