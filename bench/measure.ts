/** Timing of single calls inside one process, and how figures are printed. */

export interface Timing {
  readonly calls: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly worst: number
  readonly perSecond: number
}

/** Passes over the inputs; of each input the quickest counts, so that what else runs on the machine matters little. */
const PASSES = 3

/** Calls `run` with every input a few times after one whole warm-up pass. */
export function timeEach<T>(inputs: readonly T[], run: (input: T) => void): Timing {
  for (const input of inputs) run(input)
  const times = inputs.map(() => Number.POSITIVE_INFINITY)
  for (let pass = 0; pass < PASSES; pass++) {
    inputs.forEach((input, i) => {
      const start = performance.now()
      run(input)
      times[i] = Math.min(times[i]!, performance.now() - start)
    })
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  const total = times.reduce((sum, t) => sum + t, 0)
  return {
    calls: times.length,
    p50: at(0.5),
    p99: at(0.99),
    worst: sorted.at(-1)!,
    perSecond: (1000 * times.length) / total,
  }
}

export const ms = (n: number): string => (n < 10 ? n.toFixed(3) : n.toFixed(1))
export const count = (n: number): string => Math.round(n).toLocaleString('en-US')
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
