/** Options by which a user limits what a language model is asked. */
import type { Command } from 'commander'
import { AppError } from '../core/errors.ts'
import type { AskLimits } from '../edition/asker.ts'

export interface LimitFlags {
  readonly perMinute?: string
  readonly maxCalls?: string
  readonly maxTokens?: string
  readonly priceIn?: string
  readonly priceOut?: string
  readonly maxCost?: string
}

export const withLimits = (command: Command): Command =>
  command
    .option('--per-minute <n>', 'most requests a minute')
    .option('--max-calls <n>', 'requests after which the batch ends')
    .option('--max-tokens <n>', 'tokens after which the batch ends')
    .option('--price-in <n>', 'price of a million tokens read')
    .option('--price-out <n>', 'price of a million tokens written')
    .option('--max-cost <n>', 'cost after which the batch ends')

/** @throws AppError `invalid-input` for what is no number above 0 */
export function numberOf(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new AppError('invalid-input', { problem: `${name} must be a number above 0, not "${text}"` })
}

/** @throws AppError `invalid-input`; a cost needs a price, or it would never be reached */
export function limitsFrom(flags: LimitFlags): AskLimits {
  const requestsPerMinute = numberOf(flags.perMinute, '--per-minute')
  const mostCalls = numberOf(flags.maxCalls, '--max-calls')
  const mostTokens = numberOf(flags.maxTokens, '--max-tokens')
  const mostCost = numberOf(flags.maxCost, '--max-cost')
  const price = { in: numberOf(flags.priceIn, '--price-in') ?? 0, out: numberOf(flags.priceOut, '--price-out') ?? 0 }
  if (mostCost !== undefined && price.in === 0 && price.out === 0)
    throw new AppError('invalid-input', { problem: '--max-cost needs --price-in or --price-out' })
  return {
    price,
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    ...(mostCalls !== undefined && { mostCalls }),
    ...(mostTokens !== undefined && { mostTokens }),
    ...(mostCost !== undefined && { mostCost }),
  }
}
