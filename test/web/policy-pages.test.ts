/** Plain words, policies and coverage as HTML: what a reader without a script is told, and that every link leads on. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Hono } from 'hono'
import { STATES } from '../../src/policy/states.ts'
import { createApp } from '../../src/server.ts'
import { type StarterEdition, starterEdition } from '../starter-edition.ts'

let starter: StarterEdition
let app: Hono

before(async () => {
  starter = await starterEdition()
  app = createApp(starter.context)
})
after(() => starter.close())

/** The page behind at most one redirect. */
async function get(path: string): Promise<{ status: number; headers: Headers; text: string }> {
  let response = await app.request(path)
  if (response.status === 301) response = await app.request(response.headers.get('location') ?? '')
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const json = async <T>(path: string): Promise<T> => JSON.parse((await get(path)).text) as T

const section = (text: string, id: string): string =>
  text.split(`<section id="${id}">`)[1]?.split('<section id="')[0] ?? ''
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((m) => m[1] ?? '')
const sorted = (values: Iterable<string | undefined>): string[] => [...values].map((value) => value ?? '').sort()
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

interface Words {
  readonly id: string
  readonly heading: string
  readonly status: string
  readonly reviewed?: unknown
  readonly sections: readonly Words[]
}
const flat = (sections: readonly Words[]): Words[] => sections.flatMap((each) => [each, ...flat(each.sections)])

const EXPLAINED = ['hcpcs/E0783', 'icd10cm/E11.9', 'icd10pcs/3E05305', 'hcpcs/J9190']
const WISCONSIN = '/coverage?system=cpt&code=93306&diagnoses=I35.0&state=WI'
const TEXAS = '/coverage?system=cpt&code=93306&diagnoses=I35.0&state=TX'
const PAGES = [
  ...EXPLAINED.map((code) => `/code/${code}`),
  '/search?q=infusion+pump',
  '/code/cpt/96425',
  '/policies',
  '/policies?q=liver',
  '/policies?state=TX',
  '/policy/medicare/L33577',
  '/policy/medicare/210.3',
  '/policy/medicare/210.3/diff',
  '/coverage',
  WISCONSIN,
  TEXAS,
]

test('each page has one first heading, no heading skips a level, no script or style stands in it', async () => {
  for (const path of PAGES) {
    const { status, text } = await get(path)
    assert.equal(status, 200, path)
    const levels = all(text, /<h([1-6])[ >]/g).map(Number)
    assert.equal(levels.filter((level) => level === 1).length, 1, path)
    assert.equal(levels[0], 1, path)
    for (const [i, level] of levels.entries())
      assert.ok(level <= (levels[i - 1] ?? 0) + 1, `${path}: ${levels.join(' ')}`)
    // Structured data is no script.
    assert.deepEqual(
      all(text, /<script(?! type="application\/ld\+json")([^>]*)>/g).filter((rest) => !/ src="\/assets\//.test(rest)),
      [],
      path,
    )
    assert.doesNotMatch(text, / style="| on[a-z]+="|<style/, path)
    const ids = all(text, / id="([^"]*)"/g)
    assert.equal(new Set(ids).size, ids.length, `${path} has an id twice`)
  }
})

test('every section of plain words is on the page in order, with its status for people and for programs', async () => {
  for (const code of EXPLAINED) {
    const answer = (await json<{ explainer: { sections: Words[] } }>(`/api/v1/codes/${code}`)).explainer
    // The official title stands at the head of the page; the names that texts give stand in the lead.
    const isTitle = (each: Words): boolean => each.id === 'name' && each.status === 'composed'
    const sections = answer.sections.filter((each) => !isTitle(each))
    const names = flat(answer.sections.filter(isTitle)).filter((each) => !isTitle(each))
    const words = section((await get(`/code/${code}`)).text, 'meaning')
    assert.deepEqual(
      all(words, /<div class="said" data-status="([a-z]+)">/g),
      names.map((each) => each.status),
      code,
    )
    const shown = all(words, /<section class="means" data-status="([a-z]+)"/g)
    const expected = flat(sections)
    assert.ok(expected.length > 5, code)
    assert.deepEqual(
      shown,
      expected.map((each) => each.status),
      code,
    )
    assert.deepEqual(
      all(words, /<h[34] id="means-([^"]+)">/g),
      expected.map((each) => each.id),
      code,
    )
    assert.deepEqual(
      all(words, /data-status="(?!composed)[a-z]+" data-reviewed="([a-z]+)"/g),
      expected.filter((each) => each.status !== 'composed').map((each) => (each.reviewed ? 'yes' : 'no')),
      code,
    )
    assert.deepEqual(
      all(words, /<a href="#means-([^"]+)">/g),
      sections.map((each) => each.id),
      code,
    )
  }
})

test('the origin of plain words is said where it changes, in words, and not at every section', async () => {
  for (const code of EXPLAINED) {
    const words = section((await get(`/code/${code}`)).text, 'meaning')
    const parts = words.split('<section class="means" ').slice(1)
    const origins = parts.map((part) => ({
      status: /^data-status="([a-z]+)"/.exec(part)?.[1],
      said: /^[^>]*><h[34][^>]*>[^<]*<\/h[34]><p class="origin"><span class="made ([a-z]+)"/.exec(part)?.[1],
    }))
    let last: string | undefined
    for (const [i, { status, said }] of origins.entries()) {
      if (said !== undefined) assert.equal(said, status, `${code} ${i}`)
      last = said ?? last
      assert.equal(last, status, `${code}: section ${i} stands below the words of another origin`)
    }
    const count = origins.filter((each) => each.said !== undefined).length
    assert.ok(count < origins.length, `${code} says it ${count} times of ${origins.length}`)
    assert.match(words, /title="Written for Medcodex from the public sources named, with the help of a language model"/)
    assert.match(words, />Written for Medcodex<\/span>, <span class="made">not reviewed by a clinician yet<\/span>/)
    assert.match(words, />From official facts<\/span>/)
    assert.match(words, /not medical advice/)
  }
})

test('each footnote leads to a source on the page, each source is used, marks ascend', async () => {
  for (const code of EXPLAINED) {
    const { text } = await get(`/code/${code}`)
    const marks = all(text, /<sup class="cite">(.*?)<\/sup>/g).map((sup) => all(sup, /href="#source-(\d+)"/g))
    assert.ok(marks.length > 3, code)
    for (const run of marks)
      assert.deepEqual(
        run,
        [...run].sort((a, b) => Number(a) - Number(b)),
        code,
      )
    const targets = all(text, /<li id="source-(\d+)"/g)
    assert.deepEqual(sorted(new Set(marks.flat())), sorted(targets), code)
    assert.equal(
      all(text, /<li id="source-\d+" value="\d+">(<a href="https:\/\/[^"]+" rel="noreferrer">)/g).length,
      targets.length,
    )
  }
})

test('a code page names its policies with status, place, day and document, and asks for a state', async () => {
  const policies = section((await get('/code/hcpcs/E0783')).text, 'policies')
  assert.match(
    policies,
    /<span class="disposition conditional">Covered on conditions<\/span> <a href="\/policy\/medicare\/L33461">/,
  )
  assert.match(policies, /Our summary:/)
  assert.match(policies, /facts checked \d+ [A-Z][a-z]+ \d{4}/)
  assert.match(policies, /<a href="https:\/\/www\.cms\.gov\/[^"]+" rel="noreferrer">Document<\/a>/)
  assert.match(policies, /href="\/coverage\?system=hcpcs&amp;code=E0783"/)
  assert.match(policies, /Whether a claim is paid is for the payer to say/)
})

test('the map of states has every state once, its name begins with its letters, and the table says the same', async () => {
  const map = /<figure class="state-map">.*?<\/figure>/s.exec((await get('/code/hcpcs/E0783')).text)?.[0] ?? ''
  const tiles = [
    ...map.matchAll(/<a href="([^"]+)" aria-label="([^"]+)"><rect[^>]* class="(none|some)">.*?<text[^>]*>([A-Z]{2})</g),
  ]
  assert.deepEqual(sorted(tiles.map(([, , , , state]) => state)), sorted(Object.keys(STATES)))
  const places = all(map, /<rect (x="\d+" y="\d+")/g)
  assert.equal(new Set(places).size, tiles.length)
  for (const [, href, label, , state] of tiles) {
    assert.ok(label?.startsWith(`${state}, ${STATES[state as keyof typeof STATES]}: `), `name of ${state}`)
    assert.ok(href?.endsWith(`state=${state}`), `address of ${state}`)
  }
  const marked = tiles.filter(([, , , kind]) => kind === 'some').map(([, href]) => href)
  const table = all(map, /<td><a href="([^"]+)">/g)
  assert.ok(marked.length > 0 && marked.length < tiles.length)
  assert.deepEqual(sorted(table), sorted(marked))
})

interface Listed {
  readonly total: number
  readonly policies: readonly { readonly path: string; readonly number: string }[]
}
interface Finding {
  readonly system: string
  readonly written: string
  readonly code?: string
  readonly path?: string
}
interface Document {
  readonly groups: readonly { readonly findings: readonly Finding[] }[]
  readonly findings: readonly Finding[]
  readonly related: readonly { readonly path?: string }[]
}

test('every policy has its page; each code of a loaded release links to a page that answers', async () => {
  const { policies, total } = await json<Listed>('/api/v1/policies?limit=500')
  assert.equal(policies.length, total)
  let list = ''
  let next: string | undefined = '/policies'
  while (next !== undefined) {
    const { text } = await get(next)
    list += text
    const link = /<p class="more"><a class="button" href="([^"]+)">Next/.exec(text)?.[1]
    next = link && unescaped(link)
  }
  const answered = new Set<string>()
  for (const { path, number } of policies) {
    assert.ok(list.includes(`href="${path}"`), number)
    const { status, text } = await get(path)
    assert.equal(status, 200, path)
    const { groups, findings, related } = await json<Document>(path.replace('/policy/', '/api/v1/policies/'))
    const links = new Set(all(text, /href="([^"]+)"/g).map(unescaped))
    for (const finding of [...groups.flatMap((g) => g.findings), ...findings]) {
      assert.ok(text.includes(`<code>${finding.written}</code>`), `${number} ${finding.written}`)
      const { catalog } = starter.edition
      const known =
        finding.code !== undefined && catalog.concept(finding.system as 'hcpcs', finding.code, starter.context.today())
      if (known) assert.ok(finding.path !== undefined && links.has(finding.path), `${number} ${finding.written}`)
    }
    for (const each of related) if (each.path) assert.ok(links.has(each.path), `${number} ${each.path}`)
    for (const link of links) {
      if (!/^\/(code|policy)\//.test(link) || answered.has(link)) continue
      answered.add(link)
      assert.equal((await get(link)).status, 200, `${number} leads to ${link}`)
    }
  }
  const to = (kind: string): number => [...answered].filter((link) => link.startsWith(`/${kind}/`)).length
  assert.ok(to('code') > 100 && to('policy') > 10, `${to('code')} codes and ${to('policy')} policies are linked`)
})

test('what is said of all codes of a list is said once, and a long title may break at its slashes', async () => {
  const codes = section((await get('/policy/medicare/210.3')).text, 'codes')
  assert.equal(codes.match(/class="disposition /g)?.length, 1)
  assert.match(codes, /<th scope="col">Title<\/th><\/tr>/)
  const bare = section((await get('/policy/medicare/L33577')).text, 'codes')
  assert.match(bare, /<ul class="bare-codes" aria-label="Examinations">/)
  assert.match((await get('/policies')).text, /Colonoscopy\/<wbr>Sigmoidoscopy\/<wbr>Proctosigmoidoscopy/)
})

test('a policy says that its text is a summary of ours, its versions link to what changed', async () => {
  const { text } = await get('/policy/medicare/210.3')
  assert.match(text, /a summary of ours, not the payer’s words/)
  const [diff] = all(text, /<a href="([^"]+\/diff\?[^"]+)">What changed<\/a>/g)
  const changed = await get(unescaped(diff ?? ''))
  assert.equal(changed.status, 200)
  assert.match(changed.text, /<del>[^<]+<\/del>/)
  assert.match(changed.text, /<ins>[^<]+<\/ins>/)
})

test('policies are found by words and by state; a filter changes the count and not what is loaded', async () => {
  const { text } = await get('/policies?q=liver')
  assert.match(text, /<h2>Passages<\/h2>/)
  const [first] = all(text, /<section class="found">.*?<a href="([^"]+)"/gs)
  const [path = '', anchor = ''] = (first ?? '').split('#')
  assert.ok((await get(path)).text.includes(` id="${anchor}"`), path)
  assert.match((await get('/policies?q=zzqx')).text, /No passage holds “zzqx”/)
  const loaded = (page: string): string => /Loaded: \d+ policies of Medicare/.exec(page)?.[0] ?? ''
  const total = (page: string): number => Number(/<h2>(?:All policies|Policies that fit) <small>(\d+)</.exec(page)?.[1])
  const everywhere = (await get('/policies')).text
  const texas = (await get('/policies?state=TX')).text
  assert.notEqual(loaded(everywhere), '')
  assert.equal(loaded(texas), loaded(everywhere))
  assert.ok(total(texas) > 0 && total(texas) < total(everywhere))
})

test('a search shows passages of policies below the codes', async () => {
  const { text } = await get('/search?q=infusion+pump')
  const found = text.split('<section class="in-policies">')[1] ?? ''
  const links = all(found, /<p class="what"><a href="(\/policy\/[^"]+)"/g)
  assert.ok(links.length > 0)
  for (const link of links) assert.equal((await get(unescaped(link).split('#')[0] ?? '')).status, 200, link)
})

test('coverage: another state, another answer; neither is a yes or a no; nothing is kept', async () => {
  const wisconsin = await get(WISCONSIN)
  const texas = await get(TEXAS)
  assert.match(wisconsin.text, /<section class="answer"><h2><a href="\/policy\/medicare\/L33577">/)
  assert.doesNotMatch(wisconsin.text, /do not apply<\/h2>.*L33577/s)
  assert.doesNotMatch(texas.text, /<section class="answer">/)
  assert.match(
    texas.text,
    /Policies that name it but do not apply<\/h2>.*L33577.*It does not hold in the state asked\./s,
  )
  for (const { text, headers } of [wisconsin, texas, await get('/coverage')]) {
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.match(text, /<meta name="robots" content="noindex">/)
  }
  for (const { text } of [wisconsin, texas]) assert.match(text, /is for the payer to say/)
})

test('coverage: the question stays in the form; a code that no policy names is told as such', async () => {
  const { text } = await get(WISCONSIN)
  assert.match(text, /<option value="cpt" selected>CPT<\/option>/)
  for (const [name, value] of [
    ['code', '93306'],
    ['diagnoses', 'I35.0'],
    ['state', 'WI'],
  ])
    assert.match(text, new RegExp(`<input name="${name}" value="${value}"`))
  const unknown = await get('/coverage?system=hcpcs&code=A4206')
  assert.equal(unknown.status, 200)
  assert.match(unknown.text, /No policy found in what is loaded/)
  assert.doesNotMatch(unknown.text, /class="disposition/)
  assert.equal((await get('/coverage?system=cpt&code=93306&state=Atlantis')).status, 400)
})

test('what is typed into the forms of policies never becomes markup', async () => {
  const evil = encodeURIComponent('"><script>alert(1)</script>')
  for (const path of [
    `/policies?q=${evil}`,
    `/policies?state=${evil}`,
    `/coverage?payer=${evil}&system=hcpcs&code=E0783`,
    `/coverage?diagnoses=${evil}`,
  ])
    assert.doesNotMatch((await get(path)).text, /<script>alert/, path)
})

test('policies of a code are narrowed by a form that works without a script, and shown whole again', async () => {
  const whole = section((await get('/code/hcpcs/E0781')).text, 'policies')
  assert.match(whole, /<form class="narrow" action="\/code\/hcpcs\/E0781[^"]*#policies" method="get">/)
  const numbers = (text: string): string[] => all(text, /<span class="n">([^<]+)<\/span>/g)
  assert.equal(numbers(whole).length, 3)
  const ncd = section((await get('/code/hcpcs/E0781?kind=ncd')).text, 'policies')
  assert.deepEqual(numbers(ncd), ['280.14'])
  assert.match(ncd, /<option value="ncd" selected>/)
  assert.match(ncd, /<a href="\/code\/hcpcs\/E0781[^"]*#policies">Show all 3<\/a>/)
  const none = section((await get('/code/hcpcs/E0781?payer=nobody')).text, 'policies')
  assert.match(none, /No policy fits what you chose/)
  assert.match(none, /Show all 3/)
  assert.equal((await app.request('/code/cpt/96425?disposition=perhaps')).status, 400)
  // A narrowed page is not the one for search engines.
  assert.doesNotMatch((await get('/code/hcpcs/E0781?kind=ncd')).text, /rel="canonical"/)
})
