import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseOrder } from './parse-order.ts'
import { CONTEXT, collect, lines } from './testing.ts'

/** A row in the official columns. */
function row(code: string, flag: string, [short, long]: readonly [string, string]): string {
  return `00001 ${code.padEnd(7)} ${flag} ${short.padEnd(60)} ${long}`
}

const read = (...texts: string[]) => collect(parseOrder(lines(...texts), CONTEXT))

describe('the ICD-10-PCS order file', () => {
  it('gives a header as table and a code under it', async () => {
    assert.deepEqual(
      await read(
        row('0DT', '0', ['Gastrointestinal System, Resection', 'Gastrointestinal System, Resection']),
        row('0DTJ8ZZ', '1', ['Resection of Appendix, Endo', 'Resection of Appendix, Via Natural Opening']),
      ),
      [
        {
          type: 'concept',
          code: '0DT',
          level: 'table',
          title: 'Gastrointestinal System, Resection',
          billable: false,
          order: 1,
        },
        {
          type: 'concept',
          code: '0DTJ8ZZ',
          level: 'code',
          title: 'Resection of Appendix, Via Natural Opening',
          shortTitle: 'Resection of Appendix, Endo',
          billable: true,
          parent: '0DT',
          order: 1,
        },
      ],
    )
  })

  it('names each bad row with its line and reads on', async () => {
    const good = row('0DTJ4ZZ', '1', ['Short', 'Long'])
    const records = await read(
      'nonsense',
      row('0DTJ4ZZ', '2', ['Short', 'Long']),
      row('0DTO4ZZ', '1', ['Short', 'Long']),
      row('0DTJ', '0', ['Short', 'Long']),
      good.slice(0, 60),
      '',
      '\x1a',
      good,
    )
    const seen = records.map((r) => (r.type === 'issue' ? `${r.line} ${r.code}` : r.code))
    assert.deepEqual(seen, ['1 short-row', '2 bad-flag', '3 bad-code', '4 bad-code', '5 short-row', '0DTJ4ZZ'])
  })

  it('never throws and never loses a line, whatever the lines hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 100 }).map((s) => `x${s}`)), async (texts) => {
        assert.equal((await read(...texts)).length, texts.length)
      }),
    )
  })
})
