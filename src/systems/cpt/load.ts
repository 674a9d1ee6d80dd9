/** Reads the files of one CPT release into records: titles are the long descriptors, in the order of the codes. */
import type { IsoDate } from '../../core/date.ts'
import { parseCompactDate, parseIsoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import type { Encoding } from '../../sources/decode.ts'
import { type Line, readLines } from '../../sources/lines.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import type { SourceRecord } from '../records.ts'
import type { RecognizedFile, ReleaseFiles } from '../system.ts'
import { type Descriptor, type DescriptorRow, parseFixed, parseTabbed } from './parse-descriptors.ts'

/** What all files together say of one code. */
interface Gathered {
  long?: string
  medium?: string
  short?: string
  consumer?: string
  effective?: IsoDate
}

const FIXED_ROLES = { long: 'long', medium: 'medium', short: 'short', modifiers: 'long' } as const
type FixedRole = keyof typeof FIXED_ROLES

const isFixed = (role: string): role is FixedRole => role in FIXED_ROLES

export async function* load({ files }: ReleaseFiles): AsyncIterable<SourceRecord> {
  const gathered = new Map<string, Gathered>()
  const titled = new Map<string, RecognizedFile>()
  for (const each of [...files].sort((a, b) => (a.file.path < b.file.path ? -1 : 1))) {
    for (const found of await parsed(each)) {
      if ('type' in found) yield found
      else add(gathered, found, each)
      if (!('type' in found)) titled.set(found.code, titled.get(found.code) ?? each)
    }
  }
  let order = 0
  // Modifiers first, as in HCPCS Level II.
  for (const code of [...gathered.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const { long, medium, short, consumer, effective } = gathered.get(code)!
    const title = long ?? medium ?? short ?? consumer
    if (title === undefined) continue
    const level = code.length === 2 ? 'modifier' : 'code'
    const shortTitle = short ?? medium
    yield {
      type: 'concept',
      code,
      level,
      title,
      billable: level === 'code',
      order: ++order,
      ...(shortTitle === undefined || shortTitle === title ? {} : { shortTitle }),
      ...(effective === undefined ? {} : { addedOn: effective }),
    }
    if (medium !== undefined && medium !== title && medium !== shortTitle) {
      yield { type: 'property', code, name: 'mediumDescriptor', value: medium }
    }
    if (consumer !== undefined && consumer !== title) {
      yield { type: 'property', code, name: 'consumerDescriptor', value: consumer }
    }
  }
}

async function parsed({ file, role }: RecognizedFile): Promise<(Descriptor | DescriptorRow | Issue)[]> {
  const lines: Line[] = []
  for await (const line of readLines(file, await encodingOf(file))) lines.push(line)
  return isFixed(role)
    ? [...parseFixed(lines, { file: file.path, modifiers: role === 'modifiers' })]
    : [...parseTabbed(lines, { file: file.path })]
}

async function encodingOf(file: SourceFile): Promise<Encoding> {
  for await (const { text } of readLines(file)) if (text.includes('\uFFFD')) return 'windows-1252'
  return 'utf-8'
}

function add(gathered: Map<string, Gathered>, found: Descriptor | DescriptorRow, { role }: RecognizedFile): void {
  const known = gathered.get(found.code) ?? {}
  gathered.set(found.code, known)
  if ('text' in found) {
    if (isFixed(role)) known[FIXED_ROLES[role]] ??= found.text
    return
  }
  for (const name of ['long', 'medium', 'short', 'consumer'] as const) {
    const text = found[name]
    if (text !== undefined) known[name] ??= text
  }
  const effective = found.effective === undefined ? undefined : dayOf(found.effective)
  if (effective !== undefined) known.effective ??= effective
}

/** `20260101`, `2026-01-01` or `01/01/2026`. */
function dayOf(text: string): IsoDate | undefined {
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (us) return parseIsoDate(`${us[3]}-${us[1]!.padStart(2, '0')}-${us[2]!.padStart(2, '0')}`)
  return parseCompactDate(text) ?? parseIsoDate(text)
}
