/**
 * Drafts of a batch of codes: one file each in `explainers/` of the home, with the evidence of every sentence beside it.
 * Answers are kept under a hash of the model and the prompt, so that a run that was stopped goes on for nothing, and a
 * draft whose facts did not change is not asked for again.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { indexExplainers } from '../explain/applies.ts'
import { gatherFacts } from '../explain/compose/facts.ts'
import { promptForBlock } from '../explain/draft/block-prompt.ts'
import {
  blockDraftId,
  blockDraftOf,
  type Draft,
  draftId,
  draftOf,
  type Evidence,
  type NoDraft,
} from '../explain/draft/draft.ts'
import { type Prompt, promptFor, type Reference } from '../explain/draft/prompt.ts'
import { loadExplainers, SHIPPED_BLOCKS, SHIPPED_EXPLAINERS } from '../explain/files/load.ts'
import type { Outline } from '../explain/files/outline.ts'
import { parseExplainer } from '../explain/files/parse.ts'
import { writeExplainer } from '../explain/files/write.ts'
import type { Explainer } from '../explain/model.ts'
import { foundBy, reachOf } from '../explain/reach.ts'
import type { ChatModel } from '../sources/chat.ts'
import { putWhole } from '../sources/whole-file.ts'
import { Asker, type AskLimits } from './asker.ts'
import type { Edition } from './edition.ts'
import type { Home } from './home.ts'

export interface DraftOptions {
  readonly references: readonly Reference[]
  readonly limits?: AskLimits
  readonly asOf: IsoDate
  readonly onProgress?: (report: DraftReport) => void
  readonly pause?: (ms: number) => Promise<void>
}

export interface DraftReport {
  written: string[]
  /** Drafted before from the same facts, or reviewed already. */
  there: string[]
  /** Nothing of the answer could be supported. */
  refused: string[]
  failed: { code: string; problem: string }[]
  tokensIn: number
  tokensOut: number
  cost: number
  /** Why the batch ended before its end. */
  stopped?: string
}

const EvidenceShape = z.object({
  key: z.string(),
  model: z.string(),
  refused: z.array(z.string()),
  evidence: z.array(
    z.object({
      section: z.string(),
      text: z.string(),
      cites: z.array(z.object({ id: z.string(), says: z.string() })),
      dropped: z.string().optional(),
    }),
  ),
})
type EvidenceFile = z.output<typeof EvidenceShape>

const evidencePath = (home: Home, id: string): string => join(home.explainers, 'evidence', `${id}.json`)
const explainerPath = (home: Home, id: string): string => join(home.explainers, `${id}.md`)

function readEvidence(home: Home, id: string): EvidenceFile | undefined {
  const path = evidencePath(home, id)
  if (!existsSync(path)) return undefined
  const parsed = EvidenceShape.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  return parsed.success ? parsed.data : undefined
}

interface Workshop {
  readonly home: Home
  readonly edition: Edition
  readonly model: ChatModel
}

/** One thing to draft: asked for only when its turn comes, since its facts take time to gather. */
interface Task {
  readonly name: string
  readonly id: string
  readonly prompt: Prompt
  read(text: string): Draft | NoDraft
}

/**
 * Drafts explainers of `concepts`, one after the other.
 * @throws AppError `drafting-failed` when the server cannot be used at all; what was drafted is kept
 */
export function draftBatch(
  workshop: Workshop,
  concepts: readonly Concept[],
  options: DraftOptions,
): Promise<DraftReport> {
  const tasks = concepts.map((concept) => (): Task => {
    const code = gatherFacts(workshop.edition.catalog, concept, options.asOf)
    const prompt = promptFor(code, options.references)
    const { references } = options
    return {
      name: concept.code,
      id: draftId(code),
      prompt,
      read: (text) => draftOf(code, { references, prompt, text }),
    }
  })
  return draftAll(workshop, tasks, options)
}

/** Codes of a block whose facts are read; what they all share is what a draft may rest on. */
const READ = 60

/**
 * Drafts blocks from their outlines, one after the other.
 * @throws AppError `drafting-failed`; `invalid-input` for an outline whose facts find no code
 */
export function draftBlocks(
  workshop: Workshop,
  outlines: readonly Outline[],
  options: DraftOptions,
): Promise<DraftReport> {
  const { catalog } = workshop.edition
  const tasks = outlines.map((outline) => (): Task => {
    const found = foundBy(catalog, outline, options.asOf)
    if (found.length === 0)
      throw new AppError('invalid-input', { problem: `${outline.id}: its facts (match) find no code of this edition` })
    const step = Math.ceil(found.length / READ)
    const codes = found.filter((_, i) => i % step === 0).map((each) => gatherFacts(catalog, each, options.asOf))
    const { references } = options
    const prompt = promptForBlock(outline, { codes, reaches: found.length, references })
    return {
      name: outline.id,
      id: blockDraftId(outline),
      prompt,
      read: (text) => blockDraftOf(outline, { references, prompt, text }),
    }
  })
  return draftAll(workshop, tasks, options)
}

async function draftAll(
  { home, model }: Workshop,
  tasks: readonly (() => Task)[],
  { limits, pause, onProgress }: DraftOptions,
): Promise<DraftReport> {
  const report: DraftReport = { written: [], there: [], refused: [], failed: [], tokensIn: 0, tokensOut: 0, cost: 0 }
  const asker = new Asker(model, { cache: join(home.root, 'cache', 'drafts'), limits, pause })
  for (const task of tasks) {
    const { name, id, prompt, read } = task()
    const key = asker.keyOf(prompt)
    if (isDone(home, id, key)) {
      report.there.push(name)
      continue
    }
    const { stopped } = asker
    if (stopped !== undefined) {
      report.stopped = stopped
      break
    }
    const made = await asker.ask(prompt, read)
    if ('problem' in made) report.failed.push({ code: name, problem: made.problem })
    else keep(home, { id, key, model: model.id, draft: made, code: name }, report)
    const { tokensIn, tokensOut, cost } = asker.spent
    Object.assign(report, { tokensIn, tokensOut, cost })
    onProgress?.(report)
  }
  return report
}

/** True when the draft of these facts is there, or a person has reviewed one. */
function isDone(home: Home, id: string, key: string): boolean {
  const path = explainerPath(home, id)
  if (existsSync(path)) {
    const { explainer } = parseExplainer(readFileSync(path, 'utf8'), { file: `${id}.md`, id })
    if (explainer?.reviewed !== undefined) return true
  }
  return readEvidence(home, id)?.key === key
}

function keep(
  home: Home,
  { id, key, model, draft, code }: { id: string; key: string; model: string; draft: Draft; code: string },
  report: DraftReport,
): void {
  const file: EvidenceFile = { key, model, refused: [...draft.refused], evidence: draft.evidence.map(plain) }
  putWhole(evidencePath(home, id), `${JSON.stringify(file, null, 2)}\n`)
  if (draft.explainer === undefined) {
    report.refused.push(code)
    return
  }
  putWhole(explainerPath(home, id), writeExplainer(draft.explainer))
  report.written.push(code)
}

const plain = ({ section, text, cites, dropped }: Evidence): EvidenceFile['evidence'][number] => ({
  section,
  text,
  cites: cites.map((cite) => ({ ...cite })),
  ...(dropped === undefined ? {} : { dropped }),
})

/** A draft with what a reviewer needs beside it. */
export interface ReviewItem {
  readonly explainer: Explainer
  readonly evidence: readonly Evidence[]
}

/** Texts of the user and those that ship, each once: the user's takes the place of a shipped one of its name. */
function allTexts(home: Home): Map<string, Explainer> {
  const folders = [SHIPPED_BLOCKS, SHIPPED_EXPLAINERS, home.explainers]
  return new Map(folders.flatMap((folder) => loadExplainers(folder).explainers).map((each) => [each.id, each]))
}

export interface Waiting {
  readonly explainer: Explainer
  /** Codes whose pages show it, about; absent where no edition tells. */
  readonly reach: number | undefined
}

/**
 * Texts that nobody has reviewed, the user's and those that ship. With an edition, those that stand at most codes come
 * first, so that a reviewer's hour goes where it matters; every `step`th code is looked at.
 */
export function unreviewed(
  home: Home,
  within?: { readonly edition: Edition; readonly asOf: IsoDate; readonly step: number },
): Waiting[] {
  const texts = allTexts(home)
  const waiting = [...texts.values()].filter((each) => each.reviewed === undefined)
  if (within === undefined) return waiting.map((explainer) => ({ explainer, reach: undefined }))
  const { edition, asOf, step } = within
  const reach = reachOf(edition.catalog, indexExplainers([...texts.values()]), { asOf, step })
  return waiting
    .map((explainer) => ({ explainer, reach: reach.get(explainer.id) ?? 0 }))
    .sort((a, b) => b.reach - a.reach || (a.explainer.id < b.explainer.id ? -1 : 1))
}

/** One text, the user's or one that ships, with its evidence. @throws AppError `unknown-explainer` */
export function reviewItem(home: Home, id: string): ReviewItem {
  const explainer = allTexts(home).get(id)
  if (!explainer) throw new AppError('unknown-explainer', { id, folder: home.explainers })
  return { explainer, evidence: (readEvidence(home, id)?.evidence ?? []) as Evidence[] }
}

/**
 * Writes the reviewer's name and the day into the text. A text that ships is copied into the data folder first, where
 * it takes the place of the shipped one. @throws AppError `unknown-explainer`
 */
export function approve(home: Home, id: string, reviewed: { readonly name: string; readonly date: IsoDate }): void {
  const { explainer } = reviewItem(home, id)
  putWhole(explainerPath(home, id), writeExplainer({ ...explainer, reviewed }))
}
