/** `medcodex export SYSTEM`: all codes of a system, as lines or as a file, where its licence allows that. */
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import { type Command, Option } from 'commander'
import { parseIsoDate, today } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { currentEditionPath, openCatalog } from '../edition/edition.ts'
import { homeAt } from '../edition/home.ts'
import { exportLines, LINE_FORMATS, type LineFormat } from '../service/export.ts'
import { exportFile, FILE_FORMATS, type FileFormat } from './export-files.ts'
import { streamInto, wholeFile } from './whole-file.ts'

interface ExportFlags {
  readonly format: LineFormat | FileFormat
  readonly asOf?: string
  readonly output?: string
}

const isFileFormat = (format: string): format is FileFormat => FILE_FORMATS.some((each) => each === format)

/** Characters that are written at once. */
const BLOCK = 65_536

export function addExportCommand(program: Command): void {
  program
    .command('export <system>')
    .description('Write all codes of a system, where its licence allows that.')
    .addOption(
      new Option('--format <format>', 'lines, or one of the kinds of files')
        .choices([...LINE_FORMATS, ...FILE_FORMATS])
        .default('ndjson'),
    )
    .option('--output <file>', 'where it goes; lines go to standard output otherwise')
    .option('--as-of <date>', 'as of this day, YYYY-MM-DD; today when absent')
    .action(async (system: string, { format, asOf: given, output }: ExportFlags) => {
      const asOf = given === undefined ? today() : parseIsoDate(given)
      if (asOf === undefined)
        throw new AppError('invalid-input', { problem: `"${given}" is not a date written YYYY-MM-DD` })
      if (isFileFormat(format) && output === undefined)
        throw new AppError('invalid-input', {
          problem: `--format ${format} is a file: say where it goes with --output`,
        })
      const catalog = openCatalog(currentEditionPath(homeAt(program.opts<{ home?: string }>().home)))
      try {
        if (isFileFormat(format)) await exportFile(catalog, { system, asOf }, { format, path: output! })
        else {
          const lines = blocks(exportLines(catalog, { system, asOf }, format))
          if (output === undefined) await writeOut(lines)
          else await wholeFile(output, (to) => pipeline(lines, streamInto(to)))
        }
      } finally {
        catalog.close()
      }
    })
}

/** Lines with their ends, many at once. */
function* blocks(lines: Iterable<string>): Generator<string> {
  let text = ''
  for (const line of lines) {
    text += `${line}\n`
    if (text.length < BLOCK) continue
    yield text
    text = ''
  }
  yield text
}

async function writeOut(texts: Iterable<string>): Promise<void> {
  for (const text of texts) if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}
