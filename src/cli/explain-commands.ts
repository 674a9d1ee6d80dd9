/** Commands for texts of plain words: `medcodex explain draft | review | import`. */

import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Command } from 'commander'
import type { Concept } from '../catalog/catalog.ts'
import { today } from '../core/date.ts'
import { AppError, problemOf } from '../core/errors.ts'
import {
  approve,
  type DraftOptions,
  type DraftReport,
  draftBatch,
  draftBlocks,
  reviewItem,
  unreviewed,
  type Waiting,
} from '../edition/drafts.ts'
import { currentEditionPath, type Edition, openEdition } from '../edition/edition.ts'
import { type Home, homeAt, prepareHome } from '../edition/home.ts'
import { parseApplies } from '../explain/applies.ts'
import { DRAFT_KEY_VARIABLE, openChat } from '../explain/draft/chat.ts'
import type { Reference } from '../explain/draft/prompt.ts'
import { readOutline } from '../explain/files/outline.ts'
import { writeExplainer } from '../explain/files/write.ts'
import { readReferencePage } from '../explain/reference-page.ts'
import { findConcept, loadedSystem } from '../service/code.ts'
import { makeFolder } from '../sources/whole-file.ts'
import { type LimitFlags, limitsFrom, numberOf, withLimits } from './ask-limits.ts'
import { groupOf } from './operation-commands.ts'

interface Globals {
  readonly home?: string
  readonly json?: boolean
}

interface DraftFlags extends LimitFlags {
  readonly url: string
  readonly model: string
  readonly reference?: string[]
  readonly block?: string[]
}

interface ReviewFlags {
  readonly every?: string
  readonly approve?: boolean
  readonly reviewer?: string
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const say = (line: string): void => void process.stderr.write(`  ${line}\n`)

/** A file the user names, as text. @throws AppError `file-missing`, `file-unreadable` */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') throw new AppError('file-missing', { path })
    throw new AppError('file-unreadable', { path, problem: problemOf(thrown) }, { cause: thrown })
  }
}

/** `icd10cm:E11.9`, `hcpcs:J9190`. @throws AppError `invalid-input`, `unknown-system`, `unknown-code` */
function conceptsOf({ catalog }: Edition, codes: readonly string[]): Concept[] {
  return codes.map((text) => {
    const [system, code] = text.split(/[:\s]+/)
    if (!system || !code) throw new AppError('invalid-input', { problem: `"${text}" is not written system:code` })
    return findConcept(catalog, loadedSystem(catalog, system), { code, asOf: today() })
  })
}

function reportLines({ written, there, refused, failed, tokensIn, tokensOut, cost, stopped }: DraftReport): string[] {
  return [
    `Drafted ${written.length}, ${there.length} were there, ${refused.length} refused, ${failed.length} failed.`,
    ...refused.map((code) => `  ${code}: nothing of the answer could be supported by what it cites`),
    ...failed.map(({ code, problem }) => `  ${code}: ${problem}`),
    `${tokensIn} tokens read, ${tokensOut} written${cost === 0 ? '' : `, cost ${cost.toFixed(4)}`}.`,
    ...(stopped === undefined ? [] : [`Stopped: ${stopped}. Run it again to go on.`]),
    'Drafts are not shown until somebody reviews them: medcodex explain review',
  ]
}

/** Sentences with the words they cite, and those that were dropped. */
function reviewLines(home: Home, id: string): string[] {
  const { explainer, evidence } = reviewItem(home, id)
  const sections = Map.groupBy(evidence, (each) => each.section)
  return [
    `${explainer.id}: ${explainer.title} (${explainer.status})`,
    `  ${join(home.explainers, `${id}.md`)}`,
    ...[...sections].flatMap(([section, all]) => [
      '',
      section,
      ...all.flatMap(({ text, cites, dropped }) => [
        dropped === undefined ? `  ${text}` : `  [dropped: ${dropped}] ${text}`,
        ...cites.map(({ id: from, says }) => `      ${from}: ${says.slice(0, 200)}`),
      ]),
    ]),
    ...(evidence.length === 0 ? explainer.sections.map((s) => `  ${s.heading}`) : []),
    '',
    `To approve: medcodex explain review ${id} --approve --reviewer "Your Name"`,
  ]
}

/** Codes looked at to count reach: prime, so that no regular layout of a system hides from it. */
const EVERY = 17

/** Texts to review; without an edition they are listed without their reach. */
function waitingFor(home: Home, step: number): Waiting[] {
  if (!existsSync(home.current)) return unreviewed(home)
  const edition = openEdition(currentEditionPath(home))
  try {
    return unreviewed(home, { edition, asOf: today(), step })
  } finally {
    edition.close()
  }
}

const summaryOf = ({ explainer: { id, title, status, kind, aspect }, reach }: Waiting): object => ({
  id,
  title,
  status,
  kind,
  ...(aspect === undefined ? {} : { aspect }),
  ...(reach === undefined ? {} : { codes: reach }),
})

function waitingLines(waiting: readonly Waiting[]): string[] {
  const rows = waiting.map(({ explainer: { id, title, status, aspect }, reach }) => {
    const codes = reach === undefined ? '' : `${reach.toLocaleString('en-US').padStart(8)} `
    return `${codes}${id}  ${title} (${aspect === undefined ? status : `block, ${status}`})`
  })
  const about = waiting.some(({ reach }) => reach !== undefined)
    ? ' The number before each is about how many codes show it.'
    : ''
  return [...rows, `${waiting.length} wait for a review.${about}`]
}

export function addExplainCommands(program: Command): void {
  const group = groupOf(program, 'explain').description('Texts of plain words: draft them, review them, import them.')
  const home = (): Home => homeAt(program.opts<Globals>().home)

  const draft = group
    .command('draft [codes...]')
    .description('Draft texts with a language model of your choice, from official facts and your own references only.')
    .requiredOption('--url <address>', 'server that speaks OpenAI’s protocol: http://localhost:11434')
    .requiredOption('--model <name>', 'model of that server')
    .option('--block <files...>', 'outlines of blocks (front matter of a block file) to draft instead of codes')
    .option('--reference <files...>', 'your own texts that drafts may rest on')
  withLimits(draft).action(async (codes: string[], flags: DraftFlags) => {
    prepareHome(home())
    const edition = openEdition(currentEditionPath(home()))
    try {
      const references = (flags.reference ?? []).map((path, i): Reference => {
        return { id: `ref${i + 1}`, title: basename(path), text: readText(path) }
      })
      const model = openChat({ url: flags.url, model: flags.model, key: process.env[DRAFT_KEY_VARIABLE] })
      const outlines = (flags.block ?? []).map((path) => {
        return readOutline(readText(path), { file: path, id: basename(path).replace(/\.\w+$/, '') })
      })
      const asked = codes.length + outlines.length
      if (asked === 0) throw new AppError('invalid-input', { problem: 'draft: name codes, or outlines with --block' })
      if (codes.length > 0 && outlines.length > 0)
        throw new AppError('invalid-input', { problem: 'draft: codes and --block are drafted in runs of their own' })
      const what = outlines.length > 0 ? `${asked} blocks` : `${asked} codes`
      say(`The facts of ${what} and your references go to ${flags.url}.`)
      const options: DraftOptions = {
        references,
        asOf: today(),
        limits: limitsFrom(flags),
        onProgress: ({ written, there, failed, refused }) =>
          say(`${written.length + there.length + failed.length + refused.length} of ${asked}`),
      }
      const workshop = { home: home(), edition, model }
      const report =
        outlines.length > 0
          ? await draftBlocks(workshop, outlines, options)
          : await draftBatch(workshop, conceptsOf(edition, codes), options)
      if (program.opts<Globals>().json) print(JSON.stringify(report, null, 2))
      else for (const line of reportLines(report)) print(line)
    } finally {
      edition.close()
    }
  })

  group
    .command('review [name]')
    .description(
      'Show a text beside the words it rests on, or list those nobody has reviewed, most codes first; --approve records you.',
    )
    .option('--every <n>', 'count every Nth code when texts are listed by the codes they reach (default: 17)')
    .option('--approve', 'record the review')
    .option('--reviewer <name>', 'who reviewed it')
    .action((name: string | undefined, { approve: approved = false, reviewer, every }: ReviewFlags) => {
      if (name === undefined) {
        const waiting = waitingFor(home(), numberOf(every, '--every') ?? EVERY)
        if (program.opts<Globals>().json) print(JSON.stringify(waiting.map(summaryOf), null, 2))
        else for (const line of waitingLines(waiting)) print(line)
      } else if (approved) {
        if (reviewer === undefined) throw new AppError('invalid-input', { problem: '--approve needs --reviewer NAME' })
        approve(home(), name, { name: reviewer, date: today() })
        print(`${name}: reviewed by ${reviewer} on ${today()}. Run: medcodex build`)
      } else for (const line of reviewLines(home(), name)) print(line)
    })

  group
    .command('import <file>')
    .description('Take over a page in the text form of the reference page: headings, numbered steps, lists.')
    .requiredOption('--code <code>', 'code it is about: "cpt 96425", "icd10pcs 3E05305"')
    .action(async (file: string, { code }: { code: string }) => {
      prepareHome(home())
      const applies = parseApplies(code)
      if ('problem' in applies) throw new AppError('invalid-input', { problem: `--code: ${applies.problem}` })
      if (!('code' in applies)) throw new AppError('invalid-input', { problem: '--code must be one code' })
      const page = readReferencePage(readText(file), applies)
      makeFolder(home().explainers)
      const to = join(home().explainers, `${page.explainer.id}.md`)
      await writeFile(to, writeExplainer(page.explainer))
      print(`Imported ${page.explainer.sections.length} sections into ${to}.`)
      for (const { line, text } of page.unknownHeadings) print(`  line ${line}: kept under its own heading: ${text}`)
      for (const { line, text } of page.unplaced) print(`  line ${line}: belongs to no section, left out: ${text}`)
      print('Run: medcodex build')
    })
}
