/** The weights that ship are those that the labelled documents and seeds give, byte for byte. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { WEIGHTS_FILE } from '../src/policy/stance/shipped.ts'
import { learn } from '../tools/stance/learn.ts'
import { readAll } from './extraction/loso/documents.ts'

it('the weights are reproduced by training', async () => {
  const { bytes } = learn(await readAll())
  assert.equal(Buffer.compare(readFileSync(WEIGHTS_FILE), bytes), 0)
})
