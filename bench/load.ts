/** A client process for `over-http.ts`: asks over keep-alive sockets as fast as answers come, and reads them to their end. */
import { createConnection, type Socket } from 'node:net'

export interface Load {
  readonly url: string
  /** Below `url`, asked in turn. */
  readonly paths: readonly string[]
  readonly connections: number
  readonly seconds: number
}

export interface Loaded {
  readonly answers: number
  /** Answers with another status than 200. */
  readonly failed: number
  readonly seconds: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Microseconds of processor time. */
  readonly cpu: number
}

const WARM_UP = 1_000
const HEAD_END = '\r\n\r\n'

async function run({ url, paths, connections, seconds }: Load): Promise<Loaded> {
  const { hostname, port, pathname, host } = new URL(url)
  const requests = paths.map((path) => `GET ${pathname}${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  let sent = 0
  let times: number[] = []
  let failed = 0
  let until = Number.POSITIVE_INFINITY
  const talk = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let held = ''
      let started = 0
      const next = (): void => {
        if (performance.now() >= until) {
          socket.destroy()
          resolve()
          return
        }
        started = performance.now()
        socket.write(requests[sent++ % requests.length]!)
      }
      socket.setEncoding('latin1').on('error', reject)
      socket.on('data', (part: string) => {
        held += part
        const end = held.indexOf(HEAD_END)
        if (end < 0) return
        const size = Number(/content-length: (\d+)/i.exec(held.slice(0, end))?.[1] ?? Number.NaN)
        if (Number.isNaN(size)) {
          reject(new Error(`an answer without its length: ${held.slice(0, end)}`))
          return
        }
        if (held.length < end + HEAD_END.length + size) return
        times.push(performance.now() - started)
        if (!held.startsWith('HTTP/1.1 200')) failed++
        held = ''
        next()
      })
      next()
    })
  const sockets = Array.from({ length: connections }, () => createConnection(Number(port), hostname).setNoDelay())
  const talks = sockets.map(talk)
  await new Promise((resolve) => setTimeout(resolve, WARM_UP))
  times = []
  failed = 0
  const [start, cpuBefore] = [performance.now(), process.cpuUsage()]
  until = start + seconds * 1_000
  await Promise.all(talks)
  const { user, system } = process.cpuUsage(cpuBefore)
  const sorted = Float64Array.from(times).sort()
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    answers: sorted.length,
    failed,
    seconds: (performance.now() - start) / 1_000,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    cpu: user + system,
  }
}

process.once('message', (load: Load) => {
  void run(load).then((loaded) => process.send?.(loaded, () => process.exit(0)))
})
