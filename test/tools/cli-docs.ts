/**
 * Documents that are made from the program: `docs/cli.md` from the commands' own help, `docs/openapi.json` from the
 * operations. A test compares the committed copies; `npm run docs` writes them anew.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { createProgram } from '../../src/cli/main.ts'
import { ERRORS } from '../../src/core/errors.ts'
import { openApi } from '../../src/rest/openapi.ts'

const ROOT = join(import.meta.dirname, '../..')
const WIDTH = 100

/** A command's help as it is printed on a terminal of 100 columns without colors. */
function helpOf(command: Command): string {
  command.configureOutput({ getOutHelpWidth: () => WIDTH, getOutHasColors: () => false })
  return command.helpInformation().trimEnd()
}

/** Exit codes with the errors that cause them. */
function exitCodes(): string[] {
  const byExit = Map.groupBy(Object.entries(ERRORS), ([, spec]) => spec.exit)
  const rows = [...byExit]
    .sort(([a], [b]) => a - b)
    .map(([exit, errors]) => `| ${exit} | ${errors.map(([code]) => `\`${code}\``).join(', ')} |`)
  return ['| exit code | errors |', '|---|---|', '| 0 | none |', ...rows]
}

/** The whole of `docs/cli.md`. */
export function cliDocs(): string {
  const program = createProgram()
  const sections = program.commands.flatMap((command) => [
    '',
    `## \`medcodex ${command.name()}\``,
    '',
    '```text',
    helpOf(command),
    '```',
  ])
  return [
    '# Command line',
    '',
    'Made from the help of the program by `npm run docs`; a test compares the two.',
    '',
    'From a clone, write `npm run -s medcodex --` where this page says `medcodex`. `--home` and `--json` stand before or',
    'after the name of the command. Options stand before or after the words of a query; a word that begins with a hyphen',
    'stands after `--`.',
    '',
    'Answers go to standard output; progress and errors go to standard error. An error is two sentences: what is wrong and',
    'what to do. With `--json` it is also printed as JSON. [errors.md](errors.md) lists them all.',
    '',
    ...exitCodes(),
    '',
    'A command line that cannot be read (an unknown command or option, a missing argument) ends with 2.',
    '',
    '```text',
    helpOf(program),
    '```',
    ...sections,
    '',
  ].join('\n')
}

/** The whole of `docs/openapi.json`. */
export function openApiDocs(): string {
  return `${JSON.stringify(openApi(), null, 2)}\n`
}

/** Every document made from the program, by its path in the repository. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  'docs/cli.md': cliDocs,
  'docs/openapi.json': openApiDocs,
}

if (import.meta.main) {
  for (const [path, make] of Object.entries(GENERATED)) {
    if (process.argv.includes('--write')) writeFileSync(join(ROOT, path), make())
    else process.stdout.write(make())
  }
}
