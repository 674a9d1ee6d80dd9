/** An ICD-10-PCS code in plain words, section by section, from the meanings of its seven characters. */

import { fittingTerms } from '../../core/fitting-terms.ts'
import type { Block, Section, Sentence } from '../model.ts'
import { statusSentence } from './currency.ts'
import type { CodeFacts } from './facts.ts'
import { actionSentence, placeSentence } from './pcs-action.ts'
import { qualifierSentence } from './pcs-qualifier.ts'
import { axisAt, deviceWords, isNewTechnology, isNone } from './pcs-words.ts'
import { APPROACHES } from './phrases/approaches.ts'
import { OPERATIONS } from './phrases/operations.ts'
import { DURATIONS } from './phrases/values.ts'
import { lowered, quote, unstopped } from './words.ts'
import { paragraph, say, section } from './write.ts'

/** The character that names a device, substance or equipment. */
const DEVICE = 6

const placeWords = (code: CodeFacts): string =>
  [axisAt(code, 2), axisAt(code, 4)].map((axis) => [axis?.label ?? '', ...(axis?.includes ?? [])].join(' ')).join(' ')

/** Most terms of an `includes` list that are named; the official table has them all. */
const MOST_TERMS = 12

const named = (code: CodeFacts, position: number, title: string): boolean =>
  code.axes.some((axis) => axis.position === position && axis.title === title)

/** How the site is reached. External procedures on the outside of the body say nothing new by it. */
function approachSentence(code: CodeFacts): Sentence | undefined {
  const approach = axisAt(code, 5)
  const phrase = approach === undefined || !named(code, 5, 'Approach') ? undefined : APPROACHES[approach.label]
  if (phrase === undefined || (approach?.label === 'External' && /^[2789]/.test(code.concept.code))) return undefined
  const definition = code.facts.has('axis5.definition') ? ['axis5.definition'] : []
  return say(`It is done ${phrase}.`, 'axis5', ...definition)
}

function classSentence(code: CodeFacts): Sentence | undefined {
  const [top, second] = [axisAt(code, 1), axisAt(code, 2)]
  if (top === undefined) return undefined
  if (second === undefined) return say(`ICD-10-PCS puts it in the section ${quote(top.label)}.`, 'axis1')
  const text = `ICD-10-PCS puts it in the section ${quote(top.label)}, under ${quote(second.label)}.`
  return say(text, 'axis1', 'axis2')
}

function definitionSentence(code: CodeFacts, position: number): Sentence | undefined {
  const axis = axisAt(code, position)
  if (axis?.definition === undefined) return undefined
  const text = `The official definition of ${quote(axis.label)}: ${quote(axis.definition)}.`
  return say(text, `axis${position}`, `axis${position}.definition`)
}

function includesSentence(code: CodeFacts, position: number): Sentence | undefined {
  const axis = axisAt(code, position)
  // The device key lists every product of a value; those of other body parts are no help here.
  const all =
    axis === undefined ? [] : position === DEVICE ? fittingTerms(axis.includes, placeWords(code)) : axis.includes
  if (axis === undefined || all.length === 0) return undefined
  // Some entries begin with a word of their own: `Includes. the use of toys`.
  const terms = all
    .slice(0, MOST_TERMS)
    .map((each) => each.replace(/^includes[.:] */i, ''))
    .join('; ')
  const more = axis.includes.length > Math.min(all.length, MOST_TERMS) ? '; and others' : ''
  const text = `In the official tables ${quote(axis.label)} takes in: ${unstopped(terms)}${more}.`
  return say(text, `axis${position}`, `axis${position}.includes`)
}

/** What the fifth and fourth character say in sections that have no approach or body part there. */
const DETAILS: Readonly<Record<string, readonly (readonly [position: number, lead: string])[]>> = {
  D: [[5, 'The kind of radiation or technique']],
  F: [[5, 'It is about']],
  G: [[4, 'The form']],
  H: [[4, 'The form']],
  '7': [[6, 'The method']],
  '9': [[6, 'The method']],
}

function detailSentences(code: CodeFacts): Sentence[] {
  return (DETAILS[code.concept.code[0] ?? ''] ?? []).flatMap(([position, lead]) => {
    const axis = axisAt(code, position)
    if (axis === undefined) return []
    const id = `axis${position}`
    const start = `${lead}${lead === 'It is about' ? '' : ' is'} ${quote(axis.label)}`
    return axis.definition === undefined
      ? [say(`${start}.`, id)]
      : [say(`${start}, by the official definition: ${quote(axis.definition)}.`, id, `${id}.definition`)]
  })
}

/** What a sixth or fifth character that names equipment or a material is called. */
const TOOL_NAMES: Readonly<Record<string, string>> = {
  Contrast: 'Contrast material',
  Radionuclide: 'Radioactive material',
  Isotope: 'Radioactive material',
  Equipment: 'Equipment',
  'Device / Substance / Technology': 'Device, substance or technology',
}

function toolSentences(code: CodeFacts): Sentence[] {
  return code.axes.flatMap((axis): Sentence[] => {
    const id = `axis${axis.position}`
    if (axis.title === 'Device') {
      if (isNone(code, axis.position)) {
        return code.concept.code.startsWith('0') ? [say('No device stays in place after the procedure.', id)] : []
      }
      return [say(`Device: ${deviceWords(axis.label)}.`, id), ...deviceStays(code)]
    }
    if (axis.title === 'Contrast' && isNone(code, axis.position)) return [say('No contrast material is named.', id)]
    const name = TOOL_NAMES[axis.title]
    if (name === undefined || isNone(code, axis.position)) return []
    const words = isNewTechnology(code) ? quote(axis.label) : lowered(axis.label)
    return [say(`${name}: ${words}.`, id)]
  })
}

/** A device is a value of the code only when it is still there afterwards, apart from devices that are taken out. */
function deviceStays(code: CodeFacts): Sentence[] {
  const qualifier = axisAt(code, 7)?.label
  const leaves = OPERATIONS[code.axes[2]?.label ?? '']?.leaves === true && code.concept.code.startsWith('0')
  return leaves && qualifier !== 'Temporary' && qualifier !== 'Intraoperative'
    ? [say('It stays in place after the procedure.', 'axis6')]
    : []
}

function durationSentence(code: CodeFacts): Sentence | undefined {
  const axis = axisAt(code, 5)
  const phrase = axis === undefined || !named(code, 5, 'Duration') ? undefined : DURATIONS[axis.label]
  return phrase === undefined ? undefined : say(phrase, 'axis5')
}

/** Qualifiers say why, how, where to or from what; only the diagnostic one is a purpose. */
function qualifiers(code: CodeFacts): { purpose: Sentence[]; detail: Sentence[] } {
  const positions = [6, 7].filter((position) => named(code, position, 'Qualifier'))
  const found = positions.map((position) => ({ axis: axisAt(code, position), text: qualifierSentence(code, position) }))
  const pick = (diagnostic: boolean): Sentence[] =>
    found.flatMap(({ axis, text }) => (text && (axis?.label === 'Diagnostic') === diagnostic ? [text] : []))
  return { purpose: pick(true), detail: pick(false) }
}

function codingBlocks(code: CodeFacts): Block[] {
  const explained = code.axes.flatMap((axis) =>
    axis.explanation === undefined
      ? []
      : [
          say(
            `On ${quote(axis.label)} the official tables say: ${quote(axis.explanation)}.`,
            `axis${axis.position}`,
            `axis${axis.position}.explanation`,
          ),
        ],
  )
  return [paragraph(statusSentence(code)), paragraph(...explained)]
}

/** Sections of an ICD-10-PCS code. */
export function composePcs(code: CodeFacts): Section[] {
  const { purpose, detail } = qualifiers(code)
  const isListing = (each: Sentence): boolean => each.text.startsWith('It is listed in')
  const [listed, details] = [detail.filter(isListing), detail.filter((each) => !isListing(each))]
  const approach = approachSentence(code)
  const aim = OPERATIONS[code.axes[2]?.label ?? '']?.aim
  const aims = aim !== undefined && code.facts.has('axis3.explanation') ? [say(aim, 'axis3.explanation')] : []
  const action = actionSentence(code)
  const definitions = [3, 5]
    .filter((p) => p === 3 || named(code, 5, 'Approach'))
    .map((p) => definitionSentence(code, p))
  const parts = [4, 6].map((position) => includesSentence(code, position))
  return [
    ...section('procedure', 'name', paragraph(say(code.concept.title, 'title'))),
    ...section(
      'procedure',
      'summary',
      paragraph(action, placeSentence(code), approach, ...details, classSentence(code), ...listed),
    ),
    ...section('procedure', 'purpose', paragraph(...aims, ...purpose)),
    ...section(
      'procedure',
      'description',
      paragraph(...detailSentences(code)),
      paragraph(...definitions),
      paragraph(...parts),
    ),
    ...section('procedure', 'tools', paragraph(...toolSentences(code))),
    ...section('procedure', 'duration', paragraph(durationSentence(code))),
    ...section('procedure', 'coding', ...codingBlocks(code)),
  ]
}
