/** Reads policy documents, with the help of an outside reader where the user names one. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { partialSystems } from '../catalog/manifest.ts'
import { AppError } from '../core/errors.ts'
import { type Extraction, extract, findingsOf, NO_LOOKUP } from '../policy/extract.ts'
import { catalogLookup } from '../policy/lookup.ts'
import type { PolicyHeader } from '../policy/model.ts'
import type { Opinions } from '../policy/opinions/opinion.ts'
import { readRegister } from '../policy/register.ts'
import { openEdition } from './edition.ts'
import { currentId, type Home } from './home.ts'
import { keepOpinions } from './opinions-file.ts'
import type { PolicyReader } from './policy-reader.ts'

/**
 * Reads one document without adding it, checked against the edition that is there, if any; with a reader, what it says
 * of doubtful words is weighed too.
 * @throws AppError `file-missing`, `reader-failed`
 */
export async function extractFile(home: Home, path: string, reader?: PolicyReader): Promise<Extraction> {
  if (!existsSync(path)) throw new AppError('file-missing', { path })
  const name = basename(path)
  return await extractWith(home, path, {
    header: { payer: 'Unknown', kind: 'commercial', number: name, title: name },
    reader,
  })
}

/**
 * Asks a reader about documents that were added, and keeps beside each what it said.
 * @throws AppError `reader-failed`
 */
export async function askAbout(home: Home, added: readonly string[], reader: PolicyReader): Promise<void> {
  for (const [folder, paths] of Map.groupBy(added, (path) => dirname(path)))
    for (const { path, header } of readRegister(folder).documents) {
      if (!paths.includes(path)) continue
      const { opinions } = await extractWith(home, path, { header, reader })
      if (opinions.size > 0) keepOpinions(path, opinions)
    }
}

interface Reading extends Extraction {
  readonly opinions: Opinions
}

async function extractWith(
  home: Home,
  path: string,
  { header, reader }: { readonly header: PolicyHeader; readonly reader?: PolicyReader | undefined },
): Promise<Reading> {
  const id = currentId(home)
  const edition = id === undefined ? undefined : openEdition(join(home.editions, id))
  try {
    const lookup = edition
      ? catalogLookup(edition.entitled.catalog, partialSystems(edition.entitled.manifest.releases))
      : NO_LOOKUP
    const first = await extract({ name: basename(path), bytes: readFileSync(path) }, header, lookup)
    const opinions = (await reader?.opinionsOn(first)) ?? new Map()
    if (opinions.size === 0) return { ...first, opinions }
    return { ...findingsOf(first.text, header, lookup, { opinions }), issues: first.issues, opinions }
  } finally {
    edition?.close()
  }
}
