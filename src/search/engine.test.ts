import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Subject } from '../core/subject.ts'
import { termsOf } from './analysis/analyze.ts'
import { SearchEngine } from './engine.ts'
import { IndexBuilder } from './index/builder.ts'
import { SearchIndex } from './index/search-index.ts'
import { tierRank } from './query/tiers.ts'

interface Row {
  readonly code: string
  readonly title: string
  readonly other?: readonly string[]
  readonly optional?: string
  readonly billable?: boolean
  readonly current?: boolean
  readonly system?: string
  readonly family?: string
  readonly narrow?: boolean
  readonly subject?: Subject
}

const ALWAYS = { fromDay: 0, toDay: 0xffffffff, group: -1, grouping: false }

function engineOf(rows: readonly Row[], rewrites: readonly [string, string, string][] = []): SearchEngine {
  const builder = new IndexBuilder()
  for (const row of rows) {
    const concept = builder.addConcept({
      ...ALWAYS,
      system: row.system ?? 'icd10cm',
      code: row.code.replace('.', ''),
      display: row.code,
      title: row.title,
      billable: row.billable ?? true,
      leaf: row.billable ?? true,
      current: row.current ?? true,
      ...(row.family === undefined ? {} : { family: row.family }),
      ...(row.subject && { subject: row.subject }),
      narrow: row.narrow === true,
    })
    for (const text of row.other ?? []) {
      const optional = row.optional === undefined ? {} : { optional: row.optional }
      builder.addName({ concept, kind: 'index', text: builder.addText(text), words: text, ...optional })
    }
  }
  for (const [from, to, kind] of rewrites) builder.addRewrite({ from, to, kind, weight: 0.9 })
  return new SearchEngine(new SearchIndex(builder.finish()))
}

const ROWS: readonly Row[] = [
  {
    code: 'I21.9',
    title: 'Acute myocardial infarction, unspecified',
    other: ['Infarct myocardium'],
    optional: 'acute',
  },
  { code: 'I21', title: 'Acute myocardial infarction', billable: false },
  { code: 'J18.9', title: 'Pneumonia, unspecified organism', other: ['Pneumonia'] },
  { code: 'J15.0', title: 'Pneumonia due to Klebsiella pneumoniae', other: ['Pneumonia Klebsiella'] },
  { code: 'E11.9', title: 'Type 2 diabetes mellitus without complications', other: ['Diabetes type 2'] },
  { code: 'N20.0', title: 'Calculus of kidney', other: ['Stone kidney'] },
  { code: 'Z99.0', title: 'Pneumonia of an older release', current: false },
  { code: '0DTJ0ZZ', title: 'Resection of Appendix, Open Approach', system: 'icd10pcs', family: '0DTJ' },
  {
    code: '0DTJ4ZZ',
    title: 'Resection of Appendix, Percutaneous Endoscopic Approach',
    system: 'icd10pcs',
    family: '0DTJ',
  },
]

const engine = engineOf(ROWS, [
  ['heart attack', 'myocardial infarction', 'lay'],
  ['appendectomy', 'resection appendix', 'procedure'],
  ['renal', 'kidney', 'body-part'],
  ['laparoscopic', 'percutaneous endoscopic', 'procedure'],
])
const codes = (q: string, on = engine): string[] => on.search(q, { limit: 10, filters: {} }).hits.map((h) => h.code)
const first = (q: string) => engine.search(q, { limit: 10, filters: {} }).hits[0]!

describe('the order of results', () => {
  it('puts a code before everything, in any shape it may be typed', () => {
    for (const shape of ['e119', 'E11.9', 'E 11 9', 'e-11.9', 'E11,9']) {
      assert.equal(first(shape).code, 'E11.9')
      assert.equal(first(shape).tier, 'code')
    }
  })

  it('reads O as zero and I as one in codes that have digits there', () => {
    assert.equal(first('ODTJ4ZZ').code, '0DTJ4ZZ')
  })

  it('puts the code to report before the header whose title was typed, and says so', () => {
    const engine = engineOf([
      { code: 'M48.0', title: 'Spinal stenosis', billable: false },
      { code: 'M48.00', title: 'Spinal stenosis, site unspecified' },
      { code: 'M48.04', title: 'Spinal stenosis, thoracic region' },
      { code: 'M50', title: 'Disc disorders', billable: false },
      { code: 'M50.1', title: 'Disc disorder with radiculopathy' },
    ])
    const { hits, total } = engine.search('spinal stenosis', { limit: 10, filters: {}, count: true, explain: true })
    assert.deepEqual(
      hits.map(({ code, tier }) => `${code} ${tier}`),
      ['M48.00 exactTitle', 'M48.0 exactTitle', 'M48.04 allWords'],
    )
    assert.equal(total, 3)
    assert.match(hits[0]!.why.text, /^what to report for M48\.0 when nothing more is known/)
    assert.equal(hits[0]!.explanation?.value, hits[0]!.score)
    assert.deepEqual(
      codesOf(engine, 'M48.0').slice(0, 1),
      ['M48.0'],
      'a code that was typed stays first, header or not',
    )
    assert.deepEqual(codesOf(engine, 'disc disorders')[0], 'M50', 'no code is made up where more must be known')
    const headers = engine.search('spinal stenosis', { limit: 10, filters: { billable: false } }).hits
    assert.deepEqual(
      headers.map(({ code }) => code),
      ['M48.0'],
      'a filter holds for it too',
    )
  })

  it('counts the code to report as found, also where no word found it', () => {
    const engine = engineOf([
      { code: 'S60.0', title: 'Contusion of finger', other: ['Bruise finger'], billable: false },
      { code: 'S60.00', title: 'Contusion of unspecified finger, initial encounter' },
    ])
    const { hits, total, bySystem } = engine.search('bruise finger', { limit: 10, filters: {}, count: true })
    assert.deepEqual(
      hits.map(({ code }) => code),
      ['S60.00', 'S60.0'],
    )
    assert.deepEqual([total, bySystem['icd10cm']], [2, 2])
  })

  it('counts what can only come after all rows, once each', () => {
    const titles = Array.from({ length: 2_000 }, (_, i) => `Widget ${i % 7 === 0 ? 'widget pin' : 'pin'} ${i}`)
    const engine = engineOf([
      ...titles.map((title, i) => ({ code: `A${i}`, title, other: [`Pin of widget ${i}`] })),
      ...titles.slice(0, 70).map((title, i) => ({ code: `B${i}`, title, system: 'icd10pcs' })),
      { code: 'C1', title: 'Another thing', system: 'hcpcs' },
    ])
    for (const query of ['widget', 'widget pin', 'pin']) {
      const { total, bySystem } = engine.search(query, { limit: 5, filters: {}, count: true })
      assert.deepEqual([total, bySystem], [2_070, { icd10cm: 2_000, icd10pcs: 70, hcpcs: 0 }], query)
    }
  })

  it('finds an index phrase in any order of its words, with or without optional ones', () => {
    for (const q of ['infarct myocardium', 'myocardium infarct', 'acute infarct myocardium']) {
      assert.equal(first(q).code, 'I21.9')
      assert.equal(first(q).tier, 'exactName')
    }
  })

  it('puts the name that says only what was typed before longer ones', () => {
    assert.deepEqual(codes('pneumonia').slice(0, 2), ['J18.9', 'J15.0'])
  })

  it('puts codes that are no longer valid last in their tier', () => {
    assert.equal(codes('pneumonia').at(-1), 'Z99.0')
  })

  it('takes the last word for unfinished', () => {
    assert.equal(first('type 2 diab').code, 'E11.9')
  })

  it('follows a lay phrase to its clinical words and says so', () => {
    const hit = first('heart attack')
    assert.equal(hit.code, 'I21.9')
    assert.deepEqual(hit.why.replacements, [{ from: 'heart attack', to: 'myocardial infarction', kind: 'lay' }])
  })

  it('never lets an expansion stand before a hit of the same tier on the words typed', () => {
    const on = engineOf(
      [
        { code: 'A01.0', title: 'Renal colic' },
        { code: 'A02.0', title: 'Kidney colic' },
      ],
      [['renal', 'kidney', 'body-part']],
    )
    assert.deepEqual(codes('renal colic', on), ['A01.0', 'A02.0'])
  })

  it('corrects spelling only after the words as typed, and labels it', () => {
    const hit = first('pnuemonia')
    assert.equal(hit.code, 'J18.9')
    assert.equal(hit.tier, 'corrected')
    assert.deepEqual(engine.search('pnuemonia', { limit: 5, filters: {} }).corrections, [
      { from: 'pnuemonia', to: 'pneumonia', kind: 'spelling' },
    ])
  })

  it('splits a word that is two', () => {
    assert.equal(first('kidneystone').code, 'N20.0')
  })

  it('joins two words that are one', () => {
    assert.equal(first('pneu monia').code, 'J18.9')
  })

  it('answers with most of the words when nothing has all', () => {
    const hit = first('klebsiella pneumonia xylophone')
    assert.equal(hit.code, 'J15.0')
    assert.equal(hit.tier, 'mostWords')
  })

  it('folds a family into one row that lists its members', () => {
    const [hit, ...rest] = engine.search('resection appendix', { limit: 5, filters: {} }).hits
    assert.deepEqual(hit?.members, ['0DTJ0ZZ', '0DTJ4ZZ'])
    assert.deepEqual(rest, [])
  })

  it('has as many rows as are asked for, however many codes a family folds into one', () => {
    const engine = engineOf(
      Array.from({ length: 2_000 }, (_, i) => ({
        code: `0DT${i}`,
        title: `Resection of Widget ${i}`,
        system: 'icd10pcs',
        family: `f${i >> 3}`,
      })),
    )
    for (const limit of [20, 100, 200]) {
      const { hits } = engine.search('resection of widget', { limit, filters: {}, count: true })
      assert.equal(hits.length, limit)
    }
  })

  it('reads two phrases of one query through the dictionaries', () => {
    assert.equal(first('laparoscopic appendectomy').code, '0DTJ4ZZ')
  })
})

const codesOf = (engine: SearchEngine, query: string, limit = 5): string[] =>
  engine.search(query, { limit, filters: {} }).hits.map(({ code }) => code)

describe('what a query says beside its words', () => {
  it('puts a code that only some may use behind one for all that says the same, and it stays a code', () => {
    const engine = engineOf([
      { code: 'C1111', title: 'Injection, widgetol, 0.25 mg', narrow: true },
      { code: 'J1111', title: 'Injection, widgetol, 10 mg' },
    ])
    assert.deepEqual(codesOf(engine, 'widgetol'), ['J1111', 'C1111'])
    const strips = engineOf([
      { code: 'A4772', title: 'Widget strips, for dialysis', other: ['Widget strips'], narrow: true },
      { code: 'A4253', title: 'Widget strips for the home' },
    ])
    const [some] = strips.search('widget strips', { limit: 1, filters: {} }).hits
    assert.equal(some?.tier, 'allWords', 'no other name of it is what was meant')
    assert.deepEqual(codesOf(strips, 'widget strips, for dialysis')[0], 'A4772')
    const [hit] = engine.search('C1111', { limit: 1, filters: { leaf: true } }).hits
    assert.equal(hit?.code, 'C1111')
  })

  it('finds the span that holds its number, however many spans there are', () => {
    const spans = Array.from({ length: 60 }, (_, i) => ({
      code: `Z${i + 10}`,
      title: `Widget index ${i + 10}.0-${i + 10}.9, adult`,
    }))
    const engine = engineOf([{ code: 'Z01', title: 'Widget index' }, ...spans])
    assert.equal(codesOf(engine, 'widget index 47.5')[0], 'Z47')
    const [first] = engine.search('widget index 47.5', { limit: 1, filters: {}, explain: true }).hits
    assert.equal(first?.explanation?.value, first?.score)
    assert.equal(codesOf(engine, 'widget index 47.5').length, 5)
    assert.equal(codesOf(engine, 'widget index')[0], 'Z01')
  })

  it('takes the I of a numbered thing for a number', () => {
    const engine = engineOf([
      { code: 'P77.2', title: 'Stage 2 enteritis' },
      { code: 'P77.1', title: 'Stage 1 enteritis' },
    ])
    for (const query of ['stage I enteritis', 'enteritis stage i', 'stage one enteritis', 'I have stage I enteritis'])
      assert.equal(codesOf(engine, query)[0], 'P77.1', query)
  })

  it('means what is unspecified or other when that is said, wherever the place is not known', () => {
    const engine = engineOf([
      { code: 'M48.04', title: 'Spinal stenosis, thoracic region' },
      { code: 'M48.08', title: 'Other spinal stenosis' },
      { code: 'M48.09', title: 'Spinal stenosis, unspecified' },
    ])
    for (const query of [
      'spinal stenosis, unspecified region',
      'spinal stenosis nos',
      'unspecified site of spinal stenosis',
    ])
      assert.equal(codesOf(engine, query)[0], 'M48.09', query)
    assert.equal(codesOf(engine, 'other spinal stenosis')[0], 'M48.08')
    assert.equal(codesOf(engine, 'spinal stenosis, thoracic region')[0], 'M48.04')
  })

  it('means a condition, not a report that names it among much else, however many reports do', () => {
    const reports = Array.from({ length: 9 }, (_, i) => ({
      code: `G${i}`,
      title: `Small cell widgetoma biopsy specimen report documents class ${i}`,
      subject: 'measure' as const,
      system: 'hcpcs',
    }))
    const engine = engineOf([...reports, { code: 'C34', title: 'Widgetoma', subject: 'diagnosis' }])
    assert.equal(codesOf(engine, 'small cell widgetoma')[0], 'C34')
    assert.equal(codesOf(engine, 'small cell widgetoma biopsy specimen report class 3')[0], 'G3')
  })

  it('takes the person for a person, not for the beginning of another word', () => {
    const engine = engineOf([
      { code: 'O85', title: 'Fever after childbirth' },
      { code: 'R50', title: 'Fever' },
      { code: 'T74', title: 'Abuse of child' },
    ])
    for (const query of ['child with fever', 'fever in child', '3 year old with fever', '3 yo with fever'])
      assert.equal(codesOf(engine, query)[0], 'R50', query)
    assert.equal(codesOf(engine, 'child abuse')[0], 'T74')
  })

  it('means by a brand the product itself, not others of its substance', () => {
    const engine = engineOf(
      [
        { code: 'J1', title: 'Widgetol and hyaluronidase', subject: 'drug' },
        { code: 'J2', title: 'Injection, widgetol, per vial of 10', subject: 'drug' },
        { code: 'J3', title: 'Widgetol-abcd, biosimilar', subject: 'drug' },
      ],
      [['bestol', 'widgetol', 'brand']],
    )
    assert.equal(codesOf(engine, 'bestol')[0], 'J2')
  })

  it('means a thing before its parts, unless a part is asked for', () => {
    const engine = engineOf([
      { code: 'E1', title: 'Widget seat attachment', subject: 'supply' },
      { code: 'E2', title: 'Widget, folding, adjustable height, any type of it', subject: 'supply' },
      { code: 'E3', title: 'Repair of widget', subject: 'supply' },
    ])
    assert.equal(codesOf(engine, 'widget')[0], 'E2')
    assert.equal(codesOf(engine, 'widget attachment')[0], 'E1')
    assert.equal(codesOf(engine, 'widget repair')[0], 'E3')
  })

  it('puts a brand’s product before poisoning by it, though the table of poisonings says the brand', () => {
    const engine = engineOf(
      [
        { code: 'T41', title: 'Poisoning by such drugs', other: ['Bestol poisoning'], subject: 'poisoning' },
        { code: 'J2', title: 'Injection, widgetol, 10 mg', subject: 'drug' },
      ],
      [['bestol', 'widgetol', 'brand']],
    )
    assert.equal(codesOf(engine, 'bestol')[0], 'J2')
  })
})

describe('filters', () => {
  it('restrict results without changing their order', () => {
    const hits = engine.search('pneumonia', { limit: 10, filters: { codePrefixes: ['J15'] } }).hits
    assert.deepEqual(
      hits.map((h) => h.code),
      ['J15.0'],
    )
    assert.deepEqual(
      engine.search('acute myocardial infarction', { limit: 9, filters: { billable: false } }).hits.map((h) => h.code),
      ['I21'],
    )
    assert.deepEqual(engine.search('resection', { limit: 9, filters: { systems: ['icd10cm'] } }).hits, [])
  })
})

describe('reasons', () => {
  it('mark the stretches of the name that were met', () => {
    const { why } = first('diabetes type')
    const text = why.name!.text
    assert.deepEqual(why.spans.map(([s, e]) => text.slice(s, e).toLowerCase()).sort(), ['diabetes', 'type'])
  })

  it('come with a score that is the product of its parts', () => {
    const queries = ['pneumonia', 'heart attack', 'pnuemonia', 'type 2 diab', 'renal stone', 'klebsiella thing']
    for (const q of queries) {
      for (const hit of engine.search(q, { limit: 10, filters: {}, explain: true }).hits) {
        const product = (hit.explanation!.factors ?? []).reduce((p, f) => p * f.value, 1)
        assert.ok(Math.abs(product - hit.explanation!.value) < 1e-9)
        assert.ok(
          Math.abs(hit.score - hit.explanation!.value) < 1e-6,
          `${q} ${hit.code}: ${hit.score} ≠ ${hit.explanation!.value}`,
        )
      }
    }
  })
})

describe('any text at all', () => {
  it('gets an answer whose tiers never go back, and never fails', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('pneumonia', 'heart', 'E11', '.*', "';--", '(', '"', '2'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
        const ranks = engine.search(parts.join(' '), { limit: 20, filters: {} }).hits.map((h) => tierRank(h.tier))
        assert.deepEqual(
          ranks,
          [...ranks].sort((a, b) => a - b),
        )
      }),
    )
  })

  it('costs a bounded time however long it is', () => {
    for (const q of [
      'a'.repeat(10_000),
      'pneumonia '.repeat(2_000),
      '\u{1F9E0}\u{20000}\u0301'.repeat(3000),
      '('.repeat(5000),
    ]) {
      engine.search(q, { limit: 20, filters: {} })
    }
  })
})

describe('all-words matching', () => {
  const vocabulary = ['acute', 'lung', 'heart', 'left', 'right', 'open', 'injury', 'failure', 'chronic', 'bone']
  const phrase = fc.uniqueArray(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 5 })

  it('finds exactly the names that a scan of all titles finds', () => {
    fc.assert(
      fc.property(fc.array(phrase, { minLength: 1, maxLength: 25 }), phrase, (titles, query) => {
        const rows = titles.map((words, i) => ({ code: `A${String(i).padStart(2, '0')}`, title: words.join(' ') }))
        const on = engineOf(rows)
        const wanted = termsOf(query.join(' '))
        const scan = rows
          .filter((row) => wanted.every((term) => termsOf(row.title).includes(term)))
          .map((row) => row.code)
        const found = on
          .search(query.join(' '), { limit: 200, filters: {} })
          .hits.filter((h) => tierRank(h.tier) <= tierRank('allWords') && h.why.words.every((w) => w.how === 'exact'))
        assert.deepEqual(found.map((h) => h.code).sort(), scan.sort())
      }),
      { numRuns: 60 },
    )
  })

  it('does not depend on the order of the words, on blanks or on case', () => {
    fc.assert(
      fc.property(phrase, fc.nat(), (query, seed) => {
        const on = engine
        const shuffled = [...query].sort(
          (a, b) => ((a.charCodeAt(0) * 31 + seed) % 7) - ((b.charCodeAt(0) * 31 + seed) % 7),
        )
        const typed = `  ${query.join('  ').toUpperCase()} x`
        const again = `${shuffled.join(' ')} x`
        const keys = (q: string) =>
          new Set(on.search(q, { limit: 50, filters: {} }).hits.map((h) => `${h.code} ${h.tier}`))
        assert.deepEqual(keys(typed), keys(again))
      }),
    )
  })
})

describe('the index file', () => {
  it('is the same bytes for the same input', () => {
    const build = (): Uint8Array => {
      const builder = new IndexBuilder()
      for (const row of ROWS)
        builder.addConcept({
          ...ALWAYS,
          system: 'icd10cm',
          code: row.code,
          display: row.code,
          title: row.title,
          billable: true,
          leaf: true,
          current: true,
        })
      return builder.finish()
    }
    assert.deepEqual(build(), build())
  })

  it('is refused when it is cut short', () => {
    const builder = new IndexBuilder()
    builder.addConcept({
      ...ALWAYS,
      system: 'icd10cm',
      code: 'A00',
      display: 'A00',
      title: 'Cholera',
      billable: true,
      leaf: true,
      current: true,
    })
    const bytes = builder.finish()
    for (const length of [0, 7, 11, 40, bytes.length - 8]) {
      assert.throws(() => new SearchIndex(bytes.slice(0, length)), { name: 'AppError', code: 'edition-damaged' })
    }
  })
})
