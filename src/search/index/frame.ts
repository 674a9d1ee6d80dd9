/**
 * `frame.bin`: an index without its names. The words with what they weigh, the dictionaries and the list of codes, which is what
 * reading a query and ordering its answers takes where a cluster holds the names. Laid out as `search.bin` is, with the
 * columns of names left out and those told from names written down.
 */
import { checkAscending, checkBelow } from './bounds.ts'
import { type Columns, conceptColumns, negationsOf } from './columns.ts'
import { decode, encode } from './format.ts'
import { packColumn, unpackColumn } from './packing.ts'
import type { PackedIndex } from './search-index.ts'
import { StringsBuilder } from './strings.ts'
import { TERM_SORTS, termSort } from './term-sorts.ts'

/** Sections taken over as they are. */
const SAME = [
  ...([
    'conceptSystem',
    'conceptFlags',
    'conceptFrom',
    'conceptTo',
    'conceptGroup',
    'conceptFamily',
    'conceptLeaf',
  ] as const),
  ...(['codeOrder', 'terms', 'surfaces', 'rewrites'] as const),
]

const bytesOf = (numbers: Float32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)

/** The bytes of `frame.bin`. The same index gives the same bytes. */
export function frameOf(index: PackedIndex): Uint8Array {
  const { header, section } = decode(index.columns.file)
  const strings = new StringsBuilder()
  const column = (text: (concept: number) => string): Uint8Array => {
    const numbers = new Uint32Array(index.conceptCount)
    for (let concept = 0; concept < numbers.length; concept++) numbers[concept] = strings.add(text(concept))
    return packColumn(numbers)
  }
  const columns = {
    conceptCode: column((concept) => index.code(concept)),
    conceptDisplay: column((concept) => index.display(concept)),
    conceptTitle: column((concept) => index.title(concept)),
  }
  const sorts = Uint8Array.from(index.terms, (_, term) => {
    const sort = termSort(index, term)
    return sort === undefined ? 0 : TERM_SORTS.indexOf(sort) + 1
  })
  const stored = strings.finish()
  return encode(
    {
      ...stored.sections,
      ...columns,
      ...Object.fromEntries(SAME.map((name) => [name, section(name)])),
      holders: packColumn(index.postingStart),
      weights: bytesOf(index.weights),
      sorts,
    },
    {
      counts: { ...header.counts, strings: stored.count, texts: 0 },
      systems: header.systems,
      licensed: header.licensed,
    },
  )
}

/** Whether a file's names are left out. */
export const isFrame = (file: Uint8Array): boolean => 'sorts' in decode(file).header.sections

const NONE = new Uint32Array(0)

/** Unpacks and checks the columns of `frame.bin`; those of names are empty. @throws AppError `edition-damaged` */
export function unpackFrame(file: Uint8Array): Columns {
  const { header, section } = decode(file)
  const { terms, strings } = header.counts
  const json = (name: string): unknown => JSON.parse(new TextDecoder().decode(section(name)))
  const column = (name: string, length: number, limit?: number, what?: string) =>
    unpackColumn(section(name), length, limit, what)
  const columns: Columns = {
    file,
    ...conceptColumns(header.counts, column),
    nameConcept: NONE,
    nameText: NONE,
    nameKind: new Uint8Array(0),
    nameEssential: new Uint8Array(0),
    nameStart: new Uint32Array(1),
    nameTerms: NONE,
    nameMass: new Float32Array(0),
    textParent: NONE,
    textString: NONE,
    stringEnds: column('stringEnds', strings),
    postingStart: column('holders', terms + 1),
    postings: NONE,
    // Copied byte by byte: a slice of a Buffer is no copy.
    weights: new Float32Array(Uint8Array.from(section('weights')).buffer),
    negation: negationsOf(json('terms') as string[], json('surfaces') as [string, number][]),
    termSorts: section('sorts'),
  }
  checkBelow(section('conceptSystem'), header.systems.length, 'the system of a concept')
  checkAscending(columns.stringEnds, section('strings').length, 'a string')
  checkAscending(columns.postingStart, 2 ** 32, 'a term')
  return columns
}
