import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isoDate } from '../../core/date.ts'
import { recognize } from './recognize.ts'
import { releaseInForce } from './releases.ts'

function recognized(path: string, head = ''): string | undefined {
  const name = path.split(/[!/]/).at(-1) ?? ''
  const file = { name, path, size: undefined, open: async function* () {} }
  const found = recognize(file, head)
  return found && `${found.role} ${found.release.label} ${found.release.validFrom}`
}

describe('ICD-10-PCS releases', () => {
  it('begin on 1 October', () => {
    assert.equal(releaseInForce(isoDate('2026-09-30')).label, 'FY2026')
    assert.equal(releaseInForce(isoDate('2026-10-01')).label, 'FY2027')
    assert.equal(releaseInForce(isoDate('2026-10-01')).validFrom, '2026-10-01')
    assert.equal(releaseInForce(isoDate('2027-01-01')).label, 'FY2027')
  })
})

describe('recognising ICD-10-PCS files', () => {
  it('knows the order file by its name', () => {
    assert.equal(recognized('cms_2026_pr.zip!icd10pcs_order_2026.txt'), 'order FY2026 2025-10-01')
    assert.equal(recognized('icd10pcs-order-2027.txt'), 'order FY2027 2026-10-01')
  })

  it('knows an April update by the archive it came in', () => {
    const april = 'order FY2026-04 2026-04-01'
    assert.equal(
      recognized('april-1-2026-icd-10-pcs-order-file-long-abbreviated-titles.zip!icd10pcs_order_2026.txt'),
      april,
    )
    assert.equal(recognized('2026-icd-10-pcs-order-file-april.zip!icd10pcs_order_2026.txt'), april)
    assert.ok('FY2026' < 'FY2026-04' && 'FY2026-04' < 'FY2027')
  })

  it('knows the XML files by root element and version', () => {
    const xml = (root: string): string => `<?xml version="1.0"?>\n<ICD10PCS.${root}>\n  <version>2026</version>`
    assert.equal(recognized('anything.xml', xml('tabular')), 'tables FY2026 2025-10-01')
    assert.equal(recognized('anything.xml', xml('index')), 'index FY2026 2025-10-01')
    assert.equal(recognized('anything.xml', xml('definitions')), 'definitions FY2026 2025-10-01')
  })

  it('knows the titles list by name, content and year', () => {
    const head = '"0016070","Bypass Cerebral Ventricle to Nasopharynx"\n'
    assert.equal(
      recognized('drg-1.0.0-py3-none-any.whl!drg/data/tuva/icd_10_pcs.csv', head),
      'titles FY2024 2023-10-01',
    )
    assert.equal(recognized('drg/data/tuva/icd_10_pcs.csv', head), 'titles FY2024 2023-10-01')
    assert.equal(recognized('starter/icd_10_pcs_2026.csv', head), 'titles FY2026 2025-10-01')
  })

  it('does not guess the year of a titles list', () => {
    const head = '0016070,Bypass\n'
    assert.equal(recognized('icd_10_pcs.csv', head), undefined)
    assert.equal(recognized('drg-2.1.0-py3-none-any.whl!drg/data/tuva/icd_10_pcs.csv', head), undefined)
    assert.equal(recognized('icd_10_pcs_2026.csv', 'code,title\n'), undefined)
  })

  it('leaves other files alone', () => {
    for (const name of ['order_addenda_2026.txt', 'icd10pcsOrderFile.pdf', 'icd10cm_order_2026.txt', 'a.xml']) {
      assert.equal(recognized(name), undefined, name)
    }
  })
})
