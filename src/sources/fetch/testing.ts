/** For the tests of this folder: a server that misbehaves on request, and package clients that do. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Handler = (request: IncomingMessage, response: ServerResponse, visit: number) => void

export interface TestServer {
  readonly origin: string
  /** Requests so far, as `METHOD /path`. */
  readonly requests: string[]
  close(): Promise<void>
}

/** A server on the loopback interface; `visit` counts the requests of a path from 1. Unknown paths answer 404. */
export async function serve(handlers: Readonly<Record<string, Handler>>): Promise<TestServer> {
  const requests: string[] = []
  const visits = new Map<string, number>()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push(`${request.method} ${path}`)
    const visit = (visits.get(path) ?? 0) + 1
    visits.set(path, visit)
    const handler = handlers[path]
    if (handler) handler(request, response, visit)
    else response.writeHead(404).end('no such file')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A folder that is gone after `use`. */
export async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'medcodex-test-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * A package client whose body is JavaScript, as the command that starts it. In the body `target` is the folder after
 * `-d`, `write(name, bytes)` puts a file there and `args` are the arguments.
 */
export async function stubClient(folder: string, body: string): Promise<readonly string[]> {
  const path = join(folder, `client-${Math.random().toString(36).slice(2)}.cjs`)
  const prelude = `const fs = require('node:fs'), path = require('node:path'), args = process.argv.slice(2)
const target = args[args.indexOf('-d') + 1]
const write = (name, bytes) => fs.writeFileSync(path.join(target, name), bytes)\n`
  await writeFile(path, prelude + body)
  await chmod(path, 0o755)
  return [process.execPath, path]
}
