/** An update within the fiscal year beside the release that it amends. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { medcodex } from './cli.ts'
import { zipOf } from './tools/zip-writer.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures/icd10cm')
const OCTOBER = ['icd10cm_order_2026.txt', 'icd10cm-tabular-2026.xml', 'POAexemptCodesFY26.txt']

/** The order file of October with one title changed and one code more. */
function aprilOrder(): string {
  const order = readFileSync(join(FIXTURES, OCTOBER[0]!), 'latin1')
  const changed = order.replaceAll('COVID-19', 'Covid, invented')
  return `${changed.trimEnd()}\r\n00056 U072    1 ${'Invented disease'.padEnd(60)} Invented disease\r\n`
}

describe('an April update of ICD-10-CM', () => {
  const root = mkdtempSync(join(tmpdir(), 'medcodex-updates-'))
  const run = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await medcodex(args, { MEDCODEX_HOME: root })
    assert.equal(code, 0, stderr)
    return stdout
  }
  const shown = async (code: string, ...more: string[]) => {
    const answer = JSON.parse(await run('show', 'icd10cm', code, '--json', ...more))
    return Array.isArray(answer) ? answer[0] : answer
  }

  before(async () => {
    const april = join(root, 'april-1-2026-code-descriptions-tabular-order.zip')
    writeFileSync(april, zipOf([{ name: 'icd10cm_order_2026.txt', bytes: aprilOrder() }]))
    await run('add', april, ...OCTOBER.map((name) => join(FIXTURES, name)))
    await run('build')
  })
  after(() => rmSync(root, { recursive: true, force: true }))

  it('begins on 1 April, and October goes until then', async () => {
    const { timeline } = await shown('U07.1')
    assert.deepEqual(
      timeline.map((each: { validFrom: string; validTo?: string; title: string }) => [
        each.validFrom,
        each.validTo,
        each.title,
      ]),
      [
        ['2025-10-01', '2026-03-31', 'COVID-19'],
        ['2026-04-01', undefined, 'Covid, invented'],
      ],
    )
    assert.equal((await shown('U07.2')).since, '2026-04-01')
    assert.equal((await shown('U07.1', '--as-of', '2026-01-15')).title, 'COVID-19')
  })

  it('keeps what only October’s files say', async () => {
    const { ancestors, properties, timeline } = await shown('Z79.4')
    assert.ok(ancestors.length > 1)
    assert.ok(properties.some(({ name }: { name: string }) => name === 'poaExempt'))
    assert.equal(timeline.length, 1)
  })
})
