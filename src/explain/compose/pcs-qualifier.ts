/** What the last character of an ICD-10-PCS code adds, as a sentence. */
import type { Sentence } from '../model.ts'
import type { CodeFacts } from './facts.ts'
import { axisAt } from './pcs-words.ts'
import { QUALIFIERS } from './phrases/values.ts'
import { bodyPart, lowered, theBodyPart } from './words.ts'
import { say } from './write.ts'

const place = (label: string): string => (label === 'Cutaneous' ? 'the skin (cutaneous)' : theBodyPart(label))

/** A new route: the official title says whether the qualifier is where it starts or where it ends. */
function bypass(code: CodeFacts, label: string): Sentence {
  const starts = / from /.test(code.concept.title)
  return say(`The new route ${starts ? 'starts at' : 'leads to'} ${place(label)}.`, 'axis3', 'axis7', 'title')
}

function creation(code: CodeFacts, label: string): Sentence {
  const part = axisAt(code, 4)?.label ?? ''
  // In the perineum the qualifier is what is formed; in the heart it is what the new part is formed from.
  return / from /.test(code.concept.title)
    ? say(`The new body part is ${theBodyPart(part)}; it is formed from ${place(label)}.`, 'axis4', 'axis7', 'title')
    : say(`The new body part is ${place(label)}.`, 'axis7', 'title')
}

function transfer(code: CodeFacts, label: string): Sentence {
  return / to /.test(code.concept.title)
    ? say(`It is moved to ${place(label)}.`, 'axis3', 'axis7', 'title')
    : say(
        `${code.concept.title.includes(' with ') ? 'It is moved together with' : 'Form of what is moved'}: ${lowered(label)}.`,
        'axis3',
        'axis7',
        'title',
      )
}

/** The whole of a finger, hand, toe or foot; at arms and legs how far up. */
function detachment(label: string): Sentence {
  const where = /^(?:High|Mid|Low)$/.test(label)
    ? `The level of the cut is ${label.toLowerCase()}.`
    : `The extent of the detachment: ${lowered(label)}.`
  return say(where, 'axis3', 'axis7')
}

const BY_OPERATION: Readonly<Record<string, (code: CodeFacts, label: string) => Sentence>> = {
  Bypass: bypass,
  Creation: creation,
  Transfer: transfer,
  Detachment: (_, label) => detachment(label),
}

/** Sections whose seventh character names a substance or method that the sixth leaves open. */
const KIND_OF_SUBSTANCE = '3'

/** The sentence for the qualifier at `position`; absent when it adds nothing. */
export function qualifierSentence(code: CodeFacts, position = 7): Sentence | undefined {
  const axis = axisAt(code, position)
  if (axis === undefined) return undefined
  const id = `axis${position}`
  const operation = code.axes.find((each) => each.position === 3)?.label ?? ''
  const known = QUALIFIERS[axis.label]
  if (known !== undefined) return say(known, id)
  const special = code.concept.code.startsWith('0') ? BY_OPERATION[operation] : undefined
  if (special !== undefined) return special(code, axis.label)
  if (/^New Technology Group/.test(axis.label)) return say(`It is listed in ${axis.label}.`, id)
  const title = code.concept.title
  const words = /, (?:Right|Left)$/.test(axis.label) ? bodyPart(axis.label) : lowered(axis.label)
  if (code.concept.code.startsWith(KIND_OF_SUBSTANCE)) return say(`The substance in more detail: ${words}.`, id)
  if (title.includes(`using ${axis.label}`)) return say(`It is done using: ${words}.`, id, 'title')
  return say(`The code adds this detail: ${words}.`, id)
}
