/** Lists in the order of where their items begin, asked without walking them. */

/** Place of the first item that begins at `from` or behind it; the length of the list where none does. */
export function placeOf(ordered: readonly { readonly start: number }[], from: number): number {
  let [low, high] = [0, ordered.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ordered[middle]!.start < from) low = middle + 1
    else high = middle
  }
  return low
}

/** Items that begin within a span, its end left out. */
export const beginningIn = <T extends { readonly start: number }>(
  ordered: readonly T[],
  { start, end }: { readonly start: number; readonly end: number },
): readonly T[] => ordered.slice(placeOf(ordered, start), placeOf(ordered, end))
