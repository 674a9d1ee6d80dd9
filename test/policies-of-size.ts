/**
 * A store of policies as large as any seen: one that names 20,000 codes, two of 250 kB whose versions differ a little and
 * in everything, one with 2,000 diagnoses for a service, and many of ordinary size.
 */

import type { Catalog } from '../src/catalog/catalog.ts'
import { isoDate } from '../src/core/date.ts'
import type { Block, GroupedFinding, PolicyRecord } from '../src/policy/model.ts'
import { PolicyStore } from '../src/policy/store/reader.ts'
import { PolicyWriter } from '../src/policy/store/writer.ts'

export const SERVICE = 'G0498'
const WORDS =
  'claims for this service are reviewed against the record of each visit and must name a reason that holds'.split(' ')

/** A fixed sequence of whole numbers below `below`. */
function sequence(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function sentence(next: (below: number) => number, words: number): string {
  return Array.from({ length: words }, () => `${WORDS[next(WORDS.length)]}${next(9) === 0 ? next(1_000) : ''}`).join(
    ' ',
  )
}

interface Draft {
  readonly number: string
  readonly version?: string
  readonly effective?: string
  readonly lines: readonly string[]
  readonly findings?: (line: number, start: number, text: string) => GroupedFinding[]
  readonly groups?: number
}

function recordOf({ number, version, effective = '2025-01-01', lines, findings, groups = 0 }: Draft): PolicyRecord {
  const blocks: Block[] = []
  const found: GroupedFinding[] = []
  let at = 0
  lines.forEach((line, i) => {
    blocks.push({
      kind: i === 0 ? 'heading' : 'paragraph',
      ...(i === 0 ? { level: 1 } : {}),
      start: at,
      end: at + line.length,
    })
    found.push(...(findings?.(i, at, line) ?? []))
    at += line.length + 1
  })
  const text = { text: `${lines.join('\n')}\n`, blocks, issues: [] }
  return {
    header: {
      payer: 'Large Health',
      kind: 'commercial',
      number,
      title: `Policy ${number}`,
      effective: isoDate(effective),
      ...(version === undefined ? {} : { version }),
    },
    text: text,
    groups: Array.from({ length: groups }, (_, i) => ({ kind: 'supports' as const, title: `Group ${i + 1}` })),
    findings: found,
    related: [],
    revisions: [],
    file: `${number}.txt`,
    issues: [],
  }
}

/** Writes the store to `path` with codes of the catalog and opens it. */
export function policiesOfSize(path: string, catalog: Catalog, many = 300): PolicyStore {
  const next = sequence(7)
  const codes = [...catalog.rows.concepts('icd10cm', isoDate('2026-03-01'))]
    .filter((c) => c.billable)
    .map((c) => c.code)
  const writer = new PolicyWriter(path)
  const names = (code: string, start: number, line: string, groupIndex?: number): GroupedFinding => ({
    system: 'icd10cm',
    code,
    disposition: 'supports-necessity',
    role: 'diagnosis',
    ...(groupIndex === undefined ? {} : { groupIndex }),
    evidence: { section: ['Codes'], span: [start, start + line.length], quote: line },
  })
  const large = codes.slice(0, 20_000)
  writer.add(
    recordOf({
      number: 'CODES',
      groups: 4,
      lines: ['Policy CODES', ...large.map((code) => `${code} is a reason for the service`)],
      findings: (line, start, text) => (line === 0 ? [] : [names(large[line - 1]!, start, text, line % 4)]),
    }),
  )
  const paragraphs = Array.from({ length: 1_250 }, () => sentence(next, 30))
  const edited = paragraphs.map((p, i) => (i % 5 === 0 ? p.replace(/ \S+ /, ' another ') : p))
  writer.add(recordOf({ number: 'EDITED', version: '1', lines: ['Policy EDITED', ...paragraphs] }))
  writer.add(recordOf({ number: 'EDITED', version: '2', effective: '2026-01-01', lines: ['Policy EDITED', ...edited] }))
  writer.add(recordOf({ number: 'OTHER', version: '1', lines: ['Policy OTHER', sentence(next, 42_000)] }))
  writer.add(
    recordOf({
      number: 'OTHER',
      version: '2',
      effective: '2026-01-01',
      lines: ['Policy OTHER', sentence(next, 42_000)],
    }),
  )
  const bulk = (version: string, shift: number) =>
    recordOf({
      number: 'BULK',
      version,
      effective: `202${version}-01-01`,
      lines: ['Policy BULK', ...codes.slice(shift, shift + 20_000).map((code) => `${code} is named`)],
      findings: (line, start, text) => (line === 0 ? [] : [names(codes[shift + line - 1]!, start, text)]),
    })
  writer.add(bulk('4', 0))
  writer.add(bulk('5', 10_000))
  for (let i = 0; i < many; i++) {
    const own = Array.from({ length: 200 }, () => codes[next(codes.length)]!)
    writer.add(
      recordOf({
        number: `M${i}`,
        groups: 1,
        lines: [
          `Policy M${i}`,
          `${SERVICE} is covered for these`,
          ...own.map((code) => `${code} ${sentence(next, 6)}`),
        ],
        findings: (line, start, text) => {
          if (line === 0) return []
          if (line > 1) return [names(own[line - 2]!, start, text, 0)]
          const { groupIndex: _, ...rest } = names('', start, text)
          return i % 10 === 0
            ? [{ ...rest, system: 'hcpcs', code: SERVICE, disposition: 'covers', role: 'service' }]
            : []
        },
      }),
    )
  }
  writer.finish()
  return PolicyStore.open(path)
}
