import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import type { SourceRecord } from '../records.ts'
import { loaded } from './testing.ts'

const fixture = (name: string): Promise<string> =>
  readFile(new URL(`../../../fixtures/icd10pcs/${name}`, import.meta.url), 'utf8')
const ORDER = await fixture('icd10pcs_order_2027.txt')
const TABLES = await fixture('icd10pcs_tables_2027.xml')

/** `code<parent` of each concept, issues as `severity code`. */
function outline(records: readonly SourceRecord[]): string[] {
  return records.flatMap((r) => {
    if (r.type === 'issue') return [`${r.severity} ${r.code}`]
    return r.type === 'concept' ? [r.parent === undefined ? r.code : `${r.code}<${r.parent}`] : []
  })
}

describe('loading ICD-10-PCS', () => {
  it('puts sections and body systems in front of the order file’s tables', async () => {
    const records = await loaded({ order: ORDER, tables: TABLES })
    assert.deepEqual(outline(records).slice(0, 12), [
      '0',
      '0D<0',
      '0DT<0D',
      '0DTJ0ZZ<0DT',
      '0DTJ4ZZ<0DT',
      '0DTJ7ZZ<0DT',
      '0DTJ8ZZ<0DT',
      '1',
      '10<1',
      '10D<10',
      '10D00Z1<10D',
      '10E<10',
    ])
    const orders = records.flatMap((r) => (r.type === 'concept' ? [r.order] : []))
    assert.deepEqual(
      orders,
      orders.map((_, i) => i + 1),
    )
  })

  it('has tables without parent when there is only an order file', async () => {
    assert.deepEqual(outline(await loaded({ order: ORDER })).slice(0, 2), ['0DT', '0DTJ0ZZ<0DT'])
  })

  it('has codes without parent when there is only a titles list', async () => {
    assert.deepEqual(outline(await loaded({ titles: '10E0XZZ,Delivery\n0DTJ4ZZ,Resection\n' })), ['0DTJ4ZZ', '10E0XZZ'])
  })

  it('hangs a titles list under the tables and counts what has no title once per table', async () => {
    const titles = '0DTJ4ZZ,Resection\n10E0XZZ,Delivery\n10D00Z1,Extraction\n'
    const all = outline(await loaded({ titles, tables: TABLES }))
    assert.deepEqual(all.slice(0, 8), ['0', '0D<0', '0DT<0D', '0DTJ4ZZ<0DT', '1', '10<1', '10D<10', '10D00Z1<10D'])
    // 0DT lacks three titles; 3E0, 5A1, B21, GZB and XW0 lack their only one.
    assert.deepEqual(
      all.filter((text) => text.includes(' ')),
      Array(6).fill('notice untitled-codes'),
    )
  })

  it('gives only headers when there are only tables', async () => {
    const records = await loaded({ tables: TABLES })
    assert.ok(outline(records).includes('GZB<GZ'))
    assert.ok(records.every((r) => r.type !== 'concept' || r.level !== 'code'))
    const title = (code: string) => records.find((r) => r.type === 'concept' && r.code === code)
    assert.partialDeepStrictEqual(title('GZB'), { title: 'Mental Health, Electroconvulsive Therapy' })
    assert.partialDeepStrictEqual(title('0DT'), { title: 'Gastrointestinal System, Resection' })
  })

  it('keeps the first of two rows of one code', async () => {
    const row = ORDER.split('\r\n')[1] ?? ''
    assert.deepEqual(outline(await loaded({ order: `${row}\n${row}\n` })), ['0DTJ0ZZ', 'error duplicate-code'])
  })

  it('says when listed codes are not made by the tables', async () => {
    const order = `${ORDER}99999 0DTKXZZ 1 ${'Short'.padEnd(60)} Long\r\n`
    assert.deepEqual(
      outline(await loaded({ order, tables: TABLES })).filter((t) => t.includes(' ')),
      ['warning not-in-tables'],
    )
  })

  it('reads the order file rather than the titles list and says so', async () => {
    const all = outline(await loaded({ order: ORDER, titles: '0DTJ4ZZ,Resection\n' }))
    assert.equal(all[0], 'notice file-superseded')
    assert.equal(all.length, 20)
  })
})
