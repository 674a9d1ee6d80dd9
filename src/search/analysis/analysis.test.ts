import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { analyze, termsOf } from './analyze.ts'
import { otherForms, termOf } from './stem.ts'
import { tokenize } from './tokenize.ts'

const words = (text: string): string[] => tokenize(text).map((t) => t.text)

describe('tokenize', () => {
  it('folds accents and case and drops possessives', () => {
    assert.deepEqual(words('Sézary disease, Parkinson’s'), ['sezary', 'disease', 'parkinson'])
  })

  it('splits a number from its glued unit and keeps decimals', () => {
    assert.deepEqual(words('10mg 2.5ml 0.9% 1,000 8hrs'), ['10', 'mg', '2.5', 'ml', '0.9', '1000', '8', 'hrs'])
  })

  it('keeps letters that belong to a number', () => {
    assert.deepEqual(words('CKD 3b, L1, type2'), ['ckd', '3b', 'l1', 'type', '2'])
  })

  it('gives offsets that cut the word out of the original', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { start, end } of tokenize(text)) assert.ok(start >= 0 && start < end && end <= text.length)
      }),
    )
  })
})

describe('termOf', () => {
  const cases: Record<string, string> = {
    fractures: 'fracture',
    metastases: 'metastasis',
    vertebrae: 'vertebra',
    diverticula: 'diverticulum',
    bodies: 'body',
    haemorrhage: 'hemorrhage',
    anaemia: 'anemia',
    oesophagus: 'esophagus',
    tumours: 'tumor',
    leukaemia: 'leukemia',
    diarrhoea: 'diarrhea',
    '2nd': 'second',
    iii: '3',
  }
  for (const [word, term] of Object.entries(cases)) {
    it(`makes ${term} of ${word}`, () => assert.equal(termOf(word), term))
  }

  it('reads iv as a number only where something is numbered', () => {
    assert.equal(termOf('iv', 'stage'), '4')
    assert.equal(termOf('iv'), 'iv')
  })

  it('leaves words alone whose last letter only looks like a plural', () => {
    for (const word of [
      'diabetes',
      'pancreas',
      'lupus',
      'arthritis',
      'tuberculosis',
      'herpes',
      'ascites',
      'abscess',
      'iris',
    ]) {
      assert.equal(termOf(word), word)
    }
  })

  it('never joins different clinical words', () => {
    const pairs = [
      ['ileum', 'ilium'],
      ['hypertension', 'hypotension'],
      ['perineal', 'peroneal'],
      ['dysphagia', 'dysphasia'],
      ['humerus', 'humeral'],
      ['sepsis', 'septic'],
      ['mucus', 'mucous'],
      ['palate', 'palpate'],
      ['virus', 'viral'],
      ['callus', 'calculus'],
    ]
    for (const [a, b] of pairs) assert.notEqual(termOf(a!), termOf(b!))
  })

  it('gives the term of a term again', () => {
    const known = [
      'fracture',
      'metastasis',
      'hemorrhage',
      'lens',
      'bypass',
      'disease',
      'injury',
      'process',
      'neoplasm',
      'biopsy',
    ]
    for (const word of known) assert.equal(termOf(termOf(word)), termOf(word))
  })
})

describe('analyze', () => {
  it('marks stop words, and "not" only in the phrases of the classification', () => {
    const stops = analyze('Pneumonia, not elsewhere classified')
      .filter((w) => w.stop)
      .map((w) => w.text)
    assert.deepEqual(stops, ['not', 'elsewhere', 'classified'])
    assert.deepEqual(termsOf('migraine, not intractable'), ['migraine', 'not', 'intractable'])
  })

  it('names each term once', () => {
    assert.deepEqual(termsOf('lesion of lesions'), ['lesion'])
  })
})

describe('otherForms', () => {
  it('offers other forms of a root, for the vocabulary to choose from', () => {
    assert.ok(otherForms('fractured').includes('fracture'))
    assert.ok(otherForms('infarct').includes('infarction'))
    assert.ok(otherForms('bleeding').includes('bleed'))
    assert.deepEqual(otherForms('cold'), [])
  })
})
