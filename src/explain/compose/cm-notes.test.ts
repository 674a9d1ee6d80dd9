/** Instructions of the header for poisoning, adverse effects and underdosing stand only at the codes they are meant for. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { noteBlocks } from './cm-notes.ts'
import type { CodeFacts } from './facts.ts'
import { sentencesOf } from './write.ts'

const at = {
  id: 1,
  code: 'Q36-Q50',
  level: 'section',
  title: 'Poisoning by, adverse effects of and underdosing of drugs',
}
const note = (kind: string, text: string, i: number) => ({
  kind,
  text,
  at,
  fact: { id: `note${i}`, kind: 'note', value: text },
})
const NOTES = [
  note('codeFirst', ', for adverse effects, the nature of the adverse effect, such as:', 1),
  note('codeFirst', 'a rash (L99)', 2),
  note('useAdditionalCode', 'code(s) to specify:', 3),
  note('useAdditionalCode', 'manifestations of poisoning', 4),
  note('useAdditionalCode', 'underdosing of medication regimen (Z99)', 5),
  note('excludes2', 'poisoning affecting newborn (P99)', 6),
]

const said = (title: string): string => {
  const code = {
    concept: { id: 2, code: 'Q360X1A', level: 'code', title },
    notes: NOTES,
    facts: new Map(),
    system: { grammar: { display: (each: string) => each } },
  } as unknown as CodeFacts
  return sentencesOf(noteBlocks(code, ['codeFirst', 'useAdditionalCode', 'excludes2']))
    .map(({ text }) => text)
    .join('\n')
}

it('a poisoning is not told to code the nature of an adverse effect first, nor underdosing', () => {
  const text = said('Poisoning by penicillins, accidental, initial encounter')
  assert.doesNotMatch(text, /nature of the adverse effect|rash|[Uu]nderdosing/)
  assert.match(text, /Manifestations of poisoning/)
  assert.match(text, /Poisoning affecting newborn/)
})

it('an adverse effect is told of its nature and of nothing else', () => {
  const text = said('Adverse effect of penicillins, initial encounter')
  assert.match(text, /nature of the adverse effect/)
  assert.match(text, /rash/)
  assert.doesNotMatch(text, /Manifestations|[Uu]nderdosing|to specify/)
})

it('an underdosing is told of underdosing', () => {
  const text = said('Underdosing of penicillins, initial encounter')
  assert.match(text, /[Uu]nderdosing of medication regimen/)
  assert.doesNotMatch(text, /Manifestations|adverse effect/)
})
