/** Load from another thread over keep-alive connections to a server on this machine. Bounded in count. */
import { Worker } from 'node:worker_threads'

export interface Rate {
  readonly calls: number
  readonly connections: number
  readonly perSecond: number
}

const CONNECTIONS = 16
const CALLS = 20_000

/** Asks `url`'s search for `queries` over and over, `CALLS` times in all. */
export function httpRate(url: string, queries: readonly string[]): Promise<Rate> {
  const source = `
    const { workerData, parentPort } = require('node:worker_threads')
    const http = require('node:http')
    const { url, queries, connections, calls } = workerData
    const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
    let sent = 0, done = 0, start
    const next = () => {
      if (sent >= calls) return
      const q = queries[sent++ % queries.length]
      http.get(url + '/api/v1/search?limit=10&q=' + encodeURIComponent(q), { agent }, (answer) => {
        if (answer.statusCode !== 200) throw new Error('status ' + answer.statusCode)
        answer.resume()
        answer.on('end', () => {
          if (++done === calls) { parentPort.postMessage(performance.now() - start); agent.destroy() } else next()
        })
      })
    }
    start = performance.now()
    for (let i = 0; i < connections; i++) next()
  `
  const workerData = { url, queries, connections: CONNECTIONS, calls: CALLS }
  return new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true, workerData })
    worker.once('error', reject)
    worker.once('message', (milliseconds: number) => {
      resolve({ calls: CALLS, connections: CONNECTIONS, perSecond: (CALLS * 1000) / milliseconds })
    })
  })
}
