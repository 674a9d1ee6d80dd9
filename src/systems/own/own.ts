/**
 * A code system that a user brings: a charge master, a local test list, a value set's codes. It is declared by what came
 * with its file and behaves like any other: searched, paged, dated and compared.
 */
import { z } from 'zod'
import { isSystemId } from '../../core/system-id.ts'
import { defineGrammar } from '../grammar.ts'
import { type CodeSystem, type PropertyDeclaration, SYSTEM_KINDS } from '../system.ts'
import { load } from './load.ts'

export const OwnDeclarationSchema = z.object({
  id: z.string().refine(isSystemId, 'letters, digits and hyphens, a letter first, at most 40'),
  name: z.string().min(1),
  title: z.string().min(1),
  uri: z.string().min(1),
  publisher: z.string().min(1),
  kind: z.enum(SYSTEM_KINDS),
  notice: z.string().optional().describe('copyright that must stand wherever the content is'),
  properties: z
    .array(z.object({ name: z.string(), label: z.string(), type: z.string().optional() }))
    .describe('facts beyond code and display, in the order of the file'),
})
export type OwnDeclaration = z.infer<typeof OwnDeclarationSchema>

/** Role of the one file of a release. */
export const OWN_ROLES = { csv: 'codes', fhir: 'fhir' } as const

/** Longest code; what is longer is text. */
const LONGEST = 80

/** Codes are stored as they are written in the file; in capitals they are tried as well. */
const grammar = defineGrammar({
  open: true,
  normalize: (text) => (text !== '' && text.length <= LONGEST && !/[\r\n\t]/.test(text) ? text : undefined),
  normalizePrefix: (text) => (text !== '' && text.length <= LONGEST ? text : undefined),
  mends: [
    (typed) => {
      const code = typed.toUpperCase()
      return code === typed || typed.length > LONGEST ? [] : [{ code, certainty: 0.9, mended: ['case'] }]
    },
  ],
})

const TYPES = { boolean: 'boolean', decimal: 'decimal', integer: 'decimal', dateTime: 'date', code: 'code' } as const

const propertyOf = ({ label, type }: OwnDeclaration['properties'][number]): PropertyDeclaration => ({
  label,
  type: (TYPES as Readonly<Record<string, PropertyDeclaration['type']>>)[type ?? ''] ?? 'string',
})

/** A user's system with what it was made from, which an edition keeps. */
export interface OwnSystem extends CodeSystem {
  readonly declaration: OwnDeclaration
}

export function ownSystem(declaration: OwnDeclaration): OwnSystem {
  const { id, name, title, uri, publisher, kind, notice, properties } = declaration
  return {
    declaration,
    id,
    name,
    title,
    kind,
    uri,
    publisher,
    licence: {
      access: 'public',
      name: 'Brought by the operator of this server',
      notice: notice ?? `${name} was added by the operator of this server, who answers for its content.`,
      url: /^https?:\/\//.test(uri) ? uri : '',
    },
    grammar,
    levels: { header: { role: 'header', label: 'Group' }, code: { role: 'code', label: 'Code' } },
    reportable: false,
    properties: {
      definition: { label: 'Definition' },
      ...Object.fromEntries(properties.map((each) => [each.name, propertyOf(each)])),
    },
    composition: 'facts',
    pageKind: () => 'reference',
    codeRoles: [[OWN_ROLES.csv], [OWN_ROLES.fhir]],
    releaseInForce: () => undefined,
    // Which files are its own stands beside them, with what they declare.
    recognize: () => undefined,
    load: (release) => load(release, id),
  }
}
