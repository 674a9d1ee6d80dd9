/** Which file speaks for each part when a folder holds several of one release, e.g. October's and April's. */
import type { Issue } from '../../core/issue.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import type { ReleaseFiles } from '../system.ts'
import { issueOf } from './context.ts'
import type { Role } from './recognize.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

export interface ChosenFiles {
  /** In the order in which they are loaded. */
  readonly files: ReadonlyMap<Role, SourceFile>
  /** A notice for each file that is passed over. */
  readonly superseded: readonly Issue[]
}

/** One file per role: the latest update by the month in its name, then the last by name and path. */
export function chooseFiles({ files }: ReleaseFiles): ChosenFiles {
  const chosen = new Map<Role, SourceFile>()
  const superseded: Issue[] = []
  const sorted = files.toSorted(
    (a, b) =>
      monthsIntoYear(a.file) - monthsIntoYear(b.file) ||
      compare(a.file.name.toLowerCase(), b.file.name.toLowerCase()) ||
      compare(a.file.path, b.file.path),
  )
  for (const { role, file } of sorted.reverse()) {
    const winner = chosen.get(role as Role)
    if (winner === undefined) chosen.set(role as Role, file)
    else {
      const text = `${file.name} is not read: ${winner.path} plays the same part (${role}) and is newer by name.`
      superseded.push(issueOf({ file: file.path }, { code: 'superseded-file', severity: 'notice', text }))
    }
  }
  return { files: new Map([...chosen].sort(([a], [b]) => compare(a, b))), superseded }
}

/** Months after October of the update a file belongs to: `…-April-1-2026.xml` → 6; 0 when the name says nothing. */
function monthsIntoYear(file: SourceFile): number {
  const month = /(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/i.exec(file.name)?.[1]
  return month === undefined ? 0 : (MONTHS.indexOf(month.toLowerCase()) + 3) % 12
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
