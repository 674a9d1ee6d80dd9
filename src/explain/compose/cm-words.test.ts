import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { residualSentence, sideSentence } from './cm-words.ts'
import type { CodeFacts } from './facts.ts'

const titled = (title: string): CodeFacts => ({ concept: { title } }) as unknown as CodeFacts

describe('the side a title names', () => {
  it('is said where one side is named', () => {
    assert.match(sideSentence(titled('Fracture of right hand'))?.text ?? '', /right side/)
    assert.match(sideSentence(titled('Corrosion of left wrist and hand'))?.text ?? '', /left side/)
    assert.match(sideSentence(titled('Bilateral thing'))?.text ?? '', /both sides/)
  })

  it('is not said where left or right is anatomy, a verb, or both are named', () => {
    const without = [
      'Left ventricular failure',
      'Atherosclerosis of left main coronary artery',
      'Right fascicular block',
      'Persistent left superior vena cava',
      'Reaction to foreign substance accidentally left during a procedure',
      'Foreign body left in body',
      'Left against right',
      'Left without being seen',
      'Brightness',
    ]
    for (const title of without) assert.equal(sideSentence(titled(title)), undefined, title)
  })
})

describe('unspecified and other', () => {
  it('are said with the words of the title', () => {
    assert.match(residualSentence(titled('Pain in unspecified knee'))?.text ?? '', /“unspecified knee”/)
    assert.match(residualSentence(titled('Disease, unspecified'))?.text ?? '', /“unspecified”/)
    assert.match(residualSentence(titled('Other specified disease'))?.text ?? '', /“other specified”/)
    assert.match(residualSentence(titled('Other disease'))?.text ?? '', /“other”/)
    assert.equal(residualSentence(titled('Another disease')), undefined)
  })
})
