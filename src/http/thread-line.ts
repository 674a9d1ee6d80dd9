/** Calls between two threads: each side answers calls by name and awaits the other's answers. */

/** What both a `Worker` and a thread's `parentPort` are. */
export interface Port {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
}

type Handler = (data: never) => unknown
type Message =
  | { readonly call: number; readonly name: string; readonly data: unknown }
  | { readonly answer: number; readonly data?: unknown; readonly failed?: string }

interface Waiting {
  resolve(data: never): void
  reject(reason: Error): void
}

/** The other thread is gone, or could not do what it was asked. */
export class LineError extends Error {}

export class ThreadLine {
  readonly #port: Port
  readonly #handlers = new Map<string, Handler>()
  readonly #waiting = new Map<number, Waiting>()
  #calls = 0
  #gone = false

  constructor(port: Port) {
    this.#port = port
    port.on('message', (message) => void this.#receive(message as Message))
  }

  /** Answers calls of `name`; what it returns or resolves to is the answer, what it throws fails the call. */
  on<T>(name: string, handler: (data: T) => unknown): void {
    this.#handlers.set(name, handler as Handler)
  }

  /** @throws LineError when the other side fails or is gone */
  call<T>(name: string, data?: unknown): Promise<T> {
    if (this.#gone) return Promise.reject(new LineError('the thread is gone'))
    const call = ++this.#calls
    this.#port.postMessage({ call, name, data } satisfies Message)
    return new Promise((resolve, reject) => this.#waiting.set(call, { resolve, reject }))
  }

  /** Says that the other side will not answer any more. */
  end(): void {
    this.#gone = true
    for (const { reject } of this.#waiting.values()) reject(new LineError('the thread is gone'))
    this.#waiting.clear()
  }

  async #receive(message: Message): Promise<void> {
    if ('answer' in message) {
      const waiting = this.#waiting.get(message.answer)
      this.#waiting.delete(message.answer)
      if (message.failed === undefined) waiting?.resolve(message.data as never)
      else waiting?.reject(new LineError(message.failed))
      return
    }
    const { call, name, data } = message
    try {
      const answer = await this.#handlers.get(name)?.(data as never)
      this.#port.postMessage({ answer: call, data: answer } satisfies Message)
    } catch (thrown) {
      this.#port.postMessage({ answer: call, failed: (thrown as Error).message } satisfies Message)
    }
  }
}
