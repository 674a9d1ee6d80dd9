import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isoDate } from '../../core/date.ts'
import { recognize } from './recognize.ts'
import { releaseInForce } from './releases.ts'

const REGISTER = 'hcpcs_code,long_description,short_description,price\n'

function recognized(path: string, head = ''): string | undefined {
  const name = path.split(/[!/]/).at(-1) ?? ''
  const file = { name, path, size: undefined, open: async function* () {} }
  const found = recognize(file, head)
  return found && `${found.role} ${found.release.label} ${found.release.validFrom}`
}

describe('HCPCS releases', () => {
  it('begin with each quarter', () => {
    assert.equal(releaseInForce(isoDate('2026-11-23')).label, '2026-10')
    assert.equal(releaseInForce(isoDate('2026-09-30')).label, '2026-07')
    assert.equal(releaseInForce(isoDate('2027-01-01')).label, '2027-01')
    assert.equal(releaseInForce(isoDate('2026-06-30')).validFrom, '2026-04-01')
  })
})

describe('recognising HCPCS files', () => {
  it('takes the quarter from the name', () => {
    assert.equal(recognized('HCPC2026_OCT_ANWEB.txt'), 'anweb 2026-10 2026-10-01')
    assert.equal(recognized('HCPC2020_JUL_ANWEB.xlsx'), 'anwebSheet 2020-07 2020-07-01')
    assert.equal(recognized('hcpcs_level2_2024-07.csv', REGISTER), 'register 2024-07 2024-07-01')
    assert.equal(recognized('NOC codes_APR 2025.xlsx'), 'nocSheet 2025-04 2025-04-01')
    assert.equal(recognized('proc_notes_JAN2025.txt'), 'processingNotes 2025-01 2025-01-01')
  })

  it('takes a name without a month for January', () => {
    assert.equal(
      recognized('2020-Alpha-Numeric-HCPCS-File.zip!HCPC2020_ANWEB_w_disclaimer.txt'),
      'anweb 2020-01 2020-01-01',
    )
    assert.equal(recognized('HCPC2019_CONTR_ANWEB.txt'), 'anweb 2019-01 2019-01-01')
    assert.equal(recognized('2019-HCPCS-NOC-Codes.zip!NOC_Codes_2019.prn'), 'noc 2019-01 2019-01-01')
  })

  it('takes the month from the archive when the name has none', () => {
    const path = 'october-2026-alpha-numeric-hcpcs-file.zip!proc_notes_2026.txt'
    assert.equal(recognized(path), 'processingNotes 2026-10 2026-10-01')
    assert.equal(
      recognized('october-2025-alpha-numeric-hcpcs-file.zip!proc_notes_2026.txt'),
      'processingNotes 2026-01 2026-01-01',
    )
  })

  it('leaves other files alone', () => {
    for (const name of [
      'HCPC2020_TRANS_ALPHA_w_disclaimer.xlsx',
      'HCPC2026_OCT_ANWEB_Transaction Report.xlsx',
      'HCPC2020_ANWEB_w_disclaimer.xls',
      'HCPC2020_README.txt',
      'HCPCS2019_recordlayout.txt',
      'Changes_by_HCPC.prn',
      'hcpcs.csv',
      'HCPC_ANWEB.txt',
    ]) {
      assert.equal(recognized(name), undefined, name)
    }
    assert.equal(recognized('hcpcs_level2_2024-07.csv', 'Code,Description1\n'), undefined)
  })
})
