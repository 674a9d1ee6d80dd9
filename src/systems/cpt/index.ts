/**
 * CPT, the American Medical Association's codes for services of physicians. Nothing of it ships with Medcodex: a user
 * with a licence brings the AMA's files. Without them only bare numbers are known, from explainers and policies.
 */
import { type IsoDate, isoDate } from '../../core/date.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import type { CodeSystem, RecognizedFile, ReleaseId } from '../system.ts'
import { grammar } from './grammar.ts'
import { inDocuments } from './in-documents.ts'
import { load } from './load.ts'
import { pageKind } from './page-kind.ts'
import { headingOf } from './parse-descriptors.ts'

/** A release holds from the first of January of its year. */
const releaseOfYear = (year: string): ReleaseId => ({
  system: 'cpt',
  label: year,
  validFrom: isoDate(`${year}-01-01`),
})

const FIXED: readonly (readonly [string, RegExp])[] = [
  ['long', /^LONG(?:ULT|UT|UL|UF|LF)?\.txt$/i],
  ['medium', /^MED(?:U|ULT|IUM)?\.txt$/i],
  ['short', /^SHORT(?:U|ULT)?\.txt$/i],
  ['modifiers', /^MOD(?:UL|ULT|IFIERS?)?\.txt$/i],
]

/** The year of a release: in the path, or else in the terms at the head of the file. */
function yearOf(file: SourceFile, head: string): string | undefined {
  const inPath = [...file.path.matchAll(/(?:^|\D)(20\d\d)(?=\D|$)/g)].at(-1)?.[1]
  return (
    inPath ?? /\bCPT\b\D{0,20}(20\d\d)/i.exec(head)?.[1] ?? /(20\d\d) American Medical Association/i.exec(head)?.[1]
  )
}

function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  const fixed = FIXED.find(([, name]) => name.test(file.name))?.[0]
  const says = /\bCPT\b|American Medical Association/i.test(`${file.path} ${head}`)
  const role = fixed !== undefined && says ? fixed : tabbed(file, head) ? 'descriptors' : undefined
  const year = role === undefined ? undefined : yearOf(file, head)
  return role === undefined || year === undefined ? undefined : { release: releaseOfYear(year), role }
}

function tabbed(file: SourceFile, head: string): boolean {
  return /\.(?:txt|tsv|tab)$/i.test(file.name) && head.split(/\r?\n/).some((line) => headingOf(line) !== undefined)
}

export const cpt: CodeSystem = {
  id: 'cpt',
  name: 'CPT',
  title: 'Current Procedural Terminology',
  kind: 'procedure',
  uri: 'http://www.ama-assn.org/go/cpt',
  oids: ['2.16.840.1.113883.6.12'],
  names: ['CPT-4', 'CPT4', 'C4', 'HCPCS Level I', 'CPT codes', 'procedure code'],
  publisher: 'American Medical Association (AMA)',
  licence: {
    access: 'licensed',
    name: 'AMA licence, held by the operator of this server',
    notice:
      'CPT is copyright of the American Medical Association. All rights reserved. CPT is a registered trademark of the ' +
      'American Medical Association. Its text is shown under a licence of the operator and may not be passed on.',
    url: 'https://www.ama-assn.org/practice-management/cpt',
  },
  grammar,
  inDocuments,
  levels: {
    code: { role: 'code', label: 'Code' },
    modifier: { role: 'modifier', label: 'Modifier', phrase: 'a modifier' },
  },
  reportable: true,
  properties: {
    mediumDescriptor: { label: 'Medium descriptor' },
    consumerDescriptor: { label: 'Consumer descriptor' },
  },
  composition: 'descriptors',
  pageKind,
  shortTitlesDiffer: true,
  codeRoles: [['long'], ['medium'], ['short'], ['descriptors']],
  releaseInForce: (date: IsoDate) => releaseOfYear(date.slice(0, 4)),
  recognize,
  load,
}
