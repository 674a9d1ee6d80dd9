/** Something that is closed once nobody holds it any more. */
export class Held {
  readonly #close: () => void
  #holders = 0
  #closing = false

  constructor(close: () => void) {
    this.#close = close
  }

  /** Keeps it open until the returned function is called. */
  hold(): () => void {
    this.#holders++
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#holders--
      if (this.#closing && this.#holders === 0) this.#close()
    }
  }

  /** Closes it now, or when the last that holds it lets go. */
  close(): void {
    if (this.#closing) return
    this.#closing = true
    if (this.#holders === 0) this.#close()
  }
}
