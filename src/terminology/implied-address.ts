/**
 * What the addresses of a system's implied value sets and maps begin with: its URI, as FHIR does it (`URI?fhir_vs`). Nothing can be
 * written behind an object identifier, so a system that has no other URI lends its own name here.
 */
import type { CodeSystem } from '../systems/system.ts'

export const impliedBase = ({ id, uri }: Pick<CodeSystem, 'id' | 'uri'>): string =>
  uri.startsWith('urn:oid:') ? `urn:medcodex:${id}` : uri
