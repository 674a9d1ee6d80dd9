/** Drafting through the command line, against a server that misbehaves in every way a model does. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isoDate } from '../src/core/date.ts'
import { type DraftOptions, draftBatch } from '../src/edition/drafts.ts'
import { currentEditionPath, type Edition, openEdition } from '../src/edition/edition.ts'
import { type Home, homeAt } from '../src/edition/home.ts'
import { openChat } from '../src/explain/draft/chat.ts'
import { explain } from '../src/explain/explain.ts'
import { flatten } from '../src/explain/merge.ts'
import type { Page } from '../src/explain/model.ts'
import { medcodex as run } from './cli.ts'

/** Runs a command on a data folder of its own. */
const medcodex = (args: string[], { home, env = {} }: { home: string; env?: Record<string, string> }) =>
  run(args, { MEDCODEX_HOME: home, ...env })

type Reply = { status?: number; content?: string; raw?: string; hang?: boolean }

const answer = (sections: unknown): string => JSON.stringify({ sections })
const GOOD = answer([
  { id: 'name', sentences: [{ text: 'Fludarabine.', cites: ['title'] }] },
  {
    id: 'uses',
    sentences: [
      { text: 'The note of the clinic names cancer of the colon.', cites: ['ref1'] },
      { text: 'It was approved in 1962.', cites: ['ref1'] },
      { text: 'It is also used by Nobody Knows.', cites: ['no-such-id'] },
    ],
  },
  { id: 'risks', sentences: [{ text: 'It causes Zorb disease.', cites: ['title'] }] },
  { id: 'made-up-section', sentences: [{ text: 'Words.', cites: ['title'] }] },
])

describe('drafts of a language model', () => {
  const replies: Reply[] = []
  const requests: { authorization: string | undefined; body: { messages: { content: string }[] } }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      requests.push({ authorization: request.headers.authorization, body: JSON.parse(body) })
      const { status = 200, content = GOOD, raw, hang } = replies.shift() ?? {}
      if (hang) return
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' })
      const usage = { prompt_tokens: 100, completion_tokens: 20 }
      response.end(raw ?? JSON.stringify({ choices: [{ message: { content } }], usage }))
    })
  })
  const root = mkdtempSync(join(tmpdir(), 'medcodex-drafting-'))
  const home: Home = homeAt(root)
  const reference = join(root, 'note.txt')
  let url = ''
  let edition: Edition

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    writeFileSync(reference, 'Fluorouracil is given for cancer of the colon.')
    const built = await medcodex(['build'], { home: root })
    assert.equal(built.code, 0, built.stderr)
    edition = openEdition(currentEditionPath(home))
  })
  after(() => {
    edition.close()
    server.closeAllConnections()
    server.close()
    rmSync(root, { recursive: true })
  })

  const concept = (code: string) => edition.catalog.concept('hcpcs', code, isoDate('2026-01-15'))!
  const references = [{ id: 'ref1', title: 'note.txt', text: 'Fluorouracil is given for cancer of the colon.' }]
  const quick = { timeoutMs: 300, tries: 3, pauseMs: 1 }
  const batch = (codes: string[], options: Partial<DraftOptions> = {}) => {
    const model = openChat({ url, model: 'test', limits: quick, pause: async () => {} })
    const all = { references, asOf: isoDate('2026-01-15'), ...options }
    return draftBatch({ home, edition, model }, codes.map(concept), all)
  }

  it('keep what is supported, drop the rest, and refuse a section with nothing left', async () => {
    const drafted = await medcodex(
      ['explain', 'draft', 'hcpcs:J9185', '--url', url, '--model', 'test', '--reference', reference],
      { home: root, env: { MEDCODEX_DRAFT_KEY: 'secret-key' } },
    )
    assert.equal(drafted.code, 0, drafted.stderr)
    assert.match(drafted.stdout, /Drafted 1, 0 were there, 0 refused, 0 failed/)
    assert.equal(requests.at(-1)!.authorization, 'Bearer secret-key')
    const text = readFileSync(join(home.explainers, 'draft-hcpcs-j9185.md'), 'utf8')
    assert.match(text, /status: draft/)
    assert.match(text, /names cancer of the colon\.\[\^ref1\]/)
    assert.doesNotMatch(text, /1962|Nobody|Zorb|Words\./)
    const evidence = JSON.parse(readFileSync(join(home.explainers, 'evidence', 'draft-hcpcs-j9185.json'), 'utf8'))
    assert.deepEqual(evidence.refused, ['risks'])
    assert.doesNotMatch(text + JSON.stringify(evidence) + drafted.stdout + drafted.stderr, /secret-key/)
  })

  it('are not asked for twice, and are given only this code’s facts and the user’s references', async () => {
    const asked = requests.length
    assert.deepEqual((await batch(['J9185'])).there, ['J9185'])
    assert.equal(requests.length, asked)
    const given = requests.at(-1)!.body.messages[1]!.content
    assert.match(given, /fludarabine phosphate/i)
    assert.match(given, /cancer of the colon/)
    assert.doesNotMatch(given, /doxorubicin/i)
  })

  it('survive nonsense, busy servers and silence, and go on with the next code', async () => {
    replies.push(
      { content: 'Sorry, I cannot.' },
      { content: '{"sections": 3}' },
      { content: '```json\n{"sections":[\n' },
    )
    replies.push({ status: 429 }, { raw: 'gateway' }, { content: `Here you are:\n\`\`\`json\n${GOOD}\n\`\`\`` })
    const { failed, written } = await batch(['J9000', 'J9040'])
    assert.deepEqual(written, ['J9040'])
    assert.deepEqual(
      failed.map((f) => f.code),
      ['J9000'],
    )
    replies.push({ hang: true }, {})
    assert.deepEqual((await batch(['J9100'])).written, ['J9100'])
    replies.push({ status: 401 })
    await assert.rejects(batch(['J9181']), { code: 'drafting-failed' })
  })

  it('refuse a code for which nothing can be supported', async () => {
    replies.push({ content: answer([{ id: 'name', sentences: [{ text: 'Zorbex 12 mg.', cites: ['title'] }] }]) })
    assert.deepEqual((await batch(['J9206'])).refused, ['J9206'])
    assert.ok(!existsSync(join(home.explainers, 'draft-hcpcs-j9206.md')))
  })

  it('keep to limits of rate, tokens and cost, and go on in the next run', async () => {
    const waits: number[] = []
    const limits = { requestsPerMinute: 30, price: { in: 10_000, out: 0 }, mostCost: 1.5 }
    const pause = async (ms: number): Promise<void> => void waits.push(ms)
    const codes = ['J9150', 'J9155', 'J9171']
    const first = await batch(codes, { limits, pause })
    assert.deepEqual([first.written.length, first.stopped], [2, 'the limit of cost, 1.5, is reached'])
    assert.deepEqual(waits, [2000])
    const second = await batch(codes, { limits: { mostTokens: 1_000_000 } })
    assert.deepEqual([second.there.length, second.written.length], [2, 1])
  })

  it('are shown only when asked for, or once somebody has reviewed them', async () => {
    const page = async (flags: string[] = []): Promise<string> => {
      const built = await medcodex(['build', ...flags], { home: root })
      assert.equal(built.code, 0, built.stderr)
      return (await medcodex(['--json', 'show', 'hcpcs', 'J9185'], { home: root })).stdout
    }
    const shown = (json: string) => {
      const { explainer } = JSON.parse(json)
      return { has: JSON.stringify(explainer).includes('names cancer of the colon'), hasDraft: explainer.hasDraft }
    }
    assert.deepEqual(shown(await page()), { has: false, hasDraft: false })
    assert.deepEqual(shown(await page(['--show-drafts'])), { has: true, hasDraft: true })
    const review = await medcodex(['explain', 'review', 'draft-hcpcs-j9185'], { home: root })
    assert.match(review.stdout, /\[dropped: what it cites does not name “Zorb”\]/)
    const approved = ['explain', 'review', 'draft-hcpcs-j9185', '--approve', '--reviewer', 'A. Coder']
    assert.equal((await medcodex(approved, { home: root })).code, 0)
    const json = await page()
    assert.deepEqual(shown(json), { has: true, hasDraft: false })
    assert.match(json, /"name": "A\. Coder"/)
    assert.equal((await batch(['J9185'])).there.length, 1, 'a reviewed text is never overwritten')
  })

  it('are made of blocks too, from an outline, and may rest only on what all its codes share', async () => {
    const outline = join(root, 'alkaloid-drugs.md')
    writeFileSync(
      outline,
      "---\ntitle: Cancer drugs of one group\nscope: Cancer drugs by injection\nkind: drug\naspect: family\nmatch:\n  - title: '/^injection, f/'\n    betos: O1D\n---\n",
    )
    const asked = requests.length
    const sentences = [
      { text: 'The note of the clinic names cancer of the colon.', cites: ['ref1'] },
      { text: 'It is fludarabine phosphate.', cites: ['title'] },
      { text: 'Cancer drugs are given by injection.', cites: ['scope'] },
    ]
    replies.push({ content: answer([{ id: 'uses', sentences }]) })
    const args = ['explain', 'draft', '--block', outline, '--url', url, '--model', 'test', '--reference', reference]
    const drafted = await medcodex(args, { home: root })
    assert.equal(drafted.code, 0, drafted.stderr)
    assert.match(drafted.stdout, /Drafted 1, 0 were there/)
    assert.equal(requests.length, asked + 1)
    const given = JSON.parse(requests.at(-1)!.body.messages[1]!.content) as {
      facts: { id: string }[]
      examples: string[]
      reaches: string
    }
    assert.ok(given.examples.length > 1, given.examples.join())
    assert.equal(given.reaches, `${given.examples.length} codes`)
    assert.ok(given.facts.every(({ id }) => id !== 'title'))
    const text = readFileSync(join(home.explainers, 'draft-block-alkaloid-drugs.md'), 'utf8')
    assert.match(text, /match:\n {2}- title:/)
    assert.match(text, /given by injection\.\[\^official\]/)
    assert.doesNotMatch(text, /fludarabine/)
    const none = await medcodex(['explain', 'draft', '--url', url, '--model', 'test'], { home: root })
    assert.equal(none.code, 2)
  })

  it('wait for a review by how many codes they reach; a reviewed block says by whom and when on every page', async () => {
    const listed = await medcodex(['--json', 'explain', 'review', '--every', '1'], { home: root })
    assert.equal(listed.code, 0, listed.stderr)
    const waiting = JSON.parse(listed.stdout) as { id: string; codes: number; aspect?: string }[]
    assert.deepEqual(
      waiting.map((each) => each.codes),
      waiting.map((each) => each.codes).toSorted((a, b) => b - a),
    )
    const [first] = waiting.filter((each) => each.aspect !== undefined)
    assert.ok(first && first.codes > 20, JSON.stringify(first))
    const approval = ['explain', 'review', first.id, '--approve', '--reviewer', 'B. Clinician']
    assert.equal((await medcodex(approval, { home: root })).code, 0)
    const built = await medcodex(['build'], { home: root })
    assert.equal(built.code, 0, built.stderr)
    const after = openEdition(currentEditionPath(home))
    try {
      const asOf = isoDate('2026-01-15')
      const pages = ['icd10cm', 'icd10pcs', 'hcpcs'].flatMap((system) =>
        [...after.catalog.rows.concepts(system as 'hcpcs', asOf)]
          .filter((each) => each.billable)
          .map((each) => explain(after.catalog, each.system, each, asOf, after.explainers.index)),
      )
      const of = (page: Page) => flatten(page.sections).filter((section) => section.explainer === first.id)
      const shown = pages.filter((page) => of(page).length > 0)
      assert.equal(shown.length, first.codes)
      for (const page of shown)
        for (const section of of(page)) assert.equal(section.reviewed?.name, 'B. Clinician', page.code)
      const left = JSON.parse((await medcodex(['--json', 'explain', 'review'], { home: root })).stdout) as {
        id: string
      }[]
      assert.ok(left.every((each) => each.id !== first.id))
    } finally {
      after.close()
    }
  })
})
