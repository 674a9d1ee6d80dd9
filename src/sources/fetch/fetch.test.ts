import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { zipOf } from '../../../test/tools/zip-writer.ts'
import { isoDate } from '../../core/date.ts'
import { AppError } from '../../core/errors.ts'
import type { Locations } from '../locations.ts'
import { type FetchOptions, type FetchReport, fetchSystems } from './fetch.ts'
import { type Handler, inTemporaryFolder, serve, stubClient } from './testing.ts'

const ZIP = zipOf([{ name: 'icd10cm_order_2027.txt', bytes: '00001 A00 0 Cholera' }])
const WHEEL = zipOf([{ name: 'lists/code-list.txt', bytes: '1\nA00-B99\n' }])
const sum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const ok: Handler = (_request, response) => void response.end(ZIP)
const GOOD_CLIENT = `fs.appendFileSync(path.join(__dirname, 'client.log'), 'called\\n')
write('lists-1.0-py3-none-any.whl', Buffer.from('${WHEEL.toString('base64')}', 'base64'))`

function locationsAt(origin: string): Locations {
  const file = (release: string, validFrom: string, role: string) => ({ release, validFrom, role, sha256: null })
  return {
    icd10cm: {
      name: 'ICD-10-CM',
      starter: true,
      publisher: [
        { ...file('FY2027', '2026-10-01', 'order'), url: `${origin}/cm-order-2027.zip`, sha256: sum(ZIP) },
        { ...file('FY2027', '2026-10-01', 'tableAndIndex'), url: `${origin}/cm-index-2027.zip` },
        { ...file('FY2026', '2025-10-01', 'order'), url: `${origin}/cm-order-2026.zip`, sha256: '0'.repeat(64) },
      ],
      mirror: [
        {
          package: 'lists',
          version: '1.0',
          release: 'FY2026',
          validFrom: '2025-10-01',
          sha256: sum(WHEEL),
          members: ['lists/code-list.txt'],
          what: 'a list',
        },
      ],
    },
    icd10pcs: { name: 'ICD-10-PCS', publisher: [], mirror: [] },
    hcpcs: {
      name: 'HCPCS Level II',
      starter: true,
      publisher: [],
      quarterly: { role: 'anweb', url: `${origin}/{month}-{year}.zip` },
      mirror: [],
    },
  }
}

interface Scene {
  readonly sources: string
  readonly requests: string[]
  readonly mirrorCalls: () => number
  readonly fetch: (options?: Partial<FetchOptions>) => Promise<FetchReport>
}

async function scene(
  handlers: Readonly<Record<string, Handler>>,
  play: (scene: Scene) => Promise<void>,
  client = GOOD_CLIENT,
): Promise<void> {
  const server = await serve(handlers)
  try {
    await inTemporaryFolder(async (folder) => {
      const sources = join(folder, 'sources')
      const log = join(folder, 'client.log')
      const stub = await stubClient(folder, client)
      await play({
        sources,
        requests: server.requests,
        mirrorCalls: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').length : 0),
        fetch: (options) =>
          fetchSystems({
            sources,
            systems: ['icd10cm'],
            today: isoDate('2026-11-23'),
            offline: false,
            locations: locationsAt(server.origin),
            download: { pause: async () => {} },
            mirror: { clients: [stub], limits: { silenceMs: 100 } },
            ...options,
          }),
      })
    })
  } finally {
    await server.close()
  }
}

const refused = async (): Promise<void> => {
  throw Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
}
const PUBLISHER = { '/cm-order-2027.zip': ok, '/cm-index-2027.zip': ok, '/cm-order-2026.zip': ok }

describe('getting the releases of a system', () => {
  it('takes the publisher first and leaves the mirror alone', () =>
    scene(PUBLISHER, async ({ fetch, sources, mirrorCalls }) => {
      const [report] = (await fetch()).systems
      assert.equal(report?.servedBy, 'publisher')
      assert.equal(report?.release, 'FY2027')
      assert.equal(report?.line, 'ICD-10-CM: FY2027 from the publisher, also FY2026.')
      assert.equal(report?.hint, undefined)
      assert.deepEqual(readdirSync(join(sources, 'publisher')).sort(), [
        'cm-index-2027.zip',
        'cm-index-2027.zip.provenance.json',
        'cm-order-2026.zip',
        'cm-order-2026.zip.provenance.json',
        'cm-order-2027.zip',
        'cm-order-2027.zip.provenance.json',
      ])
      assert.equal(mirrorCalls(), 0)
    }))

  it('warns of a checksum that is not the recorded one, with both', () =>
    scene(PUBLISHER, async ({ fetch }) => {
      const warnings = (await fetch()).systems[0]?.files.flatMap((file) => file.warning ?? [])
      assert.equal(warnings?.length, 1)
      assert.ok(warnings?.[0]?.includes(sum(ZIP)) && warnings[0].includes('0'.repeat(64)))
    }))

  it('does not download again what is there', () =>
    scene(PUBLISHER, async ({ fetch, requests }) => {
      await fetch()
      const before = requests.length
      const [report] = (await fetch()).systems
      assert.equal(requests.length, before)
      assert.deepEqual(
        report?.files.map((file) => file.reused),
        [true, true, true],
      )
    }))

  it('downloads again a file that is not as long as its note says', () =>
    scene(PUBLISHER, async ({ fetch, requests, sources }) => {
      await fetch()
      writeFileSync(join(sources, 'publisher', 'cm-order-2026.zip'), 'cut')
      await fetch()
      assert.equal(requests.filter((each) => each === 'GET /cm-order-2026.zip').length, 2)
      assert.deepEqual(readFileSync(join(sources, 'publisher', 'cm-order-2026.zip')), ZIP)
    }))

  it('counts a part as success and says what is missing and where to get it', () =>
    scene({ '/cm-order-2027.zip': ok, '/cm-order-2026.zip': ok }, async ({ fetch, mirrorCalls }) => {
      const [report] = (await fetch()).systems
      assert.equal(report?.release, 'FY2027')
      assert.match(report?.line ?? '', /FY2027 tableAndIndex was not got \(the server answered 404\)/)
      assert.match(report?.hint ?? '', /cm-index-2027\.zip in a browser, then: medcodex add FILE$/)
      assert.equal(report?.failures.length, 1)
      assert.equal(mirrorCalls(), 0)
    }))

  it('uses an older release of the publisher and says so', () =>
    scene({ '/cm-order-2026.zip': ok }, async ({ fetch, mirrorCalls }) => {
      const [report] = (await fetch()).systems
      assert.equal(report?.release, 'FY2026')
      assert.equal(report?.inForce, 'FY2027')
      assert.match(report?.line ?? '', /FY2026 from the publisher; FY2027 order was not got/)
      assert.equal(mirrorCalls(), 0)
    }))

  it('turns to the mirror when the publisher has nothing as new', () =>
    scene({}, async ({ fetch, sources }) => {
      const [report] = (await fetch()).systems
      assert.equal(report?.servedBy, 'mirror')
      assert.equal(report?.release, 'FY2026')
      const note = JSON.parse(
        readFileSync(join(sources, 'mirror', 'lists-1.0-py3-none-any.whl.provenance.json'), 'utf8'),
      )
      assert.equal(note.url, 'pypi:lists==1.0')
    }))

  it('adds the newer release of the publisher beside the wheel when it can be had later', () =>
    scene(PUBLISHER, async ({ fetch, mirrorCalls }) => {
      await fetch({ probe: refused })
      const [report] = (await fetch()).systems
      assert.equal(report?.servedBy, 'publisher')
      assert.deepEqual(new Set(report?.files.map((file) => file.location)), new Set(['publisher', 'mirror']))
      assert.equal(mirrorCalls(), 1)
    }))

  it('does not wait for each file of a server that breaks off', () =>
    scene(
      {
        '/cm-order-2027.zip': (request) => request.socket.destroy(),
        '/cm-index-2027.zip': (request) => request.socket.destroy(),
      },
      async ({ fetch, requests }) => {
        const [report] = (await fetch()).systems
        assert.equal(report?.servedBy, 'mirror')
        assert.equal(requests.includes('GET /cm-order-2026.zip'), false)
        assert.match(report?.line ?? '', /is out of reach \(the connection broke off/)
      },
    ))

  it('does not fetch the code list of a release the user has', () =>
    scene(PUBLISHER, async ({ fetch, requests }) => {
      const [report] = (await fetch({ own: { icd10cm: ['FY2027'] } })).systems
      assert.equal(report?.servedBy, 'user')
      assert.deepEqual(requests.sort(), ['GET /cm-index-2027.zip', 'GET /cm-order-2026.zip'])
    }))

  it('falls back to earlier quarters and stops at the first', () =>
    scene({ '/july-2026.zip': ok }, async ({ fetch, requests }) => {
      const [report] = (await fetch({ systems: ['hcpcs'] })).systems
      assert.equal(report?.release, '2026-07')
      assert.deepEqual(requests, ['GET /october-2026.zip', 'GET /july-2026.zip'])
    }))

  it('tells what happens while it happens', () =>
    scene(PUBLISHER, async ({ fetch }) => {
      const types: string[] = []
      await fetch({ onEvent: (event) => types.push(event.type) })
      assert.deepEqual(new Set(types), new Set(['started', 'progress', 'got', 'done']))
    }))

  it('says in one sentence that the disk cannot be written', () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, 'sources'), '')
      const options = { systems: [], today: isoDate('2026-11-23'), offline: true } as const
      const doing = fetchSystems({ ...options, sources: join(folder, 'sources') })
      await assert.rejects(doing, (error) => error instanceof AppError && error.code === 'home-unwritable')
    }))
})

describe('being offline', () => {
  it('is no error: each system says what serves it and how to get the rest', () =>
    scene(
      PUBLISHER,
      async ({ fetch, requests }) => {
        const report = await fetch({ probe: refused, systems: ['icd10cm', 'hcpcs'] })
        // Five seconds are promised; here it only must end, whatever else the machine does.
        assert.ok(report.seconds < 30, `${report.seconds} s`)
        for (const system of report.systems) {
          assert.equal(system.servedBy, 'starter')
          assert.match(system.line, /the starter set.*is out of reach \(its name cannot be resolved\)/)
          assert.match(system.hint ?? '', /medcodex add FILE/)
        }
        assert.match(report.systems[0]?.line ?? '', /the package client failed: its index cannot be reached/)
        assert.deepEqual(requests, [])
      },
      `console.error('WARNING: NewConnectionError: name resolution'); process.exit(1)`,
    ))

  it('is noticed when nothing answers and nothing is refused either, publisher and mirror at the same time', () =>
    scene(
      PUBLISHER,
      async ({ fetch }) => {
        const report = await fetch({ probe: () => new Promise(() => {}), reachMs: 30, graceMs: 0 })
        assert.equal(report.systems[0]?.servedBy, 'starter')
        // Five seconds are promised; here it only must end, whatever else the machine does.
        assert.ok(report.seconds < 30, `${report.seconds} s`)
      },
      `console.log('Getting page https://127.0.0.1/simple/'); setInterval(() => {}, 1000)`,
    ))

  it('starts the mirror before the publisher is given up, and stops it when the publisher answers', () =>
    scene(
      PUBLISHER,
      async ({ fetch, sources }) => {
        const late = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150))
        const [report] = (await fetch({ probe: late, graceMs: 0 })).systems
        assert.equal(report?.servedBy, 'publisher')
        assert.equal(existsSync(join(sources, 'mirror')), false)
      },
      'setInterval(() => {}, 1000)',
    ))

  it('makes no call at all when asked for', () =>
    scene(PUBLISHER, async ({ fetch, requests, mirrorCalls }) => {
      await fetch()
      const before = requests.length
      const probe = async (): Promise<void> => assert.fail('a server was asked')
      const [report] = (await fetch({ offline: true, probe })).systems
      assert.equal(report?.servedBy, 'publisher')
      assert.equal(requests.length, before)
      assert.equal(mirrorCalls(), 0)
    }))

  it('says with an empty home that nothing was downloaded', () =>
    scene(PUBLISHER, async ({ fetch, requests, sources }) => {
      const [report] = (await fetch({ offline: true })).systems
      assert.equal(report?.line, 'ICD-10-CM: the starter set, a small selection; nothing was downloaded (offline).')
      assert.deepEqual(requests, [])
      rmSync(sources, { recursive: true })
    }))
})
