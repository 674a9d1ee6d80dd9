import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { memoryFile } from '../../../test/tools/memory-file.ts'
import { isoDate } from '../../core/date.ts'
import { releaseInForce } from './calendar.ts'
import { recognize } from './recognize.ts'

const TABULAR = '<?xml version="1.0"?>\n<ICD10CM.tabular>\n  <version>2027</version>'
const index = (inside: string, version = '<version>2027</version>'): string => `<ICD10CM.index>${version}${inside}`
const ORDER = `00001 A00     0 ${'Cholera'.padEnd(60)} Cholera\r\n00002 A000    1 ${'Cholera'.padEnd(60)} Cholera\r\n`
const PCS = `00001 B00     0 ${'Imaging'.padEnd(60)} Imaging\r\n00002 B00B0ZZ 1 ${'Plain'.padEnd(60)} Plain\r\n`

function seen(path: string, head: string): string | undefined {
  const found = recognize(memoryFile(path, ''), head)
  return found && `${found.release.label} ${found.role}`
}

describe('recognising files of ICD-10-CM', () => {
  it('knows official names', () => {
    const names: [string, string, string][] = [
      ['icd10cm_order_2026.txt', ORDER, 'FY2026 order'],
      ['icd10cm-order-2027.txt', ORDER, 'FY2027 order'],
      ['icd10cm_order_2026_v2.txt', ORDER, 'FY2026 order'],
      ['icd10cm-order-April-2025.txt', ORDER, 'FY2025-04 order'],
      ['icd10cm-order-oct2025.txt', ORDER, 'FY2026 order'],
      ['icd10cm-order-October-1-2025.txt', ORDER, 'FY2026 order'],
      ['icd10cm_tabular_2017.xml', TABULAR, 'FY2017 tabular'],
      ['icd10c-tabular-April-1-2026.xml', TABULAR, 'FY2026-04 tabular'],
      ['icd10cm-tabular-April-2025.xml', TABULAR, 'FY2025-04 tabular'],
      ['icd-10-cm-index-2025.xml', index(''), 'FY2025 index'],
      ['icd10cm_index_2017.xml', index('<title>ICD-10-CM External Cause of Injuries Index'), 'FY2017 index'],
      ['icd10cm-eindex-2027.xml', index(''), 'FY2027 eindex'],
      ['icd-10-cm-drug-2025.xml', index(''), 'FY2025 drug'],
      ['icd10cm_neoplasm_2017.xml', index(''), 'FY2017 neoplasm'],
      ['POAexemptCodesFY26.txt', '', 'FY2026 poaExempt'],
      ['code-list-April-2026.txt', '', 'FY2026-04 codeList'],
      ['ICD-10-CM-CONVERSION-TABLE-FY2026.xlsx', 'PK', 'FY2026 conversion'],
      ['ICD-10-CM-Conversion-Table-FY20-Effective-10-1-2019-corrected.csv', '', 'FY2020 conversion'],
    ]
    for (const [name, head, expected] of names) assert.equal(seen(name, head), expected, name)
  })

  it('knows contents where names do not tell', () => {
    assert.equal(seen('tab.xml', TABULAR), 'FY2027 tabular')
    assert.equal(seen('a.xml', index('<title>External Cause</title><mainTerm><title>Aarskog')), 'FY2027 index')
    assert.equal(seen('a.xml', index('<mainTerm><title>Abandonment<nemod>')), 'FY2027 eindex')
    assert.equal(seen('a.xml', index('<head col="1">Substance</head>')), 'FY2027 drug')
    assert.equal(seen('a.xml', index('<head col="1">Neoplasm</head>')), 'FY2027 neoplasm')
    assert.equal(seen('FY2025/Code Descriptions.zip!codes in order.txt', ORDER), 'FY2025 order')
    assert.equal(seen('2026 list.zip!list.txt', '1\nA00-A09\nA00\nA000\n'), 'FY2026 codeList')
    assert.equal(seen('2026.zip!poa.txt', 'Order26\tPOAexemptCode\tDescription\r\n'), 'FY2026 poaExempt')
  })

  it('takes an update for a release of its own, by the month in a name that has its year', () => {
    const april = 'april-1-2026-code-descriptions-tabular-order.zip'
    const found = recognize(memoryFile(`${april}!Code Descriptions/icd10cm_order_2026.txt`, ''), ORDER)
    assert.deepEqual(found?.release, { system: 'icd10cm', label: 'FY2026-04', validFrom: '2026-04-01' })
    assert.equal(seen('2021-january-1-order.zip!icd10cm_order_2021.txt', ORDER), 'FY2021-01 order')
    assert.equal(seen('april-1-2026.zip!icd10cm_order_2025.txt', ORDER), 'FY2025 order')
    assert.equal(seen('icd10cm-order-2026-japan.txt', ORDER), 'FY2026 order')
    assert.equal(seen('icd10cm_order_2026.txt', ORDER), 'FY2026 order')
  })

  it('leaves alone what is no full file of a release', () => {
    for (const [name, head] of [
      ['icd10cm_order_addenda_2026.txt', ''],
      ['icd10cm_codes_2026.txt', 'A000    Cholera due to Vibrio cholerae 01, biovar cholerae\r\n'],
      ['icd10cm_tabular_addenda_2026.xml', TABULAR],
      ['icd-10-cm-tabular-2025_ch2.xml', TABULAR],
      ['POAexemptAddCodesFY26.txt', 'Order26\tPOAexemptCode\tDescription\r\n'],
      ['icd10cm-tabular-2026.xsd', '<xsd:schema>'],
      ['icd10pcs_order_2026.txt', PCS],
      ['icd10pcs_tables_2026.xml', '<ICD10PCS.tabular><version>2026</version>'],
      ['icd10OrderFiles 2026.pdf', '%PDF'],
      ['order.txt', ORDER],
    ] as const) {
      assert.equal(seen(name, head), undefined, name)
    }
  })

  it('puts a fiscal year in force from 1 October to 30 September', () => {
    assert.equal(releaseInForce(isoDate('2025-09-30')).label, 'FY2025')
    assert.deepEqual(releaseInForce(isoDate('2025-10-01')), {
      system: 'icd10cm',
      label: 'FY2026',
      validFrom: '2025-10-01',
    })
    assert.equal(releaseInForce(isoDate('2026-04-01')).label, 'FY2026')
    assert.equal(releaseInForce(isoDate('2026-11-23')).label, 'FY2027')
  })
})
