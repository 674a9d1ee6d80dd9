import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseNoc, parseNocSheet } from './parse-noc.ts'
import { CONTEXT, collect, lines, stream } from './testing.ts'

const flag = (code: string) => ({ type: 'property', code, name: 'notOtherwiseClassified', value: 'true' })

describe('the list of not-otherwise-classified codes', () => {
  it('reads the codes of the print file and passes over further lines', async () => {
    const records = await collect(
      parseNoc(
        lines(
          '            NOC CODES - HCPCS 2026',
          '  HCPCS  LONG DESCRIPTION            ADD DATE  TERM DATE',
          '',
          '  L8698  Miscellaneous component for use with total artificial',
          '         heart system, see L8699',
          '  J3490  Unclassified drugs           19860101',
          '    \x1a',
        ),
        CONTEXT,
      ),
    )
    assert.deepEqual(records, [flag('L8698'), flag('J3490')])
  })

  it('reads the codes of the workbook below its heading', async () => {
    const rows = [['', 'NOC CODES'], ['HCPCS', 'LONG DESCRIPTION'], ['J3490', 'Unclassified'], ['oops'], ['_x001A_']]
    const records = await collect(parseNocSheet(stream(rows.map((cells, i) => ({ line: i + 1, cells }))), CONTEXT))
    assert.deepEqual(records[0], flag('J3490'))
    assert.partialDeepStrictEqual(records[1], { type: 'issue', code: 'bad-code', line: 4 })
    assert.equal(records.length, 2)
  })

  it('says when it finds no code', async () => {
    assert.partialDeepStrictEqual(await collect(parseNoc(lines('nothing'), CONTEXT)), [{ code: 'no-rows' }])
    assert.partialDeepStrictEqual(await collect(parseNocSheet(stream([]), CONTEXT)), [{ code: 'no-rows' }])
  })
})
