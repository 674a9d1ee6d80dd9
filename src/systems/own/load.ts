/** Reads the file of one release of a user's own code system. */
import type { SystemId } from '../../core/system-id.ts'
import { readCsv } from '../../sources/csv.ts'
import { codeSystemRecords, readCodeSystem } from '../fhir-code-system.ts'
import { problemsOf } from '../problem.ts'
import type { SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { parseOwn } from './parse-own.ts'

export async function* load({ release, files }: ReleaseFiles, system: SystemId): AsyncIterable<SourceRecord> {
  const [first, ...others] = [...files].sort((a, b) => (a.file.path < b.file.path ? 1 : -1))
  for (const { file } of others) {
    const text = `Not read: ${first?.file.path} holds the same release.`
    yield problemsOf(system)({ file: file.path }, { code: 'file-superseded', severity: 'notice', text })
  }
  if (!first) return
  const { file, role } = first
  if (role === 'codes') {
    yield* parseOwn(readCsv(file, { encoding: 'utf-8-or-windows-1252' }), { system, file: file.path })
    return
  }
  const resource = await readCodeSystem(file)
  if (resource)
    yield* codeSystemRecords(resource, { system, file: file.path, validFrom: release.validFrom, reportable: false })
}
