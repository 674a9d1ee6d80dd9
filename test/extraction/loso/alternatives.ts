/**
 * The alternatives of a pattern, at any depth: which can be left out, and the pattern without some of them. It serves
 * to leave a style out of the phrases: an alternative that only one style uses may have been written for that style.
 */

/** One alternative: its place in the source, and the group it is one of. */
export interface Alternative {
  readonly start: number
  readonly end: number
  readonly group: number
}

/** Alternatives of groups with more than one, outer ones first. Looks behind, ahead and character classes are not split. */
export function alternativesOf(source: string): Alternative[] {
  const found: Alternative[] = []
  let groups = 0
  const read = (from: number, end: number): void => {
    const bars: number[] = []
    const inner: [number, number][] = []
    let depth = 0
    let open = 0
    for (let i = from; i < end; i++) {
      const c = source[i]
      if (c === '\\') i += 1
      else if (c === '[') {
        while (source[i] !== ']') i += source[i] === '\\' ? 2 : 1
      } else if (c === '(') {
        if (depth === 0) open = i
        depth += 1
      } else if (c === ')') {
        depth -= 1
        if (depth === 0 && source.startsWith('(?:', open)) inner.push([open + 3, i])
      } else if (c === '|' && depth === 0) bars.push(i)
    }
    if (bars.length > 0) {
      groups += 1
      const group = groups
      const edges = [from - 1, ...bars, end]
      for (let k = 1; k < edges.length; k++) found.push({ start: edges[k - 1]! + 1, end: edges[k]!, group })
    }
    for (const [a, b] of inner) read(a, b)
  }
  read(0, source.length)
  return found
}

/** The source without these alternatives; undefined where a group would have none left, or the source would say nothing. */
export function without(source: string, out: readonly Alternative[], all: readonly Alternative[]): string | undefined {
  const gone = new Set(out)
  for (const [, group] of Map.groupBy(all, (a) => a.group)) {
    if (!group.every((a) => gone.has(a) || out.some((o) => o !== a && o.start <= a.start && a.end <= o.end))) continue
    // A group without alternatives takes the alternative around it along.
    const inside = group[0]!
    const around = all.filter((a) => a.start < inside.start && inside.end < a.end).sort((a, b) => b.start - a.start)[0]
    if (around && out.some((o) => o.start <= inside.start && inside.end <= o.end && o.group !== inside.group)) continue
    if (!around) return undefined
    return without(source, [...out.filter((o) => o.group !== inside.group), around], all)
  }
  let text = ''
  let at = 0
  for (const { start, end } of [...out].sort((a, b) => a.start - b.start)) {
    if (start < at) continue
    // The bar that parts it from its neighbour goes with it.
    const first = source[start - 1] !== '|'
    text += source.slice(at, first ? start : start - 1)
    at = first && source[end] === '|' ? end + 1 : end
  }
  text += source.slice(at)
  // Two neighbours at the beginning of a group leave a bar behind.
  return text.replace(/(\(\?:|^)\|/g, '$1')
}
