/** Which runtime is taken, with packages that are there, broken, or missing. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTemporaryFolder } from '../../sources/fetch/testing.ts'
import { findRuntime, type Importer, loadRuntime } from './runtime.ts'

const moduleNamed = (name: string) => ({
  Tensor: class {
    readonly data: unknown
    readonly dims: readonly number[]
    constructor(_: string, data: unknown, dims: readonly number[]) {
      this.data = data
      this.dims = dims
    }
  },
  InferenceSession: { create: async () => ({ inputNames: [name], outputNames: [], run: async () => ({}) }) },
  env: { wasm: {} },
})

const having =
  (modules: Readonly<Record<string, unknown>>): Importer =>
  async (specifier) => {
    if (specifier in modules) return modules[specifier]
    throw new TypeError(`no ${specifier}`)
  }

describe('the runtime', () => {
  it('is the native package when both are installed', async () => {
    const node = moduleNamed('node')
    const load = having({ 'onnxruntime-web': moduleNamed('web'), 'onnxruntime-node': { default: node } })
    const runtime = await loadRuntime('nowhere', load)
    assert.equal(runtime.name, 'onnxruntime-node')
    assert.deepEqual((await runtime.open(new Uint8Array())).inputNames, ['node'])
    assert.deepEqual(node.env.wasm, { numThreads: 1 })
    assert.deepEqual(runtime.tensor(BigInt64Array.of(1n), [1, 1]).dims, [1, 1])
  })

  it('is the web package when only that is installed', async () => {
    assert.equal(await findRuntime('nowhere', having({ 'onnxruntime-web': moduleNamed('web') })), 'onnxruntime-web')
  })

  it('is none when there is none, which is said', () =>
    inTemporaryFolder(async (folder) => {
      assert.equal(await findRuntime(folder, having({})), undefined)
      await assert.rejects(loadRuntime(folder, having({})), { code: 'embedder-failed', message: /run: medcodex embed/ })
    }))
})
