/**
 * Editions of real releases for the full tests and benchmarks, built once per machine from the test data and kept
 * in the temporary folder; the edition's id changes with the sources and the program.
 */
import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { currentEditionPath, type Edition, openEdition } from '../src/edition/edition.ts'
import { type Home, homeAt, prepareHome } from '../src/edition/home.ts'
import { walkSources } from '../src/sources/walk.ts'
import { fullData } from './full-data.ts'
import { indexCsvToXml } from './tools/index-csv-to-xml.ts'

/** One current release of each system with its indexes and tables. */
export const FULL_FILES = [
  'icd10cm/cms_2026_dx.zip',
  'icd10cm/icd10c-tabular-April-1-2026.xml.gz',
  'icd10cm/code-list-April-2026.txt.gz',
  'icd10cm/icd-10-cm-drug-2025.xml.gz',
  'icd10cm/icd-10-cm-neoplasm-2025.xml.gz',
  'icd10cm/icd-10-cm-eindex-2025.xml.gz',
  'icd10cm/POAexemptCodesFY26.zip',
  'conversion/ICD-10-CM-CONVERSION-TABLE-FY2026.xlsx',
  'icd10pcs/cms_2026_pr.zip',
  'icd10pcs/icd10pcs_tables_2026.xml.gz',
  'icd10pcs/icd10pcs_definitions_2026.xml',
  'icd10pcs/icd10pcs_index_2024.reconstructed.xml.gz',
  'hcpcs/hcpcs_level2_2024-07.csv.gz',
] as const

/** Two more years of ICD-10-CM and one of ICD-10-PCS. */
export const EARLIER_FILES = [
  'icd10cm/cms_2025_dx.zip',
  'icd10cm/icd10cm-tabular-April-2025.xml.gz',
  'icd10cm/cms_2024_dx.zip',
  'icd10pcs/cms_2025_pr.zip',
] as const

const CLI = join(import.meta.dirname, '../src/cli/main.ts')
const INDEX_CSV = 'icd10cm/ICD10CM_2025_Index.csv.gz'

/** A home in the temporary folder that holds copies of `files`; `missing` names the first one that is not there. */
export async function homeWith(name: string, files: readonly string[]): Promise<Home | { missing: string }> {
  const home = homeAt(join(tmpdir(), `medcodex-test-${name}`))
  prepareHome(home)
  const folder = join(home.sources, 'user')
  mkdirSync(folder, { recursive: true })
  for (const file of files) {
    const path = fullData(file)
    if (path === undefined) return { missing: file }
    const to = join(folder, basename(file))
    if (!existsSync(to)) copyFileSync(path, to)
  }
  return home
}

/** Adds the FY2025 alphabetic index, rebuilt as official XML, to a home. */
export async function addAlphabeticIndex(home: Home): Promise<{ missing: string } | undefined> {
  const path = fullData(INDEX_CSV)
  if (path === undefined) return { missing: INDEX_CSV }
  const folder = join(home.sources, 'user')
  if (existsSync(join(folder, 'icd10cm_index_2025.xml'))) return undefined
  for await (const csv of walkSources(path, () => {})) await indexCsvToXml(csv, folder)
  return undefined
}

/**
 * Builds the edition of a home with the command line, or finds the one built before. In a process of its own:
 * node:test follows every async step, which makes loaders many times slower inside a test.
 */
export async function editionOf(home: Home): Promise<Edition> {
  for (;;) {
    try {
      await promisify(execFile)(process.execPath, [CLI, 'build', '--home', home.root], { maxBuffer: 64 * 1024 * 1024 })
      return openEdition(currentEditionPath(home))
    } catch (thrown) {
      // Test files run side by side and share homes: whoever comes second waits for what the first one builds.
      if (!(thrown instanceof Error && thrown.message.includes('Another build is running'))) throw thrown
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
}

let full: Promise<Edition | { missing: string }> | undefined

/** The full edition: current releases of the three systems with all indexes. Built once per process. */
export function fullEdition(): Promise<Edition | { missing: string }> {
  full ??= (async () => {
    const home = await homeWith('full', FULL_FILES)
    if ('missing' in home) return home
    const missing = await addAlphabeticIndex(home)
    return missing ?? editionOf(home)
  })()
  return full
}

/** What a first start gets where only the package mirror is in reach: fetched by the product itself. */
export async function mirrorEdition(): Promise<Edition | { missing: string }> {
  const home = homeAt(join(tmpdir(), 'medcodex-test-mirror'))
  prepareHome(home)
  await promisify(execFile)(process.execPath, [CLI, 'fetch', '--home', home.root])
  const edition = await editionOf(home)
  const source = edition.manifest.releases.find((r) => r.system === 'icd10cm')?.sources[0]?.location
  if (source === 'mirror') return edition
  edition.close()
  return { missing: `the package mirror did not serve ICD-10-CM (it came from the ${source ?? 'nowhere'})` }
}
