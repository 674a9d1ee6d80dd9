/** A folder of documents is copied file by file: what leads elsewhere, is hidden or is no file stays out. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { AppError } from '../core/errors.ts'
import { homeAt } from './home.ts'
import { addPolicies } from './policy-sources.ts'

it('follows no link and takes nothing hidden, no pipe and no other file', {
  skip: process.platform === 'win32',
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'medcodex-add-'))
  const [folder, secret] = [join(root, 'docs'), join(root, 'secret')]
  for (const each of [folder, secret, join(folder, 'inner'), join(folder, '.git')]) mkdirSync(each)
  writeFileSync(join(secret, 'secret.txt'), 'a secret')
  for (const name of ['a.txt', 'a.yaml', 'inner/b.html', '.hidden.txt', '.git/c.txt', 'run.sh'])
    writeFileSync(join(folder, name), 'J9035 is covered')
  symlinkSync(secret, join(folder, 'linked'))
  symlinkSync(join(secret, 'secret.txt'), join(folder, 'linked.txt'))
  execFileSync('mkfifo', [join(folder, 'pipe.txt')])
  const home = homeAt(join(root, 'home'))
  const added = await addPolicies(home, folder)
  assert.equal(added.files, 2)
  const copied = readdirSync(join(home.policies, 'documents', 'docs'), { recursive: true, encoding: 'utf8' })
  assert.deepEqual(copied.sort(), ['a.txt', 'a.yaml', 'inner', join('inner', 'b.html')])
  await assert.rejects(
    addPolicies(home, join(folder, 'pipe.txt')),
    (thrown) => thrown instanceof AppError && thrown.code === 'file-unrecognized',
  )
  assert.ok(!existsSync(join(home.policies, 'documents', 'pipe.txt')))
  rmSync(root, { recursive: true })
})
