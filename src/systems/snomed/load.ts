/** Reads one SNOMED CT release into records: concepts with descriptions by language, parents, attributes, maps. */
import { addDays, type IsoDate, parseCompactDate } from '../../core/date.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readSeparated } from '../../sources/tabbed.ts'
import type { HeadedRow } from '../headed.ts'
import { incomplete, problemsOf } from '../problem.ts'
import type { SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { FULLY_SPECIFIED, IS_A, isActive, newest, splitTag } from './parse-rf2.ts'

const problem = problemsOf('snomed')
const ROOT = '138875005'

/** Why a concept was retired, by the reference set that says what takes its place. */
const ASSOCIATIONS: Readonly<Record<string, string>> = {
  '900000000000527005': 'sameAs',
  '900000000000526001': 'replacedBy',
  '900000000000523009': 'possiblyEquivalentTo',
  '900000000000528000': 'wasA',
  '900000000000524003': 'movedTo',
}

async function* rowsOf(
  files: readonly SourceFile[],
  needs: readonly string[],
  into: Map<string, HeadedRow>,
): AsyncIterable<SourceRecord> {
  for (const file of files) yield* newest(readSeparated(file), { file: file.path, needs, into })
}

export async function* load(given: ReleaseFiles): AsyncIterable<SourceRecord> {
  const { release, files } = given
  const of = (role: string): SourceFile[] => files.filter((each) => each.role === role).map(({ file }) => file)
  if (of('concept').length === 0 || of('description').length === 0) {
    yield* incomplete('snomed', given, 'file of concepts with its descriptions')
    return
  }
  const table = (): Map<string, HeadedRow> => new Map()
  const [concepts, descriptions, relationships] = [table(), table(), table()]
  yield* rowsOf(of('concept'), ['definitionStatusId'], concepts)
  yield* rowsOf(of('description'), ['conceptId', 'languageCode', 'typeId', 'term'], descriptions)
  yield* rowsOf(of('relationship'), ['sourceId', 'destinationId', 'typeId'], relationships)

  const named = Map.groupBy([...descriptions.values()].filter(isActive), (row) => row.cell('conceptId'))
  const links = Map.groupBy([...relationships.values()].filter(isActive), (row) => row.cell('sourceId'))
  const parents = (id: string): string[] =>
    (links.get(id) ?? []).filter((row) => row.cell('typeId') === IS_A).map((row) => row.cell('destinationId'))
  let order = 0
  const seen = new Set<string>()
  for (const id of inTreeOrder(concepts, parents)) {
    const row = concepts.get(id)!
    // Of several parents the first that came before is where the concept stands in the tree.
    const above = parents(id).toSorted((a, b) => Number(seen.has(b)) - Number(seen.has(a)))
    const place = { order: ++order, parents: above.filter((each) => named.has(each)), release: release.validFrom }
    const records = conceptRecords(row, named.get(id) ?? [], place)
    if (records) seen.add(id)
    if (records) yield* records
    else {
      const text = `${id} has no active description.`
      yield problem({ file: of('concept')[0]!.path }, { code: 'no-title', severity: 'error', line: row.line, text })
    }
    for (const each of links.get(id) ?? []) {
      const kind = each.cell('typeId')
      if (kind !== IS_A)
        yield { type: 'relation', code: id, kind: `attribute:${kind}`, target: each.cell('destinationId') }
    }
  }
  yield* associations(of('association'), concepts)
  yield* maps(of('map'), concepts)
}

/** Parents before their children: the tree from its root, then what hangs on nothing. */
function inTreeOrder(concepts: ReadonlyMap<string, HeadedRow>, parents: (id: string) => string[]): string[] {
  const below = new Map<string, string[]>()
  for (const id of concepts.keys())
    for (const parent of parents(id)) {
      const list = below.get(parent)
      if (list) list.push(id)
      else below.set(parent, [id])
    }
  const order: string[] = []
  const done = new Set<string>()
  const visit = (start: string): void => {
    const waiting = [start]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (done.has(id) || !concepts.has(id)) continue
      done.add(id)
      order.push(id)
      waiting.push(...(below.get(id) ?? []).toReversed())
    }
  }
  visit(ROOT)
  for (const id of concepts.keys()) if (parents(id).length === 0) visit(id)
  for (const id of concepts.keys()) visit(id)
  return order
}

function conceptRecords(
  row: HeadedRow,
  descriptions: readonly HeadedRow[],
  { order, parents, release }: { order: number; parents: readonly string[]; release: IsoDate },
): SourceRecord[] | undefined {
  const code = row.cell('id')
  const full = descriptions.find(
    (each) => each.cell('typeId') === FULLY_SPECIFIED && /^en/i.test(each.cell('languageCode')),
  )
  const first = full ?? descriptions[0]
  if (!first) return undefined
  const { term: title, tag } = splitTag(first.cell('term'))
  const active = isActive(row)
  const since = parseCompactDate(row.cell('effectiveTime'))
  const [parent, ...others] = parents
  const records: SourceRecord[] = [
    {
      type: 'concept',
      code,
      level: 'code',
      title,
      billable: false,
      order,
      ...(active && parent !== undefined ? { parent } : {}),
      ...(active ? {} : { terminatedOn: since === undefined ? addDays(release, -1) : addDays(since, -1) }),
    },
  ]
  for (const target of active ? others : []) records.push({ type: 'relation', code, kind: 'isA', target })
  if (tag !== undefined) records.push({ type: 'property', code, name: 'semanticTag', value: tag })
  const told = new Set([title])
  for (const each of descriptions) {
    const text = each.cell('term')
    const language = each.cell('languageCode')
    if (told.has(text) || each === full) continue
    told.add(text)
    records.push({ type: 'designation', code, use: 'synonym', text, ...(language === 'en' ? {} : { language }) })
  }
  return records
}

async function* associations(
  files: readonly SourceFile[],
  concepts: ReadonlyMap<string, HeadedRow>,
): AsyncIterable<SourceRecord> {
  const rows = new Map<string, HeadedRow>()
  yield* rowsOf(files, ['refsetId', 'referencedComponentId', 'targetComponentId'], rows)
  for (const row of rows.values()) {
    const kind = ASSOCIATIONS[row.cell('refsetId')]
    const code = row.cell('referencedComponentId')
    if (kind !== undefined && isActive(row) && concepts.has(code))
      yield { type: 'relation', code, kind, target: row.cell('targetComponentId') }
  }
}

/** The first advice of each map group that names a target. */
async function* maps(
  files: readonly SourceFile[],
  concepts: ReadonlyMap<string, HeadedRow>,
): AsyncIterable<SourceRecord> {
  const rows = new Map<string, HeadedRow>()
  yield* rowsOf(files, ['referencedComponentId', 'mapTarget'], rows)
  for (const row of rows.values()) {
    const code = row.cell('referencedComponentId')
    const target = row.cell('mapTarget').replace('.', '')
    if (isActive(row) && target !== '' && concepts.has(code))
      yield { type: 'relation', code, kind: 'mapsTo', target, targetSystem: 'icd10cm' }
  }
}
