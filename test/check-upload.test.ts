/** `POST /api/v1/check`: a table comes back as `medcodex check` writes it, however odd, and holds up nobody. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isoDate } from '../src/core/date.ts'
import type { SystemId } from '../src/core/system-id.ts'
import { openEdition } from '../src/edition/edition.ts'
import { MOST_AT_ONCE, MOST_COLUMNS, MOST_UPLOADED } from '../src/rest/check-upload.ts'
import { createApp } from '../src/server.ts'
import { medcodex } from './cli.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

const TABLE =
  'claim,dos,dx1,hcpcs\n1,2026-01-15,e119,J9000\n2,2026-01-15,EII.9,J9000-JW\n3,,E11,"J9000\n4,2026-01-15,E11.9\n'

describe('a table that is sent', () => {
  let starter: StarterEdition
  let app: ReturnType<typeof createApp>
  const folder = mkdtempSync(join(tmpdir(), 'medcodex-upload-'))
  before(async () => {
    starter = await starterEdition()
    app = createApp({ edition: () => starter.edition, today: () => isoDate('2026-03-01') })
  })
  after(() => {
    starter.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const send = (body: string | Uint8Array<ArrayBuffer>, query: string, type = 'text/csv') =>
    app.request(`/api/v1/check?${query}`, { method: 'POST', body, headers: { 'content-type': type } })
  const COLUMNS = 'column=dx1=icd10cm&column=hcpcs&asOfColumn=dos'

  it('comes back as the command line writes it', async () => {
    const file = join(folder, 'claims.csv')
    writeFileSync(file, TABLE)
    const home = join(starter.edition.path, '../..')
    const args = ['--column', 'dx1=icd10cm', '--column', 'hcpcs', '--as-of-column', 'dos', '--home', home]
    const { stdout, stderr } = await medcodex(['check', file, ...args])
    assert.match(stdout, /e119,J9000,valid/, stderr)
    const response = await send(TABLE, COLUMNS)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.equal(await response.text(), stdout)
  })

  it('is summed up where that is asked', async () => {
    const summary = (await (await send(TABLE, `${COLUMNS}&summary=true`)).json()) as Record<string, unknown>
    assert.equal(summary['rows'], 4)
    assert.equal(summary['damaged'], 2)
  })

  it('may be lines of JSON', async () => {
    const response = await send(
      '{"dx":"E11.9"}\nnot json\n',
      'column=dx=icd10cm&asOf=2026-01-15',
      'application/x-ndjson',
    )
    const [good, bad] = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>)
    assert.deepEqual([good!['dx'], good!['dx_status']], ['E11.9', 'valid'])
    assert.equal(bad!['row_text'], 'not json')
    assert.ok(bad!['row_problem'])
  })

  it('is refused with the reason: no column, another column, a system that is not there, another type, too much', async () => {
    for (const [query, type, problem] of [
      ['', 'text/csv', /no column is named: say column=NAME=SYSTEM/],
      ['column=dx9=icd10cm', 'text/csv', /the file has no column \\"dx9\\"/],
      ['column=dx1=nothing', 'text/csv', /nothing/],
      ['column=dx1=icd10cm', 'application/pdf', /a table is sent as text\/csv/],
      ['column=dx1=icd10cm&asOf=yesterday', 'text/csv', /asOf is not a date/],
    ] as const) {
      const response = await send(TABLE, query, type)
      assert.ok(response.status >= 400 && response.status < 500, String(response.status))
      assert.match(await response.text(), problem)
    }
    const large = await send(new Uint8Array(MOST_UPLOADED + 1).fill(65), 'column=A=icd10cm')
    assert.equal(large.status, 413)
    assert.equal((await app.request('/api/v1/check')).status, 405)
  })

  it('is taken whatever it is made of, and never comes back many times as long', async () => {
    const query = 'column=dx=icd10cm'
    const deep = `{"dx":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    const odd = `${deep}\n{"dx":{"toString":1}}\n{"dx":["E11.9"]}\n{"dx":"E11.9"}\n`
    const answered = await send(odd, `${query}&asOf=2026-01-15`, 'application/x-ndjson')
    assert.equal(answered.status, 200)
    const rows = (await answered.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>)
    assert.match(rows[0]!['row_problem']!, /too deep/)
    assert.deepEqual(
      rows.map((row) => row['dx_status']),
      ['empty', 'unknown', 'unknown', 'valid'],
    )
    const wide = await send(`dx${',c'.repeat(20_000)}\n1\n`, query)
    assert.equal(wide.status, 400)
    assert.match(await wide.text(), /the heading has 20001 columns/)
    const filled = await send(`dx${',c'.repeat(10_000)}\n${'1\n'.repeat(10_000)}`, query)
    assert.equal(filled.status, 413)
    const many = await send(
      'dx\n',
      Array(MOST_COLUMNS + 1)
        .fill(query)
        .join('&'),
    )
    assert.equal(many.status, 400)
    const long = await send(`dx\n${'A'.repeat(100_000)}\n`, `${query}&summary=true`)
    assert.ok((await long.text()).length < 5_000)
  })

  it('takes a table apart in pieces, each line once, whatever its quotes', async () => {
    // Of these lines every one leaves a quote open, alone and behind the others.
    const lines = 'a","x\n'.repeat(40_000)
    let turns = 0
    const turn = setInterval(() => {
      turns++
    }, 0)
    const response = await send(`dx,b\n${lines}`, 'column=dx=icd10cm&summary=true')
    clearInterval(turn)
    const { rows, damaged } = (await response.json()) as { rows: number; damaged: number }
    assert.ok(rows === 40_000 && damaged === rows, `${damaged} of ${rows}`)
    assert.ok(turns >= 3, `${turns} turns`)
  })

  it('leaves others their turn', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => `Z${i}`).join('\n')
    let turns = 0
    const turn = setInterval(() => {
      turns++
    }, 1)
    const response = await send(`dx\n${rows}\n`, 'column=dx=icd10cm&summary=true')
    clearInterval(turn)
    assert.equal(response.status, 200)
    assert.ok(turns >= 20, `${turns} turns`)
  })

  it('is done with the edition it began with, which a swap closes only then', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => `Z${i}`).join('\n')
    const old = openEdition(starter.edition.path)
    let serving = old
    const swapped = createApp({ edition: () => serving, today: () => isoDate('2026-03-01') })
    const headers = { 'content-type': 'text/csv' }
    const init = { method: 'POST', body: `dx\n${rows}\n`, headers }
    const answering = swapped.request('/api/v1/check?column=dx=icd10cm&summary=true', init)
    await new Promise((resolve) => setTimeout(resolve, 5))
    serving = starter.edition
    old.close()
    const response = await answering
    assert.equal(response.status, 200)
    assert.equal(((await response.json()) as { rows: number }).rows, 3_000)
    assert.throws(() => old.catalog.concept('icd10cm' as SystemId, 'E119', isoDate('2026-01-15')), 'it stays open')
  })

  it('waits for no other: so many at once, and the next is told when to come again', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => `Z${i}`).join('\n')
    const query = 'column=dx=icd10cm&summary=true'
    const sent = Array.from({ length: MOST_AT_ONCE * 2 }, () => send(`dx\n${rows}\n`, query))
    const answers = await Promise.all(sent)
    const refused = answers.filter(({ status }) => status === 503)
    assert.equal(answers.filter(({ status }) => status === 200).length, MOST_AT_ONCE)
    assert.equal(refused.length, MOST_AT_ONCE)
    assert.equal(refused[0]!.headers.get('retry-after'), '5')
    assert.equal(((await refused[0]!.json()) as { code: string }).code, 'too-many-tables')
    // Those that were wrong or done have made room.
    assert.equal((await send('dx\nE11.9\n', 'column=none=icd10cm')).status, 400)
    assert.equal((await send('dx\nE11.9\n', query)).status, 200)
  })
})
