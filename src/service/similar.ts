/** Codes like a code, each with its reasons. That two codes are alike is our finding; what a reason quotes is official. */
import { z } from 'zod'
import type { Concept } from '../catalog/catalog.ts'
import type { SystemId } from '../core/system-id.ts'
import { REASON_KINDS } from '../similar/reasons.ts'
import { MOST_SIMILAR, similarTo } from '../similar/similar.ts'
import { systemOf } from '../systems/registry.ts'
import { codePath, findConcept, loadedSystem } from './code.ts'
import { AnySystemField, DateField, LicenceField, LimitField, SystemField } from './fields.ts'
import { DISCLAIMER } from './notices.ts'
import { operation } from './operation.ts'

const DifferenceSchema = z.object({
  label: z.string().describe('what differs: Side, Encounter, Amount, or the official name of an axis'),
  mine: z.string().optional().describe('words of the code asked about'),
  theirs: z.string().optional().describe('words of the similar code'),
})

const ReasonSchema = z.object({
  kind: z.enum(REASON_KINDS),
  text: z.string().describe('one line for a person'),
  differences: z.array(DifferenceSchema).optional().describe('how the two codes differ, in the words of their titles'),
  note: z
    .object({ kind: z.enum(['excludes1', 'excludes2']), at: z.string(), text: z.string() })
    .optional()
    .describe('official Excludes note that sets them against each other, and the code it stands at'),
  term: z.string().optional().describe('term of the alphabetic index that leads to both'),
  group: z.object({ code: z.string(), title: z.string() }).optional().describe('official group that holds both'),
  words: z.array(z.string()).optional().describe('words that both have'),
  name: z
    .object({ label: z.string(), text: z.string() })
    .optional()
    .describe('the name that has them, if not the title'),
})

const CodeSchema = z.object({
  system: SystemField,
  systemName: z.string(),
  code: z.string().describe('as officially written'),
  title: z.string(),
  billable: z.boolean(),
  status: z.enum(['active', 'terminated', 'deleted']),
  path: z.string().describe('page of the code on this server'),
})

const LicenceSchema = LicenceField.extend({ system: SystemField })

const MADE =
  'Medcodex found these by the tree, the axes, the index, the Excludes notes and the words of the titles. ' +
  'That they are alike is not official; what is quoted is.'

/** A code as it is listed in answers about several. */
export function listedCode(concept: Concept): z.input<typeof CodeSchema> {
  const system = systemOf(concept.system)
  const { code, title, billable, status } = concept
  return {
    system: system.id,
    systemName: system.name,
    code: system.grammar.display(code),
    title,
    billable,
    status,
    path: codePath(system, code, title),
  }
}

/** The licences of the systems named, each once. */
export function licencesOf(systems: readonly SystemId[]): z.input<typeof LicenceSchema>[] {
  return [...new Set(systems)].map((id) => ({ system: id, ...systemOf(id).licence }))
}

export { CodeSchema, LicenceSchema }

export const similar = operation({
  name: 'similar',
  summary: 'Codes like a code, in its own system and in others, each with the reasons.',
  path: '/codes/{system}/{code}/similar',
  positional: ['system', 'code'],
  input: z.object({
    system: AnySystemField,
    code: z.string().trim().min(1).describe('in any written form: E11.9, e119'),
    limit: LimitField(MOST_SIMILAR, MOST_SIMILAR),
    asOf: DateField.optional(),
  }),
  output: CodeSchema.extend({
    asOf: z.string(),
    made: z.string().describe('how the list was made'),
    similar: z.array(
      CodeSchema.extend({
        score: z.number().describe('orders the codes of one system; means nothing across answers'),
        reasons: z.array(ReasonSchema).describe('at least one, the most telling first'),
        alike: z.array(z.string()).describe('other codes of the same family that this one stands for, at most 50'),
        compare: z.string().describe('page that sets the two codes side by side'),
      }),
    ),
    licences: z.array(LicenceSchema),
    disclaimer: z.string(),
  }),
  run(context, input) {
    const { catalog, engine, search, vectors } = context.edition()
    const asOf = input.asOf ?? context.today()
    const system = loadedSystem(catalog, input.system)
    const concept = findConcept(catalog, system, { code: input.code, asOf })
    const mine = listedCode(concept)
    const found = similarTo({
      ...{ catalog, concept, asOf, vectors, limit: input.limit },
      index: engine.index,
      alike: (number, title) => search.alike(number, title),
    })
    return {
      ...mine,
      asOf,
      made: MADE,
      similar: found.map(({ concept: other, reasons, score, alike }) => {
        const theirs = listedCode(other)
        const { display } = systemOf(other.system).grammar
        return {
          ...theirs,
          score,
          reasons: reasons.map(({ differences, words, ...reason }) => ({
            ...reason,
            ...(differences ? { differences: [...differences] } : {}),
            ...(words ? { words: [...words] } : {}),
          })),
          alike: alike.map(display),
          compare: comparePath([mine, theirs]),
        }
      }),
      licences: licencesOf([concept.system, ...found.map((s) => s.concept.system)]),
      disclaimer: DISCLAIMER,
    }
  },
})

/** `/compare?codes=icd10cm:E11.9,hcpcs:J9190`; blanks part codes there, so chapters are written `Chapter-4`. */
export function comparePath(codes: readonly { system: string; code: string }[]): string {
  return `/compare?codes=${codes.map(({ system, code }) => `${system}:${encodeURIComponent(code.replaceAll(' ', '-'))}`).join(',')}`
}
