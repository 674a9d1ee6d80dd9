/** Lists of any length: spreading a list into arguments ends in a full stack from some hundred thousand on. */

/** Appends every item of `more`. */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const item of more) list.push(item)
}

/** The greatest of `numbers`, at least 0. */
export function greatest(numbers: Iterable<number>): number {
  let most = 0
  for (const n of numbers) if (n > most) most = n
  return most
}
