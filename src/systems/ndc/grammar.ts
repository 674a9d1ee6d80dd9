/**
 * How National Drug Codes are written. The FDA writes ten digits in three segments: labeler (4 or 5 digits), product (4 or
 * 3) and package (2 or 1); claims write eleven digits, 5-4-2, with a zero put in front of the short segment. Which segment
 * it was cannot be told from eleven digits, so all that are possible are candidates. Stored form: as the FDA writes it.
 */
import { type CodeCandidate, defineGrammar, type MendRule } from '../grammar.ts'

const PACKAGE =
  /^(\d{4})-(\d{4})-(\d{2})$|^(\d{5})-(\d{3})-(\d{2})$|^(\d{5})-(\d{4})-(\d{1})$|^(\d{5})-(\d{4})-(\d{2})$/
const PRODUCT = /^\d{4}-\d{4}$|^\d{5}-\d{3,4}$/
const LABELER = /^\d{4,5}$/

/** `0002-8215-01`, `0002-8215`, `0002`. */
function normalize(text: string): string | undefined {
  const typed = text
    .replace(/^NDC[\s:#-]*/i, '')
    .replace(/\s*-\s*/g, '-')
    .trim()
  return PACKAGE.test(typed) || PRODUCT.test(typed) || LABELER.test(typed) ? typed : undefined
}

const candidate = (code: string, certainty: number): CodeCandidate => ({ code, certainty, mended: ['shape'] })

/** The FDA's writings of labeler, product and package of 5, 4 and 2 digits: one zero was put in front of one of them. */
function writings([labeler, product, pack]: readonly [string, string, string]): string[] {
  const out: string[] = []
  if (labeler.startsWith('0')) out.push(`${labeler.slice(1)}-${product}-${pack}`)
  if (product.startsWith('0')) out.push(`${labeler}-${product.slice(1)}-${pack}`)
  if (pack.startsWith('0')) out.push(`${labeler}-${product}-${pack.slice(1)}`)
  return out
}

/** Eleven digits with or without hyphens, and ten digits without. */
const shapes: MendRule = (typed) => {
  const text = typed.replace(/^NDC[\s:#-]*/i, '')
  const eleven = /^(\d{5})[-\s]?(\d{4})[-\s]?(\d{2})$/.exec(text)
  if (eleven) {
    const [, labeler = '', product = '', pack = ''] = eleven
    return writings([labeler, product, pack]).map((code) => candidate(code, 0.9))
  }
  const ten = /^\d{10}$/.exec(text)?.[0]
  if (ten === undefined) return []
  const cut = (a: number, b: number): string => `${ten.slice(0, a)}-${ten.slice(a, b)}-${ten.slice(b)}`
  return [cut(4, 8), cut(5, 8), cut(5, 9)].map((code) => candidate(code, 0.7))
}

/** Nine digits: labeler and product of 5 and 4, as crosswalks write products. */
const products: MendRule = (typed) => {
  const found = /^(\d{5})[-\s]?(\d{4})$/.exec(typed.replace(/^NDC[\s:#-]*/i, ''))
  if (!found) return []
  const [, labeler = '', product = ''] = found
  return writings([labeler, product, '1']).map((code) => candidate(code.replace(/-1$/, ''), 0.6))
}

export const grammar = defineGrammar({
  normalize,
  normalizePrefix: (text) => (/^[\d-]{1,12}$/.test(text) ? text : undefined),
  mends: [shapes, products],
  isStub: (text) => /^\d{4,5}-\d{0,4}$/.test(text),
})

/** Eleven digits, as claims carry it, of a package code as the FDA writes it. */
export function elevenDigits(code: string): string | undefined {
  const parts = code.split('-')
  if (parts.length !== 3) return undefined
  const [labeler = '', product = '', pack = ''] = parts
  return labeler.padStart(5, '0') + product.padStart(4, '0') + pack.padStart(2, '0')
}
