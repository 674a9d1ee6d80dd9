/**
 * What the work of a search costs in steps of its budget: one step is about 100 ns on a usual core. That they are not too
 * few is what `test/budget.full.test.ts` tests: no query of the grammar costs more than a few whole budgets.
 */
export const STEPS = {
  /** One name's terms looked through for those of a phrase. */
  look: 1,
  /** One code read from the index. */
  code: 3,
  /** One name measured against a reading. */
  measure: 2,
  /** One name's text put together and analyzed. */
  text: 70,
} as const

/** Postings walked in one step. */
export const POSTINGS_A_STEP = 16
/** Concepts or names counted in one step, or tested against filters. */
export const COUNTED_A_STEP = 2
