/** One policy: its text, its lists of codes and what it says of each, its versions, and how two of them differ. */
import { z } from 'zod'
import { Budget } from '../core/budget.ts'
import { AppError } from '../core/errors.ts'
import { slug } from '../core/text.ts'
import type { Block } from '../policy/model.ts'
import type { PolicyStore, StoredFinding, StoredVersion } from '../policy/store/reader.ts'
import { diffTexts } from '../policy/text-diff.ts'
import { LimitField, PartialField, PlaceField } from './fields.ts'
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
  input: z.object({
    ...WHICH,
    version: z.string().optional(),
    after: PlaceField.describe('findings to pass over, for the next page of codes'),
    limit: LimitField(1_000, 250).describe('findings in the answer'),
    textAfter: PlaceField.describe('blocks to pass over, for the next part of the text'),
    blocks: LimitField(1_000, 250).describe('blocks in the answer; fewer where they are long'),
  }),
  output: z.object({
    policy: PolicySchema,
    text: z.string().describe('of the document, or our summary of it: the part that the blocks of this answer are of'),
    textStart: z.number().describe('offset of that part in the whole text; all offsets are of the whole text'),
    nextText: z.number().optional().describe('ask again with textAfter = this for the next part; absent at the end'),
    blocks: z.array(BlockSchema).describe('headings, paragraphs, list items and table rows, as offsets into the text'),
    groups: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        paragraph: z.string().optional(),
        footnote: z.string().optional(),
        codes: z.number().describe('findings in the list, on all pages'),
        findings: z.array(FindingSchema).describe('those on this page'),
      }),
    ),
    findings: z.array(FindingSchema).describe('those on this page that stand in no list'),
    inText: z.array(FindingSchema).describe('those whose words are in this part of the text, at most 300'),
    codes: z.number().describe('findings on all pages'),
    next: z.number().optional().describe('ask again with after = this for the next page of codes; absent at the end'),
    versions: z.array(PolicySchema),
    revisions: z.array(z.object({ number: z.string().optional(), day: z.string().optional(), text: z.string() })),
    related: z.array(
      z.object({ kind: z.string(), number: z.string(), title: z.string().optional(), path: z.string().optional() }),
    ),
    notice: z.string(),
    disclaimer: z.string(),
  }),
  run(context, { payer, number, version: wanted, after, limit, textAfter, blocks: most }) {
    const edition = context.edition()
    const store = policiesOf(edition)
    const versions = versionsOf(store, { payer, number })
    const version = chosen(versions, wanted)
    const part = partOf(store.text(version.id)!, { from: textAfter, most })
    const asOf = context.today()
    const tally = store.tally(version.id)
    const total = tally.reduce((sum, { findings }) => sum + findings, 0)
    const page = store.findingsPage(version.id, { after, limit })
    const byGroup = Map.groupBy(page, (finding) => finding.groupId)
    const show = (findings: readonly StoredFinding[] = []) =>
      findings.map((finding) => findingShown(edition.catalog, finding, asOf))
    const countIn = (id: number): number =>
      tally.reduce((sum, { groupId, findings }) => sum + (groupId === id ? findings : 0), 0)
    return {
      policy: policyShown(version),
      ...part,
      groups: store
        .groups(version.id)
        .map(({ id, seq: _seq, ...group }) => ({ ...group, codes: countIn(id), findings: show(byGroup.get(id)) }))
        // A list that has all its codes on other pages is named where it begins.
        .filter(({ codes, findings }) => findings.length > 0 || (codes === 0 && after === 0)),
      findings: show(byGroup.get(undefined)),
      inText: show(store.findingsWithin(version.id, spanOf(part), MOST_IN_TEXT)),
      codes: total,
      ...(after + page.length < total ? { next: after + page.length } : {}),
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

/** Characters of a text in one part, where its blocks are long. */
const MOST_CHARACTERS = 60_000
/** Findings in the margin of one part. */
const MOST_IN_TEXT = 300

type Blocks = z.input<typeof BlockSchema>[]

/** A run of blocks with the text they are of. */
function partOf(
  { text, blocks }: { text: string; blocks: readonly Block[] },
  { from, most }: { from: number; most: number },
): { text: string; textStart: number; blocks: Blocks; nextText?: number } {
  const first = blocks[from]
  const textStart = from === 0 ? 0 : (first?.start ?? text.length)
  let to = from
  while (to < blocks.length && to - from < most && blocks[to]!.start - textStart < MOST_CHARACTERS) to++
  const last = to < blocks.length ? blocks[to]!.start : text.length
  const end = Math.min(last, textStart + 2 * MOST_CHARACTERS)
  return {
    text: text.slice(textStart, end),
    textStart,
    blocks: blocks.slice(from, to).map((block) => ({
      ...block,
      end: Math.min(block.end, end),
      ...(block.cells && { cells: [...block.cells] }),
    })) as Blocks,
    ...(to < blocks.length ? { nextText: to } : {}),
  }
}

const spanOf = ({ text, textStart }: { text: string; textStart: number }): { start: number; end: number } => ({
  start: textStart,
  end: textStart + text.length,
})

/** Findings of each kind that a comparison names. */
const MOST_CHANGED = 500

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
    added: z.array(FindingSchema).describe('at most 500'),
    removed: z.array(FindingSchema).describe('at most 500'),
    addedTotal: z.number(),
    removedTotal: z.number(),
    partial: PartialField.optional(),
  }),
  run(context, { payer, number, from, to }) {
    const edition = context.edition()
    const store = policiesOf(edition)
    const versions = versionsOf(store, { payer, number })
    const after = chosen(versions, to)
    const before = from === undefined ? versions.find((v) => v.seq === after.seq - 1) : chosen(versions, from)
    if (!before)
      throw new AppError('unknown-policy', { payer, number: `${number} before version ${after.version ?? ''}` })
    const added = store.findingsOnlyIn(after.id, before.id, MOST_CHANGED)
    const removed = store.findingsOnlyIn(before.id, after.id, MOST_CHANGED)
    const budget = context.budget ?? Budget.unlimited()
    const words = diffTexts(store.words(before.id), store.words(after.id), budget)
    const asOf = context.today()
    const show = (findings: readonly StoredFinding[]) => findings.map((f) => findingShown(edition.catalog, f, asOf))
    return {
      from: policyShown(before),
      to: policyShown(after),
      words: words.changes.map(({ kind, text }) => ({ kind, text })),
      added: show(added.findings),
      removed: show(removed.findings),
      addedTotal: added.total,
      removedTotal: removed.total,
      ...(words.partial ? { partial: true } : {}),
    }
  },
})
