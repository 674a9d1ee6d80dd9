/**
 * Rebuilds the official alphabetic index XML of FY2025 from the table it was once flattened to. The XML itself is too
 * large for the test data; the product has no reader for the table. What the table lost (manif, seecat, words after a
 * modifier) stays lost.
 *
 * @layout RowID, Letter, Level (0 = main term), Term, See, SeeAlso, NonEssModif, Code; document order.
 */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { readCsv } from '../../src/sources/csv.ts'
import type { SourceFile } from '../../src/sources/source-file.ts'

/** Writes `icd10cm_index_2025.xml` into `folder` and returns its path. */
export async function indexCsvToXml(csv: SourceFile, folder: string): Promise<string> {
  const path = join(folder, 'icd10cm_index_2025.xml')
  await pipeline(xmlOf(csv), createWriteStream(path))
  return path
}

async function* xmlOf(csv: SourceFile): AsyncIterable<string> {
  yield '<?xml version="1.0" encoding="utf-8"?>\n<ICD10CM.index>\n<version>2025</version>\n'
  yield '<title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>\n'
  let letter = ''
  let open = 0
  const closeTo = (level: number): string => {
    let out = ''
    for (; open > level; open -= 1) out += open === 1 ? '</mainTerm>\n' : '</term>\n'
    return out
  }
  for await (const { line, cells } of readCsv(csv)) {
    if (line === 1) continue
    const [, initial = '', depth = '', term = '', see = '', seeAlso = '', nemod = '', code = ''] = cells
    const level = Number(depth)
    yield closeTo(level)
    if (initial !== letter) {
      yield `${letter === '' ? '' : '</letter>\n'}<letter>\n<title>${initial}</title>\n`
      letter = initial
    }
    yield level === 0 ? '<mainTerm>\n' : `<term level="${level}">\n`
    yield `<title>${escaped(term)}${element('nemod', nemod)}</title>\n`
    yield element('see', see) + element('seeAlso', seeAlso) + element('code', code)
    open = level + 1
  }
  yield `${closeTo(0)}</letter>\n</ICD10CM.index>\n`
}

function element(name: string, text: string): string {
  return text === '' ? '' : `<${name}>${escaped(text)}</${name}>`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
