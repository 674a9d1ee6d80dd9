/** `$expand`. */
import { randomUUID } from 'node:crypto'
import type { ValueSet as ValueSetJson } from 'fhir/r5.js'
import { expand as expandValueSet } from '../../terminology/expand.ts'
import { badRequest } from '../../terminology/issues.ts'
import { type OperationRequest, sessionOf } from '../request.ts'
import { expandedJson } from '../wire.ts'
import { valueSetOf } from './validate-code.ts'

export function expand(request: OperationRequest): ValueSetJson {
  const session = sessionOf(request, { fallback: true })
  const valueSet = valueSetOf(request, session)
  if (!valueSet.compose && !valueSet.expansion)
    throw badRequest('The ValueSet has neither a definition nor an expansion', { status: 422, type: 'business-rule' })
  const expansion = expandValueSet(session, valueSet)
  const stamp = { identifier: `urn:uuid:${randomUUID()}`, timestamp: new Date().toISOString() }
  return expandedJson(valueSet, expansion, { includeDefinition: session.options.includeDefinition === true, stamp })
}
