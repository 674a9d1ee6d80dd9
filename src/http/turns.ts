/**
 * Work in slices that takes turns: however many are at it, one slice is done between two looks at what has come in from the
 * network. Only so many are let in at once.
 */
import { setImmediate as others } from 'node:timers/promises'

export class Turns {
  readonly #most: number
  #working = 0
  #last: Promise<unknown> = Promise.resolve()

  /** `most` may be at work at once. */
  constructor(most: number) {
    this.#most = most
  }

  /** Lets one in; the returned function lets it out. Undefined when there are as many as there may be. */
  enter(): (() => void) | undefined {
    if (this.#working >= this.#most) return undefined
    this.#working++
    let isIn = true
    return () => {
      if (isIn) this.#working--
      isIn = false
    }
  }

  /** Resolves when it is the caller's turn to do a slice: after all that asked before, each after a look at the network. */
  next(): Promise<unknown> {
    this.#last = this.#last.then(() => others())
    return this.#last
  }
}
