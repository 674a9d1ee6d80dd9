/** How long to wait before another try. */

export interface Backoff {
  /** Pause after the first failure, in milliseconds; doubled after each further one. */
  readonly first: number
  readonly longest: number
  readonly random?: (() => number) | undefined
}

/**
 * Milliseconds to wait after so many failures: half fixed, half by chance, since many clients that failed together must not
 * come back together.
 */
export function pauseAfter(failures: number, { first, longest, random = Math.random }: Backoff): number {
  return Math.min(longest, first * 2 ** (failures - 1)) * (0.5 + random() / 2)
}
