import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { fullData, missing } from '../../../test/full-data.ts'
import { decodeHead, readHead } from '../../sources/head.ts'
import { walkSources } from '../../sources/walk.ts'
import type { ConceptRecord, SourceRecord } from '../records.ts'
import type { RecognizedFile } from '../system.ts'
import { describeProperty } from './code-values.ts'
import { ownerOf } from './grammar.ts'
import { hcpcs } from './index.ts'

const JANUARY_2020 = 'hcpcs/2020-Alpha-Numeric-HCPCS-File.zip'
const JANUARY_2019 = 'hcpcs/2019-Alpha-Numeric-HCPCS-File.zip'
const NOC_2019 = 'hcpcs/2019-HCPCS-NOC-Codes.zip'
const JULY_2020 = 'hcpcs/HCPC2020_JUL_ANWEB.xlsx'
const OCTOBER_2020 = 'hcpcs/HCPC2020_OCT_ANWEB.xlsx'
const JULY_2024 = 'hcpcs/hcpcs_level2_2024-07.csv.gz'

interface Loaded {
  readonly label: string
  readonly concepts: ReadonlyMap<string, ConceptRecord>
  readonly records: readonly SourceRecord[]
  /** `severity code` of each Issue. */
  readonly issues: readonly string[]
}

/** What the files at these places say, or undefined (and the test skipped) when one is missing. */
async function loaded(
  t: TestContext,
  places: readonly string[],
  roles?: readonly string[],
): Promise<Loaded | undefined> {
  const files: RecognizedFile[] = []
  for (const place of places) {
    const path = fullData(place)
    if (path === undefined) {
      t.skip(missing(place))
      return undefined
    }
    for await (const file of walkSources(path, (issue) => assert.fail(issue.text))) {
      const found = hcpcs.recognize(file, decodeHead(await readHead(file, 4096)))
      if (found && (roles?.includes(found.role) ?? true)) files.push({ ...found, file })
    }
  }
  const release = files[0]?.release
  assert.ok(release)
  const records: SourceRecord[] = []
  for await (const record of hcpcs.load({ release, files })) records.push(record)
  const concepts = records.filter((r) => r.type === 'concept')
  return {
    label: release.label,
    concepts: new Map(concepts.map((c) => [c.code, c])),
    records,
    issues: records.flatMap((r) => (r.type === 'issue' ? [`${r.severity} ${r.code}`] : [])),
  }
}

function levels({ concepts }: Loaded): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { level } of concepts.values()) counts[level] = (counts[level] ?? 0) + 1
  return counts
}

describe('the HCPCS releases', () => {
  it('January 2020 has 6,710 codes and 369 modifiers', async (t) => {
    const january = await loaded(t, [JANUARY_2020])
    if (!january) return
    assert.equal(january.label, '2020-01')
    assert.deepEqual(levels(january), { modifier: 369, code: 6710 })
    // P7001 refers to the word CPT.
    assert.deepEqual(january.issues, ['warning bad-cross-reference'])
    assert.equal(january.records.filter((r) => r.type === 'note').length, 766)
    assert.equal(january.concepts.get('J9271')?.title, 'Injection, pembrolizumab, 1 mg')
    assert.equal([...january.concepts.values()].filter((c) => c.terminatedOn !== undefined).length, 615)
  })

  it('January 2019 has 6,440 codes and 360 modifiers, of them 141 not otherwise classified', async (t) => {
    const january = await loaded(t, [JANUARY_2019, NOC_2019])
    if (!january) return
    assert.deepEqual(levels(january), { modifier: 360, code: 6440 })
    const noc = january.records.filter((r) => r.type === 'property' && r.name === 'notOtherwiseClassified')
    assert.equal(noc.length, 141)
    assert.deepEqual(january.issues, [
      'notice file-superseded',
      'notice file-superseded',
      'warning bad-cross-reference',
    ])
  })

  it('January 2019 lists the same 141 codes in print and workbook', async (t) => {
    const codes = async (role: string): Promise<string[] | undefined> => {
      const noc = await loaded(t, [JANUARY_2019, NOC_2019], ['anweb', role])
      return noc?.records.flatMap((r) => (r.type === 'property' && r.name === 'notOtherwiseClassified' ? [r.code] : []))
    }
    const print = await codes('noc')
    if (!print) return
    assert.equal(print.length, 141)
    assert.deepEqual(await codes('nocSheet'), print)
  })

  it('January 2019 says the same in text and workbook but for action dates the workbook lacks', async (t) => {
    const text = await loaded(t, [JANUARY_2019], ['anweb'])
    const sheet = await loaded(t, [JANUARY_2019], ['anwebSheet'])
    if (!text || !sheet) return
    const said = ({ records }: Loaded) => records.filter((r) => r.type !== 'issue').map((r) => JSON.stringify(r))
    const inSheet = new Set(said(sheet))
    const different = said(text).filter((record) => !inSheet.has(record))
    assert.equal(different.length, 115)
    assert.ok(different.every((record) => /"name":"(?:actionDate|typeOfService)"/.test(record)))
    assert.deepEqual([...sheet.concepts.values()], [...text.concepts.values()])
  })

  it('July 2020 accounts for its 7,161 rows: two blank, one further row, 7,158 codes and modifiers', async (t) => {
    const july = await loaded(t, [JULY_2020])
    if (!july) return
    assert.equal(july.label, '2020-07')
    assert.deepEqual(levels(july), { modifier: 369, code: 6789 })
    assert.equal(july.concepts.size, 7161 - 2 - 1)
    assert.deepEqual(july.issues, ['warning bad-cross-reference'])
  })

  it('October 2020 accounts for its 7,197 rows: one further row, 7,196 codes and modifiers', async (t) => {
    const october = await loaded(t, [OCTOBER_2020])
    if (!october) return
    assert.equal(october.label, '2020-10')
    assert.deepEqual(levels(october), { modifier: 371, code: 6825 })
    assert.equal(october.concepts.size, 7197 - 1)
    assert.deepEqual(october.issues, ['warning bad-cross-reference'])
  })

  it('joins descriptions as CMS’s workbook has them in one cell', async (t) => {
    const january = await loaded(t, [JANUARY_2020])
    const july = await loaded(t, [JULY_2020])
    if (!january || !july) return
    const different = [...january.concepts.values()].filter((c) => {
      const later = july.concepts.get(c.code)
      return later !== undefined && later.title !== c.title
    })
    // All of these were reworded, or had a dash that the January file lost; none is a word glued or broken.
    assert.equal(different.length, 17)
    const letters = (text: string | undefined) => (text ?? '').replace(/[^a-z0-9]/gi, '')
    const joinedWrongly = different.filter(
      (c) => letters(c.title) === letters(july.concepts.get(c.code)?.title) && !/\?| - | {2}/.test(c.title),
    )
    assert.deepEqual(joinedWrongly, [])
  })

  it('July 2024 has 8,033 codes, of which 1,058 are terminated or will be', async (t) => {
    const july = await loaded(t, [JULY_2024])
    if (!july) return
    assert.equal(july.label, '2024-07')
    assert.deepEqual(levels(july), { code: 8033 })
    const terminated = [...july.concepts.values()].filter((c) => c.terminatedOn !== undefined)
    assert.equal(terminated.length, 1058)
    // All end before July: the last day of use, not the first without.
    assert.ok(terminated.every((c) => !c.billable && (c.terminatedOn ?? '') <= '2024-06-30'))
    assert.deepEqual(july.issues, ['warning bad-cross-reference'])
  })

  it('hold nothing that belongs to someone else, and no value without a meaning', async (t) => {
    for (const place of [JANUARY_2020, JANUARY_2019, JULY_2020, OCTOBER_2020, JULY_2024]) {
      const release = await loaded(t, [place])
      if (!release) return
      assert.ok([...release.concepts.keys()].every((code) => /^(code|modifier)$/.test(ownerOf(code) ?? '')))
      const explained = new Set([
        'coverage',
        'pricingIndicator',
        'multiplePricingIndicator',
        'betos',
        'typeOfService',
        'labCertification',
      ])
      const strange = new Set<string>()
      for (const r of release.records) {
        if (r.type !== 'property' || !explained.has(r.name)) continue
        if (describeProperty(r.name, r.value) === undefined) strange.add(`${r.name} ${r.value}`)
      }
      assert.deepEqual([...strange], [], release.label)
    }
  })
})
