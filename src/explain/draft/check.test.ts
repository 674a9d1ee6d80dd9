import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { namesIn, numbersIn, refusalOf } from './check.ts'

describe('numbers of a sentence', () => {
  it('are read from digits and words, with their units', () => {
    assert.deepEqual(numbersIn('It takes two hours and 10 mg, or 1,500 mL.'), ['2 hour', '10 mg', '1500 ml'])
    assert.deepEqual(numbersIn('An 8-hour infusion at 5%'), ['8 hour', '5 %'])
    assert.deepEqual(numbersIn('No number here.'), [])
  })
})

describe('names of a sentence', () => {
  it('are words in capitals, with digits, or with a capital inside it', () => {
    assert.deepEqual(namesIn('The MRI shows what Lipiodol does to C22.0.'), ['MRI', 'Lipiodol', 'C22.0'])
    assert.deepEqual(namesIn('Doctors look at it. Nurses help.'), [])
    assert.deepEqual(namesIn('Crohn Disease is long.'), ['Crohn', 'Disease'])
  })
})

describe('a drafted sentence', () => {
  const fact = 'Injection, fluorouracil, 500 mg. Used for cancer of the colon (Adrucil).'

  it('stays when what it cites names its names and numbers', () => {
    assert.equal(refusalOf('One unit is 500 milligrams.', [fact]), undefined)
    assert.equal(refusalOf('It is also sold as Adrucil.', [fact]), undefined)
    assert.equal(refusalOf('The drug works against tumors.', [fact]), undefined)
  })

  it('is dropped for another number, another unit, another name, no citation, or advice', () => {
    assert.match(refusalOf('One unit is 50 mg.', [fact])!, /does not say “50 mg”/)
    assert.match(refusalOf('It takes 500 minutes.', [fact])!, /does not say “500 minute”/)
    assert.match(refusalOf('It is also sold as Efudex.', [fact])!, /does not name “Efudex”/)
    assert.match(refusalOf('Given over three days.', [fact])!, /does not say “3 day”/)
    assert.match(refusalOf('It is a drug.', [])!, /cites nothing/)
    assert.match(refusalOf('Patients should rest.', [fact])!, /advice/)
  })
})
