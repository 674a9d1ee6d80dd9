/** `$validate-code`, on value sets and on code systems. */
import type { Parameters } from 'fhir/r5.js'
import { canonicalText } from '../../terminology/canonical.ts'
import { badRequest, issue, TerminologyError } from '../../terminology/issues.ts'
import type { ValueSet } from '../../terminology/resources.ts'
import type { Session } from '../../terminology/session.ts'
import { validate } from '../../terminology/validate.ts'
import { validateInSystem } from '../../terminology/validate-in-system.ts'
import { codedIn } from '../coded.ts'
import { type OperationRequest, resourceOfType, sessionOf } from '../request.ts'
import { validationJson } from '../wire.ts'

/** The value set that a request names or brings. @throws TerminologyError */
export function valueSetOf({ input, instance, version }: OperationRequest, session: Session): ValueSet {
  if (instance?.resourceType === 'ValueSet') return instance
  const brought = input.resource('valueSet')
  if (brought) return resourceOfType(brought, 'ValueSet', version)
  const url = input.text('url')
  if (!url) throw badRequest('No ValueSet specified - provide url parameter or valueSet resource')
  const wanted = session.versionFor(url, input.text('valueSetVersion'))
  const canonical = canonicalText(url, wanted)
  const found = session.valueSet(canonical)
  if (found) return found
  const spec = { severity: 'error', type: 'not-found', detail: 'not-found' } as const
  throw new TerminologyError(issue('Unable_to_resolve_value_Set_', { canonical }, spec), { status: 422 })
}

export function validateInValueSet(request: OperationRequest): Parameters {
  const session = sessionOf(request, { fallback: false })
  const valueSet = valueSetOf(request, session)
  const coded = codedIn(request.input, { system: ['system'], version: ['systemVersion'] })
  if (!coded) {
    const looked = 'coding | codeableConcept | code+system | code+inferSystem in parameters'
    throw badRequest(`Unable to find code to validate (looked for ${looked}`, { status: 422 })
  }
  return validationJson(validate(session, valueSet, coded))
}

export function validateInCodeSystem(request: OperationRequest): Parameters {
  const { input, instance, version } = request
  const brought = input.resource('codeSystem')
  const resource = instance ?? (brought && resourceOfType(brought, 'CodeSystem', version))
  const session = sessionOf({ ...request, instance: resource }, { fallback: false })
  const coded = codedIn(input, { system: ['url', 'system'], version: ['version'] })
  if (!coded)
    throw badRequest('Unable to find code to validate (looked for coding | codeableConcept | code in parameters)')
  const asked = resource
    ? { url: resource.url, version: resource.version }
    : { url: input.text('url'), version: input.text('version') }
  return validationJson(validateInSystem(session, coded, asked))
}
