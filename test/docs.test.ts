/**
 * The documentation is true: what it must name it names, both ways; its links lead somewhere; its marked examples run.
 *
 *   ```sh run   each block runs in a shell of its own, in a home built from the starter set; in the guides
 *               `npm run -s medcodex --` is taken for what it starts, in the README it is really run
 *   ```sh get   the address of each curl line is asked of the application in process
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join, normalize } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { z } from 'zod'
import { ManifestSchema } from '../src/catalog/manifest.ts'
import { TABLES } from '../src/catalog/schema.ts'
import { createProgram } from '../src/cli/main.ts'
import { DEFAULT_HOST, DEFAULT_PORT } from '../src/config.ts'
import { ERRORS } from '../src/core/errors.ts'
import { decode } from '../src/search/index/format.ts'
import { NAME_LABEL } from '../src/search/index/names.ts'
import { TIER_LABEL } from '../src/search/query/tiers.ts'
import { createApp } from '../src/server.ts'
import { OPERATIONS } from '../src/service/operations.ts'
import { FIELDS } from '../src/systems/hcpcs/fields.ts'
import { NOTE_KINDS } from '../src/systems/records.ts'
import { VERSION } from '../src/version.ts'
import { medcodex } from './cli.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'
import { GENERATED } from './tools/cli-docs.ts'

const ROOT = join(import.meta.dirname, '..')
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Every page of the documentation. */
const PAGES = globSync(['*.md', 'docs/**/*.md', 'starter/*.md', 'fixtures/**/*.md'], { cwd: ROOT })
  .map(normalize)
  .sort()
const GUIDES = PAGES.filter((page) => page === 'README.md' || /^docs\/[^/]+\.md$/.test(page))

/** The part of a page from a heading to the next one of the same or a higher level. */
function section(page: string, heading: string): string {
  const lines = text(page).split('\n')
  const start = lines.indexOf(heading)
  assert.ok(start >= 0, `${page} has no heading "${heading}"`)
  const level = heading.indexOf(' ')
  const end = lines.findIndex((line, i) => i > start && /^#+ /.test(line) && line.indexOf(' ') <= level)
  return lines.slice(start + 1, end < 0 ? undefined : end).join('\n')
}

/** Cells of the rows of all tables in `part`, without headings and rules. */
function rowsOf(part: string): string[][] {
  const lines = part.split('\n')
  return lines
    .filter(
      (line, i) => line.startsWith('|') && !/^\|[-|: ]+\|$/.test(line) && !/^\|[-|: ]+\|$/.test(lines[i + 1] ?? ''),
    )
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split('|')
        .map((cell) => cell.trim()),
    )
}

/** Words in backquotes in the first column. */
const firsts = (part: string): string[] =>
  rowsOf(part).flatMap(([first = '']) => [...first.matchAll(/`([^`]+)`/g)].map((m) => m[1]!))

const sourceFiles = globSync('src/**/*.ts', { cwd: ROOT }).filter(
  (file) => !/\.test\.ts$|\.suite\.ts$|\/testing\.ts$/.test(file),
)

/** Everything that group 1 of `pattern` finds in `files`, each once, in order. */
const found = (files: readonly string[], pattern: RegExp): string[] =>
  [...new Set(files.flatMap((file) => [...text(file).matchAll(pattern)].map((m) => m[1]!)))].sort()

describe('docs/errors.md', () => {
  it('lists every error with its words, status and exit code, and no other', () => {
    const listed = rowsOf(section('docs/errors.md', '## Errors of requests and commands'))
    const expected = Object.entries(ERRORS).map(([code, e]) => [
      `\`${code}\``,
      e.message,
      e.fix,
      String(e.http),
      String(e.exit),
    ])
    assert.deepEqual(listed, expected)
  })

  /** Codes of issues as code names them. */
  const reportedIn = (folders: RegExp): string[] =>
    found(
      sourceFiles.filter((file) => folders.test(file)),
      /(?:\bcode: |skipped\([^,]+, |\bissue\((?:\w[\w.]*|\{[^}]*\}), |\b(?:report|none)\(\s*)'([a-z]+(?:-[a-z]+)+)'/g,
    )

  it('lists every issue that code reports, and no other', () => {
    const reported = reportedIn(
      /^src\/(?:edition\/inputs|(?:systems|catalog|sources(?!\/(?:pdf|html|docx|markdown|workbook)))\/)/,
    )
    assert.deepEqual(firsts(section('docs/errors.md', '## Issues of the import report')).sort(), reported)
  })

  it('lists every issue of policies and explainers, and no other', () => {
    const errors = new Set(Object.keys(ERRORS))
    const reported = reportedIn(/^src\/(?:policy|explain|sources\/(?:pdf|html|docx|markdown|workbook))/)
    assert.deepEqual(
      firsts(section('docs/errors.md', '## Issues of policies and explainers')).sort(),
      reported.filter((code) => !errors.has(code)),
    )
  })
})

describe('docs/data-model.md', () => {
  it('names every column of every table with its source, and no other', () => {
    const db = new DatabaseSync(':memory:')
    for (const [table, ddl] of Object.entries(TABLES)) {
      db.exec(ddl)
      const columns = db
        .prepare('SELECT name FROM pragma_table_info(?)')
        .all(table)
        .map((row) => row['name'])
      const part = section('docs/data-model.md', `### \`${table}\``)
      assert.deepEqual(firsts(part), columns, table)
      for (const [column, holds, source] of rowsOf(part))
        assert.ok(holds && source, `${table}.${column} lacks its meaning or source`)
    }
    db.close()
  })

  it('has no table that the schema lacks', () => {
    const headings = [...section('docs/data-model.md', '## Tables of `catalog.sqlite`').matchAll(/^### `(\w+)`/gm)].map(
      (m) => m[1],
    )
    assert.deepEqual(headings, Object.keys(TABLES))
  })

  it('names every field of the manifest, and no other', () => {
    const named = firsts(section('docs/data-model.md', '## Fields of `manifest.json`')).filter((word) =>
      /^[a-z]\w*(\[\]\.\w+)*$/i.test(word),
    )
    const schema = z.toJSONSchema(ManifestSchema) as JsonSchema
    assert.deepEqual(named, fieldsOf(schema))
  })

  it('names every type of record, and no other', () => {
    const types = found(['src/systems/records.ts'], /readonly type: '(\w+)'/g)
    assert.deepEqual(
      firsts(section('docs/data-model.md', '## From files to tables')).sort(),
      [...types, 'issue'].sort(),
    )
  })

  it('names every kind of note and every property', () => {
    const note = section('docs/data-model.md', '### `note`')
    for (const kind of NOTE_KINDS) assert.ok(note.includes(`\`${kind}\``), kind)
    const elsewhere = new Set(['crossReference', 'addedOn', 'terminatedOn'])
    const properties = [
      'poaExempt',
      'notOtherwiseClassified',
      ...FIELDS.map((f) => f.name).filter((name) => !elsewhere.has(name)),
    ]
    assert.deepEqual(firsts(section('docs/data-model.md', '### Properties')), properties)
  })

  it('names every section of the search index, and no other', async () => {
    const { edition } = await starterEdition()
    const { header } = decode(readFileSync(join(edition.path, 'search.bin')))
    const named = firsts(section('docs/data-model.md', '## Sections of `search.bin`'))
    assert.deepEqual(named.sort(), Object.keys(header.sections).sort())
    const frame = decode(readFileSync(join(edition.path, 'frame.bin'))).header
    const added = firsts(section('docs/data-model.md', '## Sections of `frame.bin`'))
    const more = Object.keys(frame.sections).filter((name) => !(name in header.sections))
    assert.deepEqual(added.sort(), more.sort())
  })
})

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
}

/** Fields in order, `releases[].sources[].file`. */
function fieldsOf(schema: JsonSchema, prefix = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    `${prefix}${name}`,
    ...(inner.items?.properties ? fieldsOf(inner.items, `${prefix}${name}[].`) : []),
  ])
}

describe('documents made from the program', () => {
  for (const [path, make] of Object.entries(GENERATED)) {
    it(`are what the program says: ${path}`, () => {
      assert.ok(text(path) === make(), `${path} is out of date; run: npm run docs`)
    })
  }
})

describe('docs/install.md', () => {
  const install = text('docs/install.md')

  it('names every command, and every option of those that get, build and serve', () => {
    const program = createProgram()
    for (const command of program.commands)
      assert.match(install, new RegExp(`\`(?:medcodex )?${command.name()}\\b`), command.name())
    const commands = program.commands.filter((c) =>
      ['start', 'serve', 'fetch', 'add', 'build', 'status'].includes(c.name()),
    )
    const options = [program, ...commands].flatMap((c) => c.options.map((o) => o.long ?? ''))
    for (const option of new Set(options))
      if (option !== '--version') assert.ok(install.includes(`\`${option}`), option)
  })

  it('names every environment variable that the program reads', () => {
    const names = [
      ...found(sourceFiles, /\benv(?:\.|\[')([A-Z][A-Z_]+)\b/g),
      ...found(sourceFiles, /'(MEDCODEX_[A-Z_]+)'/g),
    ]
    assert.ok(names.includes('MEDCODEX_HOME') && names.includes('MEDCODEX_PIP'))
    for (const name of names) assert.ok(install.includes(`\`${name}\``), name)
  })

  it('says the address and port that hold when nothing is set', () => {
    assert.ok(install.includes(`http://${DEFAULT_HOST}:${DEFAULT_PORT}`))
    assert.ok(text('README.md').includes(`http://${DEFAULT_HOST}:${DEFAULT_PORT}`))
  })
})

describe('CONTRIBUTING.md', () => {
  it('names every environment variable of the tests', () => {
    const files = globSync(['test/**/*.ts', 'bench/**/*.ts', 'src/**/{testing,*.test}.ts'], { cwd: ROOT })
    for (const name of found(files, /\benv(?:\.|\[')(MEDCODEX_[A-Z_]+)\b/g)) {
      const documented = ['MEDCODEX_HOME', 'MEDCODEX_PIP'].includes(name) || text('CONTRIBUTING.md').includes(name)
      assert.ok(documented, name)
    }
  })

  it('stays on one page, with at most twelve rules', () => {
    assert.ok(text('CONTRIBUTING.md').split('\n').length <= 80)
    assert.ok(rowsOfList(text('CONTRIBUTING.md')) <= 12)
  })
})

const rowsOfList = (part: string): number => part.match(/^\d+\. /gm)?.length ?? 0

describe('docs/rest.md', () => {
  it('names every route, and no other', () => {
    const routes = [
      ...OPERATIONS.map((o) => `/api/v1${o.path}`),
      '/api/v1/check',
      '/api/v1/openapi.json',
      '/healthz',
      '/readyz',
      '/metrics',
    ]
    const table = text('docs/rest.md').split('## Search')[0] ?? ''
    assert.deepEqual(
      firsts(table)
        .filter((word) => word.startsWith('/'))
        .sort(),
      routes.sort(),
    )
  })

  it('names every parameter', () => {
    const rest = text('docs/rest.md')
    for (const operation of OPERATIONS) {
      for (const name of Object.keys(operation.input.shape)) {
        assert.ok(rest.includes(`\`${name}\``) || operation.path.includes(`{${name}}`), `${operation.name}: ${name}`)
      }
    }
  })
})

describe('docs/search.md', () => {
  it('names the tiers in their order with the words a searcher sees', () => {
    const rows = rowsOf(section('docs/search.md', '## Tiers')).map(([tier, shown]) => [tier, shown])
    assert.deepEqual(
      rows,
      Object.entries(TIER_LABEL).map(([tier, label]) => [`\`${tier}\``, label]),
    )
  })

  it('names every kind of name', () => {
    const kinds = rowsOf(section('docs/search.md', '## Reasons and scores')).map(([kind]) => kind ?? '')
    assert.deepEqual(kinds.sort(), Object.values(NAME_LABEL).sort())
  })

  it('names every dictionary, and no other', () => {
    const files = globSync('src/search/dictionaries/*.tsv', { cwd: ROOT }).map((file) => basename(file, '.tsv'))
    assert.deepEqual(firsts(section('docs/search.md', '## Dictionaries')).sort(), files.sort())
  })

  it('shows every field of the query language', () => {
    const language = section('docs/search.md', '## Query language')
    const fields = /FIELD = \/\^\(([a-z|]+)\)/.exec(text('src/search/query/syntax.ts'))?.[1]?.split('|') ?? []
    assert.ok(fields.length >= 5)
    for (const field of fields) assert.ok(language.toLowerCase().includes(`\`${field}:`), field)
  })
})

describe('README.md and CHANGELOG.md', () => {
  it('give the two commands, and every guide a line', () => {
    const readme = text('README.md')
    assert.ok(readme.includes('npm ci && npm start'))
    for (const guide of GUIDES.filter((page) => page !== 'README.md')) assert.ok(readme.includes(`(${guide})`), guide)
  })

  it('name only scripts that package.json has', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
    const named = PAGES.flatMap((page) => [...text(page).matchAll(/npm run (?:-s )?([a-z]+)/g)].map((m) => m[1]!))
    for (const script of new Set(named)) assert.ok(script in scripts, script)
  })

  it('begin with this version, and say of each whether editions must be rebuilt', () => {
    const entries = text('CHANGELOG.md').split(/^## /m).slice(1)
    assert.ok(entries[0]?.startsWith(`${VERSION} `), `the changelog does not begin with ${VERSION}`)
    for (const entry of entries) assert.match(entry, /Rebuild: (?:yes|no)\b/, entry.slice(0, 20))
  })
})

/** The anchor of a heading, as it is made when pages are shown. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replace(/ /g, '-')

/** A page without its code blocks. */
const prose = (page: string): string => text(page).replace(/^```[^\n]*\n[\s\S]*?^```$/gm, '')

describe('links', () => {
  for (const page of PAGES) {
    it(`of ${page} lead somewhere`, () => {
      for (const [, target = ''] of prose(page).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/i.test(target)) continue
        const [path = '', anchor] = target.split('#')
        const file = path === '' ? page : normalize(join(dirname(page), path))
        assert.ok(existsSync(join(ROOT, file)), `${page} links ${target}, which is not there`)
        if (anchor === undefined || statSync(join(ROOT, file)).isDirectory()) continue
        const anchors = [...prose(file).matchAll(/^#+ (.+)$/gm)].map((m) => anchorOf(m[1]!))
        assert.ok(anchors.includes(anchor), `${page} links ${target}, which has no such heading`)
      }
    })
  }
})

/** Starting npm takes longer than most commands; that it works from a clone is shown once. */
const WITHOUT_NPM = 'npm() { [ "$1 $2 $3 $4" = "run -s medcodex --" ] || exit 97; shift 4; node src/cli/main.ts "$@"; }'

/** Code blocks of a page with these words after the fence. */
const blocks = (page: string, info: string): string[] =>
  [...text(page).matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].flatMap((m) => (m[1] === info ? [m[2]!] : []))

describe('examples', () => {
  const root = mkdtempSync(join(tmpdir(), 'medcodex-docs-'))
  let starter: StarterEdition

  before(async () => {
    starter = await starterEdition()
    const { code, stderr } = await medcodex(['build', '--home', join(root, 'base')])
    assert.equal(code, 0, stderr)
  })
  after(() => {
    starter.close()
    rmSync(root, { recursive: true, force: true })
  })

  const run = (script: string, home: string): Promise<{ ok: boolean; output: string }> =>
    new Promise((resolve) => {
      const path = [dirname(process.execPath), join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter)
      const env = { ...process.env, PATH: path, MEDCODEX_HOME: home }
      execFile(
        'bash',
        ['-euo', 'pipefail', '-c', script],
        { cwd: ROOT, env, timeout: 60_000 },
        (error, stdout, stderr) => {
          resolve({ ok: error === null, output: `${stdout}\n${stderr}` })
        },
      )
    })

  const runnable = GUIDES.filter((page) => blocks(page, 'sh run').length > 0)

  it('there are some in the README and in the guides', () => {
    for (const page of ['README.md', 'docs/install.md', 'docs/search.md']) assert.ok(runnable.includes(page), page)
    assert.ok(blocks('README.md', 'sh get').length > 0)
  })

  describe('on the command line', { concurrency: 2 }, () => {
    for (const page of runnable) {
      it(`of ${page} run`, { timeout: 300_000 }, async () => {
        const home = join(root, page.replace(/\W/g, '-'))
        cpSync(join(root, 'base'), home, { recursive: true })
        for (const script of blocks(page, 'sh run')) {
          const { ok, output } = await run(page === 'README.md' ? script : `${WITHOUT_NPM}\n${script}`, home)
          assert.ok(ok, `${page}:\n${script}\n${output}`)
          assert.doesNotMatch(output, /Nothing found for|^0 found/m, `${page}:\n${script}\nfinds nothing`)
        }
      })
    }
  })

  for (const page of GUIDES.filter((each) => blocks(each, 'sh get').length > 0)) {
    it(`over HTTP of ${page} are answered`, async () => {
      const app = createApp(starter.context)
      for (const line of blocks(page, 'sh get').flatMap((block) => block.trim().split('\n'))) {
        const path = /^curl -s 'http:\/\/127\.0\.0\.1:7080(\/[^']*)'$/.exec(line)?.[1]
        assert.ok(path, `not a plain GET: ${line}`)
        const response = await app.request(path)
        assert.equal(response.status, 200, line)
        const body = (await response.json()) as { total?: number; results?: unknown[]; suggestions?: unknown[] }
        for (const list of [body.results, body.suggestions]) assert.notEqual(list?.length, 0, `${line} finds nothing`)
      }
    })
  }
})
