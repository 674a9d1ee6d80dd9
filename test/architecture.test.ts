/** The shape of the house: what imports what, how large files are, and that ARCHITECTURE.md says the same. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, it } from 'node:test'
import { allSystems } from '../src/systems/registry.ts'

const ROOT = join(import.meta.dirname, '..')

/** Folders in the order data flows; each may import only itself and folders before it. */
const ORDER = [
  'core',
  'sources',
  'systems',
  'catalog',
  'search',
  'similar',
  'policy',
  'explain',
  'edition',
  'terminology',
  'service',
  'cluster',
  'http',
  'rest',
  'lib',
  'fhir',
  'nlm',
  'mcp',
  'web',
  'cli',
] as const

/** Thin surfaces stand beside each other: none imports another. */
const SURFACES = new Set(['rest', 'lib', 'fhir', 'nlm', 'mcp', 'web', 'cli'])

/** Folders that must also run where there is no Node: bytes in, results out. */
const NODE_FREE = ['core', 'search']

const MOST_LINES = 600
const USUAL_LINES = 350

interface Import {
  readonly file: string
  readonly to: string
  readonly typeOnly: boolean
}

const sources = globSync('src/**/*.ts', { cwd: ROOT }).map(normalize).sort()
const code = sources.filter((file) => !file.endsWith('.test.ts') && !file.endsWith('.suite.ts'))
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const folderOf = (file: string): string => (file.split('/').length > 2 ? file.split('/')[1]! : '')

function importsOf(file: string): Import[] {
  const pattern = /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm
  return [...textOf(file).matchAll(pattern)].map((m) => ({ file, to: m[2] ?? m[3]!, typeOnly: m[1] !== undefined }))
}

const target = ({ file, to }: Import): string => normalize(join(dirname(file), to))
const imports = code.flatMap(importsOf)
const inner = imports.filter(({ to }) => to.startsWith('.') && to.endsWith('.ts'))

describe('the layout of src', () => {
  it('imports only from folders earlier in the path of the data', () => {
    const wrong = inner.filter((i) => {
      const [from, to] = [folderOf(i.file), folderOf(target(i))]
      if (from === '' || to === '' || from === to) return false
      return ORDER.indexOf(to as 'core') > ORDER.indexOf(from as 'core')
    })
    assert.deepEqual(wrong, [])
  })

  it('keeps the surfaces apart and away from the catalog', () => {
    const wrong = inner.filter((i) => {
      const [from, to] = [folderOf(i.file), folderOf(target(i))]
      if (!SURFACES.has(from)) return false
      const other = SURFACES.has(to) && to !== from
      return other || ((to === 'catalog' || to === 'systems') && !i.typeOnly)
    })
    assert.deepEqual(wrong, [])
  })

  it('knows every folder', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
      .filter((e) => e.isDirectory())
      .map((e) => e.name)
    assert.deepEqual(folders.sort(), [...ORDER].sort())
  })

  it('has no cycles', () => {
    const next = Map.groupBy(
      inner.filter((i) => !i.typeOnly),
      (i) => i.file,
    )
    const done = new Set<string>()
    const visit = (file: string, path: readonly string[]): void => {
      assert.ok(!path.includes(file), `cycle: ${[...path, file].join(' → ')}`)
      if (done.has(file)) return
      for (const i of next.get(file) ?? []) visit(target(i), [...path, file])
      done.add(file)
    }
    for (const file of code) visit(file, [])
  })

  it('uses no Node API where code must run anywhere', () => {
    const allowed = (i: Import): boolean => i.typeOnly
    const wrong = imports.filter((i) => NODE_FREE.includes(folderOf(i.file)) && i.to.startsWith('node:') && !allowed(i))
    assert.deepEqual(wrong, [])
    const reached = inner.filter(
      (i) => NODE_FREE.includes(folderOf(i.file)) && !NODE_FREE.includes(folderOf(target(i))) && !i.typeOnly,
    )
    assert.deepEqual(reached, [])
  })

  it('keeps parsers pure', () => {
    const wrong = imports.filter((i) => /\/parse-[^/]*\.ts$/.test(i.file) && i.to.startsWith('node:'))
    assert.deepEqual(wrong, [])
  })

  it('heads every parser with its source and layout', () => {
    const bare = code.filter(
      (file) => /\/parse-[^/]*\.ts$/.test(file) && !(/@source/.test(textOf(file)) && /@layout/.test(textOf(file))),
    )
    assert.deepEqual(bare, [])
  })

  it('heads every file with what it is for', () => {
    const bare = code.filter(
      (file) => !/^(?:#!.*\n)?\/\*\*/.test(textOf(file)) && !/^(?:import .*\n)+\n\/\*\*/.test(textOf(file)),
    )
    assert.deepEqual(bare, [])
  })

  it('has no default exports and no bare errors', () => {
    assert.deepEqual(
      code.filter((file) => /^export default/m.test(textOf(file))),
      [],
    )
    assert.deepEqual(
      code.filter((file) => /throw new Error\(/.test(textOf(file))),
      [],
    )
  })

  it('names code systems in src/systems alone', () => {
    const may = (file: string): boolean => /^src\/systems\/|^src\/sources\/locations\.ts$/.test(file)
    const id = new RegExp(
      `'(?:${allSystems()
        .map((system) => system.id)
        .join('|')})'`,
    )
    assert.deepEqual(
      code.filter((file) => !may(file) && id.test(textOf(file))),
      [],
    )
  })

  it('keeps files small', () => {
    const lines = code.map((file) => ({ file, lines: textOf(file).split('\n').length }))
    assert.deepEqual(
      lines.filter((f) => f.lines > MOST_LINES),
      [],
    )
    const large = lines.filter((f) => f.lines > USUAL_LINES)
    assert.ok(
      large.length <= code.length * 0.1,
      `more than a tenth of the files are large: ${large.map((f) => f.file).join(', ')}`,
    )
  })
})

describe('ARCHITECTURE.md', () => {
  const text = existsSync(join(ROOT, 'ARCHITECTURE.md')) ? readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8') : ''

  it('has one heading a folder, in the order of the data', () => {
    const headings = [...text.matchAll(/^## `src\/(\w+)\/`/gm)].map((m) => m[1])
    assert.deepEqual(headings, [...ORDER])
  })

  it('links only files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map((m) => m[1]!)
    assert.deepEqual(
      links.filter((link) => !existsSync(join(ROOT, link))),
      [],
    )
  })
})
