import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseProcessingNotes } from './parse-processing-notes.ts'
import { CONTEXT, collect, lines } from './testing.ts'

const read = (...texts: string[]) => collect(parseProcessingNotes(lines(...texts), CONTEXT))

describe('the processing notes', () => {
  it('reads numbered notes of several lines without their stars', async () => {
    assert.deepEqual(
      await read(
        '          PROCESSING NOTES',
        ' ______',
        '          0107--PAYMENT IS FOR HOSPITAL     *',
        '                OUTPATIENT ONLY.            *',
        '                                            *',
        '\t  0133--SEE ONLINE MANUAL.\t\t   *',
        '',
      ),
      [
        { type: 'processingNote', number: '0107', text: 'PAYMENT IS FOR HOSPITAL OUTPATIENT ONLY.' },
        { type: 'processingNote', number: '0133', text: 'SEE ONLINE MANUAL.' },
      ],
    )
  })

  it('says when a number repeats and when there is no note', async () => {
    const records = await read('  0001--A  *', '  0001--B  *')
    assert.deepEqual(
      records.map((r) => (r.type === 'issue' ? `${r.line} ${r.code}` : r.text)),
      ['A', '2 duplicate-note', 'B'],
    )
    assert.partialDeepStrictEqual(await read('nothing'), [{ code: 'no-rows' }])
  })
})
