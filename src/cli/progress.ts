/** Progress of a build: a bar on a terminal, a line a stage elsewhere. */
import { Presets, SingleBar } from 'cli-progress'
import type { OnProgress } from '../edition/build.ts'

/** Rows of a usual full build; only scales the bar. */
const USUAL_ROWS = 450_000

export interface Progress {
  readonly on: OnProgress
  stop(): void
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? bar(stream) : lines(stream)
}

function bar(stream: NodeJS.WriteStream): Progress {
  const format = ' {bar} {stage} · {rows} rows · {seconds} s'
  const single = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: true }, Presets.shades_classic)
  single.start(USUAL_ROWS, 0, { stage: 'starting', rows: '0', seconds: '0.0' })
  return {
    on({ stage, rows, seconds }) {
      if (rows > single.getTotal()) single.setTotal(rows)
      single.update(rows, { stage, rows: rows.toLocaleString('en-US'), seconds: seconds.toFixed(1) })
    },
    stop: () => single.stop(),
  }
}

function lines(stream: NodeJS.WriteStream): Progress {
  let last = ''
  return {
    on({ stage, rows, seconds }) {
      if (stage === last) return
      last = stage
      stream.write(
        `  ${seconds.toFixed(1).padStart(5)} s  ${rows.toLocaleString('en-US').padStart(9)} rows  ${stage}\n`,
      )
    },
    stop() {},
  }
}
