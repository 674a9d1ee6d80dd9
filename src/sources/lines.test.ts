import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { all, memoryFile } from '../../test/tools/memory-file.ts'
import { readLines } from './lines.ts'

describe('reading lines', () => {
  it('numbers lines from 1 and takes LF and CRLF alike', async () => {
    const lines = await all(readLines(memoryFile('a.txt', 'one\r\ntwo\n\nfour\r\n')))
    assert.deepEqual(lines, [
      { number: 1, text: 'one' },
      { number: 2, text: 'two' },
      { number: 3, text: '' },
      { number: 4, text: 'four' },
    ])
  })

  it('strips a byte order mark and keeps trailing blanks', async () => {
    const lines = await all(readLines(memoryFile('a.txt', '\ufeffone  ')))
    assert.deepEqual(lines, [{ number: 1, text: 'one  ' }])
  })

  it('gives nothing for an empty file', async () => {
    assert.deepEqual(await all(readLines(memoryFile('a.txt', ''))), [])
  })

  it('decodes windows-1252 and latin-1 where the caller says so', async () => {
    const bytes = Uint8Array.of(0x93, 0xe9)
    const [cp1252] = await all(readLines(memoryFile('a.txt', bytes), 'windows-1252'))
    const [latin1] = await all(readLines(memoryFile('a.txt', bytes), 'latin1'))
    assert.equal(cp1252?.text, '\u201cé')
    assert.equal(latin1?.text, '\u0093é')
  })

  it('marks bytes of another encoding instead of failing', async () => {
    const [line] = await all(readLines(memoryFile('a.txt', Uint8Array.of(0x53, 0xe9, 0x7a))))
    assert.equal(line?.text, 'S\ufffdz')
  })

  it('gives the same lines however the bytes are cut', async () => {
    const text = fc.array(fc.constantFrom('a', 'é', '\n', '\r\n', ' ', 'xyz', '\u{1F9EC}'), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (parts, chunk) => {
        const whole = parts.join('')
        const naive = whole.replace(/\r?\n$/, '').split(/\r?\n/)
        const expected = whole === '' ? [] : naive
        const lines = await all(readLines(memoryFile('a.txt', whole, chunk)))
        assert.deepEqual(
          lines.map((line) => line.text),
          expected,
        )
      }),
    )
  })
})
