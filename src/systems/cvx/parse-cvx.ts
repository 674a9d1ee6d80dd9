/**
 * CDC's lists of vaccines, manufacturers, trade names and vaccine groups.
 *
 * @source cvx.txt, mvx.txt, TRADENAME.txt and VG.txt of CDC's immunization standards page; lines of 2026 and a list of 287
 *   codes of January 2025 were checked.
 * @layout separated by a vertical bar, no heading, UTF-8 or windows-1252. CVX codes are padded with blanks to ten.
 *   cvx.txt:       CVX code, short description, full vaccine name, notes, status, nonvaccine (True, False), update date
 *   mvx.txt:       MVX code, manufacturer name, notes, status, update date
 *   TRADENAME.txt: trade name, short description, CVX code, manufacturer, MVX code, MVX status, trade name status, date
 *   VG.txt:        short description, CVX code, status, vaccine group, CVX code of the group
 *   Dates are YYYY/MM/DD or empty. Status: Active, Inactive, Pending, Never Active, Non-US.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { Row } from '../headed.ts'
import { type ParseContext, problemsOf, quoted } from '../problem.ts'

export interface Entry {
  readonly type: 'entry'
  readonly code: string
  readonly title: string
  readonly shortTitle: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly status: string
}

const facts = (...pairs: readonly (readonly [string, string])[]) => pairs.filter(([, value]) => value !== '')
const day = (text: string): string => text.replaceAll('/', '-')

export const isCvx = (code: string): boolean => /^\d{2,4}$/.test(code)
export const isMvx = (code: string): boolean => /^[A-Z0-9]{2,4}$/.test(code)

/** Two digits at least: `8` is printed `08`. */
export const padded = (code: string): string => (/^\d$/.test(code) ? `0${code}` : code)

function* refused({ file }: ParseContext, { line, cells, system }: Row & { readonly system: string }): Iterable<Issue> {
  const text = `The row does not have the columns of the list: ${quoted(cells.join('|'))}`
  yield problemsOf(system)({ file }, { code: 'bad-row', severity: 'error', line, text })
}

export async function* parseCvx(rows: AsyncIterable<Row>, context: ParseContext): AsyncIterable<Entry | Issue> {
  for await (const row of rows) {
    const [code = '', short = '', full = '', notes = '', status = '', other = '', updated = ''] = row.cells.map(squeeze)
    if (!isCvx(padded(code)) || (full === '' && short === '') || row.cells.length > 8) {
      yield* refused(context, { ...row, system: 'cvx' })
      continue
    }
    yield {
      type: 'entry',
      code: padded(code),
      title: full === '' ? short : full,
      shortTitle: short,
      status,
      facts: facts(
        ['status', status],
        ['notes', notes],
        ['nonVaccine', other.toLowerCase() === 'true' ? 'true' : ''],
        ['updated', day(updated)],
      ),
    }
  }
}

export async function* parseMvx(rows: AsyncIterable<Row>, context: ParseContext): AsyncIterable<Entry | Issue> {
  for await (const row of rows) {
    const [code = '', name = '', notes = '', status = '', updated = ''] = row.cells.map(squeeze)
    if (!isMvx(code) || name === '' || row.cells.length > 6) {
      yield* refused(context, { ...row, system: 'mvx' })
      continue
    }
    yield {
      type: 'entry',
      code,
      title: name,
      shortTitle: '',
      status,
      facts: facts(['status', status], ['notes', notes], ['updated', day(updated)]),
    }
  }
}

export interface TradeName {
  readonly type: 'tradeName'
  readonly name: string
  readonly cvx: string
  readonly mvx: string
  readonly manufacturer: string
}

export async function* parseTradeNames(
  rows: AsyncIterable<Row>,
  context: ParseContext,
): AsyncIterable<TradeName | Issue> {
  for await (const row of rows) {
    const [name = '', , cvx = '', manufacturer = '', mvx = ''] = row.cells.map(squeeze)
    if (name !== '' && isCvx(padded(cvx))) yield { type: 'tradeName', name, cvx: padded(cvx), mvx, manufacturer }
    else yield* refused(context, { ...row, system: 'cvx' })
  }
}

export interface GroupMember {
  readonly type: 'group'
  readonly cvx: string
  readonly group: string
}

export async function* parseGroups(
  rows: AsyncIterable<Row>,
  context: ParseContext,
): AsyncIterable<GroupMember | Issue> {
  for await (const row of rows) {
    const [, cvx = '', , group = ''] = row.cells.map(squeeze)
    if (group !== '' && isCvx(padded(cvx))) yield { type: 'group', cvx: padded(cvx), group }
    else yield* refused(context, { ...row, system: 'cvx' })
  }
}
