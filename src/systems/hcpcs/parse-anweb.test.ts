import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseAnweb } from './parse-anweb.ts'
import { CONTEXT, collect, lines } from './testing.ts'

/** A line up to column 91. */
function line(code: string, [sequence, record]: readonly [string, string], text: string): string {
  return `${code.padStart(5)}${sequence}${record}${text.padEnd(80)}`
}

/** A first line of 293 columns; `fields` stand at their 1-based columns. */
function first(code: string, text: string, fields: Readonly<Record<number, string>> = {}): string {
  const record = code.length === 2 ? '7' : '3'
  let out = line(code, ['00100', record], text).padEnd(293)
  for (const [column, value] of Object.entries(fields)) {
    const at = Number(column) - 1
    out = out.slice(0, at) + value + out.slice(at + value.length)
  }
  return out
}

const read = (...texts: string[]) => collect(parseAnweb(lines(...texts), CONTEXT))
const kinds = async (...texts: string[]) =>
  (await read(...texts)).map((r) => {
    if (r.type === 'issue') return `${r.line} ${r.severity} ${r.code}`
    return r.type === 'concept' ? r.code : r.type
  })

describe('the fixed-width HCPCS file', () => {
  it('refuses rows whose columns are shifted, and keeps their neighbours', async () => {
    const ended = first('A0001', 'Thing', { 269: '19860101', 285: '20191231' })
    const [by1, tabbed] = [ended.replace('Thing ', 'Thing'), ended.replace('Thing   ', 'Thing\t')]
    for (const shifted of [by1, tabbed, ended.replace('Thing', 'Thing of 2')]) {
      const found = await kinds(shifted, line('A0001', ['00200', '4'], 'more'), first('A0002', 'Other'))
      assert.deepEqual(found, ['1 error shifted-columns', 'A0002'])
    }
    assert.equal((await kinds(ended))[0], 'A0001')
  })

  it('reads every field from its columns', async () => {
    const fields = {
      92: 'Short one',
      120: '3251',
      128: 'A',
      129: '60-11 60-9',
      147: '2130    4450',
      171: '1833(t)',
      181: '140220',
      205: 'A003099407',
      230: 'D',
      231: 'YY20200101',
      253: '0107',
      257: 'D1E',
      261: 'APR',
      266: '  0',
      269: '19860101',
      277: '19980701',
      285: '20301231',
      293: 'N',
    }
    const [concept, ...rest] = await read(first('A4253', 'Long one', fields))
    assert.deepEqual(concept, {
      type: 'concept',
      code: 'A4253',
      level: 'code',
      title: 'Long one',
      shortTitle: 'Short one',
      billable: true,
      order: 1,
      addedOn: '1986-01-01',
      terminatedOn: '2030-12-31',
    })
    const said = rest.map((r) => {
      if (r.type === 'property') return `${r.name}=${r.value}`
      return r.type === 'relation' ? `${r.kind} ${r.target}` : r.type
    })
    assert.deepEqual(said, [
      'pricingIndicator=32',
      'pricingIndicator=51',
      'multiplePricingIndicator=A',
      'cim=60-11',
      'cim=60-9',
      'mcm=2130',
      'mcm=4450',
      'statute=1833(t)',
      'labCertification=140',
      'labCertification=220',
      'crossReference A0030',
      'crossReference 99407',
      'coverage=D',
      'ascGroup=YY',
      'ascDate=2020-01-01',
      'processingNote=0107',
      'betos=D1E',
      'typeOfService=A',
      'typeOfService=P',
      'typeOfService=R',
      'actionDate=1998-07-01',
      'actionCode=N',
    ])
  })

  it('joins the lines of a description with one blank, also when a line fills its columns', async () => {
    const full = `${'x'.repeat(79)}y`
    const [concept] = await read(
      first('C9600', full, { 92: 'Short' }),
      line('C9600', ['00200', '4'], ' second  part'),
      line('C9600', ['00300', '4'], 'end').trimEnd(),
    )
    assert.ok(concept?.type === 'concept')
    assert.equal(concept.title, `${full} second part end`)
    assert.equal(concept.shortTitle, 'Short')
  })

  it('gives modifiers as modifiers', async () => {
    const [concept] = await read(first('GA', 'Waiver, individual'), line('GA', ['00200', '8'], 'case'))
    assert.partialDeepStrictEqual(concept, { code: 'GA', level: 'modifier', title: 'Waiver, individual case' })
  })

  it('is not billable once the last day of use lies before the release', async () => {
    const read1 = async (day: string) => (await read(first('J1020', 'Drug', { 285: day })))[0]
    assert.partialDeepStrictEqual(await read1('20260930'), { billable: false, terminatedOn: '2026-09-30' })
    assert.partialDeepStrictEqual(await read1('20261001'), { billable: true, terminatedOn: '2026-10-01' })
  })

  it('passes over the disclaimer in front and nothing else', async () => {
    assert.deepEqual(await kinds('A note.', '', first('A4253', 'Strips'), 'A note.', '', '\x1a'), [
      '4 error short-row',
      'A4253',
    ])
  })

  it('leaves out dental and CPT codes with all their lines, without their text', async () => {
    const records = await read(
      first('D0120', 'secret'),
      line('D0120', ['00200', '4'], 'secret'),
      first('99213', 'secret'),
      first('25', 'secret'),
      first('A4253', 'Strips'),
    )
    assert.deepEqual(
      records.map((r) => (r.type === 'issue' ? `${r.severity} ${r.code}` : r.type)),
      ['notice cdt-not-loaded', 'notice cpt-not-loaded', 'notice cpt-not-loaded', 'concept'],
    )
    assert.ok(!JSON.stringify(records).includes('secret'))
  })

  it('names each bad line and reads on', async () => {
    assert.deepEqual(
      await kinds(
        first('A4253', 'Strips'),
        line('A4254', ['00200', '4'], 'of another code'),
        line('A4253', ['00300', '4'], 'after a gap'),
        first('W1234', 'No such letter'),
        first('A4255', ''),
        first('A4256', 'Bad date', { 269: '20261332' }),
        first('A4257', 'Bad reference', { 205: 'CPT' }),
        first('A4258', 'Cut').slice(0, 200),
      ),
      [
        '2 error orphan-line',
        '3 warning sequence-gap',
        'A4253',
        '4 error bad-code',
        '5 error no-title',
        'A4256',
        '6 warning bad-date',
        'A4257',
        '7 warning bad-cross-reference',
        '8 warning short-row',
        'A4258',
      ],
    )
  })

  it('never throws, whatever the lines hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 330 })), async (texts) => {
        await read(first('A4253', 'Strips'), ...texts)
      }),
    )
  })
})
