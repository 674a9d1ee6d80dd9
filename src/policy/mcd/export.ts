/**
 * Reads the bulk exports of the Medicare Coverage Database into `McdContent`.
 *
 * Format: an outer zip (`current_article.zip`) with a data dictionary, `readme_first.txt` and an inner zip
 * (`current_article_csv.zip`); `all_data.zip` holds the outer zips once more. The CSV files are comma separated with
 * double quotes, cells hold HTML with line breaks, the first row names the columns (any case), the bytes are UTF-8 or
 * Windows-1252. Timestamps are `YYYY-MM-DD HH:MM:SS`.
 */
import { basename } from 'node:path'
import { problemOf } from '../../core/errors.ts'
import type { Issue } from '../../core/issue.ts'
import type { Encoding } from '../../sources/decode.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { walkSources } from '../../sources/walk.ts'
import { addRow, issue, loseRow, type McdContent } from './collect.ts'
import { lenientRows } from './rows.ts'
import { IGNORED, type McdRow, type McdTable, tableNamed } from './tables.ts'

/** Cells of whole-document text; other tables keep short cells only, so that licensed descriptions never get in. */
const DESCRIPTION = /^(?:long_description|short_description|description|last_updated)$/

/** True when the names of files in the zip at `path` are those of an export, or when `path` is a table of one. */
export async function isMcdExport(path: string): Promise<boolean> {
  if (/\.csv$/i.test(path)) return tableNamed(basename(path)) !== undefined
  if (!/\.zip$/i.test(path)) return false
  for await (const file of walkSources(path, () => {})) {
    if (tableNamed(file.name)) return true
  }
  return false
}

/** Reads every table below `path` into `content`; a file that breaks off costs its remaining rows and is named. */
export async function readMcdExport(path: string, content: McdContent): Promise<void> {
  const onIssue = (each: Issue): void => void content.issues.push(each)
  for await (const file of walkSources(path, onIssue)) {
    if (!/\.csv$/i.test(file.name)) continue
    const table = tableNamed(file.name)
    if (table) await readTable(file, table, content)
    else if (!IGNORED.test(file.name.toLowerCase().slice(0, -4))) {
      const text = `${file.name} is no table that is known; its rows were left out.`
      content.issues.push({ type: 'issue', code: 'unknown-table', severity: 'warning', file: file.path, text })
    }
  }
}

async function readTable(file: SourceFile, table: McdTable, content: McdContent): Promise<void> {
  let columns: readonly string[] | undefined
  const whole = table.of === 'ncd' || (table.of !== 'lookup' && table.part === 'main')
  try {
    for await (const { line, cells: read, open } of lenientRows(file, await encodingOf(file))) {
      const cells = columns ? fitted(read, columns.length) : read
      if (!columns) {
        columns = cells.map((cell) => cell.trim().toLowerCase())
        if (columns.some((column) => /_id$/.test(column))) continue
        content.issues.push(issue({ file: file.path, line }, 'no-header', 'The first row does not name columns.'))
        return
      }
      const where = { file: file.path, line }
      if (open) {
        lose(content, table, cells, { ...issue(where, 'open-quote', 'A cell of the row is never closed.'), columns })
        continue
      }
      if (cells.length !== columns.length) {
        const text = `The row has ${cells.length} cells where ${columns.length} are named.`
        lose(content, table, cells, { ...issue(where, 'wrong-width', text), columns })
        continue
      }
      addRow(content, table, rowOf(columns, { cells, whole }), where)
    }
  } catch (thrown) {
    content.issues.push(issue({ file: file.path }, 'broken-file', `The rest cannot be read: ${problemOf(thrown)}`))
  }
}

/** Empty cells at the end that no column is named for say nothing. */
function fitted(cells: readonly string[], width: number): readonly string[] {
  let end = cells.length
  while (end > width && cells[end - 1]!.trim() === '') end -= 1
  return end === cells.length ? cells : cells.slice(0, end)
}

/** Notes a row that cannot be used, and at its document where its first cells still say which that is. */
function lose(
  content: McdContent,
  table: McdTable,
  cells: readonly string[],
  { columns, ...lost }: Issue & { readonly columns: readonly string[] },
): void {
  const part = table.of === 'lookup' ? 'lookup' : table.of === 'ncd' ? 'main' : table.part
  const row = Object.fromEntries(columns.slice(0, 2).map((column, i) => [column, cells[i] ?? '']))
  loseRow(content, { of: table.of, part, row }, lost)
}

/** Exports have been seen in both; bytes that are not UTF-8 tell them apart. */
async function encodingOf(file: SourceFile): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of file.open()) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return 'utf-8'
  } catch (thrown) {
    if (thrown instanceof TypeError) return 'windows-1252'
    throw thrown
  }
}

function rowOf(
  columns: readonly string[],
  { cells, whole }: { readonly cells: readonly string[]; readonly whole: boolean },
): McdRow {
  const row: Record<string, string> = {}
  columns.forEach((column, i) => {
    if (whole || !DESCRIPTION.test(column)) row[column] = cells[i]!
  })
  return row
}
