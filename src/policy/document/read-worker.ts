/** The thread that reads documents of every format but PDF. It is given bytes and answers with text. */
import { parentPort } from 'node:worker_threads'
import type { ThreadMessage } from '../../sources/guarded.ts'
import { assemble } from './assemble.ts'
import { READERS } from './readers.ts'
import { failureOf, type ReadAnswer, type ReadTask } from './reading.ts'

const port = parentPort!

async function read({ name, ending, bytes }: ReadTask): Promise<ReadAnswer> {
  const reader = READERS[ending]!
  try {
    const { parts, ...rest } = await reader.read({ name, bytes: Buffer.from(bytes) })
    const text = assemble(parts, { hard: reader.hard, pages: rest.pages, issues: [] })
    return { ...rest, none: parts.length === 0, text }
  } catch (error) {
    return failureOf(error)
  }
}

port.on('message', async (task: ReadTask) => {
  port.postMessage({ kind: 'done', value: await read(task) } satisfies ThreadMessage<ReadAnswer>)
})
