/** Conditional GET, encodings and the page of the API. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { isoDate } from '../src/core/date.ts'
import { encodingFor } from '../src/http/compress.ts'
import { createApp } from '../src/server.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

const CODE = '/api/v1/codes/icd10cm/E11.9'
const SEARCH = '/api/v1/search?q=asthma'

let starter: StarterEdition
let app: ReturnType<typeof createApp>
before(async () => {
  starter = await starterEdition()
  app = createApp(starter.context)
})
after(() => starter.close())
const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })

describe('a conditional GET', () => {
  it('costs no work where the client has the answer, whatever its encoding', async () => {
    for (const path of [CODE, SEARCH, '/api/v1/systems']) {
      const first = await get(path)
      const tag = first.headers.get('etag')!
      assert.match(tag, /^W\/"[0-9a-f]+"$/)
      // Another context whose edition refuses to answer: a 304 does not ask it.
      const edition = starter.context.edition()
      const idle = createApp({
        ...starter.context,
        edition: () => ({ ...edition, catalog: undefined as never, engine: undefined as never }),
      })
      for (const known of [tag, `"other", ${tag}`, tag.slice(2)]) {
        const again = await idle.request(path, { headers: { 'if-none-match': known } })
        assert.equal(again.status, 304, known)
        assert.equal(await again.text(), '')
        assert.equal(again.headers.get('etag'), tag)
      }
    }
  })

  it('is answered anew by another address, day or edition, and for an error', async () => {
    const tag = (await get(CODE)).headers.get('etag')!
    const tagged = { 'if-none-match': tag }
    assert.equal((await get(`${CODE}?asOf=2026-01-01`, tagged)).status, 200)
    const tomorrow = createApp({ ...starter.context, today: () => isoDate('2026-09-09') })
    assert.equal((await tomorrow.request(CODE, { headers: tagged })).status, 200)
    const edition = starter.context.edition()
    const newer = createApp({ ...starter.context, edition: () => ({ ...edition, id: '0123456789abcdef' }) })
    assert.equal((await newer.request(CODE, { headers: tagged })).status, 200)
    const missing = await get('/api/v1/codes/icd10cm/E11.99')
    assert.equal(missing.headers.get('etag'), null)
  })

  it('may be kept where nobody wrote what is asked, and by nothing where somebody did', async () => {
    assert.equal((await get(CODE)).headers.get('cache-control'), 'private, no-cache')
    for (const path of [
      SEARCH,
      '/api/v1/validate?codes=E11.9&system=icd10cm',
      '/api/v1/coverage?system=cpt&code=93306',
    ])
      assert.equal((await get(path)).headers.get('cache-control'), 'no-store', path)
    assert.equal((await get('/api/v1/codes/icd10cm/E11.99')).headers.get('cache-control'), 'no-store')
  })
})

describe('an answer', () => {
  it('comes in the encoding that is asked for, and says that it depends on it', async () => {
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync } as const
    // One of a few kilobytes, and one of more than is packed at once.
    const asked = [CODE, '/api/v1/openapi.json'].flatMap((path) =>
      (['br', 'gzip'] as const).map((e) => [path, e] as const),
    )
    for (const [path, encoding] of asked) {
      const plain = await (await get(path)).text()
      const packed = await get(path, { 'accept-encoding': `${encoding}, identity;q=0.5` })
      assert.equal(packed.headers.get('content-encoding'), encoding)
      assert.match(packed.headers.get('vary') ?? '', /Accept-Encoding/)
      const bytes = Buffer.from(await packed.arrayBuffer())
      assert.ok(bytes.length < plain.length / 2)
      assert.equal(unpack[encoding](bytes).toString('utf8'), plain)
    }
    assert.equal((await get(CODE)).headers.get('content-encoding'), null)
    assert.equal((await get('/healthz', { 'accept-encoding': 'br' })).headers.get('content-encoding'), null)
    const page = await get('/code/icd10cm/E11.9-type-2-diabetes-mellitus-without-complications', {
      'accept-encoding': 'br',
    })
    assert.equal(page.headers.get('content-encoding'), 'br')
    assert.match(page.headers.get('etag') ?? '', /^W\//)
  })

  it('is encoded as Accept-Encoding weighs it', () => {
    assert.equal(encodingFor('gzip, deflate, br'), 'br')
    assert.equal(encodingFor('gzip;q=1.0, br;q=0.5'), 'gzip')
    assert.equal(encodingFor('br;q=0, *;q=0.3'), 'gzip')
    assert.equal(encodingFor('*'), 'br')
    for (const none of [undefined, '', 'identity', 'deflate', 'br;q=0, gzip;q=0', 'br;q=x'])
      assert.equal(encodingFor(none), undefined)
  })
})

describe('the page of the API', () => {
  it('and its files come from here, with a policy that lets nothing else in', async () => {
    const page = await get('/api')
    assert.equal(page.status, 200)
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    const text = await page.text()
    const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
    assert.ok(files.length >= 5)
    for (const file of files) {
      assert.ok(file.startsWith('/'), file)
      assert.equal((await get(file)).status, 200, file)
    }
  })
})
