/** How policies and findings look in the answers of every operation that speaks of them. */
import { z } from 'zod'
import type { Catalog } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import type { Edition } from '../edition/edition.ts'
import { DISPOSITIONS, FLAGS, isSure, type LostRows, type NamedSystem, POLICY_KINDS, ROLES } from '../policy/model.ts'
import { stateAbbreviation } from '../policy/states.ts'
import type { PolicyStore, StoredFinding, StoredVersion } from '../policy/store/reader.ts'
import { isLicensed } from '../systems/licence.ts'
import { findSystem, systemOf, systemWithId } from '../systems/registry.ts'
import { codePath } from './code.ts'
import { AnySystemField } from './fields.ts'

/** A system of an answer about policies, which may name codes of systems that no edition holds. */
export const NamedSystemField = z.string().describe('code system; more than those an edition can hold')

/** A system asked about, by any of its names; one that the program does not know is taken as policies name it. */
export const AskedSystemField = AnySystemField.transform((name) => findSystem(name)?.id ?? name.toLowerCase())

export const PolicySchema = z.object({
  payer: z.string(),
  payerSlug: z.string().describe('payer as written in addresses'),
  number: z.string(),
  kind: z.enum(POLICY_KINDS),
  kindName: z.string(),
  version: z.string().optional(),
  title: z.string(),
  plan: z.string().optional(),
  effective: z.string().optional(),
  ends: z.string().optional().describe('last day that the document itself names'),
  superseded: z.string().optional().describe('day before the next loaded version began'),
  url: z.string().optional(),
  retrieved: z.string().optional().describe('day the document or its facts were obtained'),
  summary: z.boolean().describe('the text is a summary of ours, not the payer’s words'),
  states: z.array(z.string()).optional().describe('two-letter states; absent: wherever the payer works'),
  contractors: z.array(z.string()),
  lost: z
    .object({ rows: z.number(), why: z.array(z.string()).describe('the first reasons'), text: z.string() })
    .optional()
    .describe('rows of its source that could not be read: what they say is missing here'),
  path: z.string().describe('page of the policy on this server'),
})
export type PolicyShown = z.input<typeof PolicySchema>

/** Payers of which something is loaded. */
export const PayersSchema = z.array(
  z.object({ payer: z.string(), slug: z.string(), policies: z.number(), retrieved: z.string().optional() }),
)

export const FindingSchema = z.object({
  system: NamedSystemField,
  written: z.string().describe('code, range or beginning as people write it: `J9000–J9999`, `C22.-`'),
  code: z.string().optional(),
  range: z.tuple([z.string(), z.string()]).optional(),
  stub: z.string().optional().describe('all codes that begin so'),
  except: z.array(z.string()),
  title: z.string().optional().describe('official title of a single code of a loaded system'),
  path: z.string().optional(),
  disposition: z.enum(DISPOSITIONS),
  sure: z.boolean().describe('false: read from prose, and wrong more than once in fifty; see confidence'),
  confidence: z
    .number()
    .optional()
    .describe(
      'how often such a finding is right, 0 to 1, measured on styles the program had not seen; absent: no prose',
    ),
  candidate: z
    .enum(DISPOSITIONS)
    .optional()
    .describe('what the document may say of a code that is only `mentions` because that is not sure enough'),
  reader: z
    .string()
    .optional()
    .describe(
      'language model that the owner of this edition asked about the words; how often it is right was not measured',
    ),
  role: z.enum(ROLES),
  group: z.string().optional().describe('list of the document it stands in'),
  marked: z.boolean().describe('carries the mark that the footnote of its list explains'),
  conditions: z.string().optional(),
  flags: z.array(z.enum(FLAGS)),
  evidence: z.object({
    section: z.array(z.string()).describe('headings above the words, outermost first'),
    page: z.number().optional(),
    start: z.number().describe('offset of the words in the text of the document'),
    end: z.number(),
    quote: z.string().describe('the words of the document (of our summary, where it is one)'),
  }),
})
export type FindingShown = z.input<typeof FindingSchema>

export const KIND_NAME = {
  ncd: 'National coverage determination',
  lcd: 'Local coverage determination',
  article: 'Billing and coding article',
  commercial: 'Medical policy',
  medicaid: 'Medicaid policy',
  'pa-list': 'Prior authorization list',
} as const satisfies Record<(typeof POLICY_KINDS)[number], string>

/** Stands in every answer about policies. */
export const POLICY_NOTICE =
  'What policies say is quoted from the documents loaded, with the day they were obtained. Whether a claim is paid ' +
  'is for the payer to say.'

/** Needed wherever documents of the Medicare Coverage Database name CPT or CDT codes. */
export const CODES_NOTICE =
  'CPT is a registered trademark of the American Medical Association, CDT of the American Dental Association; only ' +
  'their bare numbers are shown here, without descriptions.'

/** The abbreviation of a state however it is written. @throws AppError `invalid-input` */
export function stateOf(text: string): string {
  const state = stateAbbreviation(text)
  if (state !== undefined) return state
  throw new AppError('invalid-input', { problem: `state: "${text}" is no state or territory of the US` })
}

/** The policies of an edition. @throws AppError `no-policies` */
export function policiesOf(edition: Edition): PolicyStore {
  if (!edition.policies) throw new AppError('no-policies', {})
  return edition.policies
}

export const policyPath = ({ payerSlug, number }: Pick<StoredVersion, 'payerSlug' | 'number'>): string =>
  `/policy/${payerSlug}/${encodeURIComponent(number)}`

/** An address that a page may link to; what a document gives for one may be anything, `javascript:` too. */
const isWeb = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)

export function policyShown(version: StoredVersion): PolicyShown {
  const { id: _id, seq: _seq, file: _file, pages: _pages, states, contractors, url, lost, ...rest } = version
  return {
    ...rest,
    ...(url !== undefined && isWeb(url) ? { url } : {}),
    kindName: KIND_NAME[version.kind],
    ...(states && { states: [...states] }),
    contractors: [...contractors],
    ...(lost ? { lost: { rows: lost.rows, why: [...lost.why], text: lostText(lost) } } : {}),
    path: policyPath(version),
  }
}

/** What is missing of a policy, in a sentence. */
const lostText = ({ rows }: LostRows): string =>
  `${rows} ${rows === 1 ? 'row of its source' : 'rows of its source'} could not be read; what ${rows === 1 ? 'it says' : 'they say'} is missing here.`

/** A folded code as people write it; systems that are only named are written as they are. */
export function writtenCode(system: NamedSystem, code: string): string {
  return systemWithId(system)?.grammar.display(code) ?? code
}

function writtenSpec({ system, shape, first, last }: StoredFinding): string {
  const written = writtenCode(system, first)
  if (shape === 'code') return written
  if (shape === 'range') return `${written}–${writtenCode(system, last ?? first)}`
  return systemWithId(system)?.grammar.displayStub(first) ?? `${written}*`
}

/** Codes under a licence have a page of their own even where their text is not at hand. */
function hasNumberPage(id: NamedSystem): boolean {
  const system = systemWithId(id)
  return system !== undefined && isLicensed(system)
}

/** A finding with the titles and addresses of the catalog, as of `asOf`. */
export function findingShown(catalog: Catalog, finding: StoredFinding, asOf: IsoDate): FindingShown {
  const {
    system,
    shape,
    first,
    last,
    except,
    disposition,
    role,
    label,
    marked,
    conditions,
    flags,
    evidence,
    confidence,
    candidate,
    reader,
  } = finding
  const concept = shape === 'code' ? catalog.concept(system, first, asOf) : undefined
  const bare = shape === 'code' && !concept && hasNumberPage(system) ? `/code/${system}/${first}` : undefined
  return {
    system,
    written: writtenSpec(finding),
    ...(shape === 'code' ? { code: writtenCode(system, first) } : {}),
    ...(shape === 'range' ? { range: [first, last ?? first] as [string, string] } : {}),
    ...(shape === 'stub' ? { stub: first } : {}),
    except: except.map((code) => writtenCode(system, code)),
    ...(concept ? { title: concept.title, path: codePath(systemOf(concept.system), concept.code, concept.title) } : {}),
    ...(bare === undefined ? {} : { path: bare }),
    disposition,
    sure: isSure(finding),
    ...(confidence === undefined ? {} : { confidence }),
    ...(candidate === undefined ? {} : { candidate }),
    ...(reader === undefined ? {} : { reader }),
    role,
    ...(label === undefined ? {} : { group: label }),
    marked,
    ...(conditions === undefined ? {} : { conditions }),
    flags: [...flags],
    evidence: {
      section: [...evidence.section],
      ...(evidence.page === undefined ? {} : { page: evidence.page }),
      start: evidence.span[0],
      end: evidence.span[1],
      quote: evidence.quote,
    },
  }
}

/** A code of any system that policies name: folded, with its headers where the edition holds the system. */
export function namedCode(
  catalog: Catalog,
  { system, code, asOf }: { readonly system: NamedSystem; readonly code: string; readonly asOf: IsoDate },
): { code: string; ancestors: string[] } {
  const folded = code.toUpperCase().replace(/[\s.-]/g, '')
  const stored = systemWithId(system)?.grammar.normalize(code) ?? folded
  const concept = catalog.concept(system, stored, asOf)
  const ancestors = concept ? catalog.ancestors(concept, asOf).map((each) => each.code) : []
  return { code: stored, ancestors }
}
