/** The filters of one include or exclude, taken together: a concept must pass all of them. */
import { issue, TerminologyError } from './issues.ts'
import type { CodeSystemProvider, Selection } from './provider.ts'
import type { ValueSetComposeInclude } from './resources.ts'

/** @throws TerminologyError for a filter without a value, and one that the code system does not understand */
export function selectAll(
  provider: CodeSystemProvider,
  { filter = [] }: Pick<ValueSetComposeInclude, 'filter'>,
  at: string,
  look?: () => void,
): Selection {
  const selections = filter.map((each, i) => {
    const where = `${at}.filter[${i}]`
    if (!each.value) {
      const data = { system: provider.url, property: each.property, op: each.op }
      const found = issue('UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE', data, {
        severity: 'error',
        type: 'invalid',
        detail: 'vs-invalid',
        at: where,
      })
      throw new TerminologyError(found, { status: 400 })
    }
    const selection = provider.select({ property: each.property, op: each.op, value: each.value }, look)
    if (!selection) {
      const data = { property: each.property, op: each.op, value: each.value }
      const found = issue('FILTER_NOT_UNDERSTOOD', data, {
        severity: 'error',
        type: 'not-supported',
        detail: 'vs-invalid',
        at: where,
      })
      throw new TerminologyError(found, { status: 400 })
    }
    return selection
  })
  const [first, ...others] = selections
  if (!first) return { has: () => true, concepts: () => provider.concepts() }
  return {
    has: (concept) => selections.every((s) => s.has(concept)),
    *concepts() {
      for (const concept of first.concepts()) if (others.every((s) => s.has(concept))) yield concept
    },
  }
}
