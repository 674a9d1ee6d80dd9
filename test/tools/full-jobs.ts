/** What the full tests read from real release files, each a job for `apart`. */
import type { Issue } from '../../src/core/issue.ts'
import { walkSources } from '../../src/sources/walk.ts'
import { readXml } from '../../src/sources/xml.ts'
import { parseIndex } from '../../src/systems/icd10cm/parse-index.ts'
import { parseTabular, type TabularRecord } from '../../src/systems/icd10cm/parse-tabular.ts'
import type { IndexEntryRecord, SourceRecord } from '../../src/systems/records.ts'
import { recognizeFile, systemOf } from '../../src/systems/registry.ts'
import type { RecognizedFile } from '../../src/systems/system.ts'
import { indexCsvToXml } from './index-csv-to-xml.ts'
import { all } from './memory-file.ts'

export interface LoadedRelease {
  readonly records: SourceRecord[]
  /** Time of loading alone, without recognition. */
  readonly seconds: number
}

/** Loads the one release that the files at `paths` belong to, or amend. */
export async function loadRelease(paths: readonly string[]): Promise<LoadedRelease> {
  const files = (await Promise.all(paths.map(recognizedIn))).flat()
  const labelOf = ({ release: { system, label } }: RecognizedFile): string =>
    `${system} ${systemOf(system).amendments?.of(label) ?? label}`
  const labels = new Set(files.map(labelOf))
  const release = files[0]?.release
  if (release === undefined || labels.size !== 1) throw new RangeError(`not one release: ${[...labels].join()}`)
  const start = performance.now()
  const records = await all(systemOf(release.system).load({ release, files }))
  return { records, seconds: (performance.now() - start) / 1000 }
}

/** All that the tabular list at `path` says. */
export async function readTabularList(path: string): Promise<TabularRecord[]> {
  const file = await fileOf(path, 'tabular')
  return all(parseTabular(readXml(file), { file: file.path }))
}

/** All entries of the alphabetic index in `path`. */
export async function readIndex(path: string): Promise<(IndexEntryRecord | Issue)[]> {
  const file = await fileOf(path, 'index')
  return all(parseIndex(readXml(file), { file: file.path, index: 'alphabetic' }))
}

/** Rebuilds the index XML of FY2025 from the table at `path` into `folder`; gives the path of the XML. */
export async function rebuildIndex(path: string, folder: string): Promise<string> {
  for await (const csv of walkSources(path, fail)) return indexCsvToXml(csv, folder)
  throw new RangeError(`${path} holds nothing`)
}

async function fileOf(path: string, role: string): Promise<RecognizedFile['file']> {
  const found = (await recognizedIn(path)).find((file) => file.role === role)
  if (found === undefined) throw new RangeError(`${path} holds no ${role}`)
  return found.file
}

async function recognizedIn(path: string): Promise<RecognizedFile[]> {
  const files = await Promise.all((await all(walkSources(path, fail))).map(recognizeFile))
  return files.filter((file) => file !== undefined)
}

function fail(issue: Issue): never {
  throw new RangeError(`${issue.file}: ${issue.text}`)
}
