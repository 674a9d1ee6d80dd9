/** Release impact: policies that name codes which a release deletes, retitles or splits. */
import { setImmediate as turn } from 'node:timers/promises'
import { z } from 'zod'
import type { Catalog } from '../catalog/catalog.ts'
import { AppError } from '../core/errors.ts'
import type { SystemId } from '../core/system-id.ts'
import type { Edition } from '../edition/edition.ts'
import { DIAGNOSES } from '../policy/coverage.ts'
import { type Impact, type ImpactQuestion, impactOf, impactSteps } from '../policy/impact.ts'
import { loadedSystem } from './code.ts'
import { AnySystemField, LimitField, PlaceField, SystemField } from './fields.ts'
import { operation } from './operation.ts'
import { FindingSchema, findingShown, PolicySchema, policiesOf, policyShown, writtenCode } from './policy-fields.ts'
import { requestScope } from './request.ts'

export const policyImpact = operation({
  name: 'policy-impact',
  command: 'policies impact',
  summary: 'Policies that name codes which a newer release deletes, retitles or splits.',
  path: '/policies/impact',
  positional: [],
  input: z.object({
    system: AnySystemField.default(DIAGNOSES),
    from: z.string().describe('label of the earlier release: FY2025'),
    to: z.string().describe('label of the later release: FY2026'),
    limit: LimitField(500, 100).describe('policies in the answer'),
    after: PlaceField.describe('policies to pass over'),
  }),
  output: z.object({
    system: SystemField,
    from: z.string(),
    to: z.string(),
    total: z.number().describe('policies that name a code which changed'),
    next: z.number().optional().describe('ask again with after = this; absent at the end'),
    policies: z.array(
      z.object({
        policy: PolicySchema,
        changes: z.array(
          z.object({
            code: z.string(),
            kind: z.enum(['deleted', 'revised', 'split']),
            titleBefore: z.string(),
            titleAfter: z.string().optional(),
            into: z.array(z.string()).optional().describe('codes that a split code became'),
            finding: FindingSchema,
          }),
        ),
      }),
    ),
  }),
  async prepare(context, raw) {
    const asked = policyImpact.input.safeParse(raw)
    if (asked.success) await prepareImpact(context.edition(), questionOf(context.edition(), asked.data))
  },
  run(context, { system: id, from, to, limit, after }) {
    const edition = context.edition()
    const { catalog } = edition
    const system = loadedSystem(catalog, id)
    const days = questionOf(edition, { system: id, from, to })
    const all = found.get(edition)?.get(keyOf(days)) ?? impactOf(catalog, policiesOf(edition), days)
    const impact = all.slice(after, after + limit)
    return {
      system: system.id,
      from,
      to,
      total: all.length,
      ...(after + impact.length < all.length ? { next: after + impact.length } : {}),
      policies: impact.map(({ version, changes }) => ({
        policy: policyShown(version),
        changes: changes.map(({ change, finding }) => ({
          ...change,
          code: writtenCode(system.id, change.code),
          ...(change.into ? { into: change.into.map((code) => writtenCode(system.id, code)) } : {}),
          finding: findingShown(catalog, finding, days.from),
        })),
      })) as never,
    }
  },
})

/** What was found for an edition: releases do not change, so each pair of them is compared once. */
const found = new WeakMap<Edition, Map<string, Impact[]>>()
/** Milliseconds of work between two turns of others. */
const SLICE = 8

const keyOf = ({ system, from, to }: ImpactQuestion): string => `${system} ${from} ${to}`

function questionOf(
  edition: Edition,
  { system: id, from, to }: { system: string; from: string; to: string },
): ImpactQuestion {
  const { catalog } = edition
  const system = loadedSystem(catalog, id).id
  return { system, from: dayOf(catalog, system, from), to: dayOf(catalog, system, to) }
}

/** Compares two releases, letting other requests have their turns, unless that was done before. */
async function prepareImpact(edition: Edition, question: ImpactQuestion): Promise<void> {
  const known = found.get(edition) ?? new Map<string, Impact[]>()
  found.set(edition, known)
  if (known.has(keyOf(question))) return
  const steps = impactSteps(edition.catalog, policiesOf(edition), question)
  let until = performance.now() + SLICE
  for (;;) {
    const { done, value } = steps.next()
    if (done) return void known.set(keyOf(question), value)
    if (performance.now() < until) continue
    await turn()
    if (requestScope()?.isGone()) throw new AppError('client-gone')
    until = performance.now() + SLICE
  }
}

/** First day of a loaded release. @throws AppError `invalid-input`, naming those there are */
function dayOf(catalog: Catalog, system: SystemId, label: string) {
  const releases = catalog.releases.filter((r) => r.system === system)
  const found = releases.find((r) => r.label.toLowerCase() === label.toLowerCase())
  if (found) return found.validFrom
  const known = releases.map((r) => r.label).join(', ')
  throw new AppError('invalid-input', { problem: `no release "${label}" of ${system} is loaded; there are: ${known}` })
}
