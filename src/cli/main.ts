#!/usr/bin/env node
/** The command line: `medcodex <command>`. Errors end as two sentences and an exit code, never a stack trace. */
import { Command, CommanderError } from 'commander'
import { AppError, type Suggestion } from '../core/errors.ts'
import { VERSION } from '../version.ts'
import { addCheckCommand } from './check-command.ts'
import { addDataCommands } from './data-commands.ts'
import { addEmbedCommand } from './embed-command.ts'
import { addExplainCommands } from './explain-commands.ts'
import { addExportCommand } from './export-command.ts'
import { addOperationCommands } from './operation-commands.ts'
import { addPolicyCommands } from './policy-commands.ts'
import { addPublishCommand } from './publish-command.ts'
import { addServeCommands } from './serve-commands.ts'

export function createProgram(): Command {
  const program = new Command('medcodex')
    .description('Search all US medical codes, and one page per code with its official facts.')
    .version(VERSION)
    .option('--home <folder>', 'data folder (default: MEDCODEX_HOME, or the platform’s place for application data)')
    .option('--json', 'print JSON')
    .showHelpAfterError('(medcodex --help lists the commands)')
  addServeCommands(program)
  addDataCommands(program)
  addEmbedCommand(program)
  addExplainCommands(program)
  addPolicyCommands(program)
  addPublishCommand(program)
  addCheckCommand(program)
  addExportCommand(program)
  addOperationCommands(program)
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) command.exitOverride()
  return program.exitOverride()
}

/** What was perhaps meant, as a line. */
const inOneLine = ({ text, code, title }: Suggestion): string =>
  code === undefined ? `  ${text}` : `  ${code}  ${title}\n      ${text}`

/** Runs one command line and returns its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  // What is written is the user's alone: folders 0700, files 0600.
  process.umask(0o077)
  const program = createProgram()
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2
    if (!(thrown instanceof AppError)) throw thrown
    if (program.opts<{ json?: boolean }>().json) process.stdout.write(`${JSON.stringify(thrown, null, 2)}\n`)
    process.stderr.write(
      [thrown.message, thrown.fix, ...thrown.suggestions.map(inOneLine)].map((line) => `${line}\n`).join(''),
    )
    return thrown.exitCode
  }
}

/** Who read what is written has had enough (`medcodex export … | head`): that is no error. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}

// Node before 24.2 does not say; there this file is only ever run.
if (import.meta.main !== false) {
  endWithReader()
  process.exitCode = await main(process.argv.slice(2))
}
