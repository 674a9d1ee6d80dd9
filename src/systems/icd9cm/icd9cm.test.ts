import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { all, memoryFile } from '../../../test/tools/memory-file.ts'
import { readLines } from '../../sources/lines.ts'
import { describeCodeSystem } from '../system.suite.ts'
import { icd9cm, icd9proc } from './index.ts'
import { parseTabular } from './parse-tabular.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

describeCodeSystem(icd9cm, join(FIXTURES, 'icd9cm'))
describeCodeSystem(icd9proc, join(FIXTURES, 'icd9proc'))

describe('ICD-9-CM', () => {
  it('writes diagnoses and procedures with their point', () => {
    assert.equal(icd9cm.grammar.display('25000'), '250.00')
    assert.equal(icd9cm.grammar.display('V5811'), 'V58.11')
    assert.equal(icd9cm.grammar.display('E8800'), 'E880.0')
    assert.equal(icd9proc.grammar.display('8151'), '81.51')
    assert.equal(icd9cm.grammar.normalize('250.00'), '25000')
  })

  it('reads chapters, sections, categories and notes of the tabular text', async () => {
    const text = [
      '1. INVENTED DISEASES (001-139)',
      'FIRST INVENTED SECTION (001-009)',
      '001 Cholera',
      'Includes: an inclusion of this test',
      'Excludes: an exclusion of this test (002)',
      '[0-2]',
      '001.0 Due to Vibrio cholerae',
      'another name of this test',
    ].join('\n\n')
    const found = await all(parseTabular(readLines(memoryFile('dtab12.txt', text)), { procedures: false }))
    assert.deepEqual(
      found.map((each) => `${each.code} ${'level' in each ? each.level : each.kind}`),
      [
        'chapter-1 chapter',
        '001-009 section',
        '001 category',
        '001 includes',
        '001 excludes2',
        '0010 category',
        '0010 inclusionTerm',
      ],
    )
  })
})
