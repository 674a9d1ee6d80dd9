/** Which files belong to HCPCS Level II, and which part each plays. */
import type { SourceFile } from '../../sources/source-file.ts'
import type { RecognizedFile } from '../system.ts'
import { releaseOf } from './releases.ts'

/**
 * Roles: `anweb` (HCPC2026_OCT_ANWEB.txt), `anwebSheet` (the same as .xlsx), `register` (hcpcs_level2_2024-07.csv),
 * `noc` and `nocSheet` (NOC_Codes_2019.prn, .xlsx), `processingNotes` (proc_notes_2020.txt). The lists of changes,
 * the old .xls and the read-me files in CMS's archive are not read.
 */
export function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  const role = roleOf(file.name, head)
  if (role === undefined) return undefined
  const release = releaseOf(file.name, file.path)
  return release === undefined ? undefined : { release, role }
}

/** Headings of the two registers that are passed on: with and without modifiers. */
const REGISTER = /^\uFEFF?"?(?:hcpcs_code"?,"?long_description|code"?,"?kind"?,"?long_description)"?,/i

function roleOf(name: string, head: string): string | undefined {
  if (/^HCPC.*ANWEB/i.test(name) && !/trans|chang|read|layout/i.test(name)) {
    if (/\.txt$/i.test(name)) return 'anweb'
    if (/\.xlsx$/i.test(name)) return 'anwebSheet'
  }
  if (/^hcpcs?.*\.csv$/i.test(name) && REGISTER.test(head)) return 'register'
  if (/(?:^|[^a-z])NOC(?:[^a-z].*)?codes?/i.test(name)) {
    if (/\.(?:prn|txt)$/i.test(name)) return 'noc'
    if (/\.xlsx$/i.test(name)) return 'nocSheet'
  }
  return /^proc[a-z]*[-_ ]*notes?.*\.txt$/i.test(name) ? 'processingNotes' : undefined
}
