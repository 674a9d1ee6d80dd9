/** Requests as nobody's library sends them: any Host, any HTTP version, half of one, or many over one connection. */
import { request } from 'node:http'
import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** GET with any headers, `Host` included. */
export function rawGet(url: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** Sends text over a connection and gives everything that came back until it was closed, and how long that took. */
export function rawTalk(url: string, text: string): Promise<{ text: string; ms: number }> {
  const { hostname, port } = new URL(url)
  const started = performance.now()
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text))
    let said = ''
    socket.on('data', (part) => {
      said += part.toString('utf8')
    })
    const done = (): void => resolve({ text: said, ms: performance.now() - started })
    socket.on('close', done)
    socket.on('error', done)
  })
}
