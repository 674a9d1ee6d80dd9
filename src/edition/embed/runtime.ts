/**
 * The program that runs the model: onnxruntime-node where the user installed it, else onnxruntime-web, else the three
 * files of onnxruntime-web that `medcodex embed` put into the data folder. None is a dependency of Medcodex.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AppError, problemOf } from '../../core/errors.ts'
import { RUNTIME_FILES, RUNTIME_FOLDER, runtimeIsThere } from './runtime-files.ts'

export interface OrtTensor {
  readonly data: unknown
  readonly dims: readonly number[]
}

export interface OrtSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(inputs: Readonly<Record<string, OrtTensor>>): Promise<Readonly<Record<string, OrtTensor>>>
}

/** The part of onnxruntime's interface that is used here; the same in all its packages. */
interface OrtModule {
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => OrtTensor
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<OrtSession> }
  readonly env: { wasm: { numThreads?: number; wasmBinary?: Uint8Array } }
}

export interface Runtime {
  /** `onnxruntime-node`, `onnxruntime-web`, or `onnxruntime-web (data folder)`. */
  readonly name: string
  tensor(data: BigInt64Array, dims: readonly number[]): OrtTensor
  open(model: Uint8Array): Promise<OrtSession>
}

/** One thread: a model of this size gains little from more, and a server has other things to do with them. */
const OPTIONS = { intraOpNumThreads: 1, interOpNumThreads: 1, graphOptimizationLevel: 'all', logSeverityLevel: 3 }

const PACKAGES = ['onnxruntime-node', 'onnxruntime-web'] as const

/** How a module is loaded; tests and a runtime installed elsewhere give another way. */
export type Importer = (specifier: string) => Promise<unknown>
const importer: Importer = (specifier) => import(specifier)

/** Which runtime would be used, without loading the large parts of it; undefined when there is none. */
export async function findRuntime(models: string, load: Importer = importer): Promise<string | undefined> {
  for (const name of PACKAGES) if ((await packaged(name, load)) !== undefined) return name
  return (await runtimeIsThere(models)) ? 'onnxruntime-web (data folder)' : undefined
}

/** @throws AppError `embedder-failed` */
export async function loadRuntime(models: string, load: Importer = importer): Promise<Runtime> {
  for (const name of PACKAGES) {
    const module = await packaged(name, load)
    if (module) return runtimeOf(name, module)
  }
  if (!(await runtimeIsThere(models))) {
    throw new AppError('embedder-failed', { problem: 'there is no onnxruntime to run it with; run: medcodex embed' })
  }
  const folder = join(models, RUNTIME_FOLDER)
  try {
    const module = (await load(pathToFileURL(join(folder, RUNTIME_FILES[0].name)).href)) as OrtModule
    // Given as bytes, because the browser's way of getting them does not read files.
    module.env.wasm.wasmBinary = await readFile(join(folder, RUNTIME_FILES[2].name))
    return runtimeOf('onnxruntime-web (data folder)', module)
  } catch (thrown) {
    throw new AppError('embedder-failed', { problem: `onnxruntime: ${problemOf(thrown)}` }, { cause: thrown })
  }
}

async function packaged(name: string, load: Importer): Promise<OrtModule | undefined> {
  try {
    const module = (await load(name)) as Partial<OrtModule> & { readonly default?: OrtModule }
    // onnxruntime-node is CommonJS: depending on its version the names are on the default export only.
    return module.InferenceSession ? (module as OrtModule) : module.default
  } catch {
    // Not installed, or installed without its native part: the next way is as good.
    return undefined
  }
}

function runtimeOf(name: string, module: OrtModule): Runtime {
  module.env.wasm.numThreads = 1
  return {
    name,
    tensor: (data, dims) => new module.Tensor('int64', data, dims),
    open: (model) => module.InferenceSession.create(model, OPTIONS),
  }
}
