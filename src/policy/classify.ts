/** What one statement does with the codes it is about, told from its words alone. */
import type { Disposition } from './model.ts'

/** Tried in order: what takes away comes before what gives, and a condition before plain cover. */
const CUES: readonly (readonly [Disposition, RegExp])[] = [
  [
    'excludes',
    /\b(?:non-?covered|not (?:be )?(?:covered|medically necessary|reasonable (?:and|or) necessary|payable|considered (?:medically|reasonable))|investigational|experimental|unproven|cosmetic|excluded from coverage|will be denied)\b/i,
  ],
  [
    'needs-authorization',
    /\b(?:prior authori[sz]ation|pre-?certification|pre-?authori[sz]ation)\b(?![^.]*\bnot required)/i,
  ],
  [
    'conditional',
    /\b(?:covered|reasonable and necessary|medically necessary|considered necessary)\b[^.]*\b(?:only|when|if|provided|for (?:patients|beneficiaries)|following|unless|criteria)\b/i,
  ],
  ['covers', /\b(?:is|are|will be) (?:covered|(?:considered )?(?:medically necessary|reasonable and necessary))\b/i],
]

/** The disposition a statement sets; undefined when it sets none. */
export function classifyStatement(text: string): Disposition | undefined {
  return CUES.find(([, cue]) => cue.test(text))?.[0]
}
