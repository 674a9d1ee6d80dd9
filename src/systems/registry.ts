/** The code systems there are. Shared code asks here and never branches on a system's id. */

import type { SystemId } from '../core/system-id.ts'
import { foldName } from '../core/text.ts'
import { decodeHead, readHead } from '../sources/head.ts'
import type { SourceFile } from '../sources/source-file.ts'
import { dxccsr, prccsr } from './ccsr/index.ts'
import { carc, cdt, nucc, rarc, rev } from './claims/index.ts'
import { cpt } from './cpt/index.ts'
import { cptNumbers } from './cpt/numbers.ts'
import { cvx, mvx } from './cvx/index.ts'
import { hcpcs } from './hcpcs/index.ts'
import { icd9cm, icd9proc } from './icd9cm/index.ts'
import { icd10cm } from './icd10cm/index.ts'
import { icd10pcs } from './icd10pcs/index.ts'
import type { InDocuments } from './in-documents.ts'
import { loinc } from './loinc/index.ts'
import { msdrg } from './msdrg/index.ts'
import { ndc } from './ndc/index.ts'
import { type OwnDeclaration, type OwnSystem, ownSystem } from './own/own.ts'
import { poa, pos } from './pos/index.ts'
import { rxnorm } from './rxnorm/index.ts'
import { snomed } from './snomed/index.ts'
import type { CodeSystem, RecognizedFile, SystemKind } from './system.ts'
import { ucum } from './ucum/index.ts'

export type SystemInDocuments = CodeSystem & { readonly inDocuments: InDocuments }

/** Bytes of a file that recognition looks at. */
const HEAD_BYTES = 4096

/** Systems that the program knows by itself, in the order in which they are shown. */
export const SYSTEMS: readonly CodeSystem[] = [
  icd10cm,
  icd10pcs,
  hcpcs,
  cpt,
  cptNumbers,
  ndc,
  rxnorm,
  cvx,
  mvx,
  msdrg,
  dxccsr,
  prccsr,
  icd9cm,
  icd9proc,
  loinc,
  snomed,
  pos,
  poa,
  ucum,
  nucc,
  rev,
  carc,
  rarc,
  cdt,
]

/**
 * Systems that documents write about, in the order in which their words are looked for: the longer name before the one that
 * is part of it (ICD-10-PCS, ICD-10), the rarer before the more common.
 */
export const SYSTEMS_IN_DOCUMENTS = [icd10pcs, icd9cm, icd10cm, msdrg, cvx, ndc, cdt, cpt, hcpcs].filter(isInDocuments)

/**
 * Systems that users brought, by id. They are known once an edition that holds them was opened, or their files were found
 * in the home; a later declaration of an id takes the place of the earlier one.
 */
const own = new Map<SystemId, OwnSystem>()

/** Makes a user's system known. Names of systems that the program knows by itself cannot be taken. */
export function declareOwn(declaration: OwnDeclaration): CodeSystem {
  const system = ownSystem(declaration)
  own.set(system.id, system)
  calls = undefined
  return system
}

/** What the user's systems among `ids` declare. */
export function ownDeclarations(ids: readonly SystemId[]): OwnDeclaration[] {
  return ids.flatMap((id) => own.get(id)?.declaration ?? [])
}

/** Every system known, in the order in which they are shown. */
export function allSystems(): CodeSystem[] {
  return [...SYSTEMS, ...own.values()]
}

/** The system with an identifier, or undefined. */
export function systemWithId(id: SystemId): CodeSystem | undefined {
  return SYSTEMS.find((each) => each.id === id) ?? own.get(id)
}

/** The system of a known identifier. */
export function systemOf(id: SystemId): CodeSystem {
  const system = systemWithId(id)
  if (system === undefined) throw new RangeError(`no code system is registered as ${id}`)
  return system
}

/** The register of a system's bare numbers, where there is one: it stands in where the system's own text is not at hand. */
export function registerFor(id: SystemId): CodeSystem | undefined {
  return allSystems().find((system) => system.registerOf === id)
}

/** Systems of a kind, in the order in which they are shown. */
export function systemsOfKind(kind: SystemKind): CodeSystem[] {
  return allSystems().filter((system) => system.kind === kind)
}

function isInDocuments(system: CodeSystem): system is SystemInDocuments {
  return system.inDocuments !== undefined
}

/** What a system may be called, besides its addresses: compared folded. */
const namesOf = ({ id, name, shortName, title, names = [] }: CodeSystem): string[] =>
  [id, name, shortName ?? name, title, ...names].map(foldName)

/** What the systems known now may be called, and their addresses; made anew after another was declared. */
let calls: { readonly byAddress: Map<string, CodeSystem>; readonly byName: Map<string, CodeSystem> } | undefined

function callsOf(systems: readonly CodeSystem[]): NonNullable<typeof calls> {
  const byAddress = new Map<string, CodeSystem>()
  const byName = new Map<string, CodeSystem>()
  const add = (map: Map<string, CodeSystem>, key: string, system: CodeSystem): void => {
    if (!map.has(key)) map.set(key, system)
  }
  for (const system of systems) {
    for (const address of [system.uri, ...(system.oids ?? [])]) add(byAddress, address, system)
    for (const name of namesOf(system)) add(byName, name, system)
  }
  return { byAddress, byName }
}

/**
 * The system that people and programs call `name`: its id, its name in any spelling (`ICD-10-CM`, `icd10`), its FHIR
 * URI, or its OID with or without `urn:oid:`; undefined when none is called so.
 */
export function findSystem(name: string): CodeSystem | undefined {
  const text = name.trim()
  const uri = text.replace(/\/$/, '')
  const oid = text.replace(/^urn:oid:/i, '')
  calls ??= callsOf(allSystems())
  const wanted = foldName(text)
  const known = calls.byAddress.get(uri) ?? calls.byAddress.get(oid)
  return known ?? (wanted === '' ? undefined : calls.byName.get(wanted))
}

/** Which system's file `file` is, its release and its part; undefined when no system knows it. */
export async function recognizeFile(file: SourceFile): Promise<RecognizedFile | undefined> {
  const head = decodeHead(await readHead(file, HEAD_BYTES))
  for (const system of SYSTEMS) {
    const found = system.recognize(file, head)
    if (found) return { ...found, file }
  }
  return undefined
}
