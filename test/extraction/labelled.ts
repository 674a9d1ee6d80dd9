/** The labelled documents of a folder: where they are, what a register says of them, and their gold. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { problemOf } from '../../src/core/errors.ts'
import { parseYaml } from '../../src/core/yaml.ts'
import { DOCUMENT_ENDINGS } from '../../src/policy/document/read.ts'
import type { PolicyHeader } from '../../src/policy/model.ts'
import { headerOf, readRegister } from '../../src/policy/register.ts'
import type { Gold } from './score.ts'

export interface Labelled {
  readonly path: string
  readonly stem: string
  readonly folder: string
}

/** Documents with a gold file, in this folder and those in it. */
export function labelledIn(folder: string): Labelled[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  const here = entries
    .filter((e) => e.isFile() && (DOCUMENT_ENDINGS as readonly string[]).includes(extname(e.name).toLowerCase()))
    .map((e): Labelled => ({ path: join(folder, e.name), stem: basename(e.name, extname(e.name)), folder }))
    .filter(({ stem }) => existsSync(join(folder, `${stem}.gold.jsonl`)))
  const below = entries.filter((e) => e.isDirectory()).flatMap((e) => labelledIn(join(folder, e.name)))
  return [...here, ...below].sort((a, b) => (a.path < b.path ? -1 : 1))
}

export function goldOf({ folder, stem }: Labelled): Gold[] {
  return readFileSync(join(folder, `${stem}.gold.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Gold)
}

/** The style that the YAML names, or the stem up to its first digit. */
export function styleOf(raw: unknown, stem: string): string {
  const named = (raw as { style?: unknown } | null)?.style
  return typeof named === 'string' ? named : stem.replace(/[-_.]?\d.*$/, '') || stem
}

/** What the files beside a document say of it; a file that is no YAML is no reason not to measure. */
function registeredFor({ folder, stem, path }: Labelled): { raw: unknown; registered: PolicyHeader | string } {
  const yaml = ['.yaml', '.yml'].map((end) => join(folder, stem + end)).find(existsSync)
  let raw: unknown = {}
  try {
    raw = yaml ? parseYaml(readFileSync(yaml, 'utf8')) : {}
    return { raw, registered: registerOf(folder).find((d) => d.path === path)?.header ?? headerOf(raw) }
  } catch (error) {
    return { raw, registered: problemOf(error) }
  }
}

const registers = new Map<string, ReturnType<typeof readRegister>['documents']>()
function registerOf(folder: string): ReturnType<typeof readRegister>['documents'] {
  let found = registers.get(folder)
  if (!found) {
    found = readRegister(folder).documents
    registers.set(folder, found)
  }
  return found
}

export function headerFor({ folder, stem, path }: Labelled): { header: PolicyHeader; raw: unknown } {
  const { raw, registered } = registeredFor({ folder, stem, path })
  const header =
    typeof registered === 'string'
      ? { payer: 'unknown', kind: 'commercial' as const, number: stem, title: stem }
      : registered
  return { header, raw }
}
