/** `$lookup`. */
import type { Parameters } from 'fhir/r5.js'
import { badRequest } from '../../terminology/issues.ts'
import { lookup as lookupCode } from '../../terminology/lookup.ts'
import type { Coding } from '../../terminology/resources.ts'
import type { Input } from '../parameters.ts'
import { type OperationRequest, sessionOf } from '../request.ts'
import { lookupJson } from '../wire.ts'

function asked({ input, instance }: OperationRequest): Coding {
  const coding = input.coding('coding') ?? fromParts(input)
  if (!instance) return coding
  return {
    ...coding,
    ...(instance.url && { system: instance.url }),
    ...(instance.version && { version: instance.version }),
  }
}

function fromParts(input: Input): Coding {
  const [system, code, version] = [input.text('system'), input.text('code'), input.text('version')]
  return { ...(system && { system }), ...(code && { code }), ...(version && { version }) }
}

export function lookup(request: OperationRequest): Parameters {
  const coding = asked(request)
  if (!coding.code || !coding.system)
    throw badRequest('Must provide either coding parameter, or system and code parameters')
  return lookupJson(lookupCode(sessionOf(request, { fallback: true }), coding))
}
