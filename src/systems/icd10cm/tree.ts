/** Where a code stands among others, from the codes themselves. */
import type { Level } from '../records.ts'

/** The longest proper beginning of `code`, of three or more characters, that is in `codes`. */
export function parentOf(code: string, codes: { has(code: string): boolean }): string | undefined {
  for (let length = code.length - 1; length >= 3; length -= 1) {
    const prefix = code.slice(0, length)
    if (codes.has(prefix)) return prefix
  }
  return undefined
}

/** A code that can be reported is a `code` whatever its length (I10); headers are categories and subcategories. */
export function levelOf(code: string, billable: boolean): Level {
  if (billable) return 'code'
  return code.length === 3 ? 'category' : 'subcategory'
}
