/** `$closure`. */
import type { ConceptMap } from 'fhir/r5.js'
import { badRequest } from '../../terminology/issues.ts'
import { type OperationRequest, sessionOf } from '../request.ts'
import { closureJson } from '../wire.ts'

export function closure(request: OperationRequest): ConceptMap {
  const { input, context } = request
  const name = input.text('name')
  if (!name) throw badRequest('A closure table needs a name')
  const codings = input.codings('concept')
  const version = input.text('version')
  const session = sessionOf(request, { fallback: true })
  const answer =
    codings.length > 0
      ? context.closures.add(session, name, codings)
      : version === undefined
        ? context.closures.start(name)
        : context.closures.since(name, Number(version) || 0)
  return closureJson(answer, new Date().toISOString())
}
