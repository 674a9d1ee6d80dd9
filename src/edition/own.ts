/** Declaring a code system of a user's own from what its file says: the heading of a CSV, or a FHIR CodeSystem. */
import { basename } from 'node:path'
import { type IsoDate, parseIsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { isSystemId } from '../core/system-id.ts'
import { slug } from '../core/text.ts'
import { decodeHead, readHead } from '../sources/head.ts'
import type { Provenance } from '../sources/provenance.ts'
import type { SourceFile } from '../sources/source-file.ts'
import { type CodeSystemResource, dayOf, labelOf, readCodeSystem } from '../systems/fhir-code-system.ts'
import { OWN_ROLES, type OwnDeclaration, OwnDeclarationSchema } from '../systems/own/own.ts'
import { DISPLAYS, displayOf, KNOWN } from '../systems/own/parse-own.ts'
import { findSystem, SYSTEMS } from '../systems/registry.ts'

export type OwnFile = NonNullable<Provenance['own']>[number] & { readonly declaration: OwnDeclaration }

/** What a user may say of a system beside its file. */
export interface OwnWords {
  /** Identifier, `my-charges`; for a FHIR resource the slug of its name where absent. */
  readonly system?: string
  /** Name for people; the identifier in words where absent. */
  readonly name?: string
}

/** An identifier that no system of the program has. @throws AppError `invalid-input` */
function freeId(id: string): string {
  const taken = SYSTEMS.find((system) => system.id === findSystem(id)?.id)
  if (isSystemId(id) && !taken) return id
  const problem = taken
    ? `--system ${id} is another name of ${taken.name}; choose one of your own, like my-${taken.id}`
    : `--system "${id}" must be small letters, digits and hyphens, a letter first, at most 40`
  throw new AppError('invalid-input', { problem })
}

const inWords = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ')

/** Part of a path below the file on disk. */
const memberOf = (file: SourceFile): string => file.path.split('!').slice(1).join('!')

/** The day in the name of a file (`charges-2026-07-01.csv`), else the day it was last changed. */
function dayOfFile(file: SourceFile): IsoDate {
  const inName = /(20\d\d-\d\d-\d\d)/.exec(file.name)?.[1]
  return (inName === undefined ? undefined : parseIsoDate(inName)) ?? file.modified ?? ('2000-01-01' as IsoDate)
}

/**
 * What `file` declares: a CSV with the headings `code` and `display` when an id was given, or a FHIR CodeSystem; undefined
 * when it is neither. @throws AppError `invalid-input` for an id that cannot be used
 */
export async function declareFrom(file: SourceFile, words: OwnWords): Promise<OwnFile | undefined> {
  if (/\.json$/i.test(file.name)) {
    const resource = await readCodeSystem(file)
    return resource && fromResource(file, resource, words)
  }
  return /\.(?:csv|tsv)$/i.test(file.name) && words.system !== undefined ? fromHeading(file, words) : undefined
}

async function fromHeading(file: SourceFile, words: OwnWords): Promise<OwnFile | undefined> {
  const [line = ''] = decodeHead(await readHead(file, 4096))
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
  const headings = line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  const folded = headings.map((heading) => heading.toLowerCase())
  if (!folded.includes('code') || displayOf(headings) === undefined) {
    const problem = `${basename(file.path)} needs the headings "code" and "display" (or title, name, description); it has ${headings.slice(0, 12).join(', ')}`
    throw new AppError('invalid-input', { problem })
  }
  const id = freeId(words.system!)
  const known = new Set<string>([...KNOWN, ...DISPLAYS])
  const validFrom = dayOfFile(file)
  return {
    member: memberOf(file),
    role: OWN_ROLES.csv,
    label: validFrom,
    validFrom,
    declaration: OwnDeclarationSchema.parse({
      id,
      name: words.name ?? inWords(id),
      title: words.name ?? inWords(id),
      uri: `urn:medcodex:${id}`,
      publisher: 'The operator of this server',
      kind: 'concept',
      properties: headings
        .filter((heading) => heading !== '' && !known.has(heading.toLowerCase()))
        .map((heading) => ({ name: heading, label: heading })),
    }),
  }
}

function fromResource(file: SourceFile, resource: CodeSystemResource, words: OwnWords): OwnFile | undefined {
  if ((resource.concept ?? []).length === 0 || (resource.url !== undefined && findKnown(resource.url))) return undefined
  const name = words.name ?? resource.title ?? resource.name ?? file.name.replace(/\.json$/i, '')
  const id = freeId(words.system ?? slug(resource.name ?? name, 40))
  const validFrom = dayOf(resource) ?? dayOfFile(file)
  return {
    member: memberOf(file),
    role: OWN_ROLES.fhir,
    label: labelOf(resource),
    validFrom,
    declaration: OwnDeclarationSchema.parse({
      id,
      name,
      title: resource.title ?? name,
      uri: resource.url ?? `urn:medcodex:${id}`,
      publisher: resource.publisher ?? 'The operator of this server',
      kind: 'concept',
      ...(resource.copyright === undefined ? {} : { notice: resource.copyright }),
      properties: (resource.property ?? []).map(({ code, description, type }) => ({
        name: code,
        label: description ?? code,
        ...(type === undefined ? {} : { type }),
      })),
    }),
  }
}

/** True for resources of systems that the program reads from their publisher's own files. */
const findKnown = (url: string): boolean => SYSTEMS.some((system) => system.uri === url.replace(/\/$/, ''))
