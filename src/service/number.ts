/**
 * A code whose official text is under a licence that does not cover the reader, or was never loaded: the bare number, our
 * own words about the service, what policies say, and codes of other systems that the same text is about. Never a
 * descriptor.
 */
import { z } from 'zod'
import type { Catalog } from '../catalog/catalog.ts'
import type { Concept, Content, Release } from '../catalog/types.ts'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import type { SystemId } from '../core/system-id.ts'
import type { Edition } from '../edition/edition.ts'
import { explainNumber, type NumberFacts } from '../explain/explain.ts'
import { kindOf } from '../explain/kind-of.ts'
import type { Applies } from '../explain/model.ts'
import { isLicensed } from '../systems/licence.ts'
import { findSystem, registerFor, SYSTEMS } from '../systems/registry.ts'
import { type CodeSystem, meaningOf } from '../systems/system.ts'
import { CODE_POLICY_FILTERS, codePolicies } from './code-policies.ts'
import type { ServiceContext } from './context.ts'
import { ExplainerSchema } from './explainer-fields.ts'
import { AnySystemField, DateField, SystemField } from './fields.ts'
import { DISCLAIMER } from './notices.ts'
import { operation } from './operation.ts'
import { CodeSchema, listedCode } from './similar.ts'
import { suggestionsFor } from './suggestions.ts'

const LIKE = 12

/** True for a system under a licence that this edition, or this reader, has only bare numbers of. */
export function isBare({ edition }: ServiceContext, id: string): boolean {
  const system = findSystem(id)
  return system !== undefined && isLicensed(system) && !edition().catalog.releases.some((r) => r.system === system.id)
}

const OUTPUT = z.object({
  system: SystemField,
  systemName: z.string(),
  systemTitle: z.string(),
  code: z.string(),
  descriptor: z.string().describe('why there is no descriptor'),
  licence: z.object({ publisher: z.string(), notice: z.string(), url: z.string() }),
  path: z.string(),
  asOf: z.string(),
  register: z
    .object({
      title: z.string().describe('what CMS files the number under'),
      facts: z.array(z.object({ label: z.string(), value: z.string(), meaning: z.string().optional() })),
      addOnTo: z.array(z.string()).describe('numbers that this one may be added to'),
      status: z.enum(['active', 'terminated', 'deleted']),
      release: z.string(),
      notice: z.string(),
    })
    .optional()
    .describe('what public files of CMS say of the number'),
  explainer: ExplainerSchema.optional().describe('our own words about the service; absent where there are none'),
  policies: codePolicies.output.optional(),
  similar: z
    .array(CodeSchema.extend({ reason: z.string() }))
    .describe('codes of other systems that the same text of ours is about'),
  disclaimer: z.string(),
})

export const number = operation({
  name: 'number',
  summary: 'A code known by its number alone: our words about it, policies and similar codes, never the descriptor.',
  path: '/numbers/{system}/{code}',
  positional: ['system', 'code'],
  input: z.object({
    system: AnySystemField,
    code: z.string().trim().min(1),
    asOf: DateField.optional(),
    ...CODE_POLICY_FILTERS,
  }),
  output: OUTPUT,
  run(context, input) {
    const edition = context.edition()
    const system = licensedSystem(input.system)
    const asOf = input.asOf ?? context.today()
    const code = system.grammar.normalize(input.code)
    const { index } = edition.explainers
    const known = code ? inRegister(edition, { system, code, asOf }) : undefined
    const explainer =
      code && explainNumber(system.id, code, index, { showDrafts: true, ...(known && filedUnder(known)) })
    const policies =
      code && edition.policies ? codePolicies.run(context, { ...input, system: system.id, code }) : undefined
    const register = known && registerShown(edition, known)
    if (!code || (!explainer && !register && (policies?.total ?? 0) === 0)) {
      const suggestions = suggestionsFor(edition.catalog, { written: input.code, system, asOf })
      throw new AppError('unknown-code', { system: system.name, code: input.code, asOf: '' }, { suggestions })
    }
    const written = system.grammar.display(code)
    return {
      system: system.id,
      systemName: system.name,
      systemTitle: system.title,
      code: written,
      descriptor: `The descriptor needs a ${system.name} licence.`,
      licence: {
        publisher: system.publisher,
        notice:
          `${system.name} is a registered trademark of the ${system.publisher.replace(/ \(.*/, '')}. Only the bare number ` +
          'is shown here; the words on this page are ours.',
        url: system.licence.url,
      },
      path: `/code/${system.id}/${written}`,
      asOf,
      ...(register ? { register } : {}),
      ...(explainer ? { explainer: explainer as never } : {}),
      ...(policies ? { policies } : {}),
      similar: alike(edition, { system: system.id, code, asOf }),
      disclaimer: DISCLAIMER,
    }
  },
})

/** A number in the register of its system, and where it stands there. */
interface Registered {
  readonly register: CodeSystem
  /** Absent on a day before the first one loaded. */
  readonly release: Release | undefined
  readonly concept: Concept
  readonly content: Content
}

/** The number in a register; absent where none is loaded or none lists it. */
function inRegister(
  { catalog }: Edition,
  { system, code, asOf }: { system: CodeSystem; code: string; asOf: IsoDate },
): Registered | undefined {
  const register = registerFor(system.id)
  const concept = register && catalog.concept(register.id, code, asOf)
  if (!register || !concept) return undefined
  return {
    register,
    concept,
    release: catalog.releaseAsOf(register.id, asOf),
    content: catalog.content(concept.id, asOf),
  }
}

/** The facts of a number by which blocks are found: what CMS files it under. */
function filedUnder({ concept, content }: Registered): NumberFacts {
  const { properties } = content
  return {
    kind: kindOf(concept, content),
    known: (key) => properties.filter((each) => each.name === key).map((each) => each.value),
  }
}

/** What the register says of a number on a day that it has a release for. */
function registerShown(
  { catalog }: Edition,
  { register, release, concept, content }: Registered,
): z.input<typeof OUTPUT>['register'] {
  if (!release) return undefined
  return {
    title: concept.title,
    facts: content.properties.map(({ name, value }) => {
      const meaning = meaningOf(register, name, value)
      return { label: register.properties?.[name]?.label ?? name, value, ...(meaning === undefined ? {} : { meaning }) }
    }),
    addOnTo: catalog
      .relations(register.id, concept.code)
      .filter((r) => r.kind === 'addOnTo' && r.code === concept.code)
      .map((r) => r.target),
    status: concept.status,
    release: release.label,
    notice: register.licence.notice,
  }
}

/** A system whose text is under a licence. @throws AppError `unknown-system` */
function licensedSystem(id: string): CodeSystem {
  const licensed = SYSTEMS.filter(isLicensed)
  const found = licensed.find((system) => system.id === findSystem(id)?.id)
  if (found) return found
  throw new AppError('unknown-system', { system: id, known: licensed.map((system) => system.id).join(', ') })
}

/** Codes of other systems that the texts about this number name, in the order they name them. */
function alike(
  { catalog, explainers }: Edition,
  { system, code, asOf }: { system: SystemId; code: string; asOf: Parameters<Catalog['concept']>[2] },
): z.input<typeof OUTPUT>['similar'] {
  const rows = new Map<string, z.input<typeof OUTPUT>['similar'][number]>()
  const about = explainers.index.find(system, code)
  for (const text of [...about, ...explainers.index.related(system, code)]) {
    const entries = [
      ...text.applies.map((entry) => ({ entry, both: about.includes(text) })),
      ...(text.related ?? []).map((entry) => ({ entry, both: false })),
    ]
    for (const { entry, both } of entries) {
      if (entry.system === system) continue
      const concept = conceptOf(catalog, entry, asOf)
      const key = concept && `${concept.system} ${concept.code}`
      if (key === undefined || rows.has(key)) continue
      rows.set(key, {
        ...listedCode(concept!),
        reason: `Our text “${text.title}” ${both ? 'is about both' : 'links the two'}`,
      })
    }
  }
  return [...rows.values()].slice(0, LIKE)
}

function conceptOf(catalog: Catalog, entry: Applies, asOf: Parameters<Catalog['concept']>[2]) {
  const code = 'code' in entry ? entry.code : 'prefix' in entry ? entry.prefix : entry.first
  const id = SYSTEMS.find((system) => system.id === entry.system)?.id
  return id === undefined ? undefined : catalog.concept(id, code, asOf)
}
