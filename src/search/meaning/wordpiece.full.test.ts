/** The tokenizer with the real vocabulary, against what Hugging Face's tokenizer makes of the same texts. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { realModels, vocabularyPath } from '../../edition/embed/testing.ts'
import { WordPiece } from './wordpiece.ts'

interface Reference {
  readonly tokens: readonly { readonly text: string; readonly ids: readonly number[] }[]
}

it('gives the numbers of the reference implementation', async (t) => {
  const models = await realModels('vocabulary', (text) => t.diagnostic(text))
  if (models === undefined) return
  const reference = readFileSync(join(import.meta.dirname, 'fixtures/minilm-reference.json'), 'utf8')
  const { tokens } = JSON.parse(reference) as Reference
  const words = new WordPiece(readFileSync(vocabularyPath(models), 'utf8'))
  assert.ok(tokens.length >= 60)
  for (const { text, ids } of tokens) {
    assert.deepEqual(words.encode(text, 10_000), ids, JSON.stringify(text))
    // Cut: the same beginning, the end mark last.
    const cut = words.encode(text, 8)
    assert.deepEqual(cut, ids.length <= 8 ? ids : [...ids.slice(0, 7), ids.at(-1)!], JSON.stringify(text))
  }
})
