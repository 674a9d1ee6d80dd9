/** The code that a request asks about, in any of the ways it can be given. */
import { objectsOf } from '../terminology/json.ts'
import type { CodeableConcept, Coding } from '../terminology/resources.ts'
import type { Coded } from '../terminology/validation.ts'
import type { Input } from './parameters.ts'

/** Codings as objects with texts; anything else in them is left out. */
function clean(coding: Coding): Coding {
  const { system, version, code, display } = coding
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
  return {
    ...(isText(system) && { system }),
    ...(isText(version) && { version }),
    ...(isText(code) && { code }),
    ...(isText(display) && { display }),
  }
}

export const codingsOf = (concept: CodeableConcept): Coding[] =>
  objectsOf(concept.coding).map((coding) => clean(coding as Coding))

/** Names of the parameters that a code alone comes with. */
export interface CodeNames {
  readonly system: readonly string[]
  readonly version: readonly string[]
}

/** The codings of `codeableConcept`, `coding`, or `code` with its system; undefined when there is none. */
export function codedIn(input: Input, names: CodeNames): Coded | undefined {
  const concept = input.concept('codeableConcept')
  if (concept) return { mode: 'codeableConcept', codings: codingsOf(concept), concept }
  const coding = input.coding('coding')
  if (coding) return { mode: 'coding', codings: [clean(coding)] }
  const code = input.text('code')
  if (code === undefined) return undefined
  const first = (list: readonly string[]): string | undefined =>
    list.map((name) => input.text(name)).find((v) => v !== undefined)
  const [system, version, display] = [first(names.system), first(names.version), input.text('display')]
  if (!system && input.flag('inferSystem') !== true) return undefined
  return {
    mode: 'code',
    codings: [{ code, ...(system && { system }), ...(version && { version }), ...(display && { display }) }],
  }
}
