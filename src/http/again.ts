/** Answers a request whose work may be left until something has been asked elsewhere: it is done again then. */
import { Budget } from '../core/budget.ts'
import { AppError } from '../core/errors.ts'
import { type RequestScope, withinRequest } from '../service/request.ts'

/** Searches that one request may leave its work for. */
const MOST_TIMES = 40

/** @throws AppError `client-gone`, `cluster-failed` when it never comes to an end */
export async function answerAgain(
  app: { fetch(request: Request): Response | Promise<Response> },
  request: Request,
  scope: RequestScope,
): Promise<Response> {
  for (let time = 0; time < MOST_TIMES; time++) {
    // The body of a request can be read once; where work may be done again a copy is read.
    const given = scope.mayWait === true && request.method === 'POST' ? request.clone() : request
    const response = await withinRequest(scope, () => app.fetch(given))
    const { pending } = scope
    if (!pending) return response
    scope.pending = undefined
    await pending
    if (scope.isGone()) throw new AppError('client-gone')
    scope.budget = new Budget()
  }
  throw new AppError('cluster-failed', { problem: 'a request asked for more and more' })
}
