/**
 * How much work one request may cost. Work is counted in steps, not in time, so that the same request over the same
 * edition always gets the same answer: a step is about what looking at one name of the index costs (some 100 ns).
 * Past the budget an operation answers with what it found so far and says so, or refuses.
 */

/** Steps of one request: about 25 ms on a usual core, so that a request stays below 50 ms with all that is around it. */
export const REQUEST_STEPS = 250_000

export class Budget {
  #left: number
  #exceeded = false

  constructor(steps: number = REQUEST_STEPS) {
    this.#left = steps
  }

  /** Takes `steps`; false when there are not as many left, from then on for any number. */
  spend(steps: number): boolean {
    if (this.#exceeded) return false
    this.#left -= steps
    if (this.#left >= 0) return true
    this.#left = 0
    this.#exceeded = true
    return false
  }

  /** Steps left. */
  get left(): number {
    return this.#left
  }

  /** True once work was left undone for want of steps. */
  get exceeded(): boolean {
    return this.#exceeded
  }

  /** A budget without an end, for work that no request waits for: builds, tests, measurements. */
  static unlimited(): Budget {
    return new Budget(Number.POSITIVE_INFINITY)
  }
}
