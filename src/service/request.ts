/**
 * What belongs to the one request being answered, wherever in the program that happens: whether its client is still
 * there, and which codes under a licence its answer shows. Absent on the command line.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Budget } from '../core/budget.ts'

export interface RequestScope {
  /** Steps that all operations of the request may take together. */
  budget: Budget
  /** True once nobody waits for the answer. */
  isGone(): boolean
  /** Notes text under a licence in the answer. */
  noteLicensed(system: string, code: string): void
  /** The route that answers, for counts and logs; its template, never what was typed. */
  route?: string
  /** True where searches are asked of a cluster, and the work of a request is done again with their answers. */
  readonly mayWait?: boolean
  /** Answers that are at hand, by what was asked. */
  answers?: Map<string, unknown>
  /** What the work was left for. */
  pending?: Promise<void> | undefined
}

/** Work is left until what it needs has been asked elsewhere; it is done again then. Says nothing to anybody. */
export class Suspended extends Error {}

const current = new AsyncLocalStorage<RequestScope>()

/** Runs `answer` as part of the request. */
export const withinRequest = <T>(scope: RequestScope, answer: () => T): T => current.run(scope, answer)

/** The request being answered; undefined outside of one. */
export const requestScope = (): RequestScope | undefined => current.getStore()
