/** The tokenizer on a small vocabulary made by hand; `wordpiece.full.test.ts` has the real one. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { WordPiece } from './wordpiece.ts'

const PIECES = [
  ...['[PAD]', '[UNK]', '[CLS]', '[SEP]'],
  ...['heart', 'attack', 'hyper', '##tension', '##tens', '##ion', 'h', '##y', 'e', 'a'],
  ...[',', '-', '(', ')', '/', '糖', 'meniere', "'", 's', 'sigma', 'οδοσ', '##s'],
]
const words = new WordPiece(PIECES.join('\n'))
const [START, END] = [PIECES.indexOf('[CLS]'), PIECES.indexOf('[SEP]')]
const piecesOf = (text: string, most?: number): string[] => words.encode(text, most).map((id) => PIECES[id]!)
const inner = (text: string): string[] => piecesOf(text).slice(1, -1)

describe('WordPiece', () => {
  it('stands every text between its marks', () => {
    assert.deepEqual(piecesOf(''), ['[CLS]', '[SEP]'])
    assert.deepEqual(piecesOf('heart attack'), ['[CLS]', 'heart', 'attack', '[SEP]'])
  })

  it('takes the longest piece that is known, from the front', () => {
    assert.deepEqual(inner('hypertension'), ['hyper', '##tension'])
    assert.deepEqual(inner('hypertensy'), ['hyper', '##tens', '##y'])
  })

  it('gives up a whole word when one of its pieces is unknown', () => {
    assert.deepEqual(inner('hyperx heart'), ['[UNK]', 'heart'])
  })

  it('lowers letters and drops accents', () => {
    assert.deepEqual(inner('HEART Ménière'), ['heart', 'meniere'])
    assert.deepEqual(inner('me\u0301nie\u0300re'), ['meniere'])
  })

  it('lowers a sigma the same way wherever it stands', () => {
    assert.deepEqual(inner('ΟΔΟΣ'), ['οδοσ'])
  })

  it('makes words of punctuation marks and ideographs', () => {
    assert.deepEqual(inner('heart-attack(a)'), ['heart', '-', 'attack', '(', 'a', ')'])
    assert.deepEqual(inner('a糖a'), ['a', '糖', 'a'])
  })

  it('splits at every kind of blank and drops what is invisible', () => {
    assert.deepEqual(inner('heart\tattack\u00a0heart\u2028attack\u3000a'), ['heart', 'attack', 'heart', 'attack', 'a'])
    assert.deepEqual(inner('he\u200bart\u00ad a\u0000\ufffdttack'), ['heart', 'attack'])
  })

  it('knows no word of more than 100 letters', () => {
    assert.deepEqual(inner(`a${'s'.repeat(99)}`).length, 100)
    assert.deepEqual(inner(`a${'s'.repeat(100)}`), ['[UNK]'])
  })

  it('cuts a long text and keeps the end mark', () => {
    const ids = words.encode('heart '.repeat(500), 16)
    assert.equal(ids.length, 16)
    assert.equal(ids.at(-1), END)
    assert.deepEqual(piecesOf('hypertension attack', 4), ['[CLS]', 'hyper', '##tension', '[SEP]'])
  })

  it('reads a vocabulary with carriage returns', () => {
    assert.deepEqual(new WordPiece(PIECES.join('\r\n')).encode('heart'), words.encode('heart'))
  })

  it('refuses a vocabulary without the marks', () => {
    assert.throws(() => new WordPiece('heart\nattack'), /no \[UNK\]/)
  })

  it('gives known numbers between the marks for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 2, max: 64 }), (text, most) => {
        const ids = words.encode(text, most)
        assert.ok(ids.length >= 2 && ids.length <= most)
        assert.equal(ids[0], START)
        assert.equal(ids.at(-1), END)
        assert.ok(ids.every((id) => id > 0 && id < PIECES.length))
      }),
    )
  })

  it('does not care about case or outer blanks', () => {
    const letters = fc.string({ unit: fc.constantFrom('h', 'e', 'a', 'r', 't', ' ', '-', 'é'), maxLength: 40 })
    fc.assert(
      fc.property(letters, (text) => assert.deepEqual(words.encode(`  ${text.toUpperCase()} `), words.encode(text))),
    )
  })
})
