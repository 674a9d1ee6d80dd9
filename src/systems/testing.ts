/** For the tests of systems: everything that a system says about the fixtures in a folder. */
import type { SourceRecord } from './records.ts'
import { findReleases } from './system.suite.ts'
import type { CodeSystem } from './system.ts'

/** Records of the newest release in `folder` that lists codes. */
export async function records(system: CodeSystem, folder: string): Promise<SourceRecord[]> {
  const release = (await findReleases(system, folder)).findLast(({ files }) =>
    system.codeRoles.some((roles) => roles.every((role) => files.some((file) => file.role === role))),
  )
  const all: SourceRecord[] = []
  if (release) for await (const record of system.load(release)) all.push(record)
  return all
}
