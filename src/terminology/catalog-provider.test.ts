import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { concept, release } from '../../test/release.ts'
import { CatalogBuilder } from '../catalog/builder.ts'
import { Catalog } from '../catalog/catalog.ts'
import { type IsoDate, isoDate } from '../core/date.ts'
import type { Edition } from '../edition/edition.ts'
import { systemOf } from '../systems/registry.ts'
import { catalogShelf } from './catalog-shelf.ts'
import { expand } from './expand.ts'
import { Library } from './library.ts'
import { lookup } from './lookup.ts'
import { NO_OPTIONS, type Options } from './options.ts'
import { Session } from './session.ts'
import { subsumes } from './subsume.ts'
import { validateInSystem } from './validate-in-system.ts'

const CM = 'http://hl7.org/fhir/sid/icd-10-cm'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-catalog-provider-'))
const path = join(folder, 'catalog.sqlite')
const builder = new CatalogBuilder(path)
builder.addSystem({
  system: 'icd10cm',
  releases: [
    release('FY2025', '2024-10-01', [
      concept('A00', { level: 'category', billable: false, title: 'Cholera' }),
      concept('A000', { parent: 'A00', title: 'Cholera, classical' }),
      concept('A001', { parent: 'A00', title: 'Cholera, eltor' }),
    ]),
    release('FY2026', '2025-10-01', [
      concept('A00', { level: 'category', billable: false, title: 'Cholera' }),
      concept('A000', { parent: 'A00', title: 'Cholera due to Vibrio cholerae' }),
      concept('A009', { parent: 'A00', title: 'Cholera, unspecified' }),
    ]),
    release('FY2027', '2026-10-01', [concept('A00', { title: 'Cholera' })]),
  ],
})
builder.finish()
const catalog = Catalog.open(path)
after(() => {
  catalog.close()
  rmSync(folder, { recursive: true })
})

/** Only the catalog is asked here; search has tests of its own over the starter edition. */
const edition = { catalog, engine: undefined, manifest: { releases: [] } } as unknown as Edition

function session(day: IsoDate, options: Partial<Options> = {}): Session {
  return new Session(new Library([catalogShelf(edition, () => day)]), { ...NO_OPTIONS, ...options })
}

const JANUARY = isoDate('2026-01-15')

const codes = (url: string, options: Partial<Options> = {}, version?: string): string[] => {
  const asked = session(JANUARY, { excludeNested: true, ...options })
  return expand(asked, asked.library.valueSet(url, version)!).entries.map((e) => `${e.code} ${e.display}`)
}

describe('releases of a loaded system', () => {
  it('are versions, each with its own codes and titles', () => {
    const display = (version: string, code: string): string | undefined => {
      const found = session(JANUARY).codeSystem(CM, version)?.locate(code)
      return found?.display
    }
    assert.equal(display('FY2025', 'A00.0'), 'Cholera, classical')
    assert.equal(display('FY2026', 'A00.0'), 'Cholera due to Vibrio cholerae')
    assert.equal(display('FY2025', 'A00.1'), 'Cholera, eltor')
    assert.equal(display('FY2026', 'A00.1'), undefined)
    assert.equal(display('FY2025', 'A00.9'), undefined)
  })

  it('hold on their days: the one in force answers where none is named, not the newest', () => {
    assert.equal(lookup(session(JANUARY), { system: CM, code: 'A00.0' }).version, 'FY2026')
    assert.equal(lookup(session(isoDate('2024-12-01')), { system: CM, code: 'A00.0' }).version, 'FY2025')
    assert.equal(lookup(session(isoDate('2026-12-01')), { system: CM, code: 'A00' }).version, 'FY2027')
  })

  it('are told when a version is asked for that is not loaded', () => {
    const code = { mode: 'code', codings: [{ code: 'A00.0' }] } as const
    const found = validateInSystem(session(JANUARY), code, { url: CM, version: 'FY2019' })
    assert.match(found.message ?? '', /Valid versions: FY2025, FY2026 and FY2027/)
  })

  it('follow the version rules of a request', () => {
    const versionRules = [{ mode: 'default', of: 'system', url: CM, version: 'FY2025' }] as const
    assert.equal(lookup(session(JANUARY, { versionRules }), { system: CM, code: 'A00.1' }).display, 'Cholera, eltor')
  })
})

describe('value sets that a loaded system implies', () => {
  it('are all of it, and a code with all below it, in the version in force', () => {
    const now = ['A00 Cholera', 'A00.0 Cholera due to Vibrio cholerae', 'A00.9 Cholera, unspecified']
    assert.deepEqual(codes(`${CM}?fhir_vs`, {}, 'FY2026'), now)
    assert.deepEqual(
      codes(`${CM}?fhir_vs=isa/A00`, {}, 'FY2025').map((c) => c.slice(0, 5)),
      ['A00 C', 'A00.0', 'A00.1'],
    )
    assert.deepEqual(codes(`${CM}?fhir_vs`, { count: 1, offset: 1 }, 'FY2026'), now.slice(1, 2))
    // Without a version it is that of today, though a later one is loaded.
    assert.deepEqual(codes(`${CM}?fhir_vs`), now)
  })

  it('are trees', () => {
    const asked = session(JANUARY)
    const { entries } = expand(asked, asked.library.valueSet(`${CM}?fhir_vs`, 'FY2026')!)
    assert.deepEqual(
      entries.map((e) => [e.code, e.contains.length]),
      [['A00', 2]],
    )
    const at = (code: string) => ({ system: CM, version: 'FY2026', code })
    assert.equal(subsumes(asked, at('A00'), at('A00.9')), 'subsumes')
  })
})

describe('pages of a large system', () => {
  const large = join(folder, 'large.sqlite')
  const code = (n: number): string => `A${String(n).padStart(4, '0')}`
  const all = Array.from({ length: 3_200 }, (_, n) => code(n))
  // Every seventh is gone in the newer release, and is none of its codes.
  const left = all.filter((_, n) => n % 7 !== 3)
  const made = new CatalogBuilder(large)
  const listed = (codes: readonly string[]) => codes.map((each) => concept(each, { title: `Item ${each}` }))
  made.addSystem({
    system: 'hcpcs',
    releases: [release('2025-10', '2025-10-01', listed(all)), release('2026-01', '2026-01-01', listed(left))],
  })
  made.finish()
  const items = Catalog.open(large)
  after(() => items.close())

  it('begin wherever they are asked to, in any order', () => {
    const held = { catalog: items, engine: undefined, manifest: { releases: [] } } as unknown as Edition
    const provider = catalogShelf(held, () => JANUARY)
      .codeSystems(systemOf('hcpcs').uri)
      .find(({ version }) => version === '2026-01')!
      .provider()
    const from = (start: number): string[] => {
      const page: string[] = []
      for (const { code: each } of provider.concepts(start)) if (page.push(each) === 3) break
      return page
    }
    for (const start of [0, 2_500, 999, 1_000, 1_001, 2_000, left.length - 2, left.length, 5_000, 2_500, 0])
      assert.deepEqual(from(start), left.slice(start, start + 3), String(start))
    assert.deepEqual(
      [...provider.concepts()].map((each) => each.code),
      left,
    )
    assert.deepEqual(from(2_001), left.slice(2_001, 2_004))
  })
})
