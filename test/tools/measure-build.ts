/**
 * Builds the edition of a home afresh and prints what it cost as one line of JSON.
 *
 *   node test/tools/measure-build.ts HOME
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildEdition } from '../../src/edition/build.ts'
import { dictionaryRewrites } from '../../src/edition/dictionaries.ts'
import { homeAt } from '../../src/edition/home.ts'
import { collectInputs } from '../../src/edition/inputs.ts'

export interface BuildCost {
  readonly seconds: number
  /** Peak resident memory in bytes. */
  readonly memory: number
  /** Bytes of the edition by file. */
  readonly files: Readonly<Record<string, number>>
  readonly id: string
}

const home = homeAt(process.argv[2])
const start = performance.now()
const inputs = await collectInputs(home, { onIssue: () => {} })
const { path, id } = await buildEdition(home, inputs, { rewrites: dictionaryRewrites(), force: true })
const cost: BuildCost = {
  seconds: (performance.now() - start) / 1000,
  memory: process.resourceUsage().maxRSS * 1024,
  files: Object.fromEntries(readdirSync(path).map((name) => [name, statSync(join(path, name)).size])),
  id,
}
console.log(JSON.stringify(cost))
