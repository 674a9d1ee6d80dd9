/** `$subsumes`. */
import type { Parameters } from 'fhir/r5.js'
import type { Coding } from '../../terminology/resources.ts'
import { subsumes as codesSubsume } from '../../terminology/subsume.ts'
import { type OperationRequest, sessionOf } from '../request.ts'
import { subsumptionJson } from '../wire.ts'

export function subsumes(request: OperationRequest): Parameters {
  const { input, instance } = request
  const system = instance?.url ?? input.text('system')
  const version = instance?.version ?? input.text('version')
  const codingOf = (name: 'A' | 'B'): Coding => {
    const given = input.coding(`coding${name}`)
    if (given) return given
    const code = input.text(`code${name}`)
    return { ...(system && { system }), ...(version && { version }), ...(code && { code }) }
  }
  return subsumptionJson(codesSubsume(sessionOf(request, { fallback: true }), codingOf('A'), codingOf('B')))
}
