/** `medcodex export SYSTEM`: all codes of a system, line by line, where its licence allows that. */
import { once } from 'node:events'
import { type Command, Option } from 'commander'
import { parseIsoDate, today } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { currentEditionPath, openCatalog } from '../edition/edition.ts'
import { homeAt } from '../edition/home.ts'
import { EXPORT_FORMATS, type ExportFormat, exportLines } from '../service/export.ts'

interface ExportFlags {
  readonly format: ExportFormat
  readonly asOf?: string
}

/** Characters that are written at once. */
const BLOCK = 65_536

export function addExportCommand(program: Command): void {
  program
    .command('export <system>')
    .description('Write all codes of a system to standard output, where its licence allows that.')
    .addOption(new Option('--format <format>', 'form of the lines').choices([...EXPORT_FORMATS]).default('ndjson'))
    .option('--as-of <date>', 'as of this day, YYYY-MM-DD; today when absent')
    .action(async (system: string, { format, asOf: given }: ExportFlags) => {
      const asOf = given === undefined ? today() : parseIsoDate(given)
      if (asOf === undefined)
        throw new AppError('invalid-input', { problem: `"${given}" is not a date written YYYY-MM-DD` })
      const catalog = openCatalog(currentEditionPath(homeAt(program.opts<{ home?: string }>().home)))
      try {
        let text = ''
        for (const line of exportLines(catalog, { system, format, asOf })) {
          text += `${line}\n`
          if (text.length < BLOCK) continue
          if (!process.stdout.write(text)) await once(process.stdout, 'drain')
          text = ''
        }
        process.stdout.write(text)
      } finally {
        catalog.close()
      }
    })
}
