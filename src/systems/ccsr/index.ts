/** CCSR: the clinical categories of AHRQ into which ICD-10-CM and ICD-10-PCS codes are sorted for statistics. */

import { isoDate } from '../../core/date.ts'
import { foldCode } from '../../core/text.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { defineGrammar } from '../grammar.ts'
import { FLAT } from '../levels.ts'
import type { CodeSystem, RecognizedFile, ReleaseId } from '../system.ts'
import { bodySystemOf } from './body-systems.ts'
import { type Half, load } from './load.ts'
import { isCategory } from './parse-ccsr.ts'

/** The first version of a year is of its fiscal year; later ones bring the codes that came in January, then April. */
const DAYS = ['-01-01', '-04-01']

function releaseOf(system: string, year: number, nth: number): ReleaseId {
  const validFrom = nth < 2 ? isoDate(`${year - 1}-10-01`) : isoDate(`${year}${DAYS[nth - 2] ?? DAYS[1]!}`)
  return { system, label: `${year}-${nth}`, validFrom }
}

/** The version stands in names only: `DXCCSR_v2026-1.csv`. */
function versionIn(path: string): readonly [year: number, nth: number] | undefined {
  const found = [...path.matchAll(/v(20\d\d)[-_.](\d)(?!\d)/gi)].at(-1)
  return found ? [Number(found[1]), Number(found[2])] : undefined
}

/** Version of the one list of categories without a version that was checked. */
const PASSED_ON = [2022, 1] as const

const recognizer =
  (system: string, shapes: readonly (readonly [role: string, head: RegExp])[]) =>
  (file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined => {
    if (!/\.csv$/i.test(file.name)) return undefined
    const role = shapes.find(([, shape]) => shape.test(head))?.[0]
    const version = versionIn(file.path) ?? (role === 'categories' ? PASSED_ON : undefined)
    return role === undefined || version === undefined ? undefined : { role, release: releaseOf(system, ...version) }
  }

const grammar = defineGrammar({
  normalize(text) {
    const code = foldCode(text.replace(/^(?:DX|PR)?CCSR\b[\s:#-]*/i, ''))
    return isCategory(code) ? code : undefined
  },
  normalizePrefix: (text) => (/^[A-Z]{1,3}\d{0,3}$/i.test(text) ? text.toUpperCase() : undefined),
  // Three letters and three digits are the shape of much else.
  open: true,
})

const SHARED = {
  kind: 'grouper',
  publisher: 'Agency for Healthcare Research and Quality (AHRQ)',
  licence: {
    access: 'public',
    name: 'US public domain',
    notice:
      'The Clinical Classifications Software Refined (CCSR) is of the Healthcare Cost and Utilization Project (HCUP), Agency ' +
      'for Healthcare Research and Quality; in the public domain.',
    url: 'https://hcup-us.ahrq.gov/toolssoftware/ccsr/ccs_refined.jsp',
  },
  grammar,
  levels: { ...FLAT, code: { role: 'code', label: 'Clinical category' } },
  reportable: false,
  composition: 'facts',
  pageKind: () => 'reference',
  releaseInForce: () => undefined,
} as const satisfies Partial<CodeSystem>

const DIAGNOSES: Half = { system: 'dxccsr', target: 'icd10cm', defaults: true, domainOf: bodySystemOf }
const PROCEDURES: Half = { system: 'prccsr', target: 'icd10pcs', defaults: false, domainOf: () => undefined }

export const dxccsr: CodeSystem = {
  ...SHARED,
  id: 'dxccsr',
  name: 'CCSR for diagnoses',
  shortName: 'DXCCSR',
  title: 'Clinical Classifications Software Refined for ICD-10-CM Diagnoses',
  uri: 'https://hcup-us.ahrq.gov/toolssoftware/ccsr/dxccsr.jsp',
  names: ['CCSR', 'CCSR DX', 'CCSR diagnoses', 'CCSR categories'],
  properties: { domain: { label: 'Body system' } },
  relations: {
    defaultFor: { label: 'Codes counted here', inverse: 'Clinical category (CCSR)' },
    inpatientDefaultFor: {
      label: 'Codes counted here as first diagnosis of a hospital stay',
      inverse: 'Clinical category (CCSR) as first diagnosis of a hospital stay',
    },
    outpatientDefaultFor: {
      label: 'Codes counted here as first diagnosis of outpatient care',
      inverse: 'Clinical category (CCSR) as first diagnosis of outpatient care',
    },
    contains: { label: 'Codes that are here too', inverse: 'Also in clinical category (CCSR)' },
  },
  codeRoles: [['diagnoses'], ['categories']],
  recognize: recognizer('dxccsr', [
    ['diagnoses', /^\ufeff?'?ICD-10-CM CODE'?,[^\n]*CCSR CATEGORY 1\b/i],
    ['diagnosesPassedOn', /^\ufeff?"?I10_DX"?,[^\n]*CCSR1\b/],
    ['categories', /^\ufeff?"?CCSR"?,"?CCSR_desc"?,[^\n]*I10DX_Chapter/],
  ]),
  load: (release) => load(release, DIAGNOSES),
}

export const prccsr: CodeSystem = {
  ...SHARED,
  id: 'prccsr',
  name: 'CCSR for procedures',
  shortName: 'PRCCSR',
  title: 'Clinical Classifications Software Refined for ICD-10-PCS Procedures',
  uri: 'https://hcup-us.ahrq.gov/toolssoftware/ccsr/prccsr.jsp',
  names: ['CCSR PR', 'CCSR procedures'],
  properties: { domain: { label: 'Clinical domain' } },
  relations: { contains: { label: 'Codes in this category', inverse: 'Clinical category (CCSR)' } },
  codeRoles: [['procedures'], ['proceduresPassedOn'], ['categories']],
  recognize: recognizer('prccsr', [
    ['procedures', /^\ufeff?'?ICD-10-PCS'?,[^\n]*PRCCSR\b/i],
    ['proceduresPassedOn', /^\ufeff?"?I10_PR"?,[^\n]*CCSR\b/],
    ['categories', /^\ufeff?"?CCSR"?,"?CCSR_desc"?,[^\n]*clinical_domain/],
  ]),
  load: (release) => load(release, PROCEDURES),
}
