/** A web server that gives the files of a folder, as any does. */
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export function fileServer(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = join(folder, new URL(request.url ?? '/', 'http://localhost').pathname)
    if (!existsSync(path)) response.writeHead(404).end()
    else response.end(readFileSync(path))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

export const addressOf = (server: Server): URL => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
