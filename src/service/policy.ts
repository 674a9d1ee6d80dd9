/** One policy: its text, its lists of codes and what it says of each, its versions, and how two of them differ. */
import { diffWords } from 'diff'
import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import { slug } from '../core/text.ts'
import type { PolicyStore, StoredFinding, StoredVersion } from '../policy/store/reader.ts'
import { DISCLAIMER } from './notices.ts'
import { operation } from './operation.ts'
import {
  CODES_NOTICE,
  FindingSchema,
  findingShown,
  POLICY_NOTICE,
  PolicySchema,
  policiesOf,
  policyShown,
} from './policy-fields.ts'

const BlockSchema = z.object({
  kind: z.enum(['heading', 'paragraph', 'item', 'row']),
  start: z.number(),
  end: z.number(),
  level: z.number().optional(),
  page: z.number().optional(),
  table: z.number().optional(),
  header: z.boolean().optional(),
  cells: z.array(z.object({ start: z.number(), end: z.number() })).optional(),
})

const WHICH = {
  payer: z.string().describe('payer, by name'),
  number: z.string().describe('as the payer writes it: L33794, 280.14'),
}

/** Every loaded version, newest first. @throws AppError `unknown-policy` */
function versionsOf(store: PolicyStore, { payer, number }: { payer: string; number: string }): StoredVersion[] {
  const versions = store.versions(slug(payer), number)
  if (versions.length === 0) throw new AppError('unknown-policy', { payer, number })
  return versions
}

/** The version with the payer's number `wanted`; the newest where none is asked for. @throws AppError `unknown-policy` */
function chosen(versions: readonly StoredVersion[], wanted: string | undefined): StoredVersion {
  const found = wanted === undefined ? versions[0] : versions.find((v) => v.version === wanted)
  if (found) return found
  const { payer, number } = versions[0]!
  throw new AppError('unknown-policy', { payer, number: `${number} version ${wanted}` })
}

export const policy = operation({
  name: 'policy',
  command: 'policies show',
  summary: 'One policy: text, lists of codes with what it says of each, versions, revisions and related documents.',
  path: '/policies/{payer}/{number}',
  positional: ['payer', 'number'],
  input: z.object({ ...WHICH, version: z.string().optional() }),
  output: z.object({
    policy: PolicySchema,
    text: z.string().describe('of the document, or our summary of it'),
    blocks: z.array(BlockSchema).describe('headings, paragraphs, list items and table rows, as offsets into the text'),
    groups: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        paragraph: z.string().optional(),
        footnote: z.string().optional(),
        findings: z.array(FindingSchema),
      }),
    ),
    findings: z.array(FindingSchema).describe('those that stand in no list'),
    versions: z.array(PolicySchema),
    revisions: z.array(z.object({ number: z.string().optional(), day: z.string().optional(), text: z.string() })),
    related: z.array(
      z.object({ kind: z.string(), number: z.string(), title: z.string().optional(), path: z.string().optional() }),
    ),
    notice: z.string(),
    disclaimer: z.string(),
  }),
  run(context, { payer, number, version: wanted }) {
    const edition = context.edition()
    const store = policiesOf(edition)
    const versions = versionsOf(store, { payer, number })
    const version = chosen(versions, wanted)
    const { text, blocks } = store.text(version.id)!
    const asOf = context.today()
    const byGroup = Map.groupBy(store.findings(version.id), (finding) => finding.groupId)
    const show = (findings: readonly StoredFinding[] = []) =>
      findings.map((finding) => findingShown(edition.catalog, finding, asOf))
    return {
      policy: policyShown(version),
      text,
      blocks: blocks.map((block) => ({ ...block, ...(block.cells && { cells: [...block.cells] }) }) as never),
      groups: store
        .groups(version.id)
        .map(({ id, seq: _seq, ...group }) => ({ ...group, findings: show(byGroup.get(id)) })),
      findings: show(byGroup.get(undefined)),
      versions: versions.map(policyShown),
      revisions: store.revisions(version.id),
      related: store.related(version.id).map(({ kind, number: other }) => {
        const loaded = store.versions(version.payerSlug, other)[0]
        return { kind, number: other, ...(loaded ? { title: loaded.title, path: policyShown(loaded).path } : {}) }
      }),
      notice: `${POLICY_NOTICE} ${CODES_NOTICE}`,
      disclaimer: DISCLAIMER,
    }
  },
})

const keyOf = ({ system, shape, first, last, disposition }: StoredFinding): string =>
  [system, shape, first, last ?? '', disposition].join(' ')

export const policyDiff = operation({
  name: 'policy-diff',
  command: 'policies diff',
  summary: 'How two loaded versions of a policy differ: in words, and in what they say of codes.',
  path: '/policies/{payer}/{number}/diff',
  positional: ['payer', 'number'],
  input: z.object({
    ...WHICH,
    from: z.string().optional().describe('version before; the one before the newest when absent'),
    to: z.string().optional().describe('version after; the newest when absent'),
  }),
  output: z.object({
    from: PolicySchema,
    to: PolicySchema,
    words: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
    added: z.array(FindingSchema),
    removed: z.array(FindingSchema),
  }),
  run(context, { payer, number, from, to }) {
    const edition = context.edition()
    const store = policiesOf(edition)
    const versions = versionsOf(store, { payer, number })
    const after = chosen(versions, to)
    const before = from === undefined ? versions.find((v) => v.seq === after.seq - 1) : chosen(versions, from)
    if (!before)
      throw new AppError('unknown-policy', { payer, number: `${number} before version ${after.version ?? ''}` })
    const [old, current] = [store.findings(before.id), store.findings(after.id)]
    const [oldKeys, currentKeys] = [new Set(old.map(keyOf)), new Set(current.map(keyOf))]
    const asOf = context.today()
    const show = (findings: readonly StoredFinding[]) => findings.map((f) => findingShown(edition.catalog, f, asOf))
    return {
      from: policyShown(before),
      to: policyShown(after),
      words: diffWords(store.text(before.id)!.text, store.text(after.id)!.text).map(({ value, added, removed }) => ({
        kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
        text: value,
      })),
      added: show(current.filter((f) => !oldKeys.has(keyOf(f)))),
      removed: show(old.filter((f) => !currentKeys.has(keyOf(f)))),
    }
  },
})
