/**
 * The FDA's National Drug Code Directory.
 *
 * @source product.txt and package.txt in ndctext.zip of the FDA; the directory of 29 April 2019 (128,241 products,
 *   243,960 packages) and parts of July 2025 were checked.
 * @layout tab separated with a heading, CRLF, windows-1252; quotes are text. Dates are YYYYMMDD.
 *   product: PRODUCTID, PRODUCTNDC, PRODUCTTYPENAME, PROPRIETARYNAME, PROPRIETARYNAMESUFFIX, NONPROPRIETARYNAME,
 *     DOSAGEFORMNAME, ROUTENAME, STARTMARKETINGDATE, ENDMARKETINGDATE, MARKETINGCATEGORYNAME, APPLICATIONNUMBER,
 *     LABELERNAME, SUBSTANCENAME, ACTIVE_NUMERATOR_STRENGTH, ACTIVE_INGRED_UNIT, PHARM_CLASSES, DEASCHEDULE,
 *     NDC_EXCLUDE_FLAG, LISTING_RECORD_CERTIFIED_THROUGH. Substances, strengths and units stand in the same order,
 *     separated by `; `.
 *   package: PRODUCTID, PRODUCTNDC, NDCPACKAGECODE, PACKAGEDESCRIPTION, STARTMARKETINGDATE, ENDMARKETINGDATE,
 *     NDC_EXCLUDE_FLAG, SAMPLE_PACKAGE.
 * Irregularities: one PRODUCTNDC may stand in several rows, one for each PRODUCTID (set of labels); the first counts and
 *   the labeler's other names are kept. Some packages name a product that has no row.
 */
import { parseCompactDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import { headed, type Row } from '../headed.ts'
import { type ParseContext, problemsOf, quoted } from '../problem.ts'

const problem = problemsOf('ndc')

export type Fact = readonly [name: string, value: string]

/** The same fact of many products is one object. */
function sharing(): (fact: Fact) => Fact {
  const known = new Map<string, Fact>()
  return (fact) => {
    const key = fact.join('\t')
    const first = known.get(key)
    if (!first) known.set(key, fact)
    return first ?? fact
  }
}

export interface Product {
  readonly type: 'product'
  readonly line: number
  readonly code: string
  readonly labeler: string
  readonly brand: string
  readonly generic: string
  readonly substances: readonly string[]
  readonly facts: readonly Fact[]
  /** `YYYY-MM-DD`, absent where there is none. */
  readonly start?: string
  readonly end?: string
}

export interface Package {
  readonly type: 'package'
  readonly line: number
  readonly code: string
  readonly product: string
  readonly description: string
  readonly sample: boolean
  readonly start?: string
  readonly end?: string
}

const PRODUCT_CODE = /^\d{4,5}-\d{3,4}$/
const PACKAGE_CODE = /^\d{4,5}-\d{3,4}-\d{1,2}$/

/** A date as `{name: ISO}`, nothing where the cell is empty; US dates are what a spreadsheet left behind. */
function dated(name: 'start' | 'end', text: string): { start?: string; end?: string } | undefined {
  if (text === '') return {}
  const date = parseCompactDate(text)
  return date === undefined ? undefined : { [name]: date }
}

function dates(row: { cell(heading: string): string }): { start?: string; end?: string } | undefined {
  const start = dated('start', row.cell('STARTMARKETINGDATE'))
  const end = dated('end', row.cell('ENDMARKETINGDATE'))
  return start && end ? { ...start, ...end } : undefined
}

const parts = (text: string): string[] =>
  text
    .split(/;\s*/)
    .map(squeeze)
    .filter((part) => part !== '')

/** `2.5 mg/.5mL`, one for each substance. */
function strengths(numbers: readonly string[], units: readonly string[]): string[] {
  return numbers.map((number, i) => squeeze(`${number} ${units[i] ?? ''}`))
}

export async function* parseProducts(rows: AsyncIterable<Row>, { file }: ParseContext): AsyncIterable<Product | Issue> {
  const needs = ['PRODUCTID', 'PRODUCTNDC', 'PROPRIETARYNAME', 'LABELERNAME']
  const shared = sharing()
  for await (const row of headed(rows, { system: 'ndc', file, needs })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const code = row.cell('PRODUCTNDC')
    const when = dates(row)
    const brand = squeeze(`${row.cell('PROPRIETARYNAME')} ${row.cell('PROPRIETARYNAMESUFFIX')}`)
    const generic = squeeze(row.cell('NONPROPRIETARYNAME'))
    if (!PRODUCT_CODE.test(code) || when === undefined || (brand === '' && generic === '')) {
      const what = !PRODUCT_CODE.test(code)
        ? 'no product code'
        : when
          ? 'a product without a name'
          : 'a product with a date that is not YYYYMMDD'
      yield problem(
        { file },
        { code: 'bad-product', severity: 'error', line: row.line, text: `The row is ${what}: ${quoted(code)}` },
      )
      continue
    }
    const substances = parts(row.cell('SUBSTANCENAME'))
    const facts: [string, string][] = [
      ...strengths(parts(row.cell('ACTIVE_NUMERATOR_STRENGTH')), parts(row.cell('ACTIVE_INGRED_UNIT'))).map(
        (value, i): [string, string] => ['strength', substances[i] === undefined ? value : `${substances[i]} ${value}`],
      ),
      ['form', row.cell('DOSAGEFORMNAME')],
      ...parts(row.cell('ROUTENAME')).map((value): [string, string] => ['route', value]),
      ...row
        .cell('PHARM_CLASSES')
        .split(/,\s*(?=[^,]*\[)/)
        .map((value): [string, string] => ['pharmacologicClass', squeeze(value)]),
      ['schedule', row.cell('DEASCHEDULE')],
      ['productType', row.cell('PRODUCTTYPENAME')],
      ['marketingCategory', row.cell('MARKETINGCATEGORYNAME')],
      ['application', row.cell('APPLICATIONNUMBER')],
    ]
    yield {
      type: 'product',
      line: row.line,
      code,
      labeler: squeeze(row.cell('LABELERNAME')),
      brand: brand === '' ? generic : brand,
      generic,
      substances,
      facts: facts.filter(([, value]) => value !== '').map(shared),
      ...when,
    }
  }
}

export async function* parsePackages(rows: AsyncIterable<Row>, { file }: ParseContext): AsyncIterable<Package | Issue> {
  const needs = ['PRODUCTID', 'PRODUCTNDC', 'NDCPACKAGECODE', 'PACKAGEDESCRIPTION']
  for await (const row of headed(rows, { system: 'ndc', file, needs })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const code = row.cell('NDCPACKAGECODE')
    const product = row.cell('PRODUCTNDC')
    const when = dates(row)
    if (PACKAGE_CODE.test(code) && code.startsWith(`${product}-`) && when) {
      const sample = row.cell('SAMPLE_PACKAGE') === 'Y'
      yield {
        type: 'package',
        line: row.line,
        code,
        product,
        description: squeeze(row.cell('PACKAGEDESCRIPTION')),
        sample,
        ...when,
      }
      continue
    }
    const text = when
      ? `The row is no package of its product: ${quoted(`${product} ${code}`)}`
      : `A date of ${quoted(code)} is not written YYYYMMDD.`
    yield problem({ file }, { code: 'bad-package', severity: 'error', line: row.line, text })
  }
}
