import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { headerOf, readRegister } from './register.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-register-'))
after(() => rmSync(folder, { recursive: true }))

describe('the register of a folder', () => {
  it('reads a YAML file beside each document, or a row of register.csv', () => {
    for (const name of ['a.txt', 'b.html', 'c.md']) writeFileSync(join(folder, name), 'text')
    writeFileSync(
      join(folder, 'a.yaml'),
      'payer: P\nkind: ncd\nnumber: 110.10\ntitle: T\neffective: 2026-01-01\nstates: [mn, wi]\n',
    )
    writeFileSync(join(folder, 'register.csv'), 'file,payer,kind,number,title,states\nb.html,Q,medicaid,7,U,\n')
    const { documents, issues } = readRegister(folder)
    assert.deepEqual(
      documents.map((d) => d.header),
      [
        { payer: 'P', kind: 'ncd', number: '110.10', title: 'T', effective: '2026-01-01', states: ['MN', 'WI'] },
        { payer: 'Q', kind: 'medicaid', number: '7', title: 'U' },
      ],
    )
    assert.deepEqual(
      issues.map((i) => i.file),
      ['c.md'],
    )
  })

  it('says what is wrong', () => {
    assert.match(String(headerOf({ payer: 'P', kind: 'poster', number: 1, title: 'T' })), /kind/)
    assert.match(
      String(headerOf({ payer: 'P', kind: 'lcd', number: 1, title: 'T', effective: '2026-02-30' })),
      /effective/,
    )
  })
})
