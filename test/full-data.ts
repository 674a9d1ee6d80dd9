/** Real release files for the `*.full.test.ts` suites; they are never part of the repository. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = process.env.MEDCODEX_TEST_DATA ?? join(import.meta.dirname, '../../shared/data')

/**
 * Path of the file `relativePath` (`icd10cm/cms_2026_dx.zip`) under MEDCODEX_TEST_DATA, which defaults to
 * `../shared/data` beside the repository; undefined when it is not there. Skip the test then and say so:
 * `t.skip(missing('icd10cm/cms_2026_dx.zip'))`.
 */
export function fullData(relativePath: string): string | undefined {
  const path = join(FOLDER, relativePath)
  return existsSync(path) ? path : undefined
}

/** The reason to give to `t.skip`. */
export function missing(relativePath: string): string {
  return `${join(FOLDER, relativePath)} is missing; set MEDCODEX_TEST_DATA to the folder of release files`
}

/** `skip` of a test that needs `files`: the reason that names the first one missing, or false when all are there. */
export function needs(...files: readonly string[]): string | false {
  const first = files.find((file) => fullData(file) === undefined)
  return first === undefined ? false : missing(first)
}
