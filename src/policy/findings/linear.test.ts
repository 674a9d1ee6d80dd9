/** Twice the codes in one paragraph are twice the work, counted by how often the place of a code is looked at. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { placeOf } from '../../core/ordered.ts'
import type { Mention } from '../mentions/mention.ts'
import { saidIn } from './sentences.ts'

/** Halving a list of twice the length takes one step more each time, so a little over two is linear. */
const MOST = 2.5

interface Made {
  readonly text: string
  readonly mentions: readonly Mention[]
  readonly looks: () => number
}

/** `n` codes, each written by `write`, with the words around them. */
function paragraph(n: number, write: (code: string) => string, [before, between, after]: readonly string[]): Made {
  let text = before!
  let looks = 0
  const mentions = Array.from({ length: n }, (_, i): Mention => {
    const code = `J${1000 + (i % 9000)}`
    if (i > 0) text += between
    const start = text.length + write(code).indexOf(code)
    text += write(code)
    return {
      system: 'hcpcs',
      code,
      get start() {
        looks += 1
        return start
      },
      get end() {
        looks += 1
        return start + code.length
      },
    } as Mention
  })
  text += after
  return { text, mentions, looks: () => looks }
}

const SHAPES: Readonly<Record<string, readonly [write: (code: string) => string, around: readonly string[]]>> = {
  'a list behind its statement, with semicolons': [(code) => code, ['These are covered: ', '; ', '.']],
  'a list before its statement, with semicolons': [(code) => code, ['', '; ', ' are covered.']],
  'a list before a sentence that takes it up': [(code) => code, ['', '; ', ' are covered; it is not covered at home.']],
  'a statement for each code': [(code) => `${code} is covered`, ['', ', ', '.']],
  'two statements in turn, parted by clauses': [(code) => `${code} is not covered`, ['', ', but ', '.']],
  asides: [(code) => `${code} (which is covered)`, ['', ', ', '.']],
}

describe('the work of one sentence', () => {
  for (const [name, [write, around]] of Object.entries(SHAPES))
    it(`grows with its codes: ${name}`, () => {
      const [small, large] = [400, 800].map((n) => {
        const { text, mentions, looks } = paragraph(n, write, around)
        const said = saidIn(text, { start: 0, end: text.length }, mentions)
        assert.ok(said.length >= n, `${said.length} of ${n} codes are spoken of`)
        return looks()
      })
      assert.ok(large! / small! <= MOST, `${small} looks for 400 codes, ${large} for 800`)
    })
})

describe('a place in an ordered list', () => {
  it('is that of the first item that begins there or behind', () => {
    const list = [2, 4, 4, 9].map((start) => ({ start }))
    assert.deepEqual(
      [0, 2, 3, 4, 5, 9, 10].map((from) => placeOf(list, from)),
      [0, 0, 1, 1, 3, 3, 4],
    )
  })
})
