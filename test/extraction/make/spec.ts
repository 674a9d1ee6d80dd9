/**
 * How a labelled document is written down: its source text with the gold findings standing beside the words they come
 * from. A source is one list of pieces; a string is text, anything else is gold.
 *
 * Gold is labelled by hand. `g(disposition, codes, quote)` takes codes in a short form: `J9035` a code, `J9000..J9999` a
 * range, `J9000..J9999!J9035,J9310` a range with exceptions, `C22*` a stub, `?J9999Z` a code that no release knows,
 * `cm:E1165` a code whose shape alone does not say its system.
 */

export type Disposition =
  | 'covers'
  | 'conditional'
  | 'needs-authorization'
  | 'excludes'
  | 'supports-necessity'
  | 'does-not-support'
  | 'mentions'

export type Role = 'service' | 'diagnosis' | 'procedure' | 'device' | 'drug' | 'modifier'
export type FileType = 'pdf' | 'html' | 'md' | 'txt' | 'docx' | 'csv' | 'xlsx'

export interface Gold {
  readonly system: string
  readonly code?: string
  readonly range?: readonly [string, string]
  readonly stub?: string
  readonly except?: readonly string[]
  readonly unknown?: true
  readonly disposition: Disposition
  readonly role: Role
  readonly group?: string
  readonly quote: string
}

export interface Meta {
  readonly payer: string
  readonly plan?: string
  readonly kind: 'ncd' | 'lcd' | 'article' | 'commercial' | 'medicaid' | 'pa-list'
  readonly number: string
  readonly title: string
  readonly effective: string
  readonly end?: string
  readonly states?: readonly string[]
  readonly url?: string
}

export interface Spec {
  readonly stem: string
  readonly type: FileType
  readonly meta: Meta
  readonly text: string
  readonly gold: readonly Gold[]
  /** What a renderer of the style needs beside the text: running header and footer. */
  readonly header?: string
  readonly footer?: string
}

const SHORT = {
  cov: 'covers',
  cond: 'conditional',
  pa: 'needs-authorization',
  exc: 'excludes',
  sup: 'supports-necessity',
  dns: 'does-not-support',
  men: 'mentions',
} as const satisfies Record<string, Disposition>

const SYSTEMS: Readonly<Record<string, string>> = { cm: 'icd10cm', pcs: 'icd10pcs', icd9: 'icd9cm' }

const systemByShape = (code: string): string => {
  if (/^\d{4,5}-\d{3,4}-\d{1,2}$|^\d{10,11}$/.test(code)) return 'ndc'
  if (/^\d{5}$|^\d{4}[A-Z]$/.test(code)) return 'cpt'
  if (/^[A-V]\d{4}$/.test(code)) return 'hcpcs'
  if (/^[0-9A-HJ-NP-Z]{7}$/.test(code) || (/^\d/.test(code) && code.length > 2)) return 'icd10pcs'
  return 'icd10cm'
}

const ROLES: Readonly<Record<string, Role>> = {
  cpt: 'service',
  icd10cm: 'diagnosis',
  icd9cm: 'diagnosis',
  icd10pcs: 'procedure',
  ndc: 'drug',
  cvx: 'drug',
  msdrg: 'service',
}

const roleOf = (system: string, code: string): Role =>
  ROLES[system] ?? (/^J/.test(code) ? 'drug' : /^[AEKLV]/.test(code) ? 'device' : 'service')

/** Gold of one or more codes that the same words settle. */
export function g(
  disposition: keyof typeof SHORT,
  codes: string,
  quote: string,
  more: { readonly group?: string; readonly role?: Role } = {},
): Gold[] {
  return codes
    .trim()
    .split(/\s+/)
    .map((token) => {
      const [, unknown, prefix, body] = /^(\?)?(?:([a-z]\w*):)?(.+)$/.exec(token)!
      const [main, except] = body!.split('!') as [string, string?]
      const modifier = prefix === 'mod'
      const [from, to] = main.split('..') as [string, string?]
      const bare = from.replace(/\*$/, '')
      const system = modifier
        ? /^\d\d$/.test(bare)
          ? 'cpt'
          : 'hcpcs'
        : prefix
          ? (SYSTEMS[prefix] ?? prefix)
          : systemByShape(bare)
      const what = to ? { range: [from, to] as const } : main.endsWith('*') ? { stub: bare } : { code: main }
      return {
        system,
        ...what,
        ...(except ? { except: except.split(',') } : {}),
        ...(unknown ? { unknown: true as const } : {}),
        disposition: SHORT[disposition],
        role: more.role ?? (modifier ? 'modifier' : roleOf(system, bare)),
        ...(more.group ? { group: more.group } : {}),
        quote: quote.replace('{c}', main),
      }
    })
}

/** One document: text and gold in the order they were written. */
export function doc(
  stem: string,
  type: FileType,
  meta: Meta,
  pieces: readonly (string | readonly Gold[])[],
  frame: { readonly header?: string; readonly footer?: string } = {},
): Spec {
  const text = pieces.filter((piece) => typeof piece === 'string').join('')
  const gold = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece))
  return { stem, type, meta, text: `${text.trim()}\n`, gold, ...frame }
}
