import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ClosureTables } from './closure.ts'
import { TerminologyError } from './issues.ts'
import { lookup } from './lookup.ts'
import type { ConceptMap } from './resources.ts'
import { subsumes } from './subsume.ts'
import { ANIMALS, animals, session, valueSet } from './testing.ts'
import { type TranslationQuestion, translate } from './translate.ts'

const SOUNDS = 'http://example.org/CodeSystem/sounds'

function map(name: string, more: Partial<ConceptMap> = {}): ConceptMap {
  return {
    resourceType: 'ConceptMap',
    url: `http://example.org/ConceptMap/${name}`,
    status: 'active',
    group: [
      {
        source: ANIMALS,
        target: SOUNDS,
        element: [
          { code: 'cat', target: [{ code: 'meow', relationship: 'equivalent' }] },
          { code: 'owl', target: [{ code: 'bark', relationship: 'not-related-to' }] },
          { code: 'bird', noMap: true },
        ],
        unmapped: { mode: 'fixed', code: 'noise', relationship: 'related-to' },
      },
    ],
    ...more,
  }
}

const ask = (code: string, more: Partial<TranslationQuestion> = {}, maps: readonly ConceptMap[] = [map('sounds')]) =>
  translate(session([animals(), ...maps]), { codings: [{ system: ANIMALS, code }], reverse: false, ...more })

describe('translation', () => {
  it('follows the map, and its word for the rest', () => {
    assert.deepEqual(
      ask('cat').matches.map((m) => [m.concept?.code, m.relationship]),
      [['meow', 'equivalent']],
    )
    assert.deepEqual(
      ask('dog').matches.map((m) => m.concept?.code),
      ['noise'],
    )
    assert.equal(ask('dog').result, true)
  })

  it('gives what is said not to be related as a match that is no translation', () => {
    const { result, matches } = ask('owl')
    assert.deepEqual([result, matches[0]?.relationship], [false, 'not-related-to'])
    assert.equal(ask('bird').result, false)
  })

  it('goes backwards from a target', () => {
    const { matches } = ask('meow', { codings: [{ system: SOUNDS, code: 'meow' }], reverse: true })
    assert.deepEqual(
      matches.map((m) => m.source.code),
      ['cat'],
    )
  })

  it('uses another map where one refers to it, and ends where they refer to each other', () => {
    const other = (name: string, to: string): ConceptMap =>
      map(name, {
        group: [{ source: ANIMALS, target: SOUNDS, element: [], unmapped: { mode: 'other-map', otherMap: to } }],
      })
    const first = other('first', 'http://example.org/ConceptMap/sounds')
    const found = ask('cat', { maps: [first] }, [first, map('sounds')])
    assert.deepEqual(
      found.matches.map((m) => [m.concept?.code, m.map]),
      [['meow', first.url]],
    )
    assert.deepEqual(found.usedMaps, ['http://example.org/ConceptMap/sounds'])
    const [a, b] = [other('a', 'http://example.org/ConceptMap/b'), other('b', 'http://example.org/ConceptMap/a')]
    assert.throws(() => ask('cat', { maps: [a] }, [a, b]), TerminologyError)
  })

  it('does not apply to codes outside the scope of the map', () => {
    const mammals = valueSet('mammals', {
      include: [{ system: ANIMALS, filter: [{ property: 'concept', op: 'is-a', value: 'mammal' }] }],
    })
    const scoped = map('scoped', { sourceScopeCanonical: mammals.url! })
    const found = (code: string) =>
      translate(session([animals(), mammals, scoped]), { codings: [{ system: ANIMALS, code }], reverse: false }).result
    assert.deepEqual(['dog', 'dodo'].map(found), [true, false])
  })

  it('without a map has no result', () => {
    assert.deepEqual(ask('cat', {}, []), { result: false, message: 'No translations found', matches: [], usedMaps: [] })
  })
})

describe('subsumption', () => {
  const stands = (a: string, b: string) =>
    subsumes(session([animals()]), { system: ANIMALS, code: a }, { system: ANIMALS, code: b })

  it('is read from the tree', () => {
    assert.equal(stands('animal', 'cat'), 'subsumes')
    assert.equal(stands('cat', 'animal'), 'subsumed-by')
    assert.equal(stands('cat', 'cat'), 'equivalent')
    assert.equal(stands('cat', 'owl'), 'not-subsumed')
    assert.throws(() => stands('cat', 'yeti'), TerminologyError)
  })

  it('fills closure tables, addition by addition', () => {
    const tables = new ClosureTables()
    const add = (...codes: string[]) =>
      tables
        .add(
          session([animals()]),
          'mine',
          codes.map((code) => ({ system: ANIMALS, code })),
        )
        .rows.map((r) => `${r.code} < ${r.target}`)
    tables.start('mine')
    assert.deepEqual(add('cat', 'owl'), [])
    assert.deepEqual(add('animal').sort(), ['cat < animal', 'owl < animal'])
    assert.deepEqual(add('mammal').sort(), ['cat < mammal', 'mammal < animal'])
    assert.deepEqual(tables.since('mine', 2).rows.length, 2)
    assert.throws(() => tables.since('theirs', 0), TerminologyError)
  })
})

describe('a translation that depends on more than the code', () => {
  const TIME = 'http://example.org/attributes#time'
  const text = (valueString: string) => ({ attribute: TIME, valueString })
  const moods = map('moods', {
    property: [{ code: 'loudness', uri: 'http://example.org/properties#loudness', type: 'integer' }],
    group: [
      {
        source: ANIMALS,
        target: SOUNDS,
        element: [
          {
            code: 'cat',
            target: [
              { code: 'purr', relationship: 'equivalent', dependsOn: [text('day')] },
              {
                code: 'yowl',
                relationship: 'equivalent',
                dependsOn: [text('night')],
                product: [text('short')],
                property: [{ code: 'loudness', valueInteger: 9 }],
              },
            ],
          },
        ],
      },
    ],
  })
  const sounds = (value?: string): (string | undefined)[] => {
    const dependencies = value === undefined ? [] : [{ attribute: TIME, value: { type: 'string' as const, value } }]
    return ask('cat', { dependencies }, [moods]).matches.map((m) => m.concept?.code)
  }

  it('is given where what it depends on is so, or is not known', () => {
    assert.deepEqual(sounds(), ['purr', 'yowl'])
    assert.deepEqual(sounds('night'), ['yowl'])
    assert.deepEqual(sounds('noon'), [])
  })

  it('comes with what it depends on, its products and properties', () => {
    const [, yowl] = ask('cat', {}, [moods]).matches
    assert.deepEqual(
      [yowl?.dependsOn, yowl?.products].map((list) => list?.map((a) => a.value.value)),
      [['night'], ['short']],
    )
    assert.deepEqual(
      yowl?.properties.map((p) => [p.uri, p.value.value]),
      [['http://example.org/properties#loudness', 9]],
    )
  })

  it('looks in every map under one canonical', () => {
    const other = { ...map('moods'), group: [{ ...map('x').group![0]!, source: SOUNDS, target: ANIMALS }] }
    assert.deepEqual(
      ask('cat', { maps: [other, moods] }, []).matches.map((m) => m.concept?.code),
      ['purr', 'yowl'],
    )
  })
})

describe('a look-up', () => {
  it('gives what the code system says, with parents and children', () => {
    const found = lookup(session([animals()]), { system: ANIMALS, code: 'mammal' })
    const related = found.properties.filter((p) => p.code === 'parent' || p.code === 'child')
    assert.deepEqual(
      related.map((p) => [p.code, p.value.value]),
      [
        ['parent', 'animal'],
        ['child', 'cat'],
        ['child', 'dog'],
      ],
    )
    assert.equal(found.display, 'Mammal')
  })

  it('gives only the properties asked for', () => {
    const found = lookup(session([animals()], { properties: ['legs'] }), { system: ANIMALS, code: 'cat' })
    assert.deepEqual(
      found.properties.map((p) => p.code),
      ['legs'],
    )
    assert.deepEqual([found.definition, found.designations.length], [undefined, 0])
  })

  it('says whether system or code is not known', () => {
    const id = (system: string, code: string): string | undefined => {
      try {
        lookup(session([animals()]), { system, code })
      } catch (thrown) {
        return (thrown as TerminologyError).issues[0]?.messageId
      }
      return 'found'
    }
    assert.equal(id('http://example.org/none', 'cat'), 'UNKNOWN_CODESYSTEM')
    assert.equal(id(ANIMALS, 'yeti'), 'Unknown_Code_in_Version')
  })
})
