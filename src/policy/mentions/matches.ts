/** All matches of a pattern, without the copy of it that `matchAll` makes at every call: many patterns meet many short texts. */

const NONE: readonly RegExpExecArray[] = []

/** `pattern` must be global. */
export function matchesOf(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  pattern.lastIndex = 0
  let match = pattern.exec(text)
  if (match === null) return NONE
  const found: RegExpExecArray[] = []
  for (; match !== null; match = pattern.exec(text)) {
    found.push(match)
    if (match[0] === '') pattern.lastIndex += 1
  }
  return found
}
