/**
 * FHIR resources from files of the user: JSON files, and packages as FHIR publishes them (`.tgz`). Only CodeSystems,
 * ValueSets and ConceptMaps are kept; what cannot be used is named and left out. Nothing is fetched.
 */
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { AppError, problemOf } from '../core/errors.ts'
import { fromR4 } from './from-r4.ts'
import { isObject, type Json, textIn } from './json.ts'
import { readResource } from './read-resource.ts'
import type { TerminologyResource } from './resources.ts'

/** Something that could not be used, and why. */
export interface PackageIssue {
  readonly file: string
  readonly problem: string
}

export interface LoadedResources {
  readonly resources: readonly TerminologyResource[]
  readonly issues: readonly PackageIssue[]
}

/** Bytes of one file of a package, and of all of it, unpacked. */
const MOST_OF_A_FILE = 256 * 1024 * 1024
const MOST_OF_A_PACKAGE = 2 * 1024 * 1024 * 1024

/** Resources of a file or of the files in a folder, in the order of their names. @throws AppError `file-missing` */
export async function loadResources(path: string): Promise<LoadedResources> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new AppError('file-missing', { path })
  const files = stats.isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path]
  const resources: TerminologyResource[] = []
  const issues: PackageIssue[] = []
  for (const file of files) {
    const take = (name: string, text: string, version: string | undefined): void => {
      try {
        const resource = resourceOf(text, version)
        if (resource) resources.push(resource)
      } catch (thrown) {
        issues.push({ file: name, problem: problemOf(thrown) })
      }
    }
    try {
      if (/\.(?:tgz|tar\.gz)$/.test(file)) await readPackage(file, take)
      else if (file.endsWith('.json')) take(file, readFileSync(file, 'utf8'), undefined)
    } catch (thrown) {
      issues.push({ file, problem: problemOf(thrown) })
    }
  }
  return { resources, issues }
}

/** A resource of a text; R4's shapes are told by the package's version, or by what only R4 has. */
function resourceOf(text: string, version: string | undefined): TerminologyResource | undefined {
  const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
  if (!isObject(json)) return undefined
  const isR4 = version === undefined ? looksLikeR4(json) : version.startsWith('4.')
  return readResource(isR4 ? fromR4(json) : json)
}

const looksLikeR4 = (json: Json): boolean =>
  json['resourceType'] === 'ConceptMap' && /"equivalence"/.test(JSON.stringify(json))

type Take = (name: string, text: string, version: string | undefined) => void

/** Hands over each resource file of a package. */
async function readPackage(path: string, take: Take): Promise<void> {
  const texts: [name: string, text: string][] = []
  let version: string | undefined
  let total = 0
  const unpack = extract()
  unpack.on('entry', ({ name, size = 0 }, stream, next) => {
    total += size
    const isResource = /^package\/[^/]+\.json$/.test(name) && size <= MOST_OF_A_FILE
    if (total > MOST_OF_A_PACKAGE) {
      unpack.destroy(new AppError('file-too-large', { path, limit: '2 GB' }))
      return
    }
    stream.on('end', next)
    if (!isResource || name.endsWith('/.index.json')) {
      stream.resume()
      return
    }
    const parts: Buffer[] = []
    stream.on('data', (part) => {
      parts.push(part as Buffer)
    })
    stream.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8')
      if (name === 'package/package.json') version = fhirVersionIn(text)
      else if (/"resourceType"\s*:\s*"(?:CodeSystem|ValueSet|ConceptMap)"/.test(text))
        texts.push([`${path} ${name}`, text])
    })
  })
  await pipeline(createReadStream(path), createGunzip(), unpack)
  for (const [name, text] of texts) take(name, text, version)
}

function fhirVersionIn(text: string): string | undefined {
  const json: unknown = JSON.parse(text)
  if (!isObject(json)) return undefined
  const { fhirVersions } = json
  return Array.isArray(fhirVersions) ? String(fhirVersions[0]) : textIn(json, 'fhirVersion')
}
