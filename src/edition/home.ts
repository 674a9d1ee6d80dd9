/** The data folder: where release files, editions and the pointer to the current edition live. */
import { accessSync, constants, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import envPaths from 'env-paths'
import { AppError, problemOf } from '../core/errors.ts'
import { makeFolder, putWhole } from '../sources/whole-file.ts'

export interface Home {
  readonly root: string
  /** Release files as downloaded or added, one folder a location, each file with a `.provenance.json` beside it. */
  readonly sources: string
  /** One folder an edition, named by its id. */
  readonly editions: string
  /** File that holds the id of the edition to serve. */
  readonly current: string
  /** Policies of payers that the user added or fetched. */
  readonly policies: string
  /** Explainers the user imported, drafted or wrote: Markdown files. */
  readonly explainers: string
  /** What `medcodex embed` keeps: model, runtime, vectors made so far, which embedder is used. */
  readonly models: string
  /** FHIR resources and packages of the user, answered from beside the edition. */
  readonly fhir: string
}

/** The data folder: `given`, or MEDCODEX_HOME, or the platform's place for application data. */
export function homeAt(given?: string): Home {
  const root = resolve(given ?? process.env['MEDCODEX_HOME'] ?? envPaths('medcodex', { suffix: '' }).data)
  const at = (name: string): string => join(root, name)
  return {
    root,
    sources: at('sources'),
    editions: at('editions'),
    current: at('current'),
    policies: at('policies'),
    explainers: at('explainers'),
    models: at('models'),
    fhir: at('fhir'),
  }
}

/** Turns a failed write into the sentence a person needs. */
export function writeError(home: Home, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const code = (thrown as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT' || /database or disk is full/.test(problemOf(thrown))) {
    return new AppError('disk-full', { home: home.root }, { cause: thrown })
  }
  return new AppError('home-unwritable', { home: home.root, problem: code ?? problemOf(thrown) }, { cause: thrown })
}

/** Makes the folders and checks that they can be written. @throws AppError `home-unwritable`, `disk-full` */
export function prepareHome(home: Home): void {
  try {
    makeFolder(home.sources)
    makeFolder(home.editions)
    accessSync(home.editions, constants.W_OK)
    accessSync(home.sources, constants.W_OK)
  } catch (thrown) {
    throw writeError(home, thrown)
  }
}

/** Id of the current edition, or undefined when none was published. */
export function currentId(home: Home): string | undefined {
  try {
    const id = readFileSync(home.current, 'utf8').trim()
    return /^[0-9a-f]{16}$/.test(id) ? id : undefined
  } catch {
    return undefined
  }
}

/** Makes `id` the edition to serve, in one atomic step. */
export function setCurrent(home: Home, id: string): void {
  putWhole(home.current, `${id}\n`)
}
