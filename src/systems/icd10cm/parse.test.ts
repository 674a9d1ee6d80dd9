import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { all, memoryFile } from '../../../test/tools/memory-file.ts'
import { readLines } from '../../sources/lines.ts'
import { readXml } from '../../sources/xml.ts'
import { parseCodeList } from './parse-code-list.ts'
import { parseConversion } from './parse-conversion.ts'
import { parseIndex } from './parse-index.ts'
import { parseOrder } from './parse-order.ts'
import { parsePoaExempt } from './parse-poa-exempt.ts'
import { parseTable } from './parse-tables.ts'
import { parseTabular } from './parse-tabular.ts'

const FILE = { file: 'test' }
const lines = (text: string | Uint8Array) => readLines(memoryFile('test', text))
const xml = (text: string) => readXml(memoryFile('test', text))

/** An order row; the arguments are its columns. */
function row(
  order: string,
  code: string,
  flag: string,
  ...[title, short = title]: [title: string, short?: string]
): string {
  return `${order.padStart(5, '0')} ${code.padEnd(7)} ${flag} ${short.padEnd(60)} ${title}`
}

const issuesOf = (records: readonly { type: string }[]): [string, number | undefined][] =>
  (records as { type: string; code: string; line?: number }[])
    .filter((record) => record.type === 'issue')
    .map((issue) => [issue.code, issue.line])

describe('the order file', () => {
  it('gives code, titles, flag and parent of each row', async () => {
    const text = [row('1', 'E11', '0', 'Type 2 diabetes mellitus'), row('2', 'E1165', '1', 'Long title', 'Short')]
    assert.deepEqual(await all(parseOrder(lines(text.join('\r\n')), FILE)), [
      { type: 'concept', code: 'E11', level: 'category', title: 'Type 2 diabetes mellitus', billable: false, order: 1 },
      {
        type: 'concept',
        code: 'E1165',
        level: 'code',
        title: 'Long title',
        shortTitle: 'Short',
        billable: true,
        parent: 'E11',
        order: 2,
      },
    ])
  })

  it('reports broken rows with their line and goes on', async () => {
    const text = [
      row('1', 'A00', '0', 'Cholera'),
      '00002 A000    1 Cholera due to Vibr',
      row('3', 'A001', 'X', 'Unknown flag'),
      row('4', '!001', '1', 'No code'),
      row('5', 'A00', '0', 'Again'),
      '',
      row('4', 'A009', '1', 'Order number goes back'),
      row('8', 'B011', '1', 'No category'),
      row('9', 'A0091', '1', 'Under a valid code'),
    ]
    const records = await all(parseOrder(lines(text.join('\n')), FILE))
    assert.deepEqual(issuesOf(records), [
      ['short-row', 2],
      ['unknown-flag', 3],
      ['unparsable-code', 4],
      ['duplicate-code', 5],
      ['missing-parent', 8],
      ['child-of-valid-code', 9],
    ])
    const codes = records.flatMap((record) => (record.type === 'concept' ? [record.code] : []))
    assert.deepEqual(codes, ['A00', 'A009', 'B011', 'A0091'])
  })

  it('warns when the order number goes back or the row is in another encoding', async () => {
    const bytes = Buffer.from(
      [row('2', 'A00', '0', 'Cholera'), row('1', 'A01', '1', 'S\u00e9zary')].join('\n'),
      'latin1',
    )
    const records = await all(parseOrder(lines(bytes), FILE))
    assert.deepEqual(issuesOf(records), [
      ['out-of-order', 2],
      ['unreadable-character', 2],
    ])
    assert.equal(records.filter((record) => record.type === 'concept').length, 2)
  })
})

describe('the tabular list', () => {
  const wrap = (inside: string): string =>
    `<ICD10CM.tabular><chapter><name>7</name><desc>Eye</desc><section id="H54"><desc>Visual (H54)</desc>${inside}</section></chapter></ICD10CM.tabular>`

  it('takes a rule among inclusion terms for a note', async () => {
    const terms = ['Impaired sight NOS', 'A loss not called partial should be coded to complete', 'Blindness, one eye']
    const inside = `<diag><name>H54</name><desc>Sight</desc><inclusionTerm>${terms.map((t) => `<note>${t}</note>`).join('')}</inclusionTerm></diag>`
    const records = await all(parseTabular(xml(wrap(inside)), FILE))
    const texts = (type: string): string[] =>
      (records as { type: string; text: string }[]).filter((each) => each.type === type).map((each) => each.text)
    assert.deepEqual(texts('designation'), [terms[0], terms[2]])
    assert.deepEqual(texts('note'), [terms[1]])
  })

  it('turns the table of visual impairment into one note a row', async () => {
    const table = `<diag><name>H54</name><desc>Blindness</desc><visualImpairment>
      <visCategory><heading>Category</heading><visRange><heading>Acuity</heading>
        <visMax><heading>less than:</heading></visMax><visMin><heading>at least:</heading></visMin></visRange></visCategory>
      <visCategory><value>1</value><visRange><visMax><value>6/18</value></visMax><visMin><value>6/60</value></visMin></visRange>
        <visRange><visMax><value>20/70</value></visMax></visRange></visCategory></visualImpairment></diag>`
    const records = await all(parseTabular(xml(wrap(table)), FILE))
    const notes = records.filter((record) => record.type === 'note')
    assert.deepEqual(notes, [
      {
        type: 'note',
        code: 'H54',
        kind: 'note',
        text: 'Category 1: less than: 6/18, at least: 6/60; less than: 20/70',
      },
    ])
  })

  it('reports elements that are missing something and keeps what is under them', async () => {
    const text = wrap(`
<diag><name>H5?</name><desc>No code</desc><includes><note>lost</note></includes>
  <diag><name>H54.1</name><desc>Kept</desc></diag></diag>
<diag><name>H54.2</name></diag>
<diag><name>H54.1</name><desc>Twice</desc></diag>
<diag><name>H54.3</name><desc>New <old>struck</old>text</desc><surprise><note>x</note></surprise>
  <sevenChrDef><extension char="AB">two</extension></sevenChrDef></diag>`)
    const records = await all(parseTabular(xml(text), FILE))
    assert.deepEqual(issuesOf(records), [
      ['unparsable-code', 2],
      ['missing-title', 4],
      ['duplicate-code', 5],
      ['unknown-element', 6],
      ['bad-extension', 7],
    ])
    const nodes = records.filter((record) => record.type === 'node')
    assert.deepEqual(
      nodes.map(({ code, title, parent }) => [code, title, parent]),
      [
        ['chapter-7', 'Eye', undefined],
        ['H54-H54', 'Visual (H54)', 'chapter-7'],
        ['H541', 'Kept', 'H54-H54'],
        ['H543', 'New text', 'H54-H54'],
      ],
    )
    assert.ok(!records.some((record) => record.type === 'note'))
  })
})

describe('the code list', () => {
  it('tells a section of one category from the category', async () => {
    const entries = await all(parseCodeList(lines('2\nC00-C96\nC7A\nC7A\nC7A0\nI10\nnonsense\nI10'), FILE))
    const listed = entries.flatMap((entry) => (entry.type === 'listed' ? [`${entry.kind} ${entry.code}`] : []))
    assert.deepEqual(listed, [
      'chapter chapter-2',
      'section C00-C96',
      'section C7A-C7A',
      'code C7A',
      'code C7A0',
      'code I10',
    ])
    assert.deepEqual(issuesOf(entries), [
      ['unparsable-code', 7],
      ['duplicate-code', 8],
    ])
  })
})

describe('the indexes', () => {
  const index = (inside: string): string => `<ICD10CM.index><letter><title>A</title>${inside}</letter></ICD10CM.index>`

  it('keeps words after a modifier in the title', async () => {
    const text = index(
      '<mainTerm><title>Abandonment<nemod>(causing exposure)</nemod> NEC</title><code>X58</code></mainTerm>' +
        '<mainTerm><title>auricle<nemod>(ear)</nemod>, congenital</title><code>Q17.-</code></mainTerm>',
    )
    const entries = await all(parseIndex(xml(text), { ...FILE, index: 'externalCause' }))
    assert.deepEqual(entries[0], {
      type: 'indexEntry',
      index: 'externalCause',
      id: 0,
      title: 'Abandonment NEC',
      nonessential: '(causing exposure)',
      targets: [{ code: 'X58', partial: false }],
      references: [],
    })
    assert.equal(entries[1]?.type === 'indexEntry' && entries[1].title, 'auricle, congenital')
  })

  it('reads partial codes, subcategories, manifestations and references', async () => {
    const text = index(`<mainTerm><title>a</title><code>C50.-</code></mainTerm>
      <mainTerm><title>b</title><code>S06.0X-</code><manif>H42</manif></mainTerm>
      <mainTerm><title>c</title><subcat>H93.3</subcat></mainTerm>
      <mainTerm><title>d</title><see>Pain</see><seeAlso>Ache</seeAlso><seecat>M01</seecat></mainTerm>`)
    const entries = await all(parseIndex(xml(text), { ...FILE, index: 'alphabetic' }))
    const found = entries.map((entry) => (entry.type === 'indexEntry' ? [entry.targets, entry.references] : entry))
    assert.deepEqual(found, [
      [[{ code: 'C50', partial: true }], []],
      [[{ code: 'S060X', partial: true, manifestation: 'H42' }], []],
      [[{ code: 'H933', partial: true }], []],
      [
        [],
        [
          { kind: 'see', text: 'Pain' },
          { kind: 'seeAlso', text: 'Ache' },
          { kind: 'seeCategory', text: 'M01', code: 'M01' },
        ],
      ],
    ])
  })

  it('reports fields that hold no code and keeps the entry', async () => {
    const text = index('<mainTerm><title>a</title><code>see below</code>\n<odd/><manif>M01</manif></mainTerm>')
    const entries = await all(parseIndex(xml(text), { ...FILE, index: 'alphabetic' }))
    assert.deepEqual(
      issuesOf(entries).map(([code]) => code),
      ['unknown-element', 'unparsable-code', 'unparsable-code'],
    )
    assert.equal(entries.filter((entry) => entry.type === 'indexEntry').length, 1)
  })

  it('names the column of each cell of a table and leaves dashes out', async () => {
    const heading =
      '<indexHeading><head col="1">Substance</head><head col="2">Poisoning Accidental</head></indexHeading>'
    const text = `<ICD10CM.index>${heading}<letter><mainTerm><title>Tar</title><cell col="2">T65.891</cell><cell col="3">--</cell>
      <cell col="9">T65.892</cell><manif>words</manif></mainTerm></letter></ICD10CM.index>`
    const entries = await all(parseTable(xml(text), { ...FILE, index: 'drug' }))
    const entry = entries.find((record) => record.type === 'indexEntry')
    assert.deepEqual(entry?.targets, [
      { code: 'T65891', partial: false, column: 'Poisoning Accidental' },
      { code: 'T65892', partial: false },
    ])
    assert.deepEqual(
      issuesOf(entries).map(([code]) => code),
      ['unknown-column', 'unparsable-code'],
    )
  })
})

describe('the lists of codes', () => {
  it('marks POA-exempt codes and reports rows that hold none', async () => {
    const text = 'Order26\tPOAexemptCode\tDescription\r\n1\tZ23\tx\r\n2\tZ23\tx\r\n3\t\tx\r\njunk\r\n'
    const records = await all(parsePoaExempt(lines(text), FILE))
    assert.deepEqual(records[0], { type: 'property', code: 'Z23', name: 'poaExempt', value: 'true' })
    assert.deepEqual(issuesOf(records), [
      ['duplicate-code', 3],
      ['unparsable-code', 4],
      ['short-row', 5],
    ])
  })

  async function converted(rows: readonly (readonly string[])[], known: readonly string[] = []) {
    const numbered = rows.map((cells, at) => ({ line: at + 1, cells }))
    const source = (async function* () {
      yield* numbered
    })()
    return all(parseConversion(source, { ...FILE, isCode: (code) => known.includes(code) }))
  }

  it('reads previous codes however they are joined', async () => {
    const heading = ['Current code assignment', 'Effective (year)', 'Previous Code(s) Assignment']
    const targets = async (previous: string): Promise<string[]> => {
      const records = await converted([['prose'], heading, ['E11.A', '2025', previous]], ['H4421', 'H4422', 'T37'])
      return records.map((record) => (record.type === 'relation' ? record.target : record.code))
    }
    assert.deepEqual(await targets('E11.9'), ['E119'])
    assert.deepEqual(await targets('H02.201, H02.202; H02.204 and H02.205 & H02.206'), [
      'H02201',
      'H02202',
      'H02204',
      'H02205',
      'H02206',
    ])
    assert.deepEqual(await targets('H44.20-H44.23 and H35.30'), ['H4420', 'H4421', 'H4422', 'H4423', 'H3530'])
    assert.deepEqual(await targets('K59.09 AND Code from categories T36-T50'), ['K5909', 'T36', 'T37', 'T50'])
    assert.deepEqual(await targets('K31.89 and a code from R11-'), ['K3189', 'R11'])
    assert.deepEqual(await targets('I63.- and P91.88'), ['I63', 'P9188'])
    assert.deepEqual(await targets('None'), [])
  })

  it('takes a year as its first of October and a date as it stands', async () => {
    const records = await converted([
      ['Current code assignment'],
      ['C50.A0', '2025', 'C50.919'],
      ['W453XXA', '2020-04-01', 'U07.1'],
    ])
    assert.deepEqual(
      records.map((record) => record.type === 'relation' && [record.code, record.since]),
      [
        ['C50A0', '2025-10-01'],
        ['W453XXA', '2020-04-01'],
      ],
    )
  })

  it('reports rows of the conversion table that cannot be read', async () => {
    const rows = [
      ['Current code assignment'],
      ['what', '2025', 'E11.9'],
      ['E11.A', 'soon', 'E11.9'],
      ['E11.A', '2025', 'many'],
    ]
    assert.deepEqual(issuesOf(await converted(rows)), [
      ['unparsable-code', 2],
      ['bad-date', 3],
      ['unparsable-code', 4],
    ])
    assert.deepEqual(issuesOf(await converted([['prose']])), [['missing-heading', undefined]])
  })
})
