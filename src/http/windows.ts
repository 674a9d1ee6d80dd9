/** Counts by address over windows of time, for limits. Holds a bounded number of addresses, the oldest go first. */

const MOST_ADDRESSES = 50_000

export interface WindowLimit {
  /** Events allowed in one window. */
  readonly most: number
  /** Length of a window in milliseconds. */
  readonly window: number
}

export class Windows {
  readonly #limit: WindowLimit
  readonly #now: () => number
  readonly #seen = new Map<string, { since: number; count: number }>()

  /** `now` gives milliseconds; tests hand in their own. */
  constructor(limit: WindowLimit, now: () => number = Date.now) {
    this.#limit = limit
    this.#now = now
  }

  #entry(key: string): { since: number; count: number } | undefined {
    const entry = this.#seen.get(key)
    if (!entry || this.#now() - entry.since >= this.#limit.window) return undefined
    return entry
  }

  /** Seconds until `key` may go on, at least 1; 0 when it may now. */
  wait(key: string): number {
    const entry = this.#entry(key)
    if (!entry || entry.count < this.#limit.most) return 0
    return Math.max(1, Math.ceil((entry.since + this.#limit.window - this.#now()) / 1_000))
  }

  /** Counts one event of `key`. */
  add(key: string): void {
    const entry = this.#entry(key)
    if (entry) {
      entry.count++
      return
    }
    this.#seen.delete(key)
    if (this.#seen.size >= MOST_ADDRESSES) this.#seen.delete(this.#seen.keys().next().value as string)
    this.#seen.set(key, { since: this.#now(), count: 1 })
  }
}
