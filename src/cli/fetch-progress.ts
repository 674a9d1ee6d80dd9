/** What a fetch is doing: one line that moves on a terminal, a line for each file elsewhere; with what has come of all. */
import type { FetchEvent } from '../sources/fetch/fetch.ts'

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)

export interface FetchProgress {
  readonly on: (event: FetchEvent) => void
  stop(): void
}

export function createFetchProgress(stream: NodeJS.WriteStream = process.stderr): FetchProgress {
  /** Bytes that have come and that are known to be coming, by address. */
  const sizes = new Map<string, { received: number; total: number | undefined }>()
  const sum = (): string => {
    const all = [...sizes.values()]
    const received = all.reduce((total, each) => total + each.received, 0)
    const known = all.reduce((total, each) => total + Math.max(each.total ?? 0, each.received), 0)
    return `${megabytes(received)} of ${megabytes(known)} MB`
  }
  let shown = ''
  const show = (text: string): void => {
    if (!stream.isTTY || text === shown) return
    stream.write(`\r${text.padEnd(shown.length)}`)
    shown = text
  }
  const line = (text: string): void => {
    show('')
    stream.write(`${stream.isTTY ? '\r' : ''}${text}\n`)
    shown = ''
  }
  return {
    on(event) {
      if (event.type === 'started') line(`  getting ${event.system} ${event.release}`)
      else if (event.type === 'progress') {
        sizes.set(event.url, { received: event.received, total: event.total })
        show(`  ${sum()}`)
      } else if (event.type === 'done' && sizes.size > 0)
        line(`  ${event.report.system} is there; ${sum()} in all so far`)
    },
    stop: () => show(''),
  }
}
