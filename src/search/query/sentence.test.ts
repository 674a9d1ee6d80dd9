import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { analyze } from '../analysis/analyze.ts'
import { readSentence, type Sentence, spelledOut } from './sentence.ts'

const read = (q: string): Sentence => readSentence(spelledOut(q), analyze(spelledOut(q)))
const strong = (q: string): string =>
  read(q)
    .strong.map((w) => w.text)
    .join(' ')
const as = (q: string): Record<string, string> =>
  Object.fromEntries(read(q).understood.map(({ text, as: kind }) => [kind, text]))

describe('marks of clinical notes', () => {
  it('are spelled out wherever they stand', () => {
    assert.equal(spelledOut('T2DM w/ CKD w/o coma'), 'T2DM with CKD without coma')
    assert.equal(spelledOut('s/p CABG, c/o pain, h/o MI'), 'status post CABG, complains of pain, history of MI')
    assert.equal(spelledOut('45 yo, cough x 3 days'), '45 year old, cough for 3 days')
  })

  it('leave other text as it is', () => {
    for (const text of ['E11.9', 'and/or', '10 mg/ml', 'hxyz', 'shx', 'x ray']) assert.equal(spelledOut(text), text)
  })
})

describe('a sentence', () => {
  it('keeps what names the thing, and weighs who, when, how bad and what is planned lightly', () => {
    assert.equal(strong('45 yo male with chest pain'), 'chest pain')
    assert.equal(strong('cough for 2 weeks'), 'cough')
    assert.equal(strong('htn recheck'), 'htn')
    assert.equal(strong('possible pneumonia today'), 'pneumonia')
    assert.equal(strong('very bad sunburn with blisters'), 'sunburn blisters')
    assert.equal(strong('patient complains of really awful back pain all day'), 'back pain')
  })

  it('keeps numbers that are names, and takes doses, times and ages for what they are', () => {
    assert.equal(strong('diabetes type 2'), 'diabetes type 2')
    assert.equal(strong('ckd stage 3'), 'ckd stage 3')
    assert.equal(strong('lasix 40 mg iv'), 'lasix')
    assert.deepEqual(as('lasix 40 mg iv'), { dose: '40 mg', route: 'iv' })
    assert.equal(as('fever for 3 days')['time'], '3 days')
    for (const aged of ['3 year old with fever', '3 yo with fever', 'two year old with fever']) {
      assert.equal(as(aged)['person'], 'old', aged)
      assert.equal(as(aged)['status'], undefined, aged)
    }
    assert.equal(as('old fracture of wrist')['status'], 'old')
  })

  it('does not look for what is denied, and says so', () => {
    assert.equal(strong('no fever, just headache'), 'headache')
    assert.equal(strong('patient denies chest pain but has shortness of breath'), 'shortness breath')
    assert.equal(as('patient denies chest pain but has shortness of breath')['negated'], 'chest pain')
    assert.equal(strong('bone fixation (excluding extremities)'), 'bone fixation')
  })

  it('can say a denial as names say it', () => {
    assert.deepEqual(
      read('open wound of toe, without mention of complication').asSaid?.map((w) => w.text),
      ['open', 'wound', 'toe', 'without', 'complication'],
    )
  })

  it('takes what cannot be done for a difficulty and not for a denial', () => {
    for (const q of ['could not sleep', "couldn't sleep", 'can’t sleep', 'unable to sleep', 'trouble sleeping']) {
      assert.match(strong(q), /^sleep(ing)?$/, q)
      assert.ok('unable' in as(q) || q.startsWith('can'), q)
      assert.equal(read(q).negated.length, 0, q)
    }
  })

  it('knows statuses by the words before the thing', () => {
    assert.ok(read('s/p knee replacement').status?.includes('presence'))
    assert.ok(read('family hx of colon ca').status?.includes('family'))
    assert.ok(read('history of breast cancer').status?.includes('history'))
    assert.ok(read('gallbladder removed').status?.includes('absence'))
    assert.equal(read('breast cancer').status, undefined)
  })

  it('finds the head of the first phrase', () => {
    const head = (q: string): string | undefined => read(q).head?.text
    assert.equal(head('excision of hydrocele'), 'excision')
    assert.equal(head('liver transplant'), 'transplant')
    assert.equal(head('liver transplant failure'), 'failure')
    assert.equal(head('limb shortening procedures, radius and ulna'), 'procedures')
  })

  it('always has something to look for, whatever is typed', () => {
    const words =
      'no not without pain fever very bad today 3 days mg iv patient history of removed cannot the asthma ( ) , .'
    const sentence = fc
      .array(fc.constantFrom(...words.split(' ')), { minLength: 1, maxLength: 14 })
      .map((w) => w.join(' '))
    fc.assert(
      fc.property(sentence, (q) => {
        const usable = analyze(spelledOut(q)).filter((w) => !w.stop)
        const found = read(q)
        assert.equal(found.strong.length > 0, usable.length > 0, q)
      }),
    )
  })

  it('never looks for a word that is denied, and never denies what stands before the cue', () => {
    const thing = fc.constantFrom('fever', 'cough', 'asthma', 'rash', 'edema')
    fc.assert(
      fc.property(thing, thing, fc.constantFrom('no', 'denies', 'without', 'negative for'), (has, lacks, cue) => {
        fc.pre(has !== lacks)
        const found = read(`${has}, ${cue} ${lacks}`)
        assert.deepEqual(
          found.strong.map((w) => w.text),
          [has],
        )
        assert.deepEqual(
          found.negated.map((w) => w.text),
          [lacks],
        )
      }),
    )
  })
})
