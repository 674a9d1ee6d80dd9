/** An edition built from the starter set alone, as on a machine that is offline, in a folder of its own. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isoDate } from '../src/core/date.ts'
import { buildEdition } from '../src/edition/build.ts'
import { dictionaryRewrites } from '../src/edition/dictionaries.ts'
import { currentEditionPath, type Edition, openEdition } from '../src/edition/edition.ts'
import { collectExplainers } from '../src/edition/explainers.ts'
import { homeAt, prepareHome } from '../src/edition/home.ts'
import { collectInputs } from '../src/edition/inputs.ts'
import { collectPolicies } from '../src/edition/policies.ts'
import type { ServiceContext } from '../src/service/context.ts'

export interface StarterEdition {
  readonly edition: Edition
  readonly context: ServiceContext
  /** Closes the edition and removes its folder. */
  close(): void
}

/** A day on which the ICD-10 releases of the starter set are in force and its HCPCS release no longer is. */
export const STARTER_DAY = isoDate('2026-01-15')

/** Where `test/run.ts` has built the edition that all its test files take a copy of. */
export const STARTER_VARIABLE = 'MEDCODEX_TEST_STARTER'

/** Builds the edition into a folder. */
export async function buildStarter(folder: string): Promise<void> {
  const home = homeAt(folder)
  prepareHome(home)
  const inputs = await collectInputs(home, { onIssue: () => {} })
  await buildEdition(home, inputs, {
    rewrites: dictionaryRewrites(),
    policies: await collectPolicies(home),
    explainers: collectExplainers(home),
  })
}

async function build(): Promise<StarterEdition> {
  const home = homeAt(mkdtempSync(join(tmpdir(), 'medcodex-starter-')))
  const there = process.env[STARTER_VARIABLE]
  if (there !== undefined) cpSync(there, home.root, { recursive: true, preserveTimestamps: true })
  else await buildStarter(home.root)
  const edition = openEdition(currentEditionPath(home))
  const close = (): void => {
    edition.close()
    rmSync(home.root, { recursive: true, force: true })
  }
  return { edition, context: { edition: () => edition, today: () => STARTER_DAY }, close }
}

let built: Promise<StarterEdition> | undefined

/** The edition, built once per process. */
export function starterEdition(): Promise<StarterEdition> {
  built ??= build()
  return built
}
