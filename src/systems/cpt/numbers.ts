/**
 * The register of CPT numbers: which numbers there are and what CMS files them under, from public files that hold bare
 * numbers. It lets a number be found and have a page where the AMA's own text is not at hand; no descriptor is in it.
 */
import { type IsoDate, isoDate } from '../../core/date.ts'
import { readCsv } from '../../sources/csv.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { incomplete, problemsOf } from '../problem.ts'
import type { SourceRecord } from '../records.ts'
import type { CodeSystem, RecognizedFile, ReleaseFiles } from '../system.ts'
import { grammar, isCptCode } from './grammar.ts'
import { pageKind } from './page-kind.ts'
import { parseAddOns, parseLimits, parseRbcs } from './parse-numbers.ts'

const ID = 'cpt-numbers'

const ROLES: readonly (readonly [role: string, head: RegExp])[] = [
  ['rbcs', /^\ufeff?"?(?:hcpcs_code"?,"?rbcs_procedure|HCPCS_Cd"?,"?RBCS_ID)/i],
  ['addOns', /^\ufeff?"?primary_code"?,"?add_on_code/i],
  ['limits', /^\ufeff?"?hcpcs_code"?,"?mue_units/i],
]

/** The year and quarter or month that a name tells: `rbcs_2024`, `2024-q3`. */
function dayOf({ name, path, modified }: SourceFile): IsoDate {
  const quarter = /(20\d\d)[-_]?q([1-4])/i.exec(name)
  if (quarter) return isoDate(`${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`)
  const year = /(20\d\d)/.exec(name)?.[1] ?? /(20\d\d)/.exec(path)?.[1]
  return year === undefined ? (modified ?? isoDate('2024-01-01')) : isoDate(`${year}-01-01`)
}

function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  const role = /\.csv$/i.test(file.name) ? ROLES.find(([, shape]) => shape.test(head))?.[0] : undefined
  if (role === undefined) return undefined
  const validFrom = dayOf(file)
  return { role, release: { system: ID, label: validFrom, validFrom } }
}

async function* load(given: ReleaseFiles): AsyncIterable<SourceRecord> {
  const file = (role: string) => given.files.findLast((each) => each.role === role)?.file
  const rbcs = file('rbcs')
  if (!rbcs) {
    yield* incomplete(ID, given, 'RBCS file')
    return
  }
  const known = new Set<string>()
  const problem = problemsOf(ID)
  let order = 0
  for await (const row of parseRbcs(readCsv(rbcs), { file: rbcs.path, system: ID })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    // Numbers of Level II stand in the same file; they have their own register.
    if (!isCptCode(row.code)) continue
    if (known.has(row.code)) {
      const text = `${row.code} stands more than once; the first row counts.`
      yield problem({ file: rbcs.path }, { code: 'duplicate-code', severity: 'notice', text })
      continue
    }
    known.add(row.code)
    yield {
      type: 'concept',
      code: row.code,
      level: 'code',
      title: row.title,
      billable: row.ended === undefined,
      order: ++order,
      ...(row.added === undefined ? {} : { addedOn: row.added }),
      ...(row.ended === undefined ? {} : { terminatedOn: row.ended }),
    }
    for (const [name, value] of row.facts) yield { type: 'property', code: row.code, name, value }
  }
  const addOns = file('addOns')
  if (addOns)
    for await (const each of parseAddOns(readCsv(addOns), { file: addOns.path, system: ID })) {
      if (each.type === 'issue') yield each
      else if (known.has(each.addOn) && known.has(each.primary))
        yield { type: 'relation', code: each.addOn, kind: 'addOnTo', target: each.primary }
      else if (known.has(each.addOn)) yield { type: 'property', code: each.addOn, name: 'addOn', value: 'true' }
    }
  const limits = file('limits')
  if (limits)
    for await (const each of parseLimits(readCsv(limits), { file: limits.path, system: ID })) {
      if (each.type === 'issue') yield each
      else if (known.has(each.code)) yield { type: 'property', code: each.code, name: 'mostUnits', value: each.units }
    }
}

export const cptNumbers: CodeSystem = {
  id: ID,
  name: 'CPT numbers',
  shortName: 'CPT',
  title: 'Numbers of Current Procedural Terminology, with the categories of CMS',
  kind: 'procedure',
  registerOf: 'cpt',
  uri: 'urn:medcodex:cpt-numbers',
  publisher: 'Centers for Medicare & Medicaid Services (CMS)',
  licence: {
    access: 'public',
    name: 'US public domain',
    notice:
      'Categories and families are of the Restructured BETOS Classification System of CMS, in the public domain. CPT is a ' +
      'registered trademark of the American Medical Association; only bare numbers are shown, without its descriptors.',
    url: 'https://data.cms.gov/provider-summary-by-type-of-service/provider-service-classifications/restructured-betos-classification-system',
  },
  grammar,
  levels: { code: { role: 'code', label: 'Number' } },
  reportable: true,
  properties: {
    category: { label: 'Category of CMS' },
    subcategory: { label: 'Subcategory' },
    family: { label: 'Family' },
    kindOfService: { label: 'Kind of service' },
    addOn: { label: 'Add-on', type: 'boolean', meaning: () => 'Reported with another service, never alone' },
    mostUnits: { label: 'Most units a day that Medicare expects', type: 'decimal' },
  },
  relations: { addOnTo: { label: 'Added to', inverse: 'May have the add-on' } },
  composition: 'facts',
  pageKind,
  codeRoles: [['rbcs']],
  releaseInForce: () => undefined,
  recognize,
  load,
}
