/** `$batch-validate-code`: many validations at once, each with what is said of all beside what it says itself. */
import type { OperationOutcome, Parameters } from 'fhir/r5.js'
import { badRequest, TerminologyError } from '../../terminology/issues.ts'
import { Work } from '../../terminology/session.ts'
import { BATCH_VALIDATE } from '../definitions.ts'
import { outcomeOf } from '../outcome.ts'
import { fromParameters } from '../parameters.ts'
import type { OperationRequest } from '../request.ts'
import { validateInCodeSystem, validateInValueSet } from './validate-code.ts'

/** Codes that are validated at once. */
const MOST_IN_A_BATCH = 200

export function batchValidate(request: OperationRequest): Parameters {
  const { input, work = new Work() } = request
  const validations = input.resources('validation')
  if (validations.length > MOST_IN_A_BATCH)
    throw badRequest(`A batch may hold ${MOST_IN_A_BATCH} validations`, { status: 413, type: 'too-costly' })
  const answers = validations.map((validation): Parameters | OperationOutcome => {
    try {
      const own = fromParameters(validation, BATCH_VALIDATE.parameters).over(input)
      const each = { ...request, input: own, work }
      const isInValueSet = own.text('url') !== undefined || own.resource('valueSet') !== undefined
      return isInValueSet ? validateInValueSet(each) : validateInCodeSystem(each)
    } catch (thrown) {
      if (thrown instanceof TerminologyError) return outcomeOf(thrown.issues)
      throw thrown
    }
  })
  return { resourceType: 'Parameters', parameter: answers.map((resource) => ({ name: 'validation', resource })) }
}
