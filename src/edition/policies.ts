/** The policies of an edition: which files they come from, and `policies.sqlite` made of them. */

import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Catalog } from '../catalog/catalog.ts'
import type { ManifestPolicies } from '../catalog/manifest.ts'
import type { IsoDate } from '../core/date.ts'
import type { Issue } from '../core/issue.ts'
import { append } from '../core/lists.ts'
import { classifyStatement } from '../policy/classify.ts'
import { readFacts } from '../policy/facts.ts'
import { catalogLookup } from '../policy/lookup.ts'
import { isMcdExport } from '../policy/mcd/export.ts'
import { readMcd } from '../policy/mcd/mcd.ts'
import type { PolicyRecord } from '../policy/model.ts'
import { PolicyWriter } from '../policy/store/writer.ts'
import { sha256OfFile } from '../sources/fetch/store.ts'
import { PROVENANCE_SUFFIX } from '../sources/provenance.ts'
import type { Home } from './home.ts'
import { issueSummary } from './issue-summary.ts'
import { readDocuments } from './policy-documents.ts'
import { acceptedLicence } from './policy-sources.ts'

const SHIPPED = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'content', 'policies')

export interface PolicyFile {
  readonly path: string
  /** `facts`: written by hand; `export`, `answers`: the Medicare Coverage Database; `document`: a payer's own. */
  readonly kind: 'facts' | 'export' | 'answers' | 'document'
  readonly sha256: string
}

export interface PolicyInputs {
  readonly files: readonly PolicyFile[]
  /** Day the user accepted the terms of the Coverage Database. */
  readonly licenceAccepted?: IsoDate
  /** Folder of payers' documents. */
  readonly documents: string
  /** Folder where readings of documents are kept. */
  readonly cache: string
}

const hidden = (name: string): boolean =>
  name.startsWith('.') || name.endsWith(PROVENANCE_SUFFIX) || name === 'licence.json'

async function kindOf(path: string, folder: string): Promise<PolicyFile['kind']> {
  if (relative(folder, path).startsWith('documents')) return 'document'
  if (await isMcdExport(path)) return 'export'
  return path.endsWith('.json') ? 'answers' : 'facts'
}

/** Files of policies: those that ship with the program and those in `policies/` of the home, in a fixed order. */
export async function collectPolicies(home: Home, shipped = SHIPPED): Promise<PolicyInputs> {
  const files: PolicyFile[] = []
  for (const folder of [shipped, home.policies]) {
    if (!existsSync(folder)) continue
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !hidden(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    for (const path of paths) {
      files.push({ path, kind: await kindOf(path, folder), sha256: await sha256OfFile(path) })
    }
  }
  const licenceAccepted = acceptedLicence(home)
  return {
    files,
    documents: join(home.policies, 'documents'),
    cache: join(home.root, 'cache', 'policies'),
    ...(licenceAccepted === undefined ? {} : { licenceAccepted }),
  }
}

/** Changes whenever a file of the policies does. */
export function policiesHash({ files }: PolicyInputs): string {
  return createHash('sha256')
    .update(JSON.stringify(files.map(({ path, kind, sha256 }) => [basename(path), kind, sha256])))
    .digest('hex')
}

/**
 * Writes `path` from the files; every file or row left out is in the issues. `partial` names systems of which the
 * catalog holds only some codes.
 */
export async function writePolicies(
  path: string,
  { files, licenceAccepted, documents, cache }: PolicyInputs,
  {
    catalog,
    partial,
    codesId,
  }: { readonly catalog: Catalog; readonly partial: ReadonlySet<string>; readonly codesId: string },
): Promise<ManifestPolicies> {
  const issues: Issue[] = []
  const onIssue = (issue: Issue): void => void issues.push(issue)
  const lookup = catalogLookup(catalog, partial)
  const writer = new PolicyWriter(path)
  const add = (record: PolicyRecord): void => {
    writer.add(record)
    append(issues, record.issues)
    append(issues, record.text.issues)
  }
  try {
    const of = (kind: PolicyFile['kind']): string[] => files.filter((f) => f.kind === kind).map((f) => f.path)
    for (const facts of of('facts')) {
      const record = readFacts(facts, { lookup, onIssue })
      if (record) add(record)
    }
    const mcd = { exports: of('export'), answers: of('answers') }
    for await (const record of readMcd(mcd, { lookup, onIssue, classify: classifyStatement })) add(record)
    if (files.some((file) => file.kind === 'document')) {
      for await (const record of readDocuments(documents, { cache, codesId, lookup, onIssue })) add(record)
    }
    return {
      ...writer.finish(),
      files: files.length,
      ...(licenceAccepted === undefined ? {} : { licenceAccepted }),
      ...issueSummary(issues),
    }
  } catch (thrown) {
    writer.abandon()
    throw thrown
  }
}
