/**
 * Media types (BCP 13, RFC 6838): `application/fhir+json; fhirVersion=4.0`. A grammar: a type that nobody registered is well
 * written all the same.
 */
import type { StandardCode, StandardSystem } from './standard-system.ts'

/** Top-level types of the register, and those that begin with `x-`. */
const TOP =
  /^(?:application|audio|chemical|example|font|haptics|image|message|model|multipart|text|video|x-[a-z0-9!#$&^_.+-]+)$/

const SUBTYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/

const TOKEN = "[!#$%&'*+.^_`|~A-Za-z0-9-]+"
const PARAMETER = new RegExp(`^\\s*${TOKEN}=(?:${TOKEN}|"(?:[^"\\\\]|\\\\.)*")\\s*$`)

/** Longer than this it is no media type. */
const LONGEST = 400

/** What stands between semicolons, of which quoted ones are text. */
const partsOf = (text: string): string[] => text.match(/(?:[^;"]|"(?:[^"\\]|\\.)*")+/g) ?? []

function find(typed: string): StandardCode | undefined {
  if (typed.length > LONGEST || /;\s*;|;\s*$/.test(typed)) return undefined
  const [name = '', ...parameters] = partsOf(typed)
  const [top = '', subtype = '', ...more] = name.trim().toLowerCase().split('/')
  if (more.length > 0 || !TOP.test(top) || !SUBTYPE.test(subtype)) return undefined
  if (!parameters.every((each) => PARAMETER.test(each))) return undefined
  const code = [`${top}/${subtype}`, ...parameters].join(';')
  return { code, display: code }
}

export const mediaTypes: StandardSystem = {
  uri: 'urn:ietf:bcp:13',
  name: 'MediaTypes',
  title: 'Media types (BCP 13)',
  publisher: 'Internet Engineering Task Force',
  copyright: 'Media types are defined by RFC 6838.',
  caseSensitive: false,
  properties: {},
  valueSets: [{ url: 'http://hl7.org/fhir/ValueSet/mimetypes', name: 'MimeTypes', title: 'Media types' }],
  find,
}
