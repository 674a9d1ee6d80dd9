/** Everything official about one code, as of a day. */
import { z } from 'zod'
import type { Catalog, Concept, Relation } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import type { Edition } from '../edition/edition.ts'
import { explain } from '../explain/explain.ts'
import { levelIn } from '../systems/levels.ts'
import { findSystem, systemOf } from '../systems/registry.ts'
import { type CodeSystem, kindOfCode, meaningOf, qualifierOf, relationOf } from '../systems/system.ts'
import { codePath } from './code-path.ts'
import { ExplainerSchema } from './explainer-fields.ts'
import { AnySystemField, DateField, LicenceField, SystemField } from './fields.ts'
import { currencyOf, DISCLAIMER } from './notices.ts'
import { operation } from './operation.ts'
import { suggestionsFor } from './suggestions.ts'
import { howToGet } from './system-words.ts'

export { codePath } from './code-path.ts'

const LinkSchema = z.object({
  code: z.string(),
  title: z.string(),
  level: z.string(),
  role: z.string().describe('what the level does: group, frame, header, code or modifier'),
  billable: z.boolean(),
  path: z.string().describe('page of the code on this server'),
})
type Link = z.input<typeof LinkSchema>

const CodeOutput = z.object({
  system: SystemField,
  systemName: z.string(),
  systemUri: z.string().describe('canonical FHIR URI of the code system'),
  kind: z.string(),
  code: z.string().describe('as officially written'),
  title: z.string().describe('official title on the day asked'),
  shortTitle: z.string().optional(),
  level: z.string(),
  billable: z.boolean(),
  status: z.enum(['active', 'terminated', 'deleted']),
  validFrom: z.string().describe('first day of the period this answer describes'),
  validTo: z.string().optional().describe('last day, when it has ended or an end is set'),
  since: z.string().describe('first day any loaded release lists the code'),
  asOf: z.string(),
  release: z.object({
    label: z.string(),
    validFrom: z.string(),
    location: z.string().describe('where it was obtained'),
  }),
  inForce: z
    .object({ label: z.string(), validFrom: z.string(), loaded: z.boolean() })
    .optional()
    .describe('the release in force today, where the publisher has a calendar'),
  notice: z.string().optional().describe('said when a newer release than the one loaded is in force'),
  licence: LicenceField,
  disclaimer: z.string(),
  path: z.string(),
  ancestors: z.array(LinkSchema),
  children: z.array(LinkSchema),
  plainCase: LinkSchema.optional().describe('of a header, the code to report when nothing more is known'),
  siblings: z.array(LinkSchema).describe('codes beside this one, itself included'),
  notes: z.array(
    z.object({
      kind: z.string(),
      text: z.string(),
      character: z.string().optional(),
      from: LinkSchema.pick({ code: true, title: true, path: true })
        .optional()
        .describe('ancestor it stands at; absent for notes of the code itself'),
    }),
  ),
  names: z.array(
    z.object({
      text: z.string(),
      use: z.string(),
      source: z.string(),
      from: z
        .string()
        .optional()
        .describe('header above it that the name stands at; absent for names of the code itself'),
    }),
  ),
  index: z.array(
    z.object({
      kind: z.string(),
      release: z.string().describe('edition of the index, by the name of its file'),
      path: z.array(z.string()),
      nonessential: z.string().optional(),
      heading: z.string().optional().describe('column of the drug or neoplasm table'),
      partial: z.boolean().describe('the index names only the beginning of the code'),
      from: z
        .string()
        .optional()
        .describe('header above it that the entry leads to; absent where it leads to the code'),
      manifestation: z.string().optional(),
    }),
  ),
  axes: z.array(
    z.object({
      position: z.number(),
      title: z.string(),
      code: z.string(),
      label: z.string(),
      definition: z.string().optional(),
      explanation: z.string().optional(),
      includes: z.array(z.string()),
    }),
  ),
  properties: z.array(
    z.object({
      name: z.string(),
      label: z.string().optional(),
      value: z.string(),
      meaning: z.string().optional(),
      onClaim: z.boolean().optional().describe('decides how the code stands on a claim and is paid'),
    }),
  ),
  relations: z.array(
    z.object({
      kind: z.string(),
      label: z.string().describe('what the other code is to this one'),
      system: SystemField,
      systemName: z.string(),
      code: z.string(),
      title: z.string().optional(),
      path: z.string().optional(),
      direction: z.enum(['from', 'to']),
      since: z.string().optional(),
    }),
  ),
  furtherRelations: z
    .array(z.object({ label: z.string(), count: z.number() }))
    .describe('how many links of a sort there are beyond those listed'),
  explainer: ExplainerSchema.describe('what it means in plain words; not official'),
  timeline: z.array(
    z.object({
      validFrom: z.string(),
      validTo: z.string().optional(),
      title: z.string(),
      billable: z.boolean(),
      status: z.enum(['active', 'terminated']),
    }),
  ),
})

export type CodeAnswer = z.output<typeof CodeOutput>

const link = (system: CodeSystem, { code, title, level, billable }: Concept): Link => ({
  code: system.grammar.display(code),
  title,
  level,
  role: levelIn(system.levels, level).role,
  billable,
  path: codePath(system, code, title),
})

/** A concept by whatever a person may type for its code; undefined where there is none on that day. */
export function conceptOf(
  catalog: Catalog,
  system: CodeSystem,
  { code, asOf }: { code: string; asOf: IsoDate },
): Concept | undefined {
  const stored = system.grammar.normalize(code)
  const shapes = [stored, code, code.toUpperCase(), code.toLowerCase(), system.grammar.normalizePrefix(code)]
  for (const shape of shapes) {
    const found = shape === undefined ? undefined : catalog.concept(system.id, shape, asOf)
    if (found) return found
  }
  return undefined
}

/** The same. @throws AppError `unknown-code` */
export function findConcept(
  catalog: Catalog,
  system: CodeSystem,
  { code, asOf }: { code: string; asOf: IsoDate },
): Concept {
  const found = conceptOf(catalog, system, { code, asOf })
  if (found) return found
  const stored = system.grammar.normalize(code)
  const first = stored === undefined ? undefined : catalog.firstDay(system.id, stored)
  const data = { system: system.name, code, asOf: first === undefined ? '' : ` before ${first}` }
  throw new AppError('unknown-code', data, { suggestions: suggestionsFor(catalog, { written: code, system, asOf }) })
}

const SIBLINGS = 40

/** Concepts beside one: its parent's children near it, or its neighbours in official order where there is no tree. */
function siblingsOf(catalog: Catalog, concept: Concept, asOf: IsoDate): Concept[] {
  const all =
    concept.parentId === undefined
      ? catalog
          .neighbours(concept.system, concept.id, { asOf, span: 6 })
          .filter((c) => c.parentId === undefined && c.level === concept.level)
      : catalog.children(concept.parentId, asOf)
  const at = Math.max(
    0,
    all.findIndex((c) => c.id === concept.id),
  )
  const start = Math.max(0, Math.min(at - SIBLINGS / 2, all.length - SIBLINGS))
  return all.slice(start, start + SIBLINGS)
}

function notesOf(catalog: Catalog, chain: readonly Concept[], { asOf, system }: { asOf: IsoDate; system: CodeSystem }) {
  // Nearest first: the code's own notes, then its parent's, up to the chapter's.
  return chain.toReversed().flatMap((at, i) =>
    catalog.content(at.id, asOf).notes.map(({ kind, character, text }) => {
      const { code, title, path } = link(system, at)
      return { kind, text, character, from: i === 0 ? undefined : { code, title, path } }
    }),
  )
}

/** Links of one kind and direction that are listed; a category may hold thousands of codes. */
const MOST_RELATIONS = 500

function relationsOf(
  catalog: Catalog,
  concept: Concept,
  { asOf, system }: { asOf: IsoDate; system: CodeSystem },
): Pick<CodeAnswer, 'relations' | 'furtherRelations'> {
  const shown = (relation: Relation, outgoing: boolean): CodeAnswer['relations'][number] => {
    const { kind, since } = relation
    const [id, code] = outgoing ? [relation.targetSystem, relation.target] : [relation.system, relation.code]
    const other = systemOf(id)
    const known = catalog.concept(id, code, asOf)
    const declared = relationOf(systemOf(relation.system), kind)
    // A link that is of a kind which is a code itself reads as that code.
    const which = qualifierOf(kind)
    const named = outgoing && which !== undefined ? catalog.concept(relation.system, which, asOf)?.title : undefined
    return {
      kind,
      label: named ?? (outgoing ? declared?.label : declared?.inverse) ?? kind,
      system: id,
      systemName: other.name,
      code: other.grammar.display(code),
      title: known?.title,
      path: known ? codePath(other, known.code, known.title) : undefined,
      direction: outgoing ? ('to' as const) : ('from' as const),
      since,
    }
  }
  const leavesHere = (relation: Relation): boolean => relation.system === system.id && relation.code === concept.code
  // Kinds stand as their system declares them.
  const place = ({ system: id, kind }: Relation): number =>
    Object.keys(systemOf(id).relations ?? {}).indexOf(kind.split(':', 1)[0]!)
  const links = catalog.relations(system.id, concept.code).toSorted((a, b) => place(a) - place(b))
  const sorts = Map.groupBy(links, (each) => `${each.kind} ${leavesHere(each)}`)
  const listed = [...sorts.values()].map((sort) => ({
    rows: sort.slice(0, MOST_RELATIONS).map((each) => shown(each, leavesHere(each))),
    count: sort.length,
  }))
  return {
    relations: listed.flatMap(({ rows }) => rows),
    furtherRelations: listed
      .filter(({ rows, count }) => count > rows.length)
      .map(({ rows, count }) => ({ label: rows[0]!.label, count: count - rows.length })),
  }
}

/** Which file of a release an index is from. */
const INDEX_ROLES: Readonly<Record<string, string>> = {
  alphabetic: 'index',
  pcs: 'index',
  externalCause: 'eindex',
  drug: 'drug',
  neoplasm: 'neoplasm',
}

/** Index entries that lead to a code, then those that lead to the headers above it, each once. */
function indexOf(
  catalog: Catalog,
  named: readonly { at: Concept; from: string | undefined }[],
  { system, sources }: { system: CodeSystem; sources: readonly { file: string; role: string }[] },
): z.input<typeof CodeOutput>['index'] {
  // An index may be older than the release it is loaded with; its file says of which year it is.
  const editionOf = (kind: string): string | undefined =>
    /\b(?:FY)?(20\d\d)\b/.exec(
      (sources.find((each) => each.role === INDEX_ROLES[kind])?.file ?? '').replaceAll('_', ' '),
    )?.[1]
  const seen = new Set<number>()
  return named.flatMap(({ at, from }) =>
    catalog.indexHits(system.id, at.code).flatMap((hit) => {
      if (seen.has(hit.id)) return []
      seen.add(hit.id)
      const { kind, release, path, nonessential, heading, partial, manifestation } = hit
      return [
        {
          kind,
          release: editionOf(kind) ?? release,
          path: [...path],
          nonessential,
          heading,
          partial,
          manifestation: manifestation === undefined ? undefined : system.grammar.display(manifestation),
          from,
        },
      ]
    }),
  )
}

export const code = operation({
  name: 'show',
  summary:
    'One code with what it means and its official facts: title, validity, notes, tree, other names, index entries and history.',
  path: '/codes/{system}/{code}',
  positional: ['system', 'code'],
  input: z.object({
    system: AnySystemField,
    code: z.string().trim().min(1).describe('in any written form: E11.9, e119'),
    asOf: DateField.optional(),
  }),
  output: CodeOutput,
  run(context, input) {
    const { catalog, manifest, explainers } = context.edition()
    const today = context.today()
    const asOf = input.asOf ?? today
    const system = loadedSystem(catalog, input.system)
    const concept = findConcept(catalog, system, { code: input.code, asOf })
    const currency = currencyOf(catalog, system, today)!
    const release = catalog.releaseAsOf(system.id, asOf) ?? currency.loaded
    const ancestors = catalog.ancestors(concept, asOf)
    const content = catalog.content(concept.id, asOf)
    // Names and index entries of the headers above hold for codes below them too; each says where it stands.
    const named = [
      { at: concept, from: undefined },
      ...ancestors
        .toReversed()
        .filter((at) => levelIn(system.levels, at.level).role === 'header')
        .map((at) => ({ at, from: system.grammar.display(at.code) })),
    ]
    const timeline = catalog.timeline(concept.id)
    const described = manifest.releases.find((r) => r.system === system.id && r.label === release.label)
    return {
      system: system.id,
      systemName: system.name,
      systemUri: system.uri,
      kind: kindOfCode(system, concept.code),
      code: system.grammar.display(concept.code),
      title: concept.title,
      shortTitle: concept.shortTitle,
      level: concept.level,
      billable: concept.billable,
      status: concept.status,
      validFrom: concept.validFrom,
      validTo: concept.validTo,
      since: timeline[0]!.validFrom,
      asOf,
      release: {
        label: release.label,
        validFrom: release.validFrom,
        location: described?.sources[0]?.location ?? 'user',
      },
      inForce: currency.inForce && {
        label: currency.inForce.label,
        validFrom: currency.inForce.validFrom,
        loaded: currency.isInForce,
      },
      notice: currency.notice,
      licence: { ...system.licence },
      disclaimer: DISCLAIMER,
      path: codePath(system, concept.code, concept.title),
      ancestors: ancestors.map((c) => link(system, c)),
      children: catalog.children(concept.id, asOf).map((c) => link(system, c)),
      plainCase: plainCaseOf(context.edition(), system, { concept, asOf }),
      siblings: siblingsOf(catalog, concept, asOf).map((c) => link(system, c)),
      notes: notesOf(catalog, [...ancestors, concept], { asOf, system }),
      names: named.flatMap(({ at, from }) =>
        catalog
          .content(at.id, asOf)
          .designations.map((d) => ({ text: d.text, use: d.use, source: `${system.name} ${release.label}`, from })),
      ),
      index: indexOf(catalog, named, { system, sources: described?.sources ?? [] }),
      axes: catalog.axes(system.id, concept.code).map((a) => ({ ...a, includes: [...a.includes] })),
      properties: content.properties.map(({ name, value }) => ({
        name,
        value,
        label: system.properties?.[name]?.label,
        onClaim: system.properties?.[name]?.onClaim,
        meaning: meaningOf(system, name, value),
      })),
      ...relationsOf(catalog, concept, { asOf, system }),
      explainer: explain(catalog, system.id, concept, asOf, explainers.index, { showDrafts: true }) as never,
      timeline: timeline.map(({ validFrom, validTo, title, billable, terminated }) => ({
        validFrom,
        validTo,
        title,
        billable,
        status: terminated ? ('terminated' as const) : ('active' as const),
      })),
    }
  },
})

/** The code to report under a header when nothing more is known, where there is one on that day. */
function plainCaseOf(
  { catalog, engine: { index } }: Edition,
  system: CodeSystem,
  { concept, asOf }: { concept: Concept; asOf: IsoDate },
): Link | undefined {
  const header = index.conceptsByCode(concept.code).find((number) => index.system(number) === system.id)
  const leaf = header === undefined ? undefined : index.defaultLeaf(header)
  const listed = leaf === undefined ? undefined : catalog.concept(system.id, index.code(leaf), asOf)
  return listed?.status === 'active' && listed.billable ? link(system, listed) : undefined
}

/** A system that this edition holds, by any of its names. @throws AppError `unknown-system`, `system-not-loaded` */
export function loadedSystem(catalog: Catalog, name: string): CodeSystem {
  const loaded = [...new Set(catalog.releases.map((r) => r.system))]
  const system = findSystem(name)
  if (system === undefined) throw new AppError('unknown-system', { system: name, known: loaded.join(', ') })
  if (!loaded.includes(system.id))
    throw new AppError('system-not-loaded', { system: system.name, how: howToGet(system) })
  return system
}
