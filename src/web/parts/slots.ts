/**
 * Places on a code page that later parts of Medcodex fill. An empty slot renders nothing at all, so a page without
 * them shows no gap.
 */
import type { CodeShown } from '../answers.ts'
import type { Html } from '../html.ts'

type Slot = (shown: CodeShown) => Html | ''

/** What the code means in plain words; stands before the official notes. */
export const explainer: Slot = () => ''
