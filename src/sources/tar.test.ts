import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { tarOf } from '../../test/tools/tar-writer.ts'
import { LIMITS } from './limits.ts'
import { tarMembers } from './tar.ts'

const LONG = `package/dist/${'x'.repeat(50)}/${'y'.repeat(100)}`
const TAR = await tarOf({
  'package/package.json': '{}',
  'package/dist/a.mjs': 'A'.repeat(1000),
  [LONG]: 'long',
  'package/dist/b.wasm': 'B'.repeat(512),
})

async function read(bytes: Uint8Array, wanted?: ReadonlySet<string>): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  const options = { path: 'x.tgz', gzipped: true, limits: LIMITS, ...(wanted && { wanted }) }
  async function* open() {
    yield bytes
  }
  for await (const each of tarMembers(open, options)) found[each.name] = each.bytes.length
  return found
}

describe('the tar reader', () => {
  it('gives plain files whole, or those that are wanted', async () => {
    const all = { 'package/package.json': 2, 'package/dist/a.mjs': 1000, [LONG]: 4, 'package/dist/b.wasm': 512 }
    assert.deepEqual(await read(TAR), all)
    assert.deepEqual(await read(TAR, new Set([LONG, 'package'])), { [LONG]: 4 })
  })

  it('refuses what is cut, no archive, or no gzip', async () => {
    const cut = gzipSync(gunzipSync(TAR).subarray(0, 1900))
    const bad = [TAR.subarray(0, 60), cut, gzipSync(Buffer.alloc(600, 1)), Buffer.from('hello'), Buffer.alloc(0)]
    for (const bytes of bad) await assert.rejects(read(bytes), { code: 'file-unreadable' })
  })
})
