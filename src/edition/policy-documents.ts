/**
 * Documents of payers → policy records. What a document says depends on its bytes, what the register says of it, the
 * codes of the edition and the program, so each reading is kept under a hash of these: a build reads only what is new.
 */

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Issue } from '../core/issue.ts'
import { extract } from '../policy/extract.ts'
import type { CodeLookup, PolicyRecord } from '../policy/model.ts'
import { type RegisteredDocument, readRegister } from '../policy/register.ts'
import { STORE_VERSION } from '../policy/store/schema.ts'
import { putWhole } from '../sources/whole-file.ts'
import { VERSION } from '../version.ts'
import { opinionsBeside } from './opinions-file.ts'

export interface DocumentOptions {
  /** Folder of readings kept; absent: nothing is kept. */
  readonly cache: string | undefined
  /** Hash of the codes of the edition. */
  readonly codesId: string
  readonly lookup: CodeLookup
  readonly onIssue: (issue: Issue) => void
}

/** Records of the documents in `folder` and the folders in it, each with a register of its own; a document that cannot be read becomes Issues. */
export async function* readDocuments(folder: string, options: DocumentOptions): AsyncIterable<PolicyRecord> {
  const below = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const each of [folder, ...below.map((entry) => join(entry.parentPath, entry.name)).sort()]) {
    const { documents, issues } = readRegister(each)
    for (const issue of issues) options.onIssue(issue)
    for (const document of documents) yield await readOne(document, options)
  }
}

async function readOne({ path, header }: RegisteredDocument, options: DocumentOptions): Promise<PolicyRecord> {
  const bytes = readFileSync(path)
  const beside = opinionsBeside(path)
  const hash = createHash('sha256').update(bytes)
  const key = hash
    .update(JSON.stringify([header, options.codesId, VERSION, STORE_VERSION, beside?.id]))
    .digest('hex')
    .slice(0, 32)
  const kept = options.cache === undefined ? undefined : join(options.cache, `${key}.json`)
  if (kept !== undefined && existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as PolicyRecord
  const file = basename(path)
  const { text, findings, issues } = await extract({ name: file, bytes }, header, options.lookup, beside?.opinions)
  const record: PolicyRecord = {
    header,
    // The text's own issues are the record's.
    text: { ...text, issues: [] },
    groups: [],
    findings,
    related: [],
    revisions: [],
    file,
    issues,
  }
  if (kept !== undefined) {
    putWhole(kept, JSON.stringify(record))
  }
  return record
}
