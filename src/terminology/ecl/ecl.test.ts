import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { TerminologyError } from '../issues.ts'
import { ResourceProvider } from '../resource-provider.ts'
import type { CodeSystemConcept } from '../resources.ts'
import { selectByConstraint } from './select.ts'

/** Codes are numbers of six digits: 1 is above 11 and 12, 11 above 111; 121 stands below both 12 and 11. */
const at = (short: string): string => short.padEnd(6, '0')
const made = (short: string, more: Partial<CodeSystemConcept> = {}): CodeSystemConcept => ({ code: at(short), ...more })
const property = (name: string, value: string) => ({ code: at(name), valueCode: at(value) })

const tree = new ResourceProvider({
  resourceType: 'CodeSystem',
  url: 'http://example.org/CodeSystem/numbers',
  status: 'active',
  content: 'complete',
  property: [{ code: at('9'), type: 'code' }],
  concept: [
    made('1', {
      concept: [
        made('11', { concept: [made('111', { property: [property('9', '2')] })] }),
        made('12', {
          concept: [made('121', { property: [{ code: 'parent', valueCode: at('11') }, property('9', '21')] })],
        }),
      ],
    }),
    made('2', { concept: [made('21')] }),
    made('9'),
  ],
})

const ALL = [...tree.concepts()].map((concept) => concept.code)
const short = (code: string): string => code.replace(/0+$/, '')

function selected(text: string): string[] {
  const selection = selectByConstraint(tree, text.replace(/\d+/g, at))
  const listed = [...selection.concepts()].map((concept) => concept.code)
  assert.equal(new Set(listed).size, listed.length, `${text} repeats a concept`)
  const judged = ALL.filter((code) => selection.has(tree.locate(code)!))
  assert.deepEqual(listed.toSorted(), judged.toSorted(), `${text} is listed otherwise than it is judged`)
  return listed.map(short).sort()
}

describe('an expression constraint', () => {
  it('names concepts by their place in the tree', () => {
    const wanted: Readonly<Record<string, string>> = {
      '11': '11',
      '<1': '11 111 12 121',
      '<< 11': '11 111 121',
      '>121': '1 11 12',
      '>> 111': '1 11 111',
      '<!1': '11 12',
      '<<!1': '1 11 12',
      '>!121': '11 12',
      '>>! 12': '1 12',
      '<< (11 OR 2)': '11 111 121 2 21',
      '> <!12': '1 11 12',
      '777': '',
    }
    for (const [text, codes] of Object.entries(wanted)) {
      if (text === '> <!12') assert.throws(() => selected(text), TerminologyError)
      else assert.equal(selected(text).join(' '), codes, text)
    }
    assert.equal(selected('*').length, ALL.length)
  })

  it('joins and takes away, with brackets where they differ', () => {
    assert.deepEqual(selected('<<11 AND <<12'), ['121'])
    assert.deepEqual(selected('<<11, <<12'), ['121'])
    assert.deepEqual(selected('<<11 |eleven| OR 21 /* and a word */'), ['11', '111', '121', '21'])
    assert.deepEqual(selected('<<1 MINUS <<11'), ['1', '12'])
    assert.deepEqual(selected('(<<1 MINUS <<11) OR 2'), ['1', '12', '2'])
    assert.throws(() => selected('1 OR 2 AND 3'), /need brackets/)
  })

  it('refines by attributes, whatever their group', () => {
    assert.deepEqual(selected('*: 9 = 2'), ['111'])
    assert.deepEqual(selected('<1: 9 = <<2'), ['111', '121'])
    assert.deepEqual(selected('<1: 9 != 2'), ['121'])
    assert.deepEqual(selected('<1: * = *'), ['111', '121'])
    assert.deepEqual(selected('<1: 9 = 2, 9 = 21'), [])
    assert.deepEqual(selected('<1: (9 = 2 OR 9 = 21) AND 9 = <2'), ['121'])
    assert.deepEqual(selected('<1: (9) = 2'), ['111'])
    assert.deepEqual(selected('(<1: 9 = 2) OR 12'), ['111', '12'])
  })

  it('says what it does not read', () => {
    for (const [text, why] of [
      ['^ 1', /reference sets/],
      ['<1: [1..3] 9 = 2', /cardinality/],
      ['<1: {9 = 2}', /groups/],
      ['<1 {{ term = "x" }}', /double braces/],
      ['<1 . 9', /dotted/],
      ['<1: R 9 = 2', /reversed/],
      ['<1: 9 = #5', /numbers/],
      ['<1: 9 >= 2', /compared with = and != only/],
      ['(1', /not closed/],
      ['', /expected/],
      ['1 2', /should end here/],
    ] as const)
      assert.throws(() => selected(text), why, text)
  })

  it('never breaks, whatever is written', () => {
    const words = fc.constantFrom(
      '<',
      '<<',
      '>!',
      '(',
      ')',
      'AND',
      'OR',
      'MINUS',
      ':',
      '=',
      '!=',
      ',',
      '*',
      '1',
      '11',
      '9',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        try {
          selected(parts.join(' '))
        } catch (thrown) {
          if (!(thrown instanceof TerminologyError)) throw thrown
        }
      }),
      { numRuns: 500 },
    )
  })
})
