/**
 * Runs a function in a worker thread. node:test follows every promise, which makes streams of records some fifteen
 * times slower than they are; tests over whole releases read them apart and look at the result.
 */
import { Worker } from 'node:worker_threads'

const RUN = `
const { parentPort, workerData } = require('node:worker_threads')
import(workerData.module)
  .then((module) => module[workerData.name](...workerData.args))
  .then((value) => parentPort.postMessage(value))`

/** What the exported function `name` of `module` (a file URL) gives for `args`; all of it must be plain data. */
export function apart<T>(module: string, name: string, args: readonly unknown[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(RUN, { eval: true, workerData: { module, name, args } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new RangeError(`the worker for ${name} ended with ${code} and no answer`)))
  })
}
