/**
 * `POST /api/v1/check`: the codes of a table that is sent. Rows come back as they came in with what is said of their codes
 * behind them, in the same form; or only the summary. The work is done in small slices that take turns, so that no upload
 * holds up others.
 */
import type { Context } from 'hono'
import type { Catalog } from '../catalog/catalog.ts'
import { type IsoDate, parseIsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { Turns } from '../http/turns.ts'
import { FileCheck } from '../service/check-file.ts'
import { checkedText } from '../service/checked-lines.ts'
import type { ServiceContext } from '../service/context.ts'
import { requestScope } from '../service/request.ts'
import { shapeOf } from '../sources/data-file.ts'
import type { SourceFile } from '../sources/source-file.ts'

export const UPLOAD_PATH = '/api/v1/check'
/** Bytes of a table; some 100,000 rows. Larger ones are for `medcodex check`. */
export const MOST_UPLOADED = 8 * 1024 ** 2
/** Characters of what comes back: rows that are filled up to a wide heading would be many times what was sent. */
export const MOST_RETURNED = 4 * MOST_UPLOADED
/** Tables that one worker checks at once; each takes its bytes, and those of its answer. */
export const MOST_AT_ONCE = 4
/** Seconds after which to try again. */
const AGAIN = 5
/** Columns that may be named. */
export const MOST_COLUMNS = 100
/** Codes that are checked before others get their turn. */
const SLICE = 25
/** Bytes that are taken apart at once. */
const PIECE = 65_536

/** Names of files by what is sent. */
const ENDINGS: Readonly<Record<string, string>> = {
  'text/csv': 'csv',
  'text/tab-separated-values': 'tsv',
  'application/x-ndjson': 'ndjson',
}

export const UPLOAD_TYPES = Object.keys(ENDINGS)

function fileOf(type: string, bytes: Uint8Array): SourceFile {
  const ending = ENDINGS[type]
  if (ending === undefined) {
    const problem = `a table is sent as ${UPLOAD_TYPES.join(', ')} (content-type), not as ${type || 'nothing'}`
    throw new AppError('invalid-input', { problem })
  }
  async function* open(): AsyncIterable<Uint8Array> {
    for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE)
  }
  const name = `table.${ending}`
  return { name, path: name, size: bytes.length, open }
}

const turns = new Turns(MOST_AT_ONCE)

/** @throws AppError `invalid-input`, `unknown-system`, `system-not-loaded`, `too-many-tables` */
export async function checkUpload(c: Context, context: ServiceContext): Promise<Response> {
  const query = new URL(c.req.url).searchParams
  const day = query.get('asOf') ?? undefined
  const asOf = day === undefined ? undefined : parseIsoDate(day)
  if (day !== undefined && asOf === undefined)
    throw new AppError('invalid-input', { problem: 'asOf is not a date written YYYY-MM-DD' })
  const columns = query.getAll('column')
  if (columns.length === 0)
    throw new AppError('invalid-input', { problem: 'no column is named: say column=NAME=SYSTEM for each' })
  if (columns.length > MOST_COLUMNS)
    throw new AppError('invalid-input', {
      problem: `${columns.length} columns are named; at most ${MOST_COLUMNS} may be`,
    })
  const leave = turns.enter()
  if (!leave) throw new AppError('too-many-tables', { seconds: AGAIN })
  const edition = context.edition()
  // A swap closes what is held only when it is let go.
  const letGo = edition.hold()
  try {
    return await checked(c, edition.catalog, { columns, asOf, today: context.today() })
  } finally {
    letGo()
    leave()
  }
}

interface Asked {
  readonly columns: readonly string[]
  readonly asOf: IsoDate | undefined
  readonly today: IsoDate
}

async function checked(c: Context, catalog: Catalog, { columns, asOf, today }: Asked): Promise<Response> {
  const query = new URL(c.req.url).searchParams
  const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  const file = fileOf(type, new Uint8Array(await c.req.arrayBuffer()))
  const shape = await shapeOf(file)
  const asOfColumn = query.get('asOfColumn') ?? undefined
  const checking = new FileCheck(catalog, { columns, asOfColumn, asOf, today })
  const texts: string[] = []
  const isSummary = query.get('summary') === 'true'
  let returned = 0
  for await (const { text } of checkedText(checking, file, shape, Math.ceil(SLICE / columns.length))) {
    if (!isSummary) {
      texts.push(text)
      returned += text.length
    }
    if (returned > MOST_RETURNED)
      throw new AppError('too-long', {
        what: 'the checked table',
        length: `more than ${MOST_RETURNED}`,
        most: MOST_RETURNED,
      })
    await turns.next()
    // Nobody waits for the rest.
    if (requestScope()?.isGone()) break
  }
  if (!isSummary) return c.body(texts.join(''), 200, { 'content-type': `${type}; charset=utf-8` })
  const { seconds: _, ...summary } = checking.summary()
  return c.json(summary)
}
