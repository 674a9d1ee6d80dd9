import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { createApp } from '../../src/server.ts'
import { CLIENT, STYLE } from '../../src/web/assets.ts'
import { stepTitles } from '../../src/web/parts/breadcrumb.ts'
import { EXAMPLES } from '../../src/web/parts/examples.ts'
import { type StarterEdition, starterEdition } from '../starter-edition.ts'

let starter: StarterEdition
let app: Hono

before(async () => {
  starter = await starterEdition()
  app = createApp(starter.context)
})
after(() => starter.close())

const DIABETES = '/code/icd10cm/E11.9-type-2-diabetes-mellitus-without-complications'

interface Got {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Got> {
  const response = await app.request(path, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** The page of a code by its bare code, after the redirect. */
async function codePage(system: string, code: string): Promise<Got & { path: string }> {
  const path = (await get(`/code/${system}/${code}`)).headers.get('location') ?? ''
  return { ...(await get(path)), path }
}

const PAGES = [
  '/',
  '/search',
  '/search?q=type+2+diabetes',
  '/search?q=type+2+diabetes&view=tree',
  '/systems',
  '/systems/icd10cm',
  '/systems/icd10pcs',
  '/systems/hcpcs',
  '/about-data',
  '/compare',
  '/compare?codes=icd10cm:E11.9,icd10cm:E11.8,hcpcs:J9190',
  DIABETES,
]

test('every page answers with HTML, one stylesheet, one deferred script and the disclaimer', async () => {
  for (const path of PAGES) {
    const { status, headers, text } = await get(path)
    assert.equal(status, 200, path)
    assert.match(headers.get('content-type') ?? '', /^text\/html/, path)
    assert.equal(text.match(/<link rel="stylesheet"/g)?.length, 1, path)
    assert.equal(text.match(/<script defer /g)?.length, 1, path)
    assert.match(text, /not medical, coding or billing advice/, path)
    assert.equal(text.match(/<h1/g)?.length, 1, path)
    assert.equal(text.match(/<main/g)?.length, 1, path)
  }
})

test('every page carries the security headers', async () => {
  for (const path of [...PAGES, '/nothing', STYLE.path]) {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/, path)
    assert.doesNotMatch(policy, /unsafe|https?:/, path)
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
  }
})

test('nothing is loaded from another site and no style stands in the HTML', async () => {
  for (const path of PAGES) {
    const { text } = await get(path)
    const loaded = [
      ...text.matchAll(
        /<(?:script|img|iframe|source|link rel="(?:stylesheet|icon|preload)")[^>]*(?:src|href)="([^"]+)"/g,
      ),
    ]
    assert.ok(loaded.length >= 3, path)
    for (const [, url] of loaded) assert.match(url ?? '', /^\/(?!\/)/, path)
    assert.doesNotMatch(text, / style="| on[a-z]+="/, path)
  }
})

test('searches are kept by no cache; assets are kept for ever', async () => {
  assert.equal((await get('/search?q=diabetes')).headers.get('cache-control'), 'no-store')
  for (const { path, etag } of [STYLE, CLIENT]) {
    const { headers } = await get(path)
    assert.match(headers.get('cache-control') ?? '', /immutable/)
    assert.equal((await get(path, { 'if-none-match': etag })).status, 304)
  }
})

test('pages are compressed for browsers that ask', async () => {
  const { headers } = await get(DIABETES, { 'accept-encoding': 'gzip' })
  assert.equal(headers.get('content-encoding'), 'gzip')
  assert.match(headers.get('vary') ?? '', /accept-encoding/i)
})

test('the home page lists what is loaded and says when a newer release is in force', async () => {
  const { text } = await get('/')
  assert.match(text, /<input id="q" name="q" type="search"[^>]* autofocus/)
  for (const name of ['ICD-10-CM', 'ICD-10-PCS', 'HCPCS Level II']) assert.ok(text.includes(name), name)
  assert.match(text, /2024-07; 2026-01 has been in force since 1 January 2026/)
  assert.match(text, /Starter set/)
})

test('results can be read as a tree, whose choice stays in every link of the page', async () => {
  const list = (await get('/search?q=diabetes')).text
  assert.match(list, /href="\/search\?q=diabetes&amp;view=tree"/)
  const { text } = await get('/search?q=diabetes&view=tree')
  assert.match(text, /<ul class="result-tree"><li><details open><summary><a [^>]*><code>Chapter 4<\/code>/)
  assert.match(text, /class="found"><code>E11\.9<\/code>/)
  assert.match(text, /href="\/search\?q=diabetes&amp;system=icd10cm&amp;view=tree"/)
  assert.equal(new Set(text.match(/>No\. ?|class="rank">(\d+)</g)).size > 3, true)
})

test('each example search finds something', async () => {
  for (const { q } of EXAMPLES) {
    const { status, text } = await get(`/search?q=${encodeURIComponent(q)}`)
    assert.equal(status, 200, q)
    assert.match(text, /<ol class="results">/, q)
  }
})

test('what is typed never becomes markup', async () => {
  const { status, text } = await get(`/search?q=${encodeURIComponent('<script>alert(1)</script>" onfocus="x')}`)
  assert.equal(status, 200)
  assert.doesNotMatch(text, /<script>alert/)
  assert.doesNotMatch(text, /" onfocus="x/)
  assert.match(text, /&lt;script&gt;alert\(1\)/)
  assert.doesNotMatch((await get('/code/icd10cm/%3Cscript%3Ealert(1)%3C%2Fscript%3E')).text, /<script>alert/)
})

test('results mark what was met, show the rank and link to canonical pages', async () => {
  const { text } = await get('/search?q=type+2+diabetes')
  assert.match(text, /<mark>/)
  assert.ok(text.includes(`href="${DIABETES}"`))
  assert.match(text, /<li class="sys-diagnosis" id="r1" value="1">/)
})

test('results of several systems show the best first, then each system', async () => {
  const { text } = await get('/search?q=chemotherapy')
  assert.ok(text.indexOf('Best matches') > 0)
  assert.ok(text.indexOf('More in ') > text.indexOf('Best matches'))
})

test('facets are links that keep the words, and their counts stay while one is chosen', async () => {
  const all = await get('/search?q=chemotherapy')
  const one = await get('/search?q=chemotherapy&system=hcpcs')
  assert.match(all.text, /href="\/search\?q=chemotherapy&amp;system=hcpcs"/)
  assert.match(one.text, /<a class="sys-supply" [^>]*aria-current="true"/)
  const counts = ({ text }: Got): string[] =>
    [...text.matchAll(/<span class="c">([\d,]+)<\/span><\/(?:a|span)>/g)].map((m) => m[1] ?? '')
  assert.deepEqual(counts(one), counts(all))
  assert.doesNotMatch(one.text, /<li class="sys-diagnosis" id="r/)
  assert.equal((await get('/search?q=chemotherapy&kind=supply')).text, one.text)
  assert.match((await get('/search?q=diabetes&billable=no')).text, /Not billable/)
})

test('a correction is said and links to the corrected words', async () => {
  const { text } = await get('/search?q=ankel+sprain')
  assert.match(text, /Showing results for <a href="\/search\?q=ankle%20sprain"><strong>ankle sprain<\/strong><\/a>/)
})

test('no results: says so and offers ways on', async () => {
  const { status, text } = await get('/search?q=0000000000&billable=yes')
  assert.equal(status, 200)
  assert.match(text, /No code of this kind matches “0000000000”/)
  assert.match(text, /href="\/search\?q=0000000000"/)
  assert.match(text, /href="\/systems\/icd10pcs"/)
})

test('a parameter that makes no sense is refused with a sentence', async () => {
  const { status, text } = await get('/search?q=x&limit=many')
  assert.equal(status, 400)
  assert.match(text, /limit/)
  assert.equal((await get(`${DIABETES}?asOf=tomorrow`)).status, 400)
})

test('any written form of a code, with a wrong or missing slug, redirects to its one page', async () => {
  for (const tail of ['E11.9', 'e119', 'E11.9-wrong-words', 'e11-9']) {
    const { status, headers } = await get(`/code/icd10cm/${tail}`)
    assert.equal(status, 301, tail)
    assert.equal(headers.get('location'), DIABETES, tail)
  }
  assert.equal(
    (await get('/code/icd10cm/E11.9?asOf=2026-01-01')).headers.get('location'),
    `${DIABETES}?asOf=2026-01-01`,
  )
})

test('codes with hyphens of their own are found with and without a slug', async () => {
  for (const [code, name] of [
    ['E08-E13', 'Diabetes mellitus'],
    ['chapter-4', 'Endocrine'],
    ['chapter-4', 'Endocrine'],
  ] as const) {
    const page = await codePage('icd10cm', code)
    assert.equal(page.status, 200, code)
    assert.ok(page.text.includes(name), code)
    assert.equal((await get(`/code/icd10cm/${code}-some-other-words`)).headers.get('location'), page.path, code)
  }
})

test('a code page holds the official facts, its notes with their places, the tree and the licence', async () => {
  const { text } = await get(DIABETES)
  assert.match(text, /<h1 class="short">.*E11\.9.*Type 2 diabetes mellitus without complications<\/span><\/h1>/s)
  assert.match(text, /<span class="state billable">Billable<\/span>/)
  assert.match(text, /<nav class="crumbs" aria-label="Breadcrumb">/)
  assert.match(text, /Excludes1/)
  assert.match(text, /from <a href="\/code\/icd10cm\/E11-type-2-diabetes-mellitus">/)
  assert.match(text, /aria-current="page"><code>E11\.9<\/code>/)
  assert.match(text, /public domain in the United States/)
  assert.match(text, /<link rel="canonical" href="http:\/\/localhost\/code\/icd10cm\/E11\.9-/)
  assert.match(text, /<meta name="description" content="ICD-10-CM E11\.9: /)
  assert.doesNotMatch(text, /<section[^>]*>\s*<\/section>/)
})

test('a view is kept in the address: both hold everything, each leads with what its reader came for', async () => {
  const plain = await get(DIABETES)
  const coding = await get(`${DIABETES}?view=coding`)
  const place = ({ text }: Got, id: string): number => text.indexOf(`<section id="${id}"`)
  for (const page of [plain, coding]) {
    assert.equal(page.status, 200)
    for (const id of ['meaning', 'notes', 'similar', 'index', 'history', 'source']) assert.ok(place(page, id) > 0, id)
    assert.match(page.text, /<link rel="canonical" href="http:\/\/localhost\/code\/icd10cm\/E11\.9-[^"?]+">/)
    assert.match(page.text, /<h2>For a claim<\/h2>/)
    assert.match(page.text, /<h2>Often confused with<\/h2>/)
  }
  assert.ok(place(plain, 'meaning') < place(plain, 'notes'))
  assert.ok(place(coding, 'notes') < place(coding, 'coding'))
  assert.ok(place(coding, 'coding') < place(coding, 'meaning'))
  // Links to other codes and forms stay in the view; the switch, files and the API do not.
  assert.match(coding.text, /href="\/code\/icd10cm\/E11-type-2-diabetes-mellitus\?view=coding"/)
  assert.match(coding.text, /<form class="asof"[^>]*><input type="hidden" name="view" value="coding">/)
  assert.match(coding.text, /href="\/code\/icd10cm\/E11\.9-[^"]+\?view=plain"/)
  assert.match(coding.text, /href="\/code\/icd10cm\/E11\.9-[^"?]+\.json"/)
  assert.doesNotMatch(plain.text, /href="\/code\/icd10cm\/E11-[^"]*view=/)
  assert.equal((await get(`${DIABETES}?view=nothing`)).status, 200)
  assert.equal((await get('/code/icd10cm/e119?view=coding')).headers.get('location'), `${DIABETES}?view=coding`)
})

test('a breadcrumb says of each step what it adds', () => {
  assert.deepEqual(
    stepTitles([
      'Injuries to the hip and thigh (S70-S79)',
      'Fracture of femur',
      'Fracture of head and neck of femur',
      'Fracture of unspecified part of neck of femur',
    ]),
    [
      'Injuries to the hip and thigh',
      'Fracture of femur',
      '… head and neck of femur',
      '… unspecified part of neck of femur',
    ],
  )
  assert.deepEqual(stepTitles(['Lower Joints', 'Lower Joints, Replacement']), ['Lower Joints', '… Replacement'])
  assert.deepEqual(stepTitles(['Asthma', 'Asthma']), ['Asthma', 'Asthma'])
})

test('everyday words and a sketch stand before the text where official words settle them', async () => {
  const { text } = await codePage('icd10cm', 'S93.401A')
  assert.match(text, /<dt>sprain<\/dt>|<dt>Sprain<\/dt>/)
  assert.match(text, /aria-label="A body seen from the front\. Marked: right ankle"/)
  assert.doesNotMatch((await get(DIABETES)).text, /class="sketch"/)
})

test('structured data describes the code and cannot end its element', async () => {
  const { text } = await get(DIABETES)
  const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? ''
  const data = JSON.parse(block) as Record<string, unknown>
  assert.equal(data['@type'], 'MedicalCode')
  assert.equal(data['codeValue'], 'E11.9')
  assert.doesNotMatch(block, /</)
})

test('an ICD-10-PCS code explains each of its characters', async () => {
  const { text } = await codePage('icd10pcs', '3E05305')
  const table = /<section id="characters">.*?<\/section>/s.exec(text)?.[0] ?? ''
  assert.equal(table.match(/<th scope="row">/g)?.length, 7)
  assert.match(text, /Putting in or on a therapeutic, diagnostic/)
})

test('a terminated code says its last day and shows its history', async () => {
  const { text } = await codePage('hcpcs', 'J2505')
  assert.match(text, /the last day of use was <strong>31 December 2021<\/strong>/)
  assert.match(text, /<ol class="timeline">/)
  assert.match(text, /<span class="state ended">/)
})

test('a header leads to the codes below it', async () => {
  const { text } = await codePage('icd10cm', 'C22')
  assert.match(text, /<section id="below">/)
  assert.match(text, /<span class="state header">/)
})

test('another day is said on the page, and search engines leave that page out', async () => {
  const { status, text } = await get(`${DIABETES}?asOf=2025-12-01`)
  assert.equal(status, 200)
  assert.match(text, /As of <strong>1 December 2025<\/strong>/)
  assert.match(text, /<meta name="robots" content="noindex">/)
})

test('similar codes say the reason first, link to their pages and to a comparison', async () => {
  const { text } = await get(DIABETES)
  const section = /<section id="similar">.*?<\/section>/s.exec(text)?.[0] ?? ''
  assert.match(section, /<p class="reason">.*?<a href="\/code\/icd10cm\/E11\.A-/s)
  assert.match(section, /href="\/compare\?codes=icd10cm:E11\.9,icd10cm:E11\.8"/)
  assert.match(section, /is not official/)
})

test('a comparison marks what differs, and says what cannot be compared', async () => {
  const { text } = await get('/compare?codes=icd10cm:E11.9,icd10cm:E11.8')
  assert.match(text, /<tr class="differs"><th scope="row">Title/)
  assert.match(text, /<mark>Type 2 diabetes mellitus with unspecified complications<\/mark>/)
  assert.match(text, /<tr><th scope="row">Billable <small>same<\/small>/)
  assert.match(text, /public domain in the United States/)
  assert.equal((await get('/compare?codes=icd10cm:E11.9')).status, 400)
  assert.equal((await get('/compare?codes=icd10cm:E11.9,icd10cm:E99.999')).status, 404)
})

test('a comparison takes system/code and says which notes set two codes against each other', async () => {
  const { status, text } = await get('/compare?codes=icd10cm/E11.9,icd10cm/E11.A')
  assert.equal(status, 200)
  assert.match(text, /<strong>Excludes1<\/strong>: E11\.9 and E11\.A are not reported together/)
  assert.doesNotMatch((await get('/compare?codes=icd10cm:E11.9,icd10cm:E11.8')).text, /Together on a claim/)
  assert.doesNotMatch((await get('/compare?codes=icd10cm:E11.9,hcpcs:J9190')).text, /Together on a claim/)
})

test('the JSON beside a page is the answer of the API', async () => {
  const api = await get('/api/v1/codes/icd10cm/E11.9')
  for (const path of ['/code/icd10cm/E11.9.json', `${DIABETES}.json`]) {
    const { status, text } = await get(path)
    assert.equal(status, 200, path)
    assert.deepEqual(JSON.parse(text), JSON.parse(api.text), path)
  }
  const missing = await get('/code/icd10cm/E11.99.json')
  assert.equal(missing.status, 404)
  assert.equal((JSON.parse(missing.text) as { code: string }).code, 'unknown-code')
})

test('a page that is not there suggests codes', async () => {
  const wrong = await get('/code/icd10cm/E11.99')
  assert.equal(wrong.status, 404)
  assert.match(wrong.text, /Perhaps you meant/)
  assert.ok(wrong.text.includes(DIABETES))
  const words = await get('/diabetes-mellitus')
  assert.equal(words.status, 404)
  assert.match(words.text, /Perhaps you meant/)
  assert.equal((await get('/%E0%A4%A')).status, 404)
  assert.equal((await get('/systems/nothing')).status, 404)
})

test('a system with a tree is read from its chapters, one without letter by letter', async () => {
  assert.match((await get('/systems/icd10cm')).text, /<code>Chapter 4<\/code>/)
  assert.match((await get('/systems/hcpcs')).text, /href="\/systems\/hcpcs\?letter=J"/)
  const letter = await get('/systems/hcpcs?letter=J')
  assert.match(letter.text, /<code>J9190<\/code>/)
  assert.doesNotMatch(letter.text, /<code>G0498<\/code>/)
  const after = await get('/systems/hcpcs?letter=J&after=J9181')
  assert.match(after.text, /<code>J9185<\/code>/)
  assert.doesNotMatch(after.text, /<code>J9181<\/code>/)
  assert.equal((await get('/systems/hcpcs?letter=%3F')).status, 400)
})

test('the data page names every source file with its checksum and how to get newer data', async () => {
  const { text } = await get('/about-data')
  for (const release of starter.edition.manifest.releases) {
    for (const source of release.sources) assert.ok(text.includes(source.sha256), source.file)
  }
  assert.match(text, /medcodex fetch/)
})

test('the sitemap lists every code once, by its canonical page', async () => {
  const index = await get('/sitemap.xml')
  const parts = [...index.text.matchAll(/<loc>http:\/\/localhost(\/sitemap-\d+\.xml)<\/loc>/g)].map((m) => m[1] ?? '')
  const urls = (await Promise.all(parts.map((part) => get(part)))).flatMap(({ text }) =>
    [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((m) => m[1]),
  )
  assert.equal(urls.length, starter.edition.manifest.concepts)
  assert.equal(new Set(urls).size, urls.length)
  assert.ok(urls.includes(`http://localhost${DIABETES}`))
  assert.equal((await get(`/sitemap-${parts.length + 1}.xml`)).status, 404)
  assert.match((await get('/robots.txt')).text, /Sitemap: http:\/\/localhost\/sitemap\.xml/)
})

test('every code page answers, stays under 30 kB compressed and needs no redirect from the sitemap', async () => {
  const { text } = await get('/sitemap-1.xml')
  const paths = [...text.matchAll(/<loc>http:\/\/localhost([^<]+)<\/loc>/g)].map((m) => m[1] ?? '')
  const wanted = paths.filter((_, i) => i % 4 === 0)
  let biggest = { path: '', size: 0 }
  for (const path of wanted) {
    const page = await get(path)
    assert.equal(page.status, 200, path)
    const size = gzipSync(page.text).length
    if (size > biggest.size) biggest = { path, size }
  }
  assert.ok(biggest.size < 30_000, `${biggest.path} has ${biggest.size} bytes`)
})
