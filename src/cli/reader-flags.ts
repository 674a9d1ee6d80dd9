/** Options that name the optional reader of policies, and what is said of its work. */
import type { Command } from 'commander'
import { AppError } from '../core/errors.ts'
import type { Home } from '../edition/home.ts'
import { openReader, PolicyReader, READER_KEY_VARIABLE } from '../edition/policy-reader.ts'
import { type LimitFlags, limitsFrom, withLimits } from './ask-limits.ts'

export interface ReaderFlags extends LimitFlags {
  readonly model?: string
  readonly modelName?: string
}

const say = (line: string): void => void process.stderr.write(`  ${line}\n`)

export const withReader = (command: Command): Command =>
  withLimits(
    command
      .option('--model <url>', 'language model asked about findings that are not sure: a server with OpenAI’s protocol')
      .option('--model-name <name>', 'its name at that server (default: "default")'),
  )

/** The reader the user names; undefined, and nothing goes out, without `--model`. @throws AppError `invalid-input` */
export function readerFrom(home: Home, flags: ReaderFlags): PolicyReader | undefined {
  const { model: url, modelName: model = 'default', ...limits } = flags
  if (url === undefined) {
    const given = [flags.modelName, flags.perMinute, flags.maxCalls, flags.maxTokens, flags.maxCost]
    if (given.some((value) => value !== undefined))
      throw new AppError('invalid-input', { problem: '--model-name and limits belong to --model URL' })
    return undefined
  }
  const reader = new PolicyReader(home, openReader({ url, model, key: process.env[READER_KEY_VARIABLE] }), {
    limits: limitsFrom(limits),
  })
  say(`Words of these documents that decide findings in doubt go to ${url}.`)
  return reader
}

const MOST_REASONS = 3

/** What came of the questions, on standard error. */
export function tellReader({ report }: PolicyReader): void {
  const { answered, kept, counted, silent, refused, failed, left, stopped, spent } = report
  const { calls, tokensIn, tokensOut, cost } = spent
  say(
    `${answered} answers (${kept} kept from before): ${counted} count, ${silent} say nothing, ${refused.length} do not.`,
  )
  for (const [reason, all] of [...Map.groupBy(refused, (each) => each)].slice(0, MOST_REASONS))
    say(`  ${all.length}: ${reason}`)
  for (const [reason, all] of [...Map.groupBy(failed, (each) => each)].slice(0, MOST_REASONS))
    say(`  no answer, ${all.length}: ${reason}`)
  say(
    `${calls} requests, ${tokensIn} tokens read, ${tokensOut} written${cost === 0 ? '' : `, cost ${cost.toFixed(4)}`}.`,
  )
  if (stopped !== undefined) say(`${left} questions left: ${stopped}. Run it again to go on.`)
}
