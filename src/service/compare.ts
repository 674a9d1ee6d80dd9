/** Two to four codes side by side: their official facts in rows, with what differs marked. */
import { z } from 'zod'
import type { IsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { excludesBetween } from '../similar/excludes.ts'
import { systemOf } from '../systems/registry.ts'
import { findConcept, code as showCode } from './code.ts'
import type { ServiceContext } from './context.ts'
import { DateField } from './fields.ts'
import { DISCLAIMER } from './notices.ts'
import { operation } from './operation.ts'
import { CodeSchema, LicenceSchema, licencesOf } from './similar.ts'

const FEWEST = 2
const MOST = 4

type Shown = ReturnType<typeof showCode.run>

const RowSchema = z.object({
  group: z.enum(['code', 'notes', 'axes', 'facts']),
  name: z.string().describe('field of a code, kind of note, official name of an axis, or name of a fact'),
  differs: z.boolean().describe('true when the codes do not all say the same'),
  values: z
    .array(z.array(z.object({ text: z.string(), everywhere: z.boolean().describe('all codes compared say this') })))
    .describe('one list for each code, in the order asked; empty where it says nothing'),
})

const ExcludesSchema = z.object({
  codes: z.tuple([z.string(), z.string()]).describe('the two codes, the one first at which the note stands'),
  kind: z.enum(['excludes1', 'excludes2']),
  at: z.string().describe('code or group that the note stands at'),
  text: z.string().describe('official words of the note'),
})

type Row = z.input<typeof RowSchema>

/** One row from what each code says; undefined when none says anything. */
function row(group: Row['group'], name: string, texts: readonly (readonly string[])[]): Row[] {
  if (texts.every((list) => list.length === 0)) return []
  const everywhere = (text: string): boolean => texts.every((list) => list.includes(text))
  const values = texts.map((list) => [...new Set(list)].map((text) => ({ text, everywhere: everywhere(text) })))
  return [{ group, name, differs: values.some((list) => list.some((v) => !v.everywhere)) || hasGap(values), values }]
}

const hasGap = (values: readonly (readonly unknown[])[]): boolean =>
  values.some((list) => list.length === 0) && values.some((list) => list.length > 0)

/** A row for each name that any of the codes has, in the order in which names are first met. */
function rowsBy<T>(
  group: Row['group'],
  lists: readonly (readonly T[])[],
  { name, text }: { name: (item: T) => string; text: (item: T) => string },
): Row[] {
  const names = [...new Set(lists.flatMap((list) => list.map(name)))]
  return names.flatMap((each) => {
    const texts = lists.map((list) => list.filter((item) => name(item) === each).map(text))
    return row(group, each, texts)
  })
}

function rowsOf(shown: readonly Shown[]): Row[] {
  const each = (of: (s: Shown) => string | undefined): string[][] =>
    shown.map((s) => [of(s)].filter((text) => text !== undefined))
  const parent = (s: Shown): string | undefined => {
    const above = s.ancestors.at(-1)
    return above && `${above.code} ${above.title}`
  }
  return [
    ...row(
      'code',
      'title',
      each((s) => s.title),
    ),
    ...row(
      'code',
      'shortTitle',
      each((s) => s.shortTitle),
    ),
    ...row(
      'code',
      'system',
      each((s) => s.systemName),
    ),
    ...row(
      'code',
      'billable',
      each((s) => (s.billable ? 'yes' : 'no')),
    ),
    ...row(
      'code',
      'status',
      each((s) => s.status),
    ),
    ...row(
      'code',
      'since',
      each((s) => s.since),
    ),
    ...row(
      'code',
      'validTo',
      each((s) => s.validTo),
    ),
    ...row('code', 'parent', each(parent)),
    ...rowsBy(
      'axes',
      shown.map((s) => s.axes),
      { name: (a) => a.title, text: (a) => a.label },
    ),
    ...row(
      'code',
      'names',
      shown.map((s) => s.names.map((n) => n.text)),
    ),
    ...rowsBy(
      'notes',
      shown.map((s) => s.notes),
      {
        name: (n) => n.kind,
        text: (n) => (n.character === undefined ? n.text : `${n.character}: ${n.text}`),
      },
    ),
    ...rowsBy(
      'facts',
      shown.map((s) => s.properties),
      { name: (p) => p.name, text: (p) => p.meaning ?? p.value },
    ),
  ]
}

/** `icd10cm:E11.9` or `icd10cm/E11.9` → system and code. @throws AppError `invalid-input` */
function addressOf(text: string): { system: string; code: string } {
  const at = text.search(/[:/]/)
  if (at > 0 && at < text.length - 1) return { system: text.slice(0, at).toLowerCase(), code: text.slice(at + 1) }
  throw new AppError('invalid-input', { problem: `codes: "${text}" is not written system:code, as in icd10cm:E11.9` })
}

function shownAll(context: ServiceContext, { codes, asOf }: { codes: string; asOf?: IsoDate | undefined }): Shown[] {
  const given = codes.split(/[\s,]+/).filter((text) => text !== '')
  const addresses = given.map(addressOf)
  const all = addresses.map(({ system, code }) => showCode.run(context, { system, code, asOf }))
  const distinct = [...new Map(all.map((s) => [`${s.system} ${s.code}`, s])).values()]
  if (distinct.length >= FEWEST && distinct.length <= MOST) return distinct
  throw new AppError('invalid-input', { problem: `codes: name ${FEWEST} to ${MOST} different codes` })
}

/** Notes that set any two of the codes against each other; only codes of one system can be. */
function excludesOf(context: ServiceContext, shown: readonly Shown[], asOf: IsoDate): z.input<typeof ExcludesSchema>[] {
  const { catalog } = context.edition()
  const chains = shown.map(({ system: id, code }) => {
    const system = systemOf(id)
    const concept = findConcept(catalog, system, { code, asOf })
    return { system, code, chain: [...catalog.ancestors(concept, asOf), concept] }
  })
  return chains.flatMap((first, i) =>
    chains.slice(i + 1).flatMap((second) => {
      if (first.system !== second.system) return []
      const place = { catalog, system: first.system, asOf }
      return excludesBetween([first.chain, second.chain], place).map(({ kind, at, text, from }) => ({
        codes: from === 0 ? ([first.code, second.code] as const) : ([second.code, first.code] as const),
        kind,
        at: first.system.grammar.display(at),
        text,
      }))
    }),
  ) as never
}

export const compare = operation({
  name: 'compare',
  summary: 'Two to four codes side by side, of any systems, with what differs marked.',
  path: '/compare',
  positional: ['codes'],
  input: z.object({
    codes: z
      .string()
      .trim()
      .min(1)
      .max(400)
      .describe(
        '2 to 4 codes written system:code or system/code, separated by commas or blanks: icd10cm:E11.9,hcpcs:J9190',
      ),
    asOf: DateField.optional(),
  }),
  output: z.object({
    asOf: z.string(),
    codes: z.array(CodeSchema).describe('in the order asked'),
    excludes: z.array(ExcludesSchema).describe('official Excludes notes that set two of the codes against each other'),
    rows: z.array(RowSchema),
    licences: z.array(LicenceSchema),
    disclaimer: z.string(),
  }),
  run(context, input) {
    const shown = shownAll(context, input)
    return {
      asOf: input.asOf ?? context.today(),
      codes: shown.map(({ system, systemName, code, title, billable, status, path }) => {
        return { system, systemName, code, title, billable, status, path }
      }),
      excludes: excludesOf(context, shown, input.asOf ?? context.today()),
      rows: rowsOf(shown),
      licences: licencesOf(shown.map((s) => s.system)),
      disclaimer: DISCLAIMER,
    }
  },
})
