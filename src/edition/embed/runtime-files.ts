/**
 * The three files of onnxruntime-web that run the model in Node. The package is not a dependency (it unpacks to more
 * than 130 MB); the user's own npm brings its archive, which is checked and of which the rest is thrown away.
 */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AppError } from '../../core/errors.ts'
import { type ClientLimits, runClient } from '../../sources/fetch/python-client.ts'
import { sha256OfFile } from '../../sources/fetch/store.ts'
import { LIMITS as UNPACKING } from '../../sources/limits.ts'
import { tarMembers } from '../../sources/tar.ts'
import { makeFolder } from '../../sources/whole-file.ts'
import { putFile } from './put-file.ts'

export const RUNTIME_FOLDER = 'onnxruntime-web'

/** What is fetched, and the checksum npm records for it. */
export const RUNTIME_PACKAGE = {
  package: 'onnxruntime-web',
  version: '1.30.0',
  licence: 'MIT',
  /** Bytes to download. */
  size: 33_106_585,
  sha512: 'q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ==',
} as const

/** Module, its glue to the WebAssembly, the WebAssembly. */
export const RUNTIME_FILES = [
  { name: 'ort.wasm.min.mjs', sha256: '219e6a1fc8a9938268d18efca3c91d310bd2f4a59bbd13744df5b2b7fc6cee3b' },
  { name: 'ort-wasm-simd-threaded.mjs', sha256: 'e13f7f94fc51b4ca72b12faeb1ee95f4ace6dfbc8939bc718aabdc0a27c4299b' },
  { name: 'ort-wasm-simd-threaded.wasm', sha256: '3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2' },
] as const

const NOTICE = `These files are part of onnxruntime-web ${RUNTIME_PACKAGE.version}, https://github.com/microsoft/onnxruntime

MIT License. Copyright (c) Microsoft Corporation

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`

/** A slow line takes minutes for 33 MB. */
const LIMITS: ClientLimits = { silenceMs: 30_000, overallMs: 15 * 60_000 }

export interface NpmOptions {
  /** Commands that start npm, the first that exists is used. */
  readonly clients?: readonly (readonly string[])[] | undefined
  readonly limits?: ClientLimits | undefined
  /** Checksum of the archive, only for tests. */
  readonly sha512?: string | undefined
  readonly files?: readonly { readonly name: string; readonly sha256: string }[] | undefined
}

/** True when the three files are there and are what they should be. */
export async function runtimeIsThere(models: string): Promise<boolean> {
  const sums = await Promise.all(
    RUNTIME_FILES.map(({ name }) => sha256OfFile(join(models, RUNTIME_FOLDER, name)).catch(() => '')),
  )
  return RUNTIME_FILES.every(({ sha256 }, i) => sums[i] === sha256)
}

/** Where npm is: the one that runs this program, the one on the path, the one beside node (Windows has no bare `npm`). */
export function npmClients(env: NodeJS.ProcessEnv): readonly (readonly string[])[] {
  const running = env['npm_execpath']
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  return [
    ...(running !== undefined && /npm-cli\.[cm]?js$/.test(running) ? [[process.execPath, running]] : []),
    ['npm'],
    [process.execPath, beside],
  ]
}

/**
 * Gets the three files into `models`. Nothing of the package is run or installed.
 * @throws AppError `embedder-failed`; its data has a `reason` when npm is at fault: `no-client`, `out-of-reach` …
 */
export async function fetchRuntime(models: string, options: NpmOptions = {}): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), 'medcodex-npm-'))
  try {
    const { package: name, version } = RUNTIME_PACKAGE
    const args = ['pack', `${name}@${version}`, '--pack-destination', temporary, '--ignore-scripts', '--logs-max=0']
    const result = await runClient(args, {
      clients: options.clients ?? npmClients(process.env),
      limits: options.limits ?? LIMITS,
    })
    if (result.outcome !== 'done') {
      const why = result.outcome === 'no-client' ? 'npm was not found' : result.problem
      const reason = /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|network/i.test(why) ? 'out-of-reach' : result.outcome
      throw new AppError('embedder-failed', { problem: `${name}@${version}: ${why}`, reason })
    }
    const archive = (await readdir(temporary)).find((file) => file.endsWith('.tgz'))
    if (archive === undefined) throw failed(`npm did not bring ${name} ${version}`)
    await unpack(join(temporary, archive), join(models, RUNTIME_FOLDER), options)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

const failed = (problem: string): AppError => new AppError('embedder-failed', { problem })

async function unpack(archive: string, folder: string, options: NpmOptions): Promise<void> {
  const { sha512 = RUNTIME_PACKAGE.sha512, files = RUNTIME_FILES } = options
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(archive)) hash.update(chunk as Uint8Array)
  if (hash.digest('base64') !== sha512) throw failed('the archive npm brought has another checksum than is recorded')
  makeFolder(folder)
  const missing = new Set(files.map(({ name }) => `package/dist/${name}`))
  const reading = { path: archive, gzipped: true, limits: UNPACKING, wanted: missing }
  for await (const { name, bytes } of tarMembers(() => createReadStream(archive), reading)) {
    const file = files.find((each) => name === `package/dist/${each.name}`)!
    await putFile(join(folder, file.name), bytes, file.sha256)
    missing.delete(name)
  }
  if (missing.size > 0) throw failed(`the archive npm brought has no ${[...missing].join(', ')}`)
  await putFile(join(folder, 'NOTICE.txt'), Buffer.from(NOTICE))
}

/** The bytes of a file whose checksum must be right. @throws AppError `embedder-failed` */
export async function readChecked(path: string, sha256: string): Promise<Buffer> {
  const bytes = await readFile(path).catch(() => undefined)
  if (bytes === undefined) throw failed(`${path} is missing; run: medcodex embed`)
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw failed(`${path} is damaged; run: medcodex embed`)
  }
  return bytes
}
