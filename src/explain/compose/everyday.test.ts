import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { everydayWords } from './everyday.ts'

const plain = (title: string): string[] => everydayWords(title).map((each) => each.plain)

describe('everyday words for a title', () => {
  it('stand in the order of the title, the longest words first', () => {
    const found = everydayWords(
      'Fracture of unspecified part of neck of left femur, initial encounter for closed fracture',
    )
    assert.deepEqual(
      found.map((each) => each.official),
      ['Fracture', 'neck of left femur', 'closed fracture'],
    )
    assert.match(found[1]!.plain, /hip fracture/)
  })

  it('are not said where the same words mean something else', () => {
    assert.deepEqual(plain('Portal hypertension'), ['high pressure in the veins that lead to the liver'])
    assert.ok(plain('Essential (primary) hypertension').every((each) => /high blood pressure/.test(each)))
    assert.deepEqual(plain('Fracture of tooth (traumatic), initial encounter for open fracture'), [])
    assert.deepEqual(plain('Third degree perineal laceration during delivery'), ['cut or tear'])
    assert.deepEqual(plain('Atrioventricular block, second degree'), [])
    assert.match(plain('Burn of third degree of left palm, initial encounter')[0] ?? '', /full depth/)
    assert.ok(!plain('Ciguatera fish poisoning').some((each) => /drug/.test(each)))
    assert.ok(!plain('Concussion and edema of cervical spinal cord').some((each) => /brain/.test(each)))
  })

  it('meet plurals and other punctuation, and never repeat the title', () => {
    assert.match(plain('Multiple fractures of ribs')[0] ?? '', /broken bone/)
    assert.deepEqual(plain('High blood pressure (hypertension)'), [])
  })
})
