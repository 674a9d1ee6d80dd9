/**
 * Patterns of value set filters. They come with requests, so they are run by an engine whose time grows with the text
 * and not with what the pattern can be made to try.
 */
import { RE2JS } from 're2js'

const MOST_CACHED = 200
const compiled = new Map<string, RE2JS | undefined>()

/** A test whether the whole of a text fits `pattern`, or undefined for a pattern that cannot be read. */
export function wholeMatch(pattern: string): ((text: string) => boolean) | undefined {
  let machine = compiled.get(pattern)
  if (!machine && !compiled.has(pattern)) {
    try {
      machine = RE2JS.compile(pattern)
    } catch {
      machine = undefined
    }
    if (compiled.size >= MOST_CACHED) compiled.clear()
    compiled.set(pattern, machine)
  }
  const found = machine
  return found && ((text) => found.matches(text))
}
