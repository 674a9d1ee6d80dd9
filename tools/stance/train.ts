/**
 * `node tools/stance/train.ts`: trains stance and resolver from the labelled documents of test/extraction and writes
 * src/policy/stance/reading.bin. The same documents, seeds and program give the same bytes. `--check` compares only.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAll } from '../../test/extraction/loso/documents.ts'
import { learn } from './learn.ts'

const FILE = join(import.meta.dirname, '../../src/policy/stance/reading.bin')

const { bytes } = learn(await readAll())
const same = existsSync(FILE) && Buffer.compare(readFileSync(FILE), bytes) === 0
if (process.argv.includes('--check')) {
  console.log(same ? 'The weights are those of the documents.' : 'The weights are not those of the documents.')
  process.exitCode = same ? 0 : 1
} else {
  writeFileSync(FILE, bytes)
  console.log(`${FILE}: ${bytes.length} bytes${same ? ', as before' : ''}`)
}
