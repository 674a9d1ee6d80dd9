import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { termsOf } from '../search/analysis/analyze.ts'
import { DICTIONARIES, type DictionaryEntry, dictionaryRewrites, readDictionaries } from './dictionaries.ts'

const LEAST_LINES: Readonly<Record<string, number>> = {
  abbreviation: 650,
  lay: 1250,
  brand: 420,
  procedure: 320,
  device: 160,
  'body-part': 220,
  variant: 150,
  clinical: 250,
}
/** Kinds that name one word by another; all others are phrases. */
const WORD_KINDS = new Set(['body-part', 'variant'])
const LONGEST_PHRASE = 6

const entries = readDictionaries()
const isWordPair = (entry: DictionaryEntry): boolean => WORD_KINDS.has(entry.kind)
const at = (entry: DictionaryEntry): string => `${entry.file}:${entry.line} ${entry.from} → ${entry.to}`
const bag = (text: string): string => termsOf(text).toSorted().join(' ')

/** Every entry of `among` that `wrong` names, in the order of the files. */
function offenders(among: readonly DictionaryEntry[], wrong: (entry: DictionaryEntry) => boolean): string[] {
  return among.filter(wrong).map(at)
}

describe('the dictionaries', () => {
  it('have one file for every kind, with a heading that says what it holds', () => {
    const files = readdirSync(DICTIONARIES).filter((name) => name.endsWith('.tsv'))
    assert.deepEqual(
      files.toSorted(),
      Object.keys(LEAST_LINES)
        .map((kind) => `${kind}.tsv`)
        .toSorted(),
    )
    for (const file of files) assert.match(readFileSync(join(DICTIONARIES, file), 'utf8'), /^# \S.*\n# \S/, file)
  })

  it('hold as many facts as they promise', () => {
    for (const [kind, least] of Object.entries(LEAST_LINES)) {
      const count = entries.filter((entry) => entry.kind === kind).length
      assert.ok(count >= least, `${kind}: ${count}`)
    }
  })

  it('have four columns on every line, the last a reason', () => {
    for (const file of readdirSync(DICTIONARIES)) {
      const lines = readFileSync(join(DICTIONARIES, file), 'utf8').split('\n')
      lines.forEach((line, i) => {
        if (line === '' || line.startsWith('#')) return
        const cells = line.split('\t')
        assert.equal(cells.length, 4, `${file}:${i + 1}`)
        assert.ok(cells[3]!.trim().length >= 5, `${file}:${i + 1} has no reason`)
      })
    }
  })

  it('give weights above 0 and up to 1', () => {
    assert.deepEqual(
      offenders(entries, ({ weight }) => !(weight > 0 && weight <= 1)),
      [],
    )
  })

  it('keep some term on both sides, and no phrase longer than the engine reads', () => {
    const wrong = ({ from, to }: DictionaryEntry): boolean => {
      const typed = termsOf(from).length
      return typed === 0 || typed > LONGEST_PHRASE || termsOf(to).length === 0
    }
    assert.deepEqual(offenders(entries, wrong), [])
  })

  it('have single words on both sides of word pairs', () => {
    const wrong = ({ from, to }: DictionaryEntry): boolean => termsOf(from).length !== 1 || termsOf(to).length !== 1
    assert.deepEqual(offenders(entries.filter(isWordPair), wrong), [])
  })

  it('never say that a thing means itself', () => {
    assert.deepEqual(
      offenders(entries, ({ from, to }) => bag(from) === bag(to)),
      [],
    )
  })

  it('say nothing twice, whatever the plural, case, spelling or order of words', () => {
    const seen = new Set<string>()
    const repeated = (entry: DictionaryEntry): boolean => {
      const sides = [bag(entry.from), bag(entry.to)]
      const key = isWordPair(entry) ? `pair ${sides.toSorted().join('|')}` : sides.join('|')
      if (seen.has(key)) return true
      seen.add(key)
      return false
    }
    assert.deepEqual(offenders(entries, repeated), [])
  })

  it('have no two phrases that mean each other', () => {
    const phrases = entries.filter((entry) => !isWordPair(entry))
    const known = new Set(phrases.map(({ from, to }) => `${bag(from)}|${bag(to)}`))
    assert.deepEqual(
      offenders(phrases, ({ from, to }) => known.has(`${bag(to)}|${bag(from)}`)),
      [],
    )
  })

  it('reach the index with their weights, the usual one where none is given', () => {
    const rewrites = dictionaryRewrites()
    assert.equal(rewrites.length, entries.length)
    assert.ok(
      rewrites.some(
        ({ from, to, kind, weight }) =>
          from === 'appendectomy' && to === 'resection appendix' && kind === 'procedure' && weight === 0.9,
      ),
    )
  })
})
