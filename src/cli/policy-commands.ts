/** Commands that get policies: `medcodex policies add | fetch`. Those that ask come from the operations. */
import type { Command } from 'commander'
import { today } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { askAbout, extractFile } from '../edition/extract-file.ts'
import { type Home, homeAt, prepareHome } from '../edition/home.ts'
import { acceptedLicence, acceptLicence, addPolicies, fetchPolicies, MCD_TERMS } from '../edition/policy-sources.ts'
import { accountOf } from '../policy/account.ts'
import type { Extraction } from '../policy/extract.ts'
import { CoverageApi, type ListedDocument } from '../policy/mcd/api.ts'
import { type Finding, isSure } from '../policy/model.ts'
import { build, buildReport } from './data-commands.ts'
import { groupOf } from './operation-commands.ts'
import { type ReaderFlags, readerFrom, tellReader, withReader } from './reader-flags.ts'
import { doubtOf } from './render-policies.ts'

interface Globals {
  readonly home?: string
  readonly json?: boolean
}

interface AddFlags extends ReaderFlags {
  readonly acceptLicense?: boolean
  readonly build: boolean
}

interface ExtractFlags extends ReaderFlags {
  readonly explain?: boolean
}

interface FetchFlags extends Pick<AddFlags, 'acceptLicense' | 'build'> {
  readonly kind?: string
  readonly api?: string
}

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** Shows the terms the first time, and notes that they were accepted. */
function takeLicence(home: Home, accepted: boolean): boolean {
  if (acceptedLicence(home) !== undefined) return true
  if (!accepted) return false
  for (const line of MCD_TERMS) say(line)
  say('Accepted with --accept-license; noted in the data folder and in every edition.')
  acceptLicence(home, today())
  return true
}

const ACCEPT = [
  '--accept-license',
  'accept the licence pages that CMS shows for documents naming CPT and CDT codes',
] as const
const KINDS = ['ncd', 'lcd', 'article'] as const

function kindsFrom(text: string | undefined): ListedDocument['kind'][] {
  if (text === undefined) return ['ncd']
  return text.split(',').map((kind) => {
    const known = KINDS.find((each) => each === kind.trim())
    if (known) return known
    throw new AppError('invalid-input', { problem: `--kind: "${kind}" is none of ${KINDS.join(', ')}` })
  })
}

/** `L33577` is an LCD, `A56781` an article, `110.17` an NCD. */
function isAsked(document: ListedDocument, numbers: readonly string[]): boolean {
  return numbers.length === 0 || numbers.some((n) => n.toUpperCase() === document.displayId.toUpperCase())
}

function kindOfNumber(number: string): ListedDocument['kind'] {
  return /^L\d/i.test(number) ? 'lcd' : /^A\d/i.test(number) ? 'article' : 'ncd'
}

function writtenSpec(finding: Finding): string {
  if ('code' in finding) return finding.code
  const except = (finding.except?.length ?? 0) === 0 ? '' : ` except ${finding.except!.join(', ')}`
  return `${'range' in finding ? finding.range.join('–') : `${finding.stub}*`}${except}`
}

/** What was read in one document, a finding a line with its words below. */
function extractionLines(path: string, { findings, rejected, issues }: Omit<Extraction, 'text' | 'places'>): string[] {
  return [
    `${path}: ${findings.length} findings, ${rejected.length} that only look like codes`,
    ...findings.flatMap((f) => [
      `  ${f.system} ${writtenSpec(f)}: ${f.disposition}${f.flags === undefined ? '' : `  [${f.flags.join(', ')}]`}${doubtOf({ ...f, sure: isSure(f) })}`,
      `      “${f.evidence.quote}”${f.evidence.page === undefined ? '' : ` page ${f.evidence.page}`}`,
    ]),
    ...rejected.map(({ text, reason }) => `  not a code: ${text} (${reason})`),
    ...issues.map(({ severity, text }) => `  ${severity}: ${text}`),
  ]
}

export function addPolicyCommands(program: Command): void {
  const group = groupOf(program, 'policies').description('Policies of health plans: get them, list them, ask them.')
  const home = (): Home => homeAt(program.opts<Globals>().home)
  const finish = async (rebuild: boolean): Promise<void> => {
    if (!rebuild) return print('Run: medcodex build')
    print(buildReport(await build(home())))
  }

  const add = group
    .command('add <paths...>')
    .description('Add exports of the Medicare Coverage Database, documents with a YAML file beside each, or folders.')
    .option(...ACCEPT)
    .option('--no-build', 'only copy; build later')
  withReader(add).action(async (paths: string[], { acceptLicense = false, build: rebuild, ...flags }: AddFlags) => {
    prepareHome(home())
    const reader = readerFrom(home(), flags)
    takeLicence(home(), acceptLicense)
    for (const path of paths) {
      const { kind, files, documents = [] } = await addPolicies(home(), path)
      print(`Added ${path}: ${kind === 'documents' ? `${files} documents` : kind}`)
      if (reader) await askAbout(home(), documents, reader)
    }
    if (reader) tellReader(reader)
    await finish(rebuild)
  })

  const extract = group
    .command('extract <files...>')
    .description('Read documents and print what they say of codes, with the words; nothing is added.')
    .option('--explain', 'for each place: what governs it, what these words say, what was decided')
  withReader(extract).action(async (files: string[], { explain = false, ...flags }: ExtractFlags) => {
    const reader = readerFrom(home(), flags)
    for (const path of files) {
      const { findings, rejected, issues, places, text } = await extractFile(home(), path, reader)
      if (explain) {
        print(`${path}: ${places.length} places where a code stands`)
        for (const place of places) for (const line of accountOf(place, text)) print(line)
        continue
      }
      if (program.opts<Globals>().json) print(JSON.stringify({ file: path, findings, rejected, issues }, null, 2))
      else for (const line of extractionLines(path, { findings, rejected, issues })) print(line)
    }
    if (reader) tellReader(reader)
  })

  group
    .command('fetch [numbers...]')
    .description('Get documents from the Coverage API of CMS: 110.17, L33577, A56781, or all of a kind.')
    .option('--kind <kinds>', 'ncd, lcd, article, comma separated; without numbers, NCDs when absent')
    .option('--api <url>', 'another address of the API')
    .option(...ACCEPT)
    .option('--no-build', 'only fetch; build later')
    .action(async (numbers: string[], { kind, api: base, acceptLicense = false, build: rebuild }: FetchFlags) => {
      prepareHome(home())
      const licenceAccepted = takeLicence(home(), acceptLicense)
      const api = new CoverageApi({ licenceAccepted, ...(base === undefined ? {} : { base }) })
      const kinds = numbers.length > 0 && kind === undefined ? [...new Set(numbers.map(kindOfNumber))] : kindsFrom(kind)
      const listed = (await Promise.all(kinds.map((each) => api.list(each)))).flat()
      const documents = listed.filter((document) => isAsked(document, numbers))
      const unknown = numbers.filter((n) => !documents.some((d) => d.displayId.toUpperCase() === n.toUpperCase()))
      if (unknown.length > 0) throw new AppError('unknown-policy', { payer: 'Medicare', number: unknown.join(', ') })
      const { fetched, there } = await fetchPolicies(home(), api, {
        documents,
        retrieved: today(),
        onProgress: (done, total) => {
          if (done % 10 === 0 || done === total) say(`  ${done} of ${total} documents`)
        },
      })
      print(`Fetched ${fetched} documents; ${there} were there.`)
      await finish(rebuild)
    })
}
