/**
 * What speaks for a run of words: the rules, and where they are silent the stance model. Reading always takes both
 * as they ship; training and measuring read with fewer, to see what is left without a style.
 */
import type { StanceModel } from '../stance/model.ts'
import { shipped } from '../stance/shipped.ts'
import { CUES, type CueKind } from './cues.ts'

/** One line of `CUES`. */
export type Phrase = readonly [CueKind, RegExp]

export interface Voices {
  readonly phrases: readonly Phrase[]
  readonly stance: StanceModel | undefined
  /** Is told each text that the phrases are tried on. */
  readonly heard?: (text: string) => void
}

let voices: Voices | undefined
const changed: (() => void)[] = []

/** The voices as they ship. */
export const voicesNow = (): Voices => {
  voices ??= { phrases: CUES, stance: shipped().stance }
  return voices
}

/** Reads with other voices from here on; without an argument, with those that ship. For training and measuring only. */
export function readWith(other?: Voices): void {
  voices = other
  for (const forget of changed) forget()
}

/** What was remembered of the voices before is forgotten when they change. */
export const whenVoicesChange = (forget: () => void): void => {
  changed.push(forget)
}
