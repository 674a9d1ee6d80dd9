/** Getting policies into the home: files the user has, and documents of the Coverage API. Nothing is judged here. */

import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { DOCUMENT_ENDINGS } from '../policy/document/read.ts'
import type { CoverageApi, ListedDocument } from '../policy/mcd/api.ts'
import type { ApiAnswers } from '../policy/mcd/api-answers.ts'
import { isMcdExport } from '../policy/mcd/export.ts'
import { makeFolder } from '../sources/whole-file.ts'
import { type Home, prepareHome, writeError } from './home.ts'

const isDocument = (name: string): boolean =>
  (DOCUMENT_ENDINGS as readonly string[]).includes(extname(name).toLowerCase())

const isNote = (name: string): boolean => /\.(?:ya?ml|json|csv)$/i.test(name)

export interface AddedPolicies {
  readonly from: string
  readonly kind: 'export' | 'facts' | 'documents'
  readonly files: number
  /** Where documents of payers lie now. */
  readonly documents?: readonly string[]
}

/** The terms under which the Coverage Database names codes of others, and when the user accepted them. */
interface Licence {
  readonly accepted: IsoDate
}

const licencePath = (home: Home): string => join(home.policies, 'licence.json')

/** Day the user accepted the terms of the Coverage Database; undefined when that has not happened. */
export function acceptedLicence(home: Home): IsoDate | undefined {
  const path = licencePath(home)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Licence).accepted : undefined
}

/** What must be accepted before documents that name CPT, CDT and NUBC codes are kept. */
export const MCD_TERMS = [
  'Documents of the Medicare Coverage Database name codes that belong to others: CPT (American Medical Association),',
  'CDT (American Dental Association) and UB-04 codes (American Hospital Association). Medcodex keeps the bare codes',
  'and drops their descriptions. Using them is subject to the licence pages that CMS shows before a download:',
  '  https://www.cms.gov/medicare-coverage-database/search.aspx',
] as const

/** Notes the acceptance. */
export function acceptLicence(home: Home, accepted: IsoDate): void {
  makeFolder(home.policies)
  writeFileSync(licencePath(home), `${JSON.stringify({ accepted } satisfies Licence)}\n`)
}

/**
 * Copies what is at `from` into the home: an export of the Coverage Database, a YAML file of facts, a document with
 * the YAML file beside it, or a folder of these.
 * @throws AppError `file-missing`, `file-unrecognized`, `license-needed`, `home-unwritable`, `disk-full`
 */
export async function addPolicies(home: Home, from: string): Promise<AddedPolicies> {
  const path = resolve(from)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new AppError('file-missing', { path: from })
  if (!stats.isFile() && !stats.isDirectory())
    throw new AppError('file-unrecognized', { path: from, seen: ': it is neither a file nor a folder' })
  prepareHome(home)
  try {
    if (stats.isDirectory()) {
      const tables = await exportIn(path)
      return tables.length > 0 ? addExport(home, path, tables) : addFolder(home, path)
    }
    if (/\.zip$/i.test(path) && (await isMcdExport(path))) return addExport(home, path)
    if (isDocument(path)) return addDocument(home, path)
    if (/\.ya?ml$/i.test(path)) {
      copyTo(path, join(home.policies, 'facts', basename(path)))
      return { from: path, kind: 'facts', files: 1 }
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : writeError(home, thrown)
  }
  throw new AppError('file-unrecognized', { path: from, seen: '' })
}

function copyTo(from: string, to: string): void {
  makeFolder(join(to, '..'))
  cpSync(from, to)
}

/** The tables and zips of an export that was unpacked into `folder`; none where documents lie beside them. */
async function exportIn(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const file of plainFiles(folder)) {
    if (/\.(?:csv|zip)$/i.test(file) && (await isMcdExport(join(folder, file)))) found.push(file)
    else if (/\.ya?ml$/i.test(file)) return []
  }
  return found
}

/** `tables`: the files of an export that was unpacked, below `path`. */
function addExport(home: Home, path: string, tables?: readonly string[]): AddedPolicies {
  if (acceptedLicence(home) === undefined) {
    throw new AppError('license-needed', {
      what: basename(path),
      licence: 'it names codes of the AMA (CPT), the ADA (CDT) and the AHA (NUBC)',
      url: 'https://www.cms.gov/medicare-coverage-database/search.aspx',
      flag: '--accept-license',
    })
  }
  const to = join(home.policies, 'mcd', basename(path))
  if (!tables) copyTo(path, to)
  else for (const file of tables) copyTo(join(path, file), join(to, file))
  return { from: path, kind: 'export', files: tables?.length ?? 1 }
}

/** The note beside a document has its name and the ending of YAML. */
const besides = (path: string): string[] => {
  const stem = path.slice(0, -extname(path).length)
  return [`${stem}.yaml`, `${stem}.yml`].filter((each) => existsSync(each))
}

function addDocument(home: Home, path: string): AddedPolicies {
  const notes = besides(path)
  if (notes.length === 0) {
    const seen = `: a document needs ${basename(path).replace(/\.\w+$/, '.yaml')} beside it, with payer, kind, number and title`
    throw new AppError('file-unrecognized', { path, seen })
  }
  const to = (from: string): string => join(home.policies, 'documents', basename(from))
  for (const each of [path, ...notes]) copyTo(each, to(each))
  return { from: path, kind: 'documents', files: 1, documents: [to(path)] }
}

/**
 * Files of a folder that may be documents or notes of them, as paths below it. Links are not followed, since they may lead
 * anywhere; what is hidden, a device or a pipe is not a document, and reading it may never end.
 */
function plainFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return []
    if (entry.isDirectory()) return plainFiles(join(folder, entry.name)).map((path) => join(entry.name, path))
    return entry.isFile() ? [entry.name] : []
  })
}

function addFolder(home: Home, path: string): AddedPolicies {
  const files = plainFiles(path)
  const documents = files.filter(isDocument)
  if (documents.length === 0) throw new AppError('file-unrecognized', { path, seen: ': it holds no document' })
  const to = join(home.policies, 'documents', basename(path))
  for (const file of files) if (isDocument(file) || isNote(file)) copyTo(join(path, file), join(to, file))
  return { from: path, kind: 'documents', files: documents.length, documents: documents.map((file) => join(to, file)) }
}

/**
 * Gets documents of the Coverage API into the home, one file each; documents of the same version that are there
 * already are left. The jurisdictions of local documents come from the lists of each state.
 */
export async function fetchPolicies(
  home: Home,
  api: CoverageApi,
  wanted: {
    readonly documents: readonly ListedDocument[]
    readonly retrieved: IsoDate
    readonly onProgress?: (done: number, total: number) => void
  },
): Promise<{ fetched: number; there: number }> {
  const folder = join(home.policies, 'mcd-api')
  makeFolder(folder)
  const fileOf = ({ displayId, version }: ListedDocument): string =>
    join(folder, `${displayId.replaceAll('/', '-')}-${version}.json`)
  const missing = wanted.documents.filter((document) => !existsSync(fileOf(document)))
  const local = missing.filter((document) => document.kind !== 'ncd')
  const states = local.length > 0 ? await statesByDocument(api, local) : new Map<string, string[]>()
  const contractors = local.length > 0 ? await api.contractors() : []
  let done = 0
  for (const document of missing) {
    const tables = await api.document(document)
    const answers: ApiAnswers = {
      format: 'mcd-api-1',
      retrieved: wanted.retrieved,
      states: states.get(`${document.kind} ${document.id}`) ?? [],
      tables: document.kind === 'ncd' ? tables : { ...tables, contractor: contractors },
    }
    writeFileSync(fileOf(document), `${JSON.stringify(answers)}\n`)
    wanted.onProgress?.(++done, missing.length)
  }
  return { fetched: missing.length, there: wanted.documents.length - missing.length }
}

async function statesByDocument(
  api: CoverageApi,
  documents: readonly ListedDocument[],
): Promise<Map<string, string[]>> {
  const kinds = [...new Set(documents.map((document) => document.kind))]
  const found = new Map<string, string[]>()
  for (const [state, ids] of await api.states()) {
    for (const id of ids) {
      for (const kind of kinds) {
        for (const listed of await api.list(kind, id)) {
          const key = `${kind} ${listed.id}`
          const known = found.get(key) ?? []
          if (!known.includes(state)) found.set(key, [...known, state])
        }
      }
    }
  }
  return found
}
