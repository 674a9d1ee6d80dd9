/** Decodes what an operation is asked with: a query, a form, a Parameters resource, or a resource by itself. */
import { badRequest } from '../terminology/issues.ts'
import { isObject, type Json, objectsOf, textIn } from '../terminology/json.ts'
import type { NamedValue } from '../terminology/options.ts'
import type { CodeableConcept, Coding } from '../terminology/resources.ts'
import { boolean, integer, type TypedValue, text as textValue } from '../terminology/values.ts'
import type { ParameterSpec, Parameters } from './definitions.ts'

interface Given {
  readonly name: string
  readonly value: unknown
}

/** Values by name, of the types that the operation's definition gives them. What it does not define is left out. */
export class Input {
  readonly #given: readonly Given[]

  constructor(given: readonly Given[]) {
    this.#given = given
  }

  texts(name: string): string[] {
    return this.#given.filter((g) => g.name === name).map((g) => String(g.value))
  }

  text(name: string): string | undefined {
    return this.texts(name)[0]
  }

  flag(name: string): boolean | undefined {
    const found = this.text(name)
    return found === undefined ? undefined : found === 'true'
  }

  coding(name: string): Coding | undefined {
    return this.codings(name)[0]
  }

  codings(name: string): Coding[] {
    return this.#given.filter((g) => g.name === name).map((g) => g.value as Coding)
  }

  concept(name: string): CodeableConcept | undefined {
    return this.#given.find((g) => g.name === name)?.value as CodeableConcept | undefined
  }

  resources(name: string): Json[] {
    return this.#given.filter((g) => g.name === name && isObject(g.value)).map((g) => g.value as Json)
  }

  /** The parts of each parameter of a name. */
  parts(name: string): Json[][] {
    return this.#given.filter((g) => g.name === name).map((g) => [...objectsOf(g.value)])
  }

  resource(name: string): Json | undefined {
    return this.resources(name)[0]
  }

  /** Simple values, for options that are read by name. */
  simple(): NamedValue[] {
    return this.#given.flatMap(({ name, value }) => {
      if (isObject(value) || Array.isArray(value)) return []
      const typed: TypedValue =
        typeof value === 'boolean'
          ? boolean(value)
          : typeof value === 'number'
            ? integer(value)
            : textValue(String(value))
      return [{ name, value: typed }]
    })
  }

  /** These values, and those of `other` for names that have none here. */
  over(other: Input): Input {
    const names = new Set(this.#given.map((g) => g.name))
    return new Input([...this.#given, ...other.#given.filter((g) => !names.has(g.name))])
  }

  /** With one value more, which stands before one of its name. */
  with(name: string, value: unknown): Input {
    return new Input([{ name, value }, ...this.#given])
  }
}

/** `system|code` as searches write it. */
function codingFromToken(token: string): Coding {
  const bar = token.lastIndexOf('|')
  return bar < 0 ? { code: token } : { system: token.slice(0, bar), code: token.slice(bar + 1) }
}

function converted(name: string, value: unknown, { type }: ParameterSpec): unknown {
  switch (type) {
    case 'coding':
    case 'concept': {
      if (isObject(value)) return value
      const coding = codingFromToken(String(value))
      return type === 'coding' ? coding : { coding: [coding] }
    }
    case 'resource':
      if (isObject(value)) return value
      throw badRequest(`The parameter ${name} must be a resource`)
    case 'parts':
      if (Array.isArray(value)) return value
      throw badRequest(`The parameter ${name} must have parts`)
    default:
      if (isObject(value) || Array.isArray(value)) throw badRequest(`The parameter ${name} must be a single value`)
      return value
  }
}

/** Values of the parameters that are defined, in the order they were given. */
function inputOf(given: readonly Given[], defined: Parameters): Input {
  return new Input(
    given.flatMap(({ name, value }) => {
      const spec = defined[name]
      return spec && value !== undefined && value !== '' ? [{ name, value: converted(name, value, spec) }] : []
    }),
  )
}

/** The parameters of a query or form. */
export function fromQuery(query: URLSearchParams, defined: Parameters): Input {
  return inputOf(
    [...query].map(([name, value]) => ({ name, value })),
    defined,
  )
}

/** The parameters of a Parameters resource. @throws TerminologyError for another resource */
export function fromParameters(body: Json, defined: Parameters): Input {
  if (body['resourceType'] !== 'Parameters')
    throw badRequest(`Wrong type for resource. Expected Parameters but found ${textIn(body, 'resourceType') ?? 'none'}`)
  const given = objectsOf(body['parameter']).map((parameter) => {
    const name = textIn(parameter, 'name') ?? ''
    if (isObject(parameter['resource'])) return { name, value: parameter['resource'] }
    if (Array.isArray(parameter['part'])) return { name, value: parameter['part'] }
    const member = Object.keys(parameter).find((key) => key.startsWith('value'))
    return { name, value: member === undefined ? undefined : parameter[member] }
  })
  return inputOf(given, defined)
}
