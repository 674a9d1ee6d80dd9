/** `$batch-validate-code`: many validations at once, each with what is said of all beside what it says itself. */
import type { OperationOutcome, Parameters } from 'fhir/r5.js'
import { TerminologyError } from '../../terminology/issues.ts'
import { BATCH_VALIDATE } from '../definitions.ts'
import { outcomeOf } from '../outcome.ts'
import { fromParameters } from '../parameters.ts'
import type { OperationRequest } from '../request.ts'
import { validateInCodeSystem, validateInValueSet } from './validate-code.ts'

export function batchValidate(request: OperationRequest): Parameters {
  const { input } = request
  const answers = input.resources('validation').map((validation): Parameters | OperationOutcome => {
    try {
      const own = fromParameters(validation, BATCH_VALIDATE.parameters).over(input)
      const each = { ...request, input: own }
      const isInValueSet = own.text('url') !== undefined || own.resource('valueSet') !== undefined
      return isInValueSet ? validateInValueSet(each) : validateInCodeSystem(each)
    } catch (thrown) {
      if (thrown instanceof TerminologyError) return outcomeOf(thrown.issues)
      throw thrown
    }
  })
  return { resourceType: 'Parameters', parameter: answers.map((resource) => ({ name: 'validation', resource })) }
}
