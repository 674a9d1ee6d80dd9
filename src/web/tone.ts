/** The class that colours what belongs to a system: colours stand for what codes are for, not for single systems. */
import { systemWords } from '../service/system-words.ts'

export const toneOf = (system: string): string => `sys-${systemWords(system).kind}`
