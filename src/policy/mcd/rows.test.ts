/** Rows whose cells are quoted in every way that exports have been seen with. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { SourceFile } from '../../sources/source-file.ts'
import { lenientRows } from './rows.ts'

async function rows(text: string): Promise<(string[] | 'open')[]> {
  const file = {
    path: 'a.csv',
    name: 'a.csv',
    open: async function* () {
      yield Buffer.from(text)
    },
  } as unknown as SourceFile
  const all: (string[] | 'open')[] = []
  for await (const { cells, open } of lenientRows(file, 'utf-8')) all.push(open ? 'open' : [...cells])
  return all
}

describe('lenient rows', () => {
  const HEAD = 'id,v,words,last\n'
  const cases: readonly (readonly [what: string, row: string, cells: string[]])[] = [
    ['doubled quotes', '1,2,"a ""b"" c",d', ['1', '2', 'a "b" c', 'd']],
    ['doubled quotes at the end of a cell', '1,2,"he said ""yes""",d', ['1', '2', 'he said "yes"', 'd']],
    ['quotes nobody doubled', '1,2,"said "yes", then",d', ['1', '2', 'said "yes", then', 'd']],
    ['quotes after a backslash', '1,2,"a \\"b\\" c",d', ['1', '2', 'a "b" c', 'd']],
    ['a backslash quote at the end of a cell', '1,2,"ends \\"b\\"",d', ['1', '2', 'ends "b"', 'd']],
    ['empty cells in quotes', '1,2,"",""', ['1', '2', '', '']],
    ['a cell of two lines', '1,2,"two\nlines",d', ['1', '2', 'two\nlines', 'd']],
    [
      'a quote at the end of a line within a cell',
      '1,2,"said "yes"\nand more",d',
      ['1', '2', 'said "yes"\nand more', 'd'],
    ],
    ['an inch mark in a bare cell', '1,2,5" tube,d', ['1', '2', '5" tube', 'd']],
  ]
  for (const [what, row, cells] of cases)
    it(`reads ${what}`, async () =>
      assert.deepEqual((await rows(`${HEAD}${row}\n3,4,x,y\n`)).slice(1), [cells, ['3', '4', 'x', 'y']]))

  it('loses only the row whose cell is never closed', async () => {
    assert.deepEqual(await rows(`${HEAD}1,2,"never closed,d\n3,4,x,y\r\n\n5,6,"never again`), [
      ['id', 'v', 'words', 'last'],
      'open',
      ['3', '4', 'x', 'y'],
      'open',
    ])
  })
})
