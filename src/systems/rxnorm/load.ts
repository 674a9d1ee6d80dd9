/** Reads one release of RxNorm into records: each concept with its names, links, strength and drug codes. */

import { addDays, type IsoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readSeparated } from '../../sources/tabbed.ts'
import { incomplete, problemsOf } from '../problem.ts'
import type { DesignationUse, SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { type Atom, parseConso, parseRel, parseSat } from './parse-rrf.ts'
import { RELATIONS, TERM_TYPES } from './vocabulary.ts'

const problem = problemsOf('rxnorm')
const rowsOf = (file: SourceFile) => readSeparated(file, { separator: '|' })

/** Term types that name a concept; the others are further names of one. */
const NAMING = new Set(Object.keys(TERM_TYPES))
/** Attributes that are kept, and what they are called here. */
const FACTS: Readonly<Record<string, string>> = {
  RXN_STRENGTH: 'strength',
  RXN_AVAILABLE_STRENGTH: 'availableStrength',
  RXN_HUMAN_DRUG: 'humanDrug',
  RXN_VET_DRUG: 'veterinaryDrug',
  RXTERM_FORM: 'doseForm',
  RXN_QUANTITY: 'quantity',
  RXN_QUALITATIVE_DISTINCTION: 'qualitativeDistinction',
}

export async function* load(given: ReleaseFiles): AsyncIterable<SourceRecord> {
  const { release, files } = given
  const file = (role: string) => files.find((each) => each.role === role)?.file
  const conso = file('conso')
  if (!conso) {
    yield* incomplete('rxnorm', given, 'RXNCONSO.RRF')
    return
  }
  const concepts = new Map<string, Atom[]>()
  const counter = new Refusals()
  for await (const each of parseConso(rowsOf(conso), { file: conso.path })) {
    if (each.type === 'issue') yield* counter.take(each)
    else {
      const atoms = concepts.get(each.rxcui)
      if (atoms) atoms.push(each)
      else concepts.set(each.rxcui, [each])
    }
  }
  yield* counter.counted()
  const named = new Set<string>()
  let order = 0
  for (const rxcui of [...concepts.keys()].sort((a, b) => Number(a) - Number(b))) {
    const records = conceptRecords(rxcui, concepts.get(rxcui)!, { order: ++order, from: release.validFrom })
    if (records === undefined) {
      const text = `${rxcui} has no name of RxNorm's own.`
      yield problem(
        { file: conso.path },
        { code: 'no-title', severity: 'error', line: concepts.get(rxcui)![0]!.line, text },
      )
      continue
    }
    named.add(rxcui)
    yield* records
  }
  yield* links(file('rel'), named)
  yield* facts(file('sat'), named)
}

/** Rows of sources that are not free are counted and told once a file: there may be hundreds of thousands. */
class Refusals {
  #count = 0
  #first: Issue | undefined;

  *take(issue: Issue): Iterable<Issue> {
    if (issue.code !== 'source-not-free') yield issue
    else {
      this.#count += 1
      this.#first ??= issue
    }
  }

  *counted(): Iterable<Issue> {
    if (!this.#first) return
    const text = `${this.#count} rows of other sources than RXNORM and MTHSPL are left out; they need a UMLS licence.`
    yield { ...this.#first, text }
  }
}

const USE: Readonly<Record<string, DesignationUse>> = { BN: 'brandName', TMSY: 'synonym', PSN: 'consumerName' }

function conceptRecords(
  code: string,
  atoms: readonly Atom[],
  { order, from }: { order: number; from: IsoDate },
): SourceRecord[] | undefined {
  const main = atoms.find((atom) => atom.source === 'RXNORM' && NAMING.has(atom.termType))
  if (!main) return undefined
  const suppressed = main.suppress !== 'N'
  const records: SourceRecord[] = [
    {
      type: 'concept',
      code,
      level: 'code',
      title: main.text,
      billable: false,
      order,
      ...(main.suppress === 'O' ? { terminatedOn: addDays(from, -1) } : {}),
    },
    { type: 'property', code, name: 'termType', value: main.termType },
  ]
  if (suppressed) records.push({ type: 'property', code, name: 'suppress', value: main.suppress })
  const told = new Set([main.text.toLowerCase()])
  for (const { text, termType } of atoms) {
    if (told.has(text.toLowerCase())) continue
    told.add(text.toLowerCase())
    records.push({ type: 'designation', code, use: USE[termType] ?? 'synonym', text })
  }
  return records
}

async function* links(file: SourceFile | undefined, named: ReadonlySet<string>): AsyncIterable<SourceRecord> {
  if (!file) return
  const counter = new Refusals()
  for await (const each of parseRel(rowsOf(file), { file: file.path })) {
    if (each.type === 'issue') yield* counter.take(each)
    // Every link stands in both directions; one is kept and read from either end.
    else if (named.has(each.from) && RELATIONS[each.kind] !== undefined)
      yield { type: 'relation', code: each.from, kind: each.kind, target: each.to }
  }
  yield* counter.counted()
}

async function* facts(file: SourceFile | undefined, named: ReadonlySet<string>): AsyncIterable<SourceRecord> {
  if (!file) return
  const counter = new Refusals()
  for await (const each of parseSat(rowsOf(file), { file: file.path })) {
    if (each.type === 'issue') yield* counter.take(each)
    else if (!named.has(each.rxcui)) continue
    else if (each.name === 'NDC' && /^\d{11}$/.test(each.value))
      yield { type: 'property', code: each.rxcui, name: 'ndc', value: each.value }
    else {
      const name = FACTS[each.name]
      if (name !== undefined) yield { type: 'property', code: each.rxcui, name, value: each.value }
    }
  }
  yield* counter.counted()
}
