/** Reads the files of one HCPCS Level II release into records. */
import type { Issue } from '../../core/issue.ts'
import { readCsv } from '../../sources/csv.ts'
import { readLines } from '../../sources/lines.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readSheet } from '../../sources/xlsx.ts'
import type { SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { problem } from './context.ts'
import { parseAnweb } from './parse-anweb.ts'
import { parseAnwebSheet } from './parse-anweb-sheet.ts'
import { parseNoc, parseNocSheet } from './parse-noc.ts'
import { parseProcessingNotes } from './parse-processing-notes.ts'
import { parseRegister } from './parse-register.ts'

/** Roles that hold the same rows, the most complete first: only one of each group is read. */
const ALTERNATIVES = [['anweb', 'anwebSheet', 'register'], ['nocSheet', 'noc'], ['processingNotes']] as const

type Role = (typeof ALTERNATIVES)[number][number]

/**
 * Concepts in the file's order (modifiers come first), each followed by its properties, notes and cross-references,
 * then the `notOtherwiseClassified` properties. A list that names codes the release lacks is a warning (`unknown-code`).
 */
export async function* load(release: ReleaseFiles): AsyncIterable<SourceRecord> {
  const files = new Map<Role, SourceFile>()
  yield* choose(release, files)

  const notes = new Map<string, string>()
  const notesFile = files.get('processingNotes')
  if (notesFile) {
    for await (const note of parseProcessingNotes(readLines(notesFile, 'windows-1252'), { file: notesFile.path })) {
      if (note.type === 'issue') yield note
      else notes.set(note.number, note.text)
    }
  }

  const codes = new Set<string>()
  const lackingNotes = new Set<string>()
  for await (const record of concepts(files, release)) {
    yield record
    if (record.type === 'concept') codes.add(record.code)
    if (record.type !== 'property' || record.name !== 'processingNote') continue
    const text = notes.get(record.value)
    if (text !== undefined) yield { type: 'note', code: record.code, kind: 'note', text }
    else lackingNotes.add(record.value)
  }
  if (notesFile) {
    for (const number of lackingNotes) {
      const text = `Processing note ${number} is referred to but is not in the file.`
      yield problem({ file: notesFile.path }, { code: 'unknown-note', severity: 'warning', text })
    }
  }
  yield* unclassified(files, codes)
}

/** One file per group of alternatives into `files`: the first role present, of several the last name. */
function* choose(release: ReleaseFiles, files: Map<Role, SourceFile>): Iterable<Issue> {
  const sorted = [...release.files].sort((a, b) => (a.file.name < b.file.name ? 1 : a.file.name > b.file.name ? -1 : 0))
  for (const roles of ALTERNATIVES) {
    const found = roles.flatMap((role) => sorted.filter((f) => f.role === role).map(({ file }) => ({ role, file })))
    const [first, ...others] = found
    if (first) files.set(first.role, first.file)
    for (const { file } of others) {
      const text = `Not read: ${first?.file.path} holds the same part of ${release.release.label}.`
      yield problem({ file: file.path }, { code: 'file-superseded', severity: 'notice', text })
    }
  }
}

/** The records of the one file that lists codes, without the records of codes that were given before. */
async function* concepts(files: ReadonlyMap<Role, SourceFile>, release: ReleaseFiles): AsyncIterable<SourceRecord> {
  const { validFrom } = release.release
  const anweb = files.get('anweb')
  const sheet = files.get('anwebSheet')
  const register = files.get('register')
  const file = anweb ?? sheet ?? register
  if (!file) return
  const context = { file: file.path, validFrom }
  const records = anweb
    ? parseAnweb(readLines(anweb, 'utf-8-or-windows-1252'), context)
    : sheet
      ? parseAnwebSheet(readSheet(sheet), context)
      : parseRegister(readCsv(file), context)

  const seen = new Set<string>()
  let leaveOut: string | undefined
  for await (const record of records) {
    if (record.type === 'concept') {
      leaveOut = seen.has(record.code) ? record.code : undefined
      seen.add(record.code)
      if (leaveOut !== undefined) {
        const text = `${record.code} stands more than once; the first one is kept.`
        yield problem(context, { code: 'duplicate-code', severity: 'error', text })
      }
    }
    if (record.type === 'issue' || !('code' in record) || record.code !== leaveOut) yield record
  }
}

async function* unclassified(
  files: ReadonlyMap<Role, SourceFile>,
  codes: ReadonlySet<string>,
): AsyncIterable<SourceRecord> {
  const sheet = files.get('nocSheet')
  const print = files.get('noc')
  const file = sheet ?? print
  if (!file) return
  const context = { file: file.path }
  const listed = sheet ? parseNocSheet(readSheet(sheet), context) : parseNoc(readLines(file, 'windows-1252'), context)
  for await (const record of listed) {
    if (record.type === 'issue' || codes.has(record.code)) yield record
    else {
      const text = `The list of not-otherwise-classified codes names ${record.code}, which the release does not have.`
      yield problem(context, { code: 'unknown-code', severity: 'warning', text })
    }
  }
}
