/** An edition that holds the invented descriptors of `fixtures/cpt`, or other fixtures, built with the command line in a home of its own. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { medcodex } from './cli.ts'

/** A code whose descriptor is invented, and words of that descriptor. */
export const LICENSED_PAGE = '/code/cpt/9990A-widget-adjustment-left-hand-including-the-first-polish'
export const LICENSED_WORDS = /widget adjust/i

export async function licensedHome(...fixtures: string[]): Promise<{ root: string; remove(): void }> {
  const root = mkdtempSync(join(tmpdir(), 'medcodex-licensed-'))
  const named = fixtures.length > 0 ? fixtures : ['cpt']
  const adds = named.map((each) => ['add', join(import.meta.dirname, '../fixtures', each), '--i-have-a-license'])
  for (const args of [...adds, ['build']]) {
    const { code, stderr } = await medcodex(args, { MEDCODEX_HOME: root })
    assert.equal(code, 0, stderr)
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}
