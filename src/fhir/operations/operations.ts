/** Every operation: what it takes, and what answers it. */
import type { FhirResource } from 'fhir/r5.js'
import {
  BATCH_VALIDATE,
  CLOSURE,
  EXPAND,
  LOOKUP,
  type OperationDefinition,
  SUBSUMES,
  TRANSLATE,
  VALIDATE_IN_SYSTEM,
  VALIDATE_IN_VALUE_SET,
} from '../definitions.ts'
import type { OperationRequest } from '../request.ts'
import { batchValidate } from './batch-validate-code.ts'
import { closure } from './closure.ts'
import { expand } from './expand.ts'
import { lookup } from './lookup.ts'
import { subsumes } from './subsumes.ts'
import { translate } from './translate.ts'
import { validateInCodeSystem, validateInValueSet } from './validate-code.ts'

export interface Operation {
  readonly definition: OperationDefinition
  run(request: OperationRequest): FhirResource
}

export const OPERATIONS: readonly Operation[] = [
  { definition: LOOKUP, run: lookup },
  { definition: VALIDATE_IN_SYSTEM, run: validateInCodeSystem },
  { definition: VALIDATE_IN_VALUE_SET, run: validateInValueSet },
  { definition: BATCH_VALIDATE, run: batchValidate },
  { definition: EXPAND, run: expand },
  { definition: TRANSLATE, run: translate },
  { definition: SUBSUMES, run: subsumes },
  { definition: CLOSURE, run: closure },
]

/** The operation that a path names, of a type of resource or of the server. */
export function findOperation(name: string, type: string | undefined): Operation | undefined {
  return OPERATIONS.find(
    ({ definition: { name: own, on } }) =>
      own === name && (type === undefined ? on.length === 0 : (on as readonly string[]).includes(type)),
  )
}
