/**
 * A FHIR CodeSystem resource as records.
 *
 * @source HL7 FHIR R4 and R5, resource CodeSystem with content `complete` or `fragment`, as JSON.
 * @layout `concept[]` as a tree of code, display, definition, designation[] (language, use, value), property[] (code and
 *   one value[x]) and concept[]. `property[]` of the resource declares what properties mean. Properties with a meaning of
 *   their own: `status` and `inactive` (retired codes), `notSelectable` and `abstract` (headers), `parent` and `child`
 *   (further parents), `deprecationDate` and `retirementDate` (last day of use).
 */
import { z } from 'zod'
import { addDays, type IsoDate, parseIsoDate } from '../core/date.ts'
import type { Issue } from '../core/issue.ts'
import type { SystemId } from '../core/system-id.ts'
import { squeeze } from '../core/text.ts'
import type { SourceFile } from '../sources/source-file.ts'
import { problemsOf, quoted } from './problem.ts'
import type { SourceRecord } from './records.ts'

const PropertySchema = z.looseObject({ code: z.string() })
const DesignationSchema = z.looseObject({ language: z.string().optional(), value: z.string() })

const ConceptSchema = z.looseObject({
  code: z.string().min(1),
  display: z.string().optional(),
  definition: z.string().optional(),
  designation: z.array(DesignationSchema).optional(),
  property: z.array(PropertySchema).optional(),
  concept: z.array(z.unknown()).optional(),
})

const ResourceSchema = z.looseObject({
  resourceType: z.literal('CodeSystem'),
  url: z.string().optional(),
  version: z.string().optional(),
  name: z.string().optional(),
  title: z.string().optional(),
  date: z.string().optional(),
  publisher: z.string().optional(),
  copyright: z.string().optional(),
  caseSensitive: z.boolean().optional(),
  property: z
    .array(z.looseObject({ code: z.string(), description: z.string().optional(), type: z.string().optional() }))
    .optional(),
  concept: z.array(z.unknown()).optional(),
})

export type CodeSystemResource = z.infer<typeof ResourceSchema>
type Concept = z.infer<typeof ConceptSchema>

/** A resource larger than this is not read: it is held in memory whole. */
const MOST_BYTES = 200 * 1024 ** 2

/** The resource in `file`, or undefined when it is no CodeSystem. */
export async function readCodeSystem(file: SourceFile): Promise<CodeSystemResource | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of file.open()) {
    size += chunk.length
    if (size > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  try {
    const text = new TextDecoder('utf-8').decode(Buffer.concat(chunks))
    return ResourceSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Day of a resource: its date, else the day its version names. */
export function dayOf({ date, version }: Pick<CodeSystemResource, 'date' | 'version'>): IsoDate | undefined {
  return parseIsoDate((date ?? '').slice(0, 10)) ?? parseIsoDate((version ?? '').slice(0, 10))
}

/** A label for a release: the version, else the day. */
export const labelOf = ({ version, date }: CodeSystemResource): string =>
  (version ?? date ?? '1').replace(/[^\w.-]+/g, '-').replaceAll('.', '-')

/** Properties that are told in other ways. */
const TOLD = new Set(['status', 'inactive', 'notSelectable', 'abstract', 'parent', 'child', 'retirementDate'])
const RETIRED = new Set(['retired', 'deprecated', 'withdrawn', 'inactive', 'obsolete'])
/** Deeper trees than this are cut with an Issue: no published one comes near. */
const MOST_DEPTH = 64

interface Place {
  readonly system: SystemId
  readonly file: string
  readonly validFrom: IsoDate
  /** True when codes of the system are reported on claims. */
  readonly reportable: boolean
}

/** The value of a property as text, whatever its type. */
function textOf(property: Record<string, unknown>): string | undefined {
  const found = Object.entries(property).find(([name]) => name.startsWith('value'))?.[1]
  if (typeof found === 'object' && found !== null) {
    const { display, code } = found as { display?: unknown; code?: unknown }
    return typeof display === 'string' ? display : typeof code === 'string' ? code : undefined
  }
  return found === undefined ? undefined : String(found)
}

/** Records of every concept, parents before children. A concept without a display goes by its code. */
export function* codeSystemRecords(resource: CodeSystemResource, place: Place): Iterable<SourceRecord> {
  const problem = problemsOf(place.system)
  const seen = new Set<string>()
  let order = 0
  function* walk(list: readonly unknown[], parent: string | undefined, depth: number): Iterable<SourceRecord> {
    if (depth > MOST_DEPTH) {
      const text = `Concepts below ${quoted(parent ?? '')} are nested more than ${MOST_DEPTH} deep and are left out.`
      yield problem({ file: place.file }, { code: 'too-deep', severity: 'error', text })
      return
    }
    for (const raw of list) {
      const parsed = ConceptSchema.safeParse(raw)
      if (!parsed.success) {
        const text = `A concept has no code or is not written as FHIR asks: ${quoted(JSON.stringify(raw))}`
        yield problem({ file: place.file }, { code: 'bad-concept', severity: 'error', text })
        continue
      }
      const concept = parsed.data
      if (seen.has(concept.code)) yield duplicate(concept.code)
      else {
        seen.add(concept.code)
        yield* recordsOf(concept, { parent, order: ++order, place })
      }
      yield* walk(concept.concept ?? [], concept.code, depth + 1)
    }
  }
  const duplicate = (code: string): Issue =>
    problem(
      { file: place.file },
      { code: 'duplicate-code', severity: 'error', text: `${quoted(code)} stands more than once; the first counts.` },
    )
  yield* walk(resource.concept ?? [], undefined, 0)
}

function* recordsOf(
  concept: Concept,
  { parent, order, place }: { parent: string | undefined; order: number; place: Place },
): Iterable<SourceRecord> {
  const { code, display, definition, designation = [], property = [] } = concept
  const values = property.map((each) => [each.code, textOf(each)] as const)
  const first = (name: string): string | undefined => values.find(([each]) => each === name)?.[1]
  const header = first('notSelectable') === 'true' || first('abstract') === 'true'
  const retired = first('inactive') === 'true' || RETIRED.has((first('status') ?? '').toLowerCase())
  const last = parseIsoDate((first('retirementDate') ?? first('deprecationDate') ?? '').slice(0, 10))
  // Some publishers give the words of a code as its definition alone.
  const title = squeeze(display ?? '') || squeeze(definition ?? '') || code
  const others = values.filter(([name]) => name === 'parent').flatMap(([, value]) => value ?? [])
  const ended = last ?? (retired ? addDays(place.validFrom, -1) : undefined)
  yield {
    type: 'concept',
    code,
    level: header ? 'header' : 'code',
    title,
    billable: place.reportable && !header && !retired,
    order,
    ...(parent === undefined ? {} : { parent }),
    ...(ended === undefined ? {} : { terminatedOn: ended }),
  }
  if (definition !== undefined && squeeze(definition) !== title)
    yield { type: 'property', code, name: 'definition', value: squeeze(definition) }
  for (const { value, language } of designation) {
    const text = squeeze(value)
    if (text === '' || text === title) continue
    yield { type: 'designation', code, use: 'synonym', text, ...(language === undefined ? {} : { language }) }
  }
  for (const [name, value] of values)
    if (!TOLD.has(name) && value !== undefined && value !== '') yield { type: 'property', code, name, value }
  for (const target of others) if (target !== parent) yield { type: 'relation', code, kind: 'isA', target }
}
