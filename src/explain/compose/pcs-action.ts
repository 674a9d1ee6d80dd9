/** The sentence that says what an ICD-10-PCS procedure does, for each of the 17 sections. */
import type { Sentence } from '../model.ts'
import type { CodeFacts } from './facts.ts'
import { axisAt, deviceWords, functionWords, isNewTechnology, substanceWords, systemWords } from './pcs-words.ts'
import { OPERATIONS, PROGRAMS, SERVICES } from './phrases/operations.ts'
import { FUNCTIONS } from './phrases/values.ts'
import { lowered, quote, theBodyPart, withArticle } from './words.ts'
import { say } from './write.ts'

const filled = (frame: string, slots: Readonly<Record<string, string>>): string =>
  frame.replace(/\{(\w+)\}/g, (_, name: string) => slots[name] ?? '')

/** Facts of the operation that stand behind every sentence about it. */
const operationFacts = (code: CodeFacts): string[] => ['axis3', 'axis3.definition'].filter((id) => code.facts.has(id))

/** Coronary bypasses count the arteries that get a new supply; all others name where the route begins. */
const isCoronaryBypass = (label: string): boolean => /^Coronary Artery, /.test(label)

function surgical(code: CodeFacts): Sentence | undefined {
  const operation = code.axes[2]?.label ?? ''
  const phrase = OPERATIONS[operation]
  if (phrase === undefined) return undefined
  const part = axisAt(code, 4)
  const device = axisAt(code, 6)
  const where = part === undefined ? 'the site' : theBodyPart(part.label)
  const facts = [...operationFacts(code), ...(part === undefined ? [] : ['axis4'])]
  if (operation === 'Bypass' && part !== undefined && isCoronaryBypass(part.label)) {
    return say(`This procedure gives ${where} a new route for blood.`, ...facts, 'axis2')
  }
  if (device === undefined || phrase.withDevice === undefined) {
    return say(`This procedure ${filled(phrase.does, { part: where })}.`, ...facts)
  }
  const words = isNewTechnology(code) ? quote(device.label) : deviceWords(device.label)
  return say(`This procedure ${filled(phrase.withDevice, { part: where, device: words })}.`, ...facts, 'axis6')
}

/** What is put in, measured or taken over. */
function subject(code: CodeFacts, section: string): string {
  const sixth = axisAt(code, 6)
  const fourth = axisAt(code, 4)
  if (sixth === undefined) return 'a substance'
  if (section === '3') return substanceWords(sixth.label)
  if (section === 'X') return quote(sixth.label)
  return functionWords(fourth, FUNCTIONS[sixth.label] ?? lowered(sixth.label))
}

/** Sections that act on a device name it where others name a body system. */
const INDWELLING = 'Indwelling Device'

function service(code: CodeFacts, section: string): Sentence | undefined {
  const frame = SERVICES[code.axes[2]?.label ?? '']
  if (frame === undefined) return undefined
  const fourth = axisAt(code, 4)
  const implanted = fourth === undefined && axisAt(code, 2)?.label === INDWELLING
  const part = implanted
    ? withArticle(lowered(INDWELLING))
    : fourth === undefined
      ? 'the patient'
      : theBodyPart(fourth.label)
  const slots = { part, what: frame.includes('{what}') ? subject(code, section) : '' }
  const usesFourth = fourth !== undefined && (frame.includes('{part}') || frame.includes('{what}'))
  const usesSixth = frame.includes('{what}') && axisAt(code, 6) !== undefined
  const facts = [...operationFacts(code), ...(usesFourth ? ['axis4'] : []), ...(usesSixth ? ['axis6'] : [])]
  return say(`This procedure ${filled(frame, slots)}.`, ...facts, ...(implanted ? ['axis2'] : []))
}

/** Implanted devices are checked, not measured. */
function deviceCheck(code: CodeFacts): Sentence | undefined {
  const [fourth, device] = [axisAt(code, 4), axisAt(code, 6)]
  if (fourth === undefined || device === undefined) return undefined
  const text = `This procedure checks ${deviceWords(device.label)} at one point in time; the body system is ${quote(fourth.label)}.`
  return say(text, ...operationFacts(code), 'axis4', 'axis6')
}

function program(code: CodeFacts): Sentence | undefined {
  const phrase = PROGRAMS[code.axes[2]?.label ?? '']
  return phrase === undefined ? undefined : say(`This procedure ${phrase}.`, ...operationFacts(code))
}

function otherMethod(code: CodeFacts): Sentence | undefined {
  const [region, method] = [axisAt(code, 4), axisAt(code, 6)]
  if (method === undefined) return undefined
  const where = region === undefined ? '' : `, for ${theBodyPart(region.label)}`
  const what = method.label === 'Other Method' ? 'another method' : `the method ${quote(method.label)}`
  return say(`This procedure uses ${what}${where}.`, 'axis6', ...(region ? ['axis4'] : []))
}

/** New Technology borrows operations of other sections; what it names is a product or method. */
function newTechnology(code: CodeFacts): Sentence | undefined {
  const operation = code.axes[2]?.label ?? ''
  const [part, what] = [axisAt(code, 4), axisAt(code, 6)]
  if (OPERATIONS[operation] !== undefined) return surgical(code)
  if (what === undefined || !/^(?:Assistance|Measurement|Monitoring|Other Procedures)$/.test(operation)) {
    return operation === 'Other Procedures' ? otherMethod(code) : service(code, 'X')
  }
  const where = part === undefined ? '' : `, for ${theBodyPart(part.label)}`
  const verb = NEW_TECHNOLOGY_VERBS[operation] ?? 'uses'
  const facts = [...operationFacts(code), 'axis6', ...(part ? ['axis4'] : [])]
  return say(`This procedure ${verb} ${quote(what.label)}${where}.`, ...facts)
}

const NEW_TECHNOLOGY_VERBS: Readonly<Record<string, string>> = {
  Assistance: 'takes over a portion of a function of the body by',
  Measurement: 'measures at one point in time, by',
  Monitoring: 'measures again and again over a period of time, by',
  'Other Procedures': 'uses',
}

/** By first character; sections not named here are services. */
const ACTIONS: Readonly<Record<string, (code: CodeFacts) => Sentence | undefined>> = {
  '0': surgical,
  '1': surgical,
  '2': surgical,
  '8': otherMethod,
  F: program,
  G: program,
  H: program,
  X: newTechnology,
}

/** What the procedure does, in one sentence; absent when our tables have no words for its operation. */
export function actionSentence(code: CodeFacts): Sentence | undefined {
  const section = code.concept.code[0] ?? ''
  if (code.concept.code.startsWith('4B')) return deviceCheck(code)
  const action = ACTIONS[section]
  return action === undefined ? service(code, section) : action(code)
}

/** Which part of a person it concerns, where the action itself does not say. */
export function placeSentence(code: CodeFacts): Sentence | undefined {
  const fourth = axisAt(code, 4)
  if (fourth === undefined) return undefined
  const section = code.concept.code[0] ?? ''
  if (section === 'F') return say(`It concerns ${systemWords(fourth.label)}.`, 'axis4')
  if (section === '6') return say(`The body system is ${theBodyPart(fourth.label)}.`, 'axis4')
  return undefined
}
