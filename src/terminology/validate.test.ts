import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { expand } from './expand.ts'
import { TerminologyError } from './issues.ts'
import type { Options } from './options.ts'
import type { CodeSystem, Coding, TerminologyResource, ValueSet } from './resources.ts'
import { ANIMALS, animals, session, valueSet } from './testing.ts'
import { validate } from './validate.ts'
import { validateInSystem } from './validate-in-system.ts'
import type { Coded, Validation } from './validation.ts'

const all = valueSet('all', { include: [{ system: ANIMALS }] })

interface Asked {
  readonly in?: ValueSet
  readonly resources?: readonly TerminologyResource[]
  readonly options?: Partial<Options>
}

function asking(coded: Coded, { in: set = all, resources = [animals()], options = {} }: Asked = {}): Validation {
  return validate(session([...resources, set], options), set, coded)
}

const coding = (code: string, more: Partial<Coding> = {}): Coded => ({
  mode: 'coding',
  codings: [{ system: ANIMALS, code, ...more }],
})

const ids = ({ issues }: Validation): (string | undefined)[] => issues.map((i) => i.messageId)

describe('a code', () => {
  it('that is in the value set is valid, with its display and version', () => {
    const { result, display, version, issues } = asking(coding('cat'))
    assert.deepEqual(
      { result, display, version, issues },
      { result: true, display: 'Cat', version: '1.0.0', issues: [] },
    )
  })

  it('that does not exist is told from one that is only not in the value set', () => {
    const some = valueSet('some', { include: [{ system: ANIMALS, concept: [{ code: 'cat' }] }] })
    assert.deepEqual(ids(asking(coding('yeti'), { in: some })).sort(), [
      'None_of_the_provided_codes_are_in_the_value_set_one',
      'Unknown_Code_in_Version',
    ])
    assert.deepEqual(ids(asking(coding('dog'), { in: some })), ['None_of_the_provided_codes_are_in_the_value_set_one'])
  })

  it('of a fragment may exist elsewhere', () => {
    const part: CodeSystem = { ...animals(), content: 'fragment' }
    const found = asking(coding('yeti'), { resources: [part] })
    assert.equal(found.result, true)
    assert.deepEqual(
      found.issues.map((i) => [i.severity, i.messageId]),
      [['warning', 'UNKNOWN_CODE_IN_FRAGMENT']],
    )
  })

  it('alone has its system inferred, where only one can be meant', () => {
    const alone: Coded = { mode: 'code', codings: [{ code: 'owl' }] }
    assert.equal(asking(alone, { options: { inferSystem: true } }).system, ANIMALS)
    const others: CodeSystem = { ...animals(), url: 'http://example.org/CodeSystem/toys' }
    const both = valueSet('both', { include: [{ system: ANIMALS }, { system: others.url! }] })
    const found = asking(alone, { in: both, resources: [animals(), others], options: { inferSystem: true } })
    assert.ok(ids(found).includes('Unable_to_resolve_system__value_set_has_multiple_matches'))
    assert.ok(
      ids(asking({ mode: 'coding', codings: [{ code: 'owl' }] })).includes('Coding_has_no_system__cannot_validate'),
    )
  })

  it('that is inactive is valid with a warning, unless only active ones are wanted', () => {
    const found = asking(coding('dodo'))
    assert.deepEqual([found.result, found.inactive, found.status], [true, true, 'retired'])
    assert.deepEqual(ids(found), ['INACTIVE_CONCEPT_FOUND'])
    assert.equal(asking(coding('dodo'), { options: { activeOnly: true } }).result, false)
  })

  it('that only groups others is refused where abstract codes are', () => {
    assert.equal(asking(coding('animal')).result, true)
    const found = asking(coding('animal'), { options: { abstractAllowed: false } })
    assert.equal(found.result, false)
    assert.ok(ids(found).includes('ABSTRACT_CODE_NOT_ALLOWED'))
  })

  it('in other case is the same code where the code system says so', () => {
    const relaxed = { ...animals(), caseSensitive: false }
    const found = asking(coding('CAT'), { resources: [relaxed] })
    assert.deepEqual([found.result, found.normalizedCode], [true, 'cat'])
    assert.equal(asking(coding('CAT')).result, false)
  })

  it('of a code system or version that is not there cannot be told', () => {
    const elsewhere = asking({ mode: 'coding', codings: [{ system: 'http://example.org/none', code: 'x' }] })
    assert.deepEqual(elsewhere.unknownSystems, [{ canonical: 'http://example.org/none', caused: false }])
    const versioned = asking(coding('cat', { version: '7.0.0' }))
    assert.deepEqual(versioned.unknownSystems, [{ canonical: `${ANIMALS}|7.0.0`, caused: true }])
    assert.ok(ids(versioned).includes('VALUESET_VALUE_MISMATCH_DEFAULT'))
  })

  it('whose system is a value set, a supplement or no address is told so', () => {
    const supplement: CodeSystem = {
      resourceType: 'CodeSystem',
      url: 'http://example.org/CodeSystem/more',
      status: 'active',
      content: 'supplement',
      supplements: ANIMALS,
    }
    const of = (system: string) =>
      ids(asking({ mode: 'coding', codings: [{ system, code: 'x' }] }, { resources: [animals(), supplement] }))
    assert.ok(of(all.url!).includes('Terminology_TX_System_ValueSet2'))
    assert.ok(of(supplement.url!).includes('CODESYSTEM_CS_NO_SUPPLEMENT'))
    assert.ok(of('animals').includes('Terminology_TX_System_Relative'))
  })
})

describe('a display', () => {
  const issueOf = (display: string, options: Partial<Options> = {}) => asking(coding('cat', { display }), { options })

  it('may be any name of the code, in any case', () => {
    for (const display of ['Cat', 'CAT', 'Katze']) assert.deepEqual(issueOf(display).issues, [], display)
  })

  it('that is another is an error, or a warning where checking is lenient', () => {
    const wrong = issueOf('Dog')
    assert.equal(wrong.result, false)
    assert.match(wrong.message ?? '', /Valid display is one of 2 choices: 'Cat' \(en\) or 'Katze' \(de\)/)
    const lenient = issueOf('Dog', { lenientDisplay: true })
    assert.deepEqual([lenient.result, lenient.issues[0]?.severity], [true, 'warning'])
    assert.match(issueOf('C  at').message ?? '', /Wrong Display Name/)
    assert.match(issueOf(' Cat').message ?? '', /Wrong whitespace/)
  })
})

describe('a CodeableConcept', () => {
  const concept = (...codings: Coding[]): Coded => ({ mode: 'codeableConcept', codings, concept: { coding: codings } })

  it('is valid when one of its codings is', () => {
    const found = asking(concept({ system: 'http://example.org/none', code: 'x' }, { system: ANIMALS, code: 'cat' }))
    assert.deepEqual([found.result, found.code], [true, 'cat'])
    assert.deepEqual(
      found.issues.map((i) => i.severity).filter((s) => s === 'error'),
      [],
    )
  })

  it('is not when none is, and each is spoken of', () => {
    const found = asking(concept({ system: ANIMALS, code: 'yeti' }, { system: ANIMALS, code: 'roc' }))
    assert.equal(found.code, undefined)
    assert.equal(found.issues.filter((i) => i.detail === 'this-code-not-in-vs').length, 2)
    assert.deepEqual(
      found.issues.filter((i) => i.detail === 'invalid-code').map((i) => i.at),
      ['CodeableConcept.coding[0].code', 'CodeableConcept.coding[1].code'],
    )
  })
})

describe('a value set', () => {
  it('that imports one that is missing cannot validate', () => {
    const broken = valueSet('broken', { include: [{ valueSet: ['http://example.org/ValueSet/none'] }] })
    const found = asking(coding('cat'), { in: broken })
    assert.deepEqual([found.result, ids(found)], [false, ['Unable_to_resolve_value_Set_']])
  })

  it('with a filter that is not understood is refused', () => {
    const broken = valueSet('broken', {
      include: [{ system: ANIMALS, filter: [{ property: 'wings', op: '=', value: '2' }] }],
    })
    assert.throws(() => asking(coding('cat'), { in: broken }), TerminologyError)
  })

  it('that is only an expansion holds what stands in it', () => {
    const stored: ValueSet = {
      resourceType: 'ValueSet',
      url: 'http://example.org/ValueSet/stored',
      status: 'active',
      expansion: {
        timestamp: '2026-01-01',
        contains: [
          { system: ANIMALS, code: 'cat', display: 'Cat', contains: [{ system: 'http://elsewhere', code: 'x' }] },
        ],
      },
    }
    assert.equal(asking(coding('cat'), { in: stored }).result, true)
    assert.equal(asking(coding('dog'), { in: stored }).result, false)
    assert.equal(
      asking({ mode: 'coding', codings: [{ system: 'http://elsewhere', code: 'x' }] }, { in: stored }).result,
      true,
    )
  })

  it('holds exactly the codes of its expansion, however it is made', () => {
    const codes = ['animal', 'mammal', 'cat', 'dog', 'bird', 'owl', 'dodo']
    const code = fc.constantFrom(...codes)
    const set = fc.oneof(
      fc.constant({ system: ANIMALS }),
      fc
        .subarray(codes, { minLength: 1 })
        .map((c) => ({ system: ANIMALS, concept: c.map((each) => ({ code: each })) })),
      fc.tuple(fc.constantFrom('is-a', 'descendent-of', 'generalizes', 'child-of'), code).map(([op, value]) => ({
        system: ANIMALS,
        filter: [{ property: 'concept', op: op as 'is-a', value }],
      })),
    )
    const compose = fc.record({
      include: fc.array(set, { minLength: 1, maxLength: 3 }),
      exclude: fc.array(set, { maxLength: 2 }),
      inactive: fc.boolean(),
    })
    fc.assert(
      fc.property(compose, (made) => {
        const random = valueSet('random', made)
        const listed = new Set(
          expand(session([animals(), random], { excludeNested: true }), random).entries.map((e) => e.code),
        )
        for (const each of codes) assert.equal(asking(coding(each), { in: random }).result, listed.has(each), each)
      }),
    )
  })
})

describe('validation in a code system', () => {
  const ask = (coded: Coded, url?: string, version?: string) =>
    validateInSystem(session([animals('1.0.0'), animals('2.0.0')]), coded, { url, version })

  it('does not speak of a value set', () => {
    const code: Coded = { mode: 'code', codings: [{ code: 'yeti' }] }
    assert.deepEqual(ids(ask(code, ANIMALS)), ['Unknown_Code_in_Version'])
    assert.equal(ask(code, ANIMALS, '1.0.0').version, '1.0.0')
    assert.equal(ask(coding('cat')).version, '2.0.0')
  })

  it('says when the code system is not there', () => {
    assert.deepEqual(ids(ask(coding('cat'), 'http://example.org/none')), ['UNKNOWN_CODESYSTEM'])
    assert.deepEqual(ids(ask(coding('cat'), ANIMALS, '9')), ['UNKNOWN_CODESYSTEM_VERSION'])
  })
})
