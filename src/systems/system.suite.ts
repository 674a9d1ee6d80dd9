/** What every code system must do, as one test suite over its fixtures. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { isoDate } from '../core/date.ts'
import type { Issue } from '../core/issue.ts'
import { decodeHead, readHead } from '../sources/head.ts'
import { walkSources } from '../sources/walk.ts'
import type { ConceptRecord, SourceRecord } from './records.ts'
import type { CodeSystem, RecognizedFile, ReleaseFiles } from './system.ts'

/** One release of the fixtures with all its records. */
interface Loaded {
  readonly release: ReleaseFiles
  readonly records: readonly SourceRecord[]
  readonly concepts: readonly ConceptRecord[]
}

/** Runs the shared suite on the releases found in `fixtureFolder`. */
export function describeCodeSystem(system: CodeSystem, fixtureFolder: string): void {
  describe(`${system.name} as a code system`, () => {
    let releases: readonly ReleaseFiles[] = []
    let loaded: readonly Loaded[] = []
    let codes: readonly string[] = []

    before(async () => {
      releases = await findReleases(system, fixtureFolder)
      loaded = await Promise.all(releases.filter((each) => isComplete(system, each)).map((each) => load(system, each)))
      codes = loaded.flatMap((each) => each.concepts.map((concept) => concept.code))
      assert.ok(codes.length > 0, `${fixtureFolder} holds no complete release of ${system.name}`)
    })

    it('gives every release a label, its system and a first day', () => {
      for (const { release } of releases) {
        assert.equal(release.system, system.id)
        assert.match(release.label, /^[\w-]+$/)
        assert.equal(isoDate(release.validFrom), release.validFrom)
      }
    })

    it('labels releases so that they sort in time order', () => {
      const byLabel = releases.map((each) => each.release).toSorted((a, b) => (a.label < b.label ? -1 : 1))
      const days = byLabel.map((each) => each.validFrom)
      assert.deepEqual(days, days.toSorted())
    })

    it('finds its own release in force on the first day of it', () => {
      for (const { release } of releases) {
        const inForce = system.releaseInForce(release.validFrom)
        if (inForce === undefined) continue
        assert.equal(inForce.validFrom <= release.validFrom, true)
        assert.equal(inForce.system, system.id)
      }
    })

    it('reads every code back from the way it displays it', () => {
      for (const code of codes) assert.equal(system.grammar.normalize(system.grammar.display(code)), code)
    })

    it('stores codes in the form that normalizing leaves alone', () => {
      for (const code of codes) assert.equal(system.grammar.normalize(code), code)
    })

    it('reads a code typed in any case with blanks around it', () => {
      fc.assert(
        fc.property(fc.constantFrom(...codes), fc.boolean(), fc.nat(3), (code, lower, blanks) => {
          const shown = system.grammar.display(code)
          const cased = system.grammar.caseSensitive ? shown : lower ? shown.toLowerCase() : shown.toUpperCase()
          const typed = `${' '.repeat(blanks)}${cased} `
          assert.equal(system.grammar.normalize(typed), code)
        }),
      )
    })

    it('never normalizes the same text to two forms', () => {
      fc.assert(
        fc.property(fc.string({ maxLength: 12 }), (text) => {
          const once = system.grammar.normalize(text)
          if (once !== undefined) assert.equal(system.grammar.normalize(once), once)
        }),
      )
    })

    it('accepts every beginning of a code that can be reported as a prefix', () => {
      const reportable = loaded.flatMap((each) => each.concepts.filter((concept) => concept.billable))
      for (const { code } of reportable) {
        for (let length = 1; length <= code.length; length += 1) {
          const prefix = code.slice(0, length)
          const typed = system.grammar.caseSensitive ? prefix : prefix.toLowerCase()
          assert.equal(system.grammar.normalizePrefix(typed), prefix)
        }
      }
    })

    it('lists every code once per release', () => {
      for (const { concepts } of loaded) {
        assert.equal(new Set(concepts.map((concept) => concept.code)).size, concepts.length)
      }
    })

    it('lists parents before their children and never a parent that is not there', () => {
      for (const { concepts, release } of loaded) {
        const seen = new Set<string>()
        for (const { code, parent } of concepts) {
          const orphan = `${release.release.label} ${code}: parent ${parent} has not come before`
          assert.ok(parent === undefined || seen.has(parent), orphan)
          seen.add(code)
        }
      }
    })

    it('numbers concepts in ascending order', () => {
      for (const { concepts } of loaded) {
        const orders = concepts.map((concept) => concept.order)
        assert.ok(orders.every((order, at) => at === 0 || order > (orders[at - 1] ?? 0)))
      }
    })

    it('gives every concept a tidy title, and a short title only where it differs', () => {
      for (const { title, shortTitle, code } of loaded.flatMap((each) => each.concepts)) {
        assert.ok(title !== '' && title === title.replace(/\s+/g, ' ').trim(), `${code}: "${title}"`)
        assert.notEqual(shortTitle, title, code)
        assert.notEqual(shortTitle, '', code)
      }
    })

    it('says things only about codes of the release', () => {
      for (const { concepts, records } of loaded) {
        const known = new Set(concepts.map((concept) => concept.code))
        for (const record of records) {
          if (record.type !== 'note' && record.type !== 'designation' && record.type !== 'property') continue
          assert.ok(known.has(record.code), `${record.type} of unknown ${record.code}`)
        }
      }
    })

    it('puts index entries after the entry they stand under', () => {
      for (const { records } of loaded) {
        const seen = new Set<string>()
        for (const record of records) {
          if (record.type !== 'indexEntry') continue
          assert.ok(record.parent === undefined || seen.has(`${record.index} ${record.parent}`))
          assert.ok(!seen.has(`${record.index} ${record.id}`))
          seen.add(`${record.index} ${record.id}`)
        }
      }
    })

    it('names file and sentence in every issue, and a line where the file has lines', () => {
      const paths = new Set(releases.flatMap((each) => each.files.map((recognized) => recognized.file.path)))
      for (const issue of loaded.flatMap((each) => each.records.filter((record) => record.type === 'issue'))) {
        assertIssue(issue, paths)
      }
    })

    it('says the same when it loads a release again', async () => {
      for (const { release, records } of loaded) {
        const again = await load(system, release)
        assert.deepEqual(again.records, records)
      }
    })

    it('reports an incomplete release instead of failing', async () => {
      for (const release of releases) {
        for (const without of new Set(release.files.map((recognized) => recognized.role))) {
          const files = release.files.filter((recognized) => recognized.role !== without)
          const partial = { ...release, files }
          const { records, concepts } = await load(system, partial)
          if (isComplete(system, partial)) assert.ok(concepts.length > 0)
          else assert.ok(files.length === 0 || records.some((record) => record.type === 'issue'), `without ${without}`)
        }
      }
    })

    it('does not recognise files of another kind', () => {
      for (const name of ['notes.txt', 'guidelines.pdf', 'archive.bin', 'schema.xsd']) {
        const file = { name, path: name, size: 0, async *open() {} }
        assert.equal(system.recognize(file, 'Nothing to see here.\r\n'), undefined)
      }
    })
  })
}

function assertIssue(issue: Issue, paths: ReadonlySet<string>): void {
  assert.match(issue.code, /^[a-z]+(-[a-z0-9]+)*$/)
  assert.ok(issue.text.length > 0 && issue.text.length < 400, issue.text)
  assert.ok(paths.has(issue.file), `${issue.file} is not a file of the release`)
  assert.ok(issue.line === undefined || (Number.isInteger(issue.line) && issue.line > 0))
}

function isComplete(system: CodeSystem, release: ReleaseFiles): boolean {
  const roles = new Set(release.files.map((recognized) => recognized.role))
  return system.codeRoles.some((combination) => combination.every((role) => roles.has(role)))
}

async function load(system: CodeSystem, release: ReleaseFiles): Promise<Loaded> {
  const records: SourceRecord[] = []
  for await (const record of system.load(release)) records.push(record)
  return { release, records, concepts: records.filter((record) => record.type === 'concept') }
}

/** The releases of `system` among the files under `folder`, oldest first. */
export async function findReleases(system: Pick<CodeSystem, 'recognize'>, folder: string): Promise<ReleaseFiles[]> {
  const byLabel = new Map<string, RecognizedFile[]>()
  for await (const file of walkSources(folder, (issue) => assert.fail(issue.text))) {
    const found = system.recognize(file, decodeHead(await readHead(file, 4096)))
    if (found === undefined) continue
    const files = byLabel.get(found.release.label) ?? []
    files.push({ ...found, file })
    byLabel.set(found.release.label, files)
  }
  return [...byLabel.values()]
    .flatMap((files) => (files[0] ? [{ release: files[0].release, files }] : []))
    .sort((a, b) => (a.release.label < b.release.label ? -1 : 1))
}
