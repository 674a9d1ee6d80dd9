/** Words for the values of an ICD-10-PCS code: which axis means what, and how devices, substances and functions are named. */
import type { AxisMeaning } from '../../catalog/types.ts'
import type { CodeFacts } from './facts.ts'
import { DEVICES, SUBSTANCES } from './phrases/values.ts'
import { article, bodyPart, lowered, plural, withArticle } from './words.ts'

const NOTHING = new Set(['None', 'No Device', 'No Qualifier'])

/** The value of a character that says something: values that mean none are absent. */
export function axisAt(code: CodeFacts, position: number): AxisMeaning | undefined {
  const found = code.axes.find((axis) => axis.position === position)
  return found === undefined || NOTHING.has(found.label) ? undefined : found
}

export const isNone = (code: CodeFacts, position: number): boolean =>
  code.axes.some((axis) => axis.position === position && NOTHING.has(axis.label))

const COUNTS = /^(?:Two|Three|Four or More)$/

/** New Technology names products; their words stand as they are. */
export const isNewTechnology = (code: CodeFacts): boolean => code.concept.code.startsWith('X')

/** A device in a sentence: `a monitoring device (pressure sensor)`, `two intraluminal devices (drug-eluting)`. */
export function deviceWords(label: string): string {
  const known = DEVICES[label]
  if (known !== undefined) return known
  const [base = '', ...more] = label.split(', ')
  const count = more.find((part) => COUNTS.test(part))
  const kinds = more.filter((part) => part !== count).map(lowered)
  const kind = kinds.length === 0 ? '' : ` (${kinds.join(', ')})`
  if (count !== undefined) return `${count.toLowerCase()} ${plural(lowered(base))}${kind}`
  const plain = DEVICES[base]
  if (plain?.endsWith(')')) return `${plain.slice(0, -1)}, ${kinds.join(', ')})`
  const noun = lowered(base)
  return `${/s$|tissue$|material$/.test(noun) ? noun : `${article(noun)} ${noun}`}${kind}`
}

/** A substance in a sentence, with its article where it has one. */
export function substanceWords(label: string): string {
  return SUBSTANCES[label] ?? withArticle(lowered(label))
}

/** `cardiac output`; of an unborn child `cardiac rate of the products of conception`. */
export function functionWords(system: AxisMeaning | undefined, work: string): string {
  if (system === undefined) return work
  const unborn = /^Products of Conception, (\w+)$/.exec(system.label)
  if (unborn) return `${unborn[1]!.toLowerCase()} ${work} of the products of conception`
  return `${lowered(system.label)} ${work}`
}

/** `Musculoskeletal System - Whole Body` → `the musculoskeletal system (whole body)`. */
export function systemWords(label: string): string {
  const [system = '', region] = label.split(' - ')
  const where = region === undefined ? '' : ` (${lowered(region)})`
  return `the ${bodyPart(system)}${where}`
}
