import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { expand } from './expand.ts'
import { TerminologyError } from './issues.ts'
import { parseRanges } from './languages.ts'
import type { CodeSystem, ValueSet, ValueSetComposeInclude } from './resources.ts'
import { ANIMALS, animals, codesOf, session, valueSet } from './testing.ts'

const all = valueSet('all', { include: [{ system: ANIMALS }] })
const enumerated = (...codes: string[]): ValueSetComposeInclude => ({
  system: ANIMALS,
  concept: codes.map((code) => ({ code })),
})
const EVERY = ['animal', 'mammal', 'cat', 'dog', 'bird', 'owl', 'dodo']

const failure = (work: () => unknown): TerminologyError => {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof TerminologyError) return thrown
  }
  throw new assert.AssertionError({ message: 'nothing was refused' })
}

describe('an expansion', () => {
  it('is a tree where the code system is one, and a list where that was asked for', () => {
    const tree = expand(session([animals(), all]), all)
    assert.deepEqual(
      tree.entries.map((e) => e.code),
      ['animal', 'dodo'],
    )
    assert.deepEqual(
      tree.entries[0]?.contains.map((e) => [e.code, e.contains.length]),
      [
        ['mammal', 2],
        ['bird', 1],
      ],
    )
    assert.equal(tree.total, 7)
    assert.deepEqual(codesOf(all, [animals()]), EVERY)
  })

  it('leaves inactive codes out when only active ones are wanted, by the request or by the value set', () => {
    const active = EVERY.filter((code) => code !== 'dodo')
    assert.deepEqual(codesOf(all, [animals()], { activeOnly: true }), active)
    const own = valueSet('active', { inactive: false, include: [{ system: ANIMALS }] })
    assert.deepEqual(codesOf(own, [animals()]), active)
  })

  it('takes the rest of a branch when its head is not for users', () => {
    assert.deepEqual(codesOf(all, [animals()], { excludeNotForUI: true }), EVERY.slice(1))
  })

  it('is what includes name without what excludes name', () => {
    const set = valueSet('some', { include: [enumerated('cat', 'dog', 'owl')], exclude: [enumerated('dog')] })
    assert.deepEqual(codesOf(set, [animals()]), ['cat', 'owl'])
    const none = valueSet('none', { include: [enumerated('cat')], exclude: [{ system: ANIMALS }] })
    assert.deepEqual(codesOf(none, [animals()]), [])
  })

  it('imports value sets: those of one include must all hold a code', () => {
    const pets = valueSet('pets', { include: [enumerated('cat', 'dog')] })
    const purring = valueSet('purring', { include: [enumerated('cat', 'owl')] })
    const both = valueSet('both', { include: [{ valueSet: [pets.url!, purring.url!] }] })
    const either = valueSet('either', { include: [{ valueSet: [pets.url!] }, { valueSet: [purring.url!] }] })
    const narrowed = valueSet('narrowed', { include: [{ system: ANIMALS, valueSet: [purring.url!] }] })
    const without = valueSet('without', { include: [{ system: ANIMALS }], exclude: [{ valueSet: [pets.url!] }] })
    const resources = [animals(), pets, purring]
    assert.deepEqual(codesOf(both, resources), ['cat'])
    assert.deepEqual(codesOf(either, resources), ['cat', 'dog', 'owl'])
    assert.deepEqual(codesOf(narrowed, resources), ['cat', 'owl'])
    assert.deepEqual(
      codesOf(without, resources),
      EVERY.filter((c) => c !== 'cat' && c !== 'dog'),
    )
  })

  it('equals set algebra over single codes, whatever is included and excluded', () => {
    const codes = fc.subarray(EVERY, { minLength: 1 })
    fc.assert(
      fc.property(codes, codes, codes, (first, second, excluded) => {
        const set = valueSet('random', {
          include: [enumerated(...first), enumerated(...second)],
          exclude: [enumerated(...excluded)],
        })
        const expected = [...new Set([...first, ...second])].filter((code) => !excluded.includes(code))
        assert.deepEqual(codesOf(set, [animals()]).sort(), expected.sort())
      }),
    )
  })

  it('refuses value sets that contain themselves', () => {
    const a = valueSet('a', { include: [{ valueSet: ['http://example.org/ValueSet/b'] }] })
    const b = valueSet('b', { include: [{ valueSet: ['http://example.org/ValueSet/a'] }] })
    const { status, issues } = failure(() => expand(session([a, b]), a))
    assert.equal(status, 422)
    assert.equal(issues[0]?.messageId, 'VALUESET_CIRCULAR_REFERENCE')
  })

  it('says what is missing', () => {
    const ids = (set: typeof all) => failure(() => expand(session([animals(), set]), set)).issues[0]?.messageId
    assert.equal(ids(valueSet('x', { include: [{ system: 'http://example.org/none' }] })), 'UNKNOWN_CODESYSTEM_EXP')
    assert.equal(ids(valueSet('x', { include: [{ system: ANIMALS, version: '9' }] })), 'UNKNOWN_CODESYSTEM_VERSION_EXP')
    const none = { system: 'http://example.org/none', version: '9' }
    assert.equal(ids(valueSet('x', { include: [none] })), 'UNKNOWN_CODESYSTEM_VERSION_EXP_NONE')
    assert.equal(ids(valueSet('x', { include: [{ valueSet: ['http://example.org/v'] }] })), 'VS_EXP_IMPORT_UNK')
    assert.equal(
      ids(valueSet('x', { include: [{ valueSet: ['http://example.org/v|1'] }] })),
      'VS_EXP_IMPORT_UNK_PINNED',
    )
  })

  it('is refused when it would be long, unless in pages', () => {
    const many = Array.from({ length: 1_200 }, (_, i) => ({ code: `c${i}`, display: `Code ${i}` }))
    const big: CodeSystem = {
      resourceType: 'CodeSystem',
      url: 'http://example.org/big',
      status: 'active',
      content: 'complete',
      concept: many,
    }
    const set = valueSet('big', { include: [{ system: big.url! }] })
    assert.equal(failure(() => expand(session([big, set]), set)).issues[0]?.type, 'too-costly')
    const page = expand(session([big, set], { count: 3, offset: 1_000 }), set)
    assert.deepEqual(
      page.entries.map((e) => e.code),
      ['c1000', 'c1001', 'c1002'],
    )
    assert.equal(page.total, 1_200)
    assert.equal(expand(session([big, set], { count: 0 }), set).total, 1_200)
  })

  it('pages hold each code once, in the same order', () => {
    const set = valueSet('some', { include: [{ system: ANIMALS }], exclude: [enumerated('bird')] })
    const pages = [0, 2, 4].flatMap((offset) => codesOf(set, [animals()], { offset, count: 2 }))
    assert.deepEqual(
      pages,
      EVERY.filter((code) => code !== 'bird'),
    )
  })

  it('shows names in the languages asked for, and others when designations are', () => {
    const displayLanguages = parseRanges('de', { fallback: true })!
    const set = valueSet('cat', { include: [enumerated('cat')] })
    const { entries } = expand(session([animals(), set], { displayLanguages, includeDesignations: true }), set)
    assert.equal(entries[0]?.display, 'Katze')
    assert.deepEqual(
      entries[0]?.designations.map((d) => d.value),
      ['Cat'],
    )
  })

  it('finds words at the beginning of words', () => {
    assert.deepEqual(codesOf(all, [animals()], { filter: 'ca' }), ['cat'])
    assert.deepEqual(codesOf(all, [animals()], { filter: 'katz' }), ['cat'])
    assert.deepEqual(codesOf(valueSet('few', { include: [enumerated('cat', 'dog')] }), [animals()], { filter: 'd' }), [
      'dog',
    ])
  })

  it('gives the properties asked for', () => {
    const set = valueSet('cat', { include: [enumerated('cat')] })
    const { entries, properties } = expand(session([animals(), set], { properties: ['legs', 'definition'] }), set)
    assert.deepEqual(
      entries[0]?.properties.map((p) => [p.code, p.value.value]),
      [
        ['definition', 'It purrs.'],
        ['legs', 4],
      ],
    )
    assert.deepEqual(
      properties.map((p) => p.uri),
      ['http://hl7.org/fhir/concept-properties#definition', 'http://example.org/properties#legs'],
    )
  })

  it('uses supplements that are asked for, and misses those that are not there', () => {
    const supplement: CodeSystem = {
      resourceType: 'CodeSystem',
      url: 'http://example.org/CodeSystem/animals-fr',
      status: 'active',
      content: 'supplement',
      supplements: ANIMALS,
      concept: [{ code: 'cat', designation: [{ language: 'fr', value: 'Chat' }] }],
    }
    const set = valueSet('cat', { include: [enumerated('cat')] })
    const names = (options: object) =>
      expand(
        session([animals(), supplement, set], { includeDesignations: true, ...options }),
        set,
      ).entries[0]?.designations.map((d) => d.value)
    assert.deepEqual(names({}), ['Katze'])
    assert.deepEqual(names({ supplements: [supplement.url!] }), ['Katze', 'Chat'])
    assert.equal(
      failure(() => names({ supplements: ['http://example.org/none'] })).issues[0]?.messageId,
      'VALUESET_SUPPLEMENT_MISSING',
    )
  })
})

describe('versions in an expansion', () => {
  const two = [animals('1.0.0'), animals('2.0.0', [{ code: 'emu', display: 'Emu' }])]
  const codes = (include: Partial<ValueSetComposeInclude>, options: object = {}) =>
    codesOf(valueSet('v', { include: [{ system: ANIMALS, ...include }] }), two, options)
  const rule = (mode: 'default' | 'check' | 'force', version: string) => ({
    versionRules: [{ mode, of: 'system' as const, url: ANIMALS, version }],
  })

  it('are the latest unless one is named', () => {
    assert.ok(codes({}).includes('emu'))
    assert.ok(!codes({ version: '1.0.0' }).includes('emu'))
    assert.ok(codes({ version: '2.x.x' }).includes('emu'))
  })

  it('follow the rules of the request', () => {
    assert.ok(!codes({}, rule('default', '1.0.0')).includes('emu'))
    assert.ok(codes({ version: '2.0.0' }, rule('default', '1.0.0')).includes('emu'))
    assert.ok(!codes({ version: '2.0.0' }, rule('force', '1.0.0')).includes('emu'))
    assert.throws(() => codes({ version: '2.0.0' }, rule('check', '1.0.x')), /not allowed/)
  })

  it('tell codes apart where two stand in one value set', () => {
    const set = valueSet('two', {
      include: [
        { system: ANIMALS, version: '1.0.0', concept: [{ code: 'cat' }] },
        { system: ANIMALS, version: '2.0.0', concept: [{ code: 'cat' }] },
      ],
    })
    const entries = (options: object) => expand(session([...two, set], options), set).entries.map((e) => e.version)
    assert.deepEqual(entries({}), ['2.0.0', '1.0.0'])
    assert.deepEqual(entries({ versionsMatch: true }), ['2.0.0'])
  })

  it('of value sets are held to those the request allows', () => {
    const pets = ['1.0.0', '2.0.0'].map((version, i) =>
      valueSet('pets', { include: [{ system: ANIMALS, concept: [{ code: i === 0 ? 'cat' : 'dog' }] }] }, { version }),
    )
    const all = (canonical: string, mode?: 'default' | 'check' | 'force') =>
      codesOf(valueSet('all', { include: [{ valueSet: [canonical] }] }), [animals(), ...pets], {
        versionRules: mode ? [{ mode, of: 'valueset', url: pets[0]!.url!, version: '1.0.0' }] : [],
      })
    const { url = '' } = pets[0]!
    assert.deepEqual(all(url), ['dog'])
    assert.deepEqual(all(url, 'default'), ['cat'])
    assert.deepEqual(all(`${url}|2.0.0`, 'force'), ['cat'])
    assert.deepEqual(all(url, 'check'), ['cat'])
    assert.throws(() => all(`${url}|2.0.0`, 'check'), /version '2.0.0' is not allowed for value set/)
  })
})

describe('code systems left out of an expansion', () => {
  const stones: CodeSystem = {
    resourceType: 'CodeSystem',
    url: 'http://example.org/CodeSystem/stones',
    version: '1.0.0',
    status: 'active',
    content: 'complete',
    concept: [{ code: 'opal' }],
  }
  const both = valueSet('both', { include: [{ system: ANIMALS, concept: [{ code: 'cat' }] }, { system: stones.url! }] })
  const around = valueSet('around', { include: [{ valueSet: [both.url!] }] })
  const codes = (of: ValueSet, ...excludedSystems: string[]) =>
    codesOf(of, [animals(), stones, both], { excludedSystems })

  it('are named with or without a version', () => {
    for (const set of [both, around]) {
      assert.deepEqual(codes(set), ['cat', 'opal'])
      assert.deepEqual(codes(set, ANIMALS), ['opal'])
      assert.deepEqual(codes(set, `${ANIMALS}|1.0.0`, stones.url!), [])
      assert.deepEqual(codes(set, `${ANIMALS}|2.0.0`), ['cat', 'opal'])
    }
  })

  it('are left out of a page of a whole system too', () => {
    const whole = valueSet('whole', { include: [{ system: stones.url! }] })
    assert.deepEqual(codesOf(whole, [stones], { excludedSystems: [stones.url!], count: 1 }), [])
  })
})
