/** `$translate`, with the names of R5 and those of R4. */
import type { Parameters } from 'fhir/r5.js'
import { isImpliedMap } from '../../terminology/catalog-maps.ts'
import { badRequest } from '../../terminology/issues.ts'
import { isObject, type Json } from '../../terminology/json.ts'
import { type CodeableConcept, type Coding, type ConceptMap, extensionValueOf } from '../../terminology/resources.ts'
import type { Session } from '../../terminology/session.ts'
import { type AttributeValue, translate as translateCodes } from '../../terminology/translate.ts'
import { type TypedValue, typedValueOf } from '../../terminology/values.ts'
import { codingsOf } from '../coded.ts'
import type { Input } from '../parameters.ts'
import { type OperationRequest, resourceOfType, sessionOf } from '../request.ts'
import { translationsJson } from '../wire.ts'

interface Side {
  readonly codings: readonly Coding[]
  /** What was asked with names the target. */
  readonly isTarget: boolean
}

function codings(
  input: Input,
  side: { concept: string[]; coding: string[]; code: string[]; system: string[]; version: string[] },
): Coding[] {
  const first = (names: string[]): string | undefined =>
    names.map((name) => input.text(name)).find((v) => v !== undefined)
  for (const name of side.concept) {
    const concept = input.concept(name)
    if (concept) return codingsOf(concept)
  }
  for (const name of side.coding) {
    const coding = input.coding(name)
    if (coding) return [coding]
  }
  const [code, system, version] = [first(side.code), first(side.system), first(side.version)]
  if (code === undefined) return []
  if (!system) throw badRequest('A code to translate needs its system')
  return [{ code, system, ...(version && { version }) }]
}

function asked(input: Input): Side {
  const source = codings(input, {
    concept: ['sourceCodeableConcept', 'codeableConcept'],
    coding: ['sourceCoding', 'coding'],
    code: ['sourceCode', 'code'],
    system: ['sourceSystem', 'system'],
    version: ['version'],
  })
  if (source.length > 0) return { codings: source, isTarget: false }
  const target = codings(input, {
    concept: ['targetCodeableConcept'],
    coding: ['targetCoding'],
    code: ['targetCode'],
    system: ['targetSystem', 'targetsystem'],
    version: ['version'],
  })
  if (target.length > 0) return { codings: target, isTarget: true }
  throw badRequest(
    'There is nothing to translate: provide sourceCode with system, sourceCoding, sourceCodeableConcept, or the same of the target',
  )
}

/** The maps that are named: one, or all that stand under one canonical. */
function mapsOf({ input, instance, version }: OperationRequest, session: Session): ConceptMap[] | undefined {
  if (instance?.resourceType === 'ConceptMap') return [instance]
  const brought = input.resource('conceptMap')
  if (brought) return [resourceOfType(brought, 'ConceptMap', version)]
  const url = input.text('url')
  if (url === undefined) return undefined
  if (isImpliedMap(url)) return undefined
  const found = session.library.conceptMap(url, input.text('conceptMapVersion'))
  if (!found) throw badRequest(`ConceptMap not found: ${url}`, { status: 404, type: 'not-found' })
  return session.library.conceptMaps().filter((map) => map.url === url && map.version === found.version)
}

/** What the request knows beside the code: `dependency` with an attribute and its value; in R4 an element and a concept. */
function dependenciesIn(input: Input): AttributeValue[] {
  return input.parts('dependency').flatMap((parts) => {
    const part = (...names: string[]): Json | undefined => parts.find((p) => names.includes(String(p['name'])))
    const attribute = extensionValueOf(part('attribute', 'element'))
    const concept = part('concept')?.['valueCodeableConcept']
    const codings = isObject(concept) ? codingsOf(concept as CodeableConcept) : []
    const values = codings.map((coding): TypedValue => ({ type: 'Coding', value: coding }))
    const value = typedValueOf(part('value') ?? {})
    if (typeof attribute !== 'string') throw badRequest('A dependency needs the attribute it is about')
    return [...values, ...(value ? [value] : [])].map((each) => ({ attribute, value: each }))
  })
}

function impliedIn(input: Input): string | undefined {
  const url = input.text('url')
  return url !== undefined && isImpliedMap(url) ? url : undefined
}

export function translate(request: OperationRequest): Parameters {
  const { input, version } = request
  const session = sessionOf(request, { fallback: true })
  const side = asked(input)
  if (version.path === 'r5' && input.flag('reverse') !== undefined)
    throw badRequest(
      "The 'reverse' parameter is not defined in R5: name the target with targetCode, targetCoding or targetCodeableConcept",
    )
  // R4 turns the meaning of source and target round instead of naming the target.
  const turned = input.flag('reverse') === true
  const reverse = side.isTarget || turned
  const [source, target] = [
    input.text('sourceScope') ?? input.text('source'),
    input.text('targetScope') ?? input.text('target'),
  ]
  const otherSystem = side.isTarget
    ? (input.text('sourceSystem') ?? input.text('system'))
    : (input.text('targetSystem') ?? input.text('targetsystem'))
  const found = translateCodes(session, {
    codings: side.codings,
    reverse,
    maps: mapsOf(request, session),
    dependencies: dependenciesIn(input),
    implied: impliedIn(input),
    sourceScope: turned ? target : source,
    targetScope: turned ? source : target,
    otherSystem,
  })
  return translationsJson(found, { reverse })
}
