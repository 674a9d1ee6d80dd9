/** Release impact: policies that name codes which a release deletes, retitles or splits. */
import { z } from 'zod'
import type { Catalog } from '../catalog/catalog.ts'
import { AppError } from '../core/errors.ts'
import type { SystemId } from '../core/system-id.ts'
import { DIAGNOSES } from '../policy/coverage.ts'
import { impactOf } from '../policy/impact.ts'
import { loadedSystem } from './code.ts'
import { AnySystemField, SystemField } from './fields.ts'
import { operation } from './operation.ts'
import { FindingSchema, findingShown, PolicySchema, policiesOf, policyShown, writtenCode } from './policy-fields.ts'

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
  }),
  output: z.object({
    system: SystemField,
    from: z.string(),
    to: z.string(),
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
  run(context, { system: id, from, to }) {
    const edition = context.edition()
    const { catalog } = edition
    const system = loadedSystem(catalog, id)
    const days = { from: dayOf(catalog, system.id, from), to: dayOf(catalog, system.id, to) }
    const impact = impactOf(catalog, policiesOf(edition), { system: system.id, ...days })
    return {
      system: system.id,
      from,
      to,
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

/** First day of a loaded release. @throws AppError `invalid-input`, naming those there are */
function dayOf(catalog: Catalog, system: SystemId, label: string) {
  const releases = catalog.releases.filter((r) => r.system === system)
  const found = releases.find((r) => r.label.toLowerCase() === label.toLowerCase())
  if (found) return found.validFrom
  const known = releases.map((r) => r.label).join(', ')
  throw new AppError('invalid-input', { problem: `no release "${label}" of ${system} is loaded; there are: ${known}` })
}
