/**
 * Requests that need what a client sent before: closure tables, and resources under a `cache-id`. Where several workers
 * answer, one of them, the keeper, holds all of it; the others hand such requests on to it.
 */

/** A request as one thread hands it to another. */
export interface KeptRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** Absent for GET. */
  readonly body?: string
}

export interface KeptAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** Asks the keeper. @throws AppError `keeper-gone` */
export type Keeper = (request: KeptRequest) => Promise<KeptAnswer>

/** Whether a request needs, or leaves, something that is kept between requests; entries of a batch too. */
export function needsKeeper({ url, headers, body = '' }: KeptRequest): boolean {
  return (
    headers['x-cache-id'] !== undefined ||
    /\$closure|%24closure|cache-id/i.test(url) ||
    /\$closure|\bcache-id\b/i.test(body)
  )
}
