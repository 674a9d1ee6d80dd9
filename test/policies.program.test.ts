/** Policies through the command line: added, built in, read back, and asked. */
import assert from 'node:assert/strict'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { mcdTables } from '../src/policy/mcd/testing.ts'
import { medcodex } from './cli.ts'

const SHIPPED = join(import.meta.dirname, '../content/policies')
const CORPUS = join(import.meta.dirname, 'extraction/corpus')

describe('policies on the command line', () => {
  const root = mkdtempSync(join(tmpdir(), 'medcodex-policies-'))
  const env = { MEDCODEX_HOME: join(root, 'home') }
  const documents = join(root, 'documents')
  mkdirSync(documents)
  for (const name of readdirSync(CORPUS)) {
    if (/^harbor-0\d\.(?!gold)/.test(name)) cpSync(join(CORPUS, name), join(documents, name))
  }
  writeFileSync(join(documents, 'lonely.txt'), 'J9190 is covered.')
  after(() => rmSync(root, { recursive: true }))
  const run = async (...args: string[]) => medcodex(args, env)

  it('takes in a folder of documents, each with what its register says, and names what it left out', async () => {
    const added = await run('policies', 'add', documents)
    assert.equal(added.code, 0, added.stderr)
    assert.match(added.stdout, /6 documents\n/)
    const all = 5 + readdirSync(SHIPPED).length
    assert.match(added.stdout, new RegExp(`policies: ${all} documents, [\\d,]+ findings; noted: .*1 register-entry`))
    const { policies } = JSON.parse((await run('--json', 'policies', 'list', '--payer', 'Harbor Health Plan')).stdout)
    assert.equal(policies.length, 5)
  })

  it('reads a document once: the next build takes its reading and the codes over', async () => {
    const cache = join(root, 'home/cache/policies')
    assert.equal(readdirSync(cache).length, 5)
    const again = await run('policies', 'add', join(documents, 'harbor-01.md'))
    assert.equal(again.code, 0, again.stderr)
    assert.doesNotMatch(again.stderr, /building the search index/)
  })

  it('prints what a document says without adding it', async () => {
    const { stdout, code } = await run('--json', 'policies', 'extract', join(documents, 'lonely.txt'))
    assert.equal(code, 0)
    const [finding] = JSON.parse(stdout).findings
    assert.deepEqual([finding.code, finding.disposition], ['J9190', 'covers'])
    assert.match((await run('policies', 'extract', join(documents, 'lonely.txt'))).stdout, /hcpcs J9190: covers/)
  })

  it('asks for the licence before an export of the Coverage Database, once', async () => {
    // Unpacked by hand, with a row that cannot be read.
    const path = join(root, 'current_article')
    mkdirSync(join(path, 'csv'), { recursive: true })
    for (const [name, text] of mcdTables()) writeFileSync(join(path, 'csv', name), text)
    appendFileSync(join(path, 'csv', 'article_x_icd10_covered.csv'), '90001,4,I11.9,1,"1,,,4,never closed\n')
    writeFileSync(join(path, 'readme_first.txt'), 'Read me.')
    const refused = await run('policies', 'add', path)
    assert.equal(refused.code, 7)
    assert.match(refused.stderr, /--accept-license/)
    const added = await run('policies', 'add', path, '--accept-license')
    assert.equal(added.code, 0, added.stderr)
    assert.match(added.stderr, /CPT \(American Medical Association\)/)
    const { stdout } = await run(
      'policies',
      'coverage',
      'cpt',
      '93306',
      '--diagnoses',
      'I10',
      '--state',
      'IL',
      '--date',
      '2026-03-01',
    )
    assert.match(stdout, /A90001/)
    assert.match(stdout, /missing: A code of Group 2 together/)
    assert.match(stdout, /2 rows of its source could not be read; what they say is missing here/)
    const manifest = JSON.parse((await run('--json', 'build')).stdout)
    assert.match(manifest.policies.licenceAccepted, /^\d{4}-\d\d-\d\d$/)
  })

  it('refuses what is no policy', async () => {
    const odd = join(root, 'odd.bin')
    writeFileSync(odd, 'x')
    assert.equal((await run('policies', 'add', odd)).code, 2)
    assert.equal((await run('policies', 'add', join(root, 'nothing'))).code, 2)
    assert.equal((await run('policies', 'show', 'Medicare', 'L00000')).code, 4)
  })
})
