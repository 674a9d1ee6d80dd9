/** Walking a system from the top, and listing every code's page in parts. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Catalog, Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { levelIn } from '../systems/levels.ts'
import { allowsBulk } from '../systems/licence.ts'
import { systemOf } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'
import { codePath, findConcept, loadedSystem } from './code.ts'
import type { ServiceContext } from './context.ts'
import { AnySystemField, DateField, LimitField, SystemField } from './fields.ts'
import { operation } from './operation.ts'

/** With more codes at the top than this, a system is read letter by letter. */
const MOST_AT_ONCE = 60
/** More than any system has at the top. */
const ALL = 100_000
const MODIFIERS = 'modifiers'

interface Group {
  readonly key: string
  readonly first: string
  readonly last: string
  readonly codes: number
  /** Concept id to read after. */
  readonly before: number
}

const keyOf = ({ system, level, code }: Concept): string =>
  levelIn(systemOf(system).levels, level).role === 'modifier' ? MODIFIERS : code.charAt(0).toUpperCase()

function groupsOf(catalog: Catalog, system: CodeSystem, asOf: IsoDate): Group[] {
  const roots = catalog.roots(system.id, asOf, { limit: ALL })
  if (roots.length <= MOST_AT_ONCE) return []
  return [...Map.groupBy(roots, keyOf)].map(([key, list]) => ({
    key,
    first: system.grammar.display(list[0]!.code),
    last: system.grammar.display(list.at(-1)!.code),
    codes: list.length,
    before: list[0]!.id - 1,
  }))
}

/** The groups of a system on the last day asked: reading all its roots takes a while. */
const remembered = new WeakMap<Catalog, Map<string, { asOf: IsoDate; groups: Group[] }>>()

function groupsOn(catalog: Catalog, system: CodeSystem, asOf: IsoDate): Group[] {
  const bySystem = remembered.get(catalog) ?? new Map<string, { asOf: IsoDate; groups: Group[] }>()
  remembered.set(catalog, bySystem)
  const known = bySystem.get(system.id)
  if (known?.asOf === asOf) return known.groups
  const groups = groupsOf(catalog, system, asOf)
  bySystem.set(system.id, { asOf, groups })
  return groups
}

export const browse = operation({
  name: 'browse',
  summary: 'The top of a code system: its chapters or sections, or its codes letter by letter where it has no tree.',
  path: '/systems/{system}/roots',
  positional: ['system', 'letter'],
  input: z.object({
    system: AnySystemField,
    letter: z.string().optional().describe('one of the groups: a first letter, or "modifiers"'),
    after: z.string().optional().describe('go on after this code'),
    limit: LimitField(500, 100),
    asOf: DateField.optional(),
  }),
  output: z.object({
    system: SystemField,
    systemName: z.string(),
    asOf: z.string(),
    groups: z
      .array(z.object({ key: z.string(), first: z.string(), last: z.string(), codes: z.number() }))
      .describe('groups to choose from; empty for a system with a tree'),
    letter: z.string().optional().describe('group that roots are from'),
    roots: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        level: z.string(),
        role: z.string(),
        billable: z.boolean(),
        path: z.string(),
      }),
    ),
    next: z.string().optional().describe('ask again with after = this code; absent at the end'),
  }),
  run(context, { system: id, letter, after, limit, asOf = context.today() }) {
    const { catalog } = context.edition()
    const system = loadedSystem(catalog, id)
    if (!allowsBulk(system)) throw new AppError('bulk-refused', { system: system.name })
    const groups = groupsOn(catalog, system, asOf)
    const group = letter === undefined ? undefined : groups.find((g) => g.key.toLowerCase() === letter.toLowerCase())
    if (letter !== undefined && group === undefined) {
      const known = groups.map((g) => g.key).join(', ')
      throw new AppError('invalid-input', {
        problem: `letter: ${system.name} has no group "${letter}"; known: ${known || 'none'}`,
      })
    }
    const listed = groups.length === 0 || group !== undefined
    const from = after === undefined ? (group?.before ?? 0) : findConcept(catalog, system, { code: after, asOf }).id
    const found = listed ? catalog.roots(system.id, asOf, { after: from, limit: limit + 1 }) : []
    const inGroup = found.filter((c) => group === undefined || keyOf(c) === group.key)
    const page = inGroup.slice(0, limit)
    return {
      system: system.id,
      systemName: system.name,
      asOf,
      groups: groups.map(({ before: _, ...shown }) => shown),
      letter: group?.key,
      roots: page.map(({ code, title, level, billable }) => ({
        code: system.grammar.display(code),
        title,
        level,
        role: levelIn(system.levels, level).role,
        billable,
        path: codePath(system, code, title),
      })),
      next: inGroup.length > limit ? system.grammar.display(page.at(-1)!.code) : undefined,
    }
  },
})

/** Half of a part of `codePaths`: a part is what stands so many places before and after its middle. */
const SPAN = 999
const PART = 2 * SPAN + 1

/** How many parts `codePaths` has. */
export function codePathParts(context: ServiceContext): number {
  return Math.ceil(context.edition().manifest.concepts / PART)
}

/** Parts made on the last day asked, packed: a crawler asks for all of them, again and again. */
const made = new WeakMap<Catalog, { asOf: IsoDate; parts: Map<number, Uint8Array> }>()

/** Pages of all codes in official order, part by part (from 1), each part under 2,000; [] past the end. */
export function codePaths(context: ServiceContext, part: number): string[] {
  const { catalog } = context.edition()
  const asOf = context.today()
  let kept = made.get(catalog)
  if (kept?.asOf !== asOf) {
    kept = { asOf, parts: new Map() }
    made.set(catalog, kept)
  }
  const packed = kept.parts.get(part)
  if (packed) return linesOf(gunzipSync(packed).toString('utf8'))
  const paths = pathsOf(catalog, part, asOf)
  kept.parts.set(part, gzipSync(paths.join('\n'), { level: 1 }))
  return paths
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'))

function pathsOf(catalog: Catalog, part: number, asOf: IsoDate): string[] {
  const middle = (part - 1) * PART + SPAN + 1
  return (
    [...new Set(catalog.releases.map((r) => r.system))]
      .map(systemOf)
      // A list of all pages of a licensed system would be an export of its titles.
      .filter(allowsBulk)
      .flatMap((system) =>
        catalog
          .neighbours(system.id, middle, { asOf, span: SPAN })
          .map(({ code, title }) => codePath(system, code, title)),
      )
  )
}
