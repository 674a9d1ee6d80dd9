/** Reads one day's NDC directory into records: labelers, their products, the packages of each. */
import type { IsoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import { readSeparated } from '../../sources/tabbed.ts'
import { incomplete, problemsOf } from '../problem.ts'
import type { SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { elevenDigits } from './grammar.ts'
import { type Package, type Product, parsePackages, parseProducts } from './parse-ndc.ts'

const problem = problemsOf('ndc')
const ENCODING = { encoding: 'utf-8-or-windows-1252' } as const

export async function* load(given: ReleaseFiles): AsyncIterable<SourceRecord> {
  const { files } = given
  const file = (role: string) => files.find((each) => each.role === role)?.file
  const [products, packages] = [file('product'), file('package')]
  if (!products || !packages) {
    yield* incomplete('ndc', given, products ? 'package.txt' : 'product.txt')
    return
  }
  const byProduct = new Map<string, Package[]>()
  const seen = new Set<string>()
  for await (const each of parsePackages(readSeparated(packages, ENCODING), { file: packages.path })) {
    if (each.type === 'issue') yield each
    else if (seen.has(each.code)) yield again(packages.path, each)
    else {
      seen.add(each.code)
      const list = byProduct.get(each.product)
      if (list) list.push(each)
      else byProduct.set(each.product, [each])
    }
  }
  const found = new Map<string, Product>()
  for await (const each of parseProducts(readSeparated(products, ENCODING), { file: products.path })) {
    if (each.type === 'issue') yield each
    else if (found.has(each.code)) yield again(products.path, each)
    else found.set(each.code, each)
  }
  yield* recordsOf(found, byProduct)
  // What is left names no product.
  const orphans = [...byProduct]
  for (const [code, list] of orphans) {
    const text = `${list.length} packages name the product ${code}, which is not in product.txt.`
    yield problem({ file: packages.path }, { code: 'no-product', severity: 'error', line: list[0]!.line, text })
  }
}

/** A row stands once for each set of labels of a product. */
function again(file: string, { code, line }: Product | Package): Issue {
  const text = `${code} has another set of labels; the first row counts.`
  return problem({ file }, { code: 'duplicate-code', severity: 'notice', line, text })
}

const labelerOf = (code: string): string => code.slice(0, code.indexOf('-'))

/** Labelers by number. The directory names them at each product; the name most of them have is the labeler's. */
function labelersOf(products: Iterable<Product>): Map<string, string> {
  const names = new Map<string, Map<string, number>>()
  for (const { code, labeler } of products) {
    const number = labelerOf(code)
    const counts = names.get(number) ?? new Map<string, number>()
    names.set(number, counts)
    counts.set(labeler, (counts.get(labeler) ?? 0) + 1)
  }
  return new Map([...names].map(([number, counts]) => [number, [...counts].sort((a, b) => b[1] - a[1])[0]![0]]))
}

/** Gives products in the order of their codes, and lets go of each with its packages: there are many of both. */
function* recordsOf(products: Map<string, Product>, packages: Map<string, readonly Package[]>): Iterable<SourceRecord> {
  const labelers = labelersOf(products.values())
  let order = 0
  let current: string | undefined
  for (const code of [...products.keys()].sort()) {
    const product = products.get(code)!
    const labeler = labelerOf(product.code)
    if (labeler !== current) {
      current = labeler
      const title = labelers.get(labeler)!
      yield { type: 'concept', code: labeler, level: 'labeler', title, billable: false, order: ++order }
    }
    yield* productRecords(product, { order: ++order, labeler, official: labelers.get(labeler)! })
    for (const each of packages.get(code) ?? []) yield* packageRecords(each, product, ++order)
    packages.delete(code)
    products.delete(code)
  }
}

const period = ({ start, end }: Product | Package) => ({
  ...(start === undefined ? {} : { addedOn: start as IsoDate }),
  ...(end === undefined ? {} : { terminatedOn: end as IsoDate }),
})

/** Columns 4 to 7, 15 and 16 of the product, each as in the file: what tells one product of a name from another. */
function titleOf({ brand, generic, facts }: Product): string {
  const value = (name: string): string[] => facts.filter(([each]) => each === name).map(([, text]) => text)
  const strengths = value('strength')
  const other = generic.toLowerCase() === brand.toLowerCase() || generic === '' ? [] : [generic]
  return [brand, ...other, ...(strengths.length > 3 ? [] : strengths), ...value('form')].join(', ')
}

function* productRecords(
  product: Product,
  { order, labeler, official }: { order: number; labeler: string; official: string },
): Iterable<SourceRecord> {
  const { code, brand, generic, substances, facts } = product
  const title = titleOf(product)
  yield { type: 'concept', code, level: 'product', title, billable: false, order, parent: labeler, ...period(product) }
  if (brand !== title) yield { type: 'designation', code, use: 'brandName', text: brand }
  if (generic !== '' && generic !== brand && generic !== title)
    yield { type: 'designation', code, use: 'synonym', text: generic }
  for (const value of substances) yield { type: 'property', code, name: 'substance', value }
  for (const [name, value] of facts) yield { type: 'property', code, name, value }
  if (product.labeler !== official) yield { type: 'property', code, name: 'labeler', value: product.labeler }
}

function* packageRecords(pack: Package, product: Product, order: number): Iterable<SourceRecord> {
  const { code, description, sample } = pack
  const title = description === '' ? product.brand : `${product.brand}: ${description}`
  yield {
    type: 'concept',
    code,
    level: 'package',
    title,
    billable: pack.end === undefined,
    order,
    parent: product.code,
    ...period(pack),
  }
  const eleven = elevenDigits(code)
  if (eleven !== undefined) yield { type: 'property', code, name: 'elevenDigits', value: eleven }
  if (sample) yield { type: 'property', code, name: 'sample', value: 'true' }
}
