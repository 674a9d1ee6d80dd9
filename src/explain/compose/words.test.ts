import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deviceWords } from './pcs-words.ts'
import { bodyPart, joined, lowered, theBodyPart, withArticle } from './words.ts'

describe('labels in reading order', () => {
  const cases: Readonly<Record<string, string>> = {
    Stomach: 'the stomach',
    'Lung, Right': 'the right lung',
    'Adrenal Glands, Bilateral': 'both adrenal glands',
    'Uterine Artery, Bilateral': 'both uterine arteries',
    'Skin, Left Lower Arm': 'the skin of the left lower arm',
    'Coronary Artery, Four or More Arteries': 'four or more coronary arteries',
    'Hip Joint, Acetabular Surface, Left': 'the acetabular surface of the left hip joint',
    'Lymphatic, Internal Mammary, Right': 'the right internal mammary lymphatics',
    'Thoracic Vertebral Joints, 2 to 7': '2 to 7 thoracic vertebral joints',
    'Peripheral Vein': 'a peripheral vein',
    'Upper Artery': 'an upper artery',
    Circulatory: 'the circulatory system',
    'Products of Conception, Retained': 'retained products of conception',
    'Tooth, Single': 'a single tooth',
    'Upper GI': 'the upper GI tract',
  }
  for (const [label, words] of Object.entries(cases)) {
    it(`${label} → ${words}`, () => assert.equal(theBodyPart(label), words))
  }

  it('keeps capitals that are part of a word', () => {
    assert.equal(bodyPart('Ampulla of Vater'), 'ampulla of Vater')
    assert.equal(lowered('Gallium 67 (Ga-67)'), 'gallium 67 (Ga-67)')
    assert.equal(lowered('Photons 1 - 10 MeV'), 'photons 1 - 10 MeV')
  })

  it('names devices with their kinds and counts', () => {
    assert.equal(deviceWords('Monitoring Device, Pressure Sensor'), 'a monitoring device (pressure sensor)')
    assert.equal(deviceWords('Intraluminal Device, Drug-eluting, Two'), 'two intraluminal devices (drug-eluting)')
    assert.match(deviceWords('Synthetic Substitute, Ceramic'), /^man-made material \(synthetic substitute, ceramic\)$/)
  })

  it('puts articles by sound', () => {
    assert.equal(withArticle('artery'), 'an artery')
    assert.equal(withArticle('ureter'), 'a ureter')
    assert.equal(withArticle('MRI'), 'an MRI')
    assert.equal(withArticle('two devices'), 'two devices')
    assert.equal(joined(['a', 'b', 'c']), 'a, b and c')
  })
})
