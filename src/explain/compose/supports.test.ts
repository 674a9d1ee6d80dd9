import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Fact } from '../model.ts'
import { FRAME_WORDS } from './phrases/frame-words.ts'
import { supports, tokens, unsupportedWords } from './supports.ts'

const part: Fact = { id: 'axis4', kind: 'axis', value: 'Kidney, Left' }
const resection: Fact = { id: 'axis3', kind: 'axis', value: 'Resection' }
const unit: Fact = { id: 'title', kind: 'title', value: 'Injection, something, 10 mg' }
const day: Fact = { id: 'firstDay', kind: 'period', value: '2016-10-01' }

describe('a sentence and its facts', () => {
  it('is supported by official words, and by our words for a fact that it names', () => {
    const text = 'This procedure cuts out or off all of the left kidney, without replacement.'
    assert.deepEqual(unsupportedWords(text, [part, resection]), [])
    assert.ok(supports(text, [part, resection]))
    assert.ok(supports('One unit is 10 mg.', [unit]))
    assert.ok(supports('The code has been in use since 1 October 2016.', [day]))
  })

  it('is not supported when the side, an amount, a part or a day is another', () => {
    assert.deepEqual(unsupportedWords('This procedure cuts out or off all of the right kidney.', [part, resection]), [
      'right',
    ])
    assert.deepEqual(unsupportedWords('One unit is 100 mg.', [unit]), ['100'])
    assert.deepEqual(unsupportedWords('This procedure cuts out the left liver.', [part, resection]), ['liver'])
    assert.ok(!supports('The code has been in use since 2 October 2016.', [day]))
  })

  it('is not supported by a fact that it does not name, or by none', () => {
    assert.ok(!supports('This procedure cuts out all of the left kidney.', [part]))
    assert.ok(!supports('It is a code.', []))
  })

  it('counts singular and plural as one word', () => {
    assert.ok(supports('kidneys', [part]))
    assert.deepEqual(tokens('1,204 mg of the patient’s X-ray'), ['1204', 'mg', 'of', 'the', 'patient', 'x', 'ray'])
  })

  it('has no number, side or amount among the words of its frames', () => {
    const never = /^(?:\d.*|left|right|bilateral|both|two|three|four|all|half|mg|ml|without|none|never|always)$/
    assert.deepEqual(
      FRAME_WORDS.filter((word) => never.test(word)),
      [],
    )
  })
})
