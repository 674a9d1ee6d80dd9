/** A first start beside a server that is slow for one system: what is there is served, and the rest is taken up. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { firstEdition } from '../src/cli/first-start.ts'
import { currentEditionPath, openEdition } from '../src/edition/edition.ts'
import { homeAt, prepareHome } from '../src/edition/home.ts'
import { serve } from '../src/sources/fetch/testing.ts'
import { LOCATIONS, type Locations, type PublisherFile } from '../src/sources/locations.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')
const root = mkdtempSync(join(tmpdir(), 'medcodex-first-'))
after(() => rmSync(root, { recursive: true, force: true }))

/** The places of two systems, both at one address. */
function locationsAt(origin: string): Locations {
  const file = (path: string, release: string, role: string): PublisherFile => ({
    release,
    validFrom: '2025-10-01',
    role,
    url: `${origin}/${path}`,
    sha256: null,
  })
  const at = (system: string, publisher: PublisherFile[]) => ({ ...LOCATIONS[system]!, publisher, mirror: [] })
  return {
    icd10cm: at('icd10cm', [file('icd10cm_order_2026.txt', 'FY2026', 'order')]),
    dxccsr: at('dxccsr', [file('DXCCSR_v2026-1.csv', '2026-1', 'categories')]),
  }
}

const systemsIn = (home: ReturnType<typeof homeAt>): string[] => {
  const edition = openEdition(currentEditionPath(home))
  try {
    return edition.manifest.releases.filter((r) => r.sources[0]?.location === 'publisher').map((r) => r.system)
  } finally {
    edition.close()
  }
}

describe('a first start', () => {
  it('begins with the main systems and takes up a slow one when it has come', async () => {
    let slow: ServerResponse | undefined
    const server = await serve({
      '/icd10cm_order_2026.txt': (_request, response) =>
        void response.end(readFileSync(join(FIXTURES, 'icd10cm/icd10cm_order_2026.txt'))),
      '/DXCCSR_v2026-1.csv': (_request, response) => {
        slow = response
        response.write("'ICD-10-CM")
      },
    })
    try {
      const home = homeAt(join(root, 'slow'))
      prepareHome(home)
      const said: string[] = []
      const tell = (text: string): void => void said.push(text)
      const outside = { locations: locationsAt(server.origin) }
      const systems = ['icd10cm', 'dxccsr']
      const arriving = await firstEdition(home, { systems, offline: false, wait: 600, tell, outside })
      assert.ok(arriving)
      assert.match(said.join('\n'), /Not all has come yet: .* \(CCSR for diagnoses\)/)
      assert.deepEqual(systemsIn(home), ['icd10cm'])

      const taken = arriving.takeUp(tell)
      slow?.end(readFileSync(join(FIXTURES, 'dxccsr/DXCCSR_v2026-1.csv')).subarray("'ICD-10-CM".length))
      await taken
      assert.deepEqual(systemsIn(home), ['icd10cm', 'dxccsr'], said.join('\n'))
    } finally {
      await server.close()
    }
  })
})
