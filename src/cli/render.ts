/** Answers as text for a terminal. One function an operation; no decisions, only layout. */
import type { z } from 'zod'
import type { Explanation } from '../search/query/score.ts'
import type { browse } from '../service/browse.ts'
import type { code } from '../service/code.ts'
import type { compare } from '../service/compare.ts'
import type { search, suggest } from '../service/search.ts'
import type { similar } from '../service/similar.ts'
import { systemWords } from '../service/system-words.ts'
import type { systems } from '../service/systems.ts'
import type { validate } from '../service/validate.ts'
import { REASON_LABEL } from '../similar/reasons.ts'
import {
  codePoliciesText,
  coverageText,
  passagesText,
  policiesText,
  policyDiffText,
  policyImpactText,
  policyText,
} from './render-policies.ts'

type SearchAnswer = z.input<(typeof search)['output']>
type SuggestAnswer = z.input<(typeof suggest)['output']>
type ShowAnswer = z.input<(typeof code)['output']>
type SimilarAnswer = z.input<(typeof similar)['output']>
type CompareAnswer = z.input<(typeof compare)['output']>
type BrowseAnswer = z.input<(typeof browse)['output']>
type ValidateAnswer = z.input<(typeof validate)['output']>
type SystemsAnswer = z.input<(typeof systems)['output']>

const number = (n: number): string => n.toLocaleString('en-US')

function tree({ label, value, factors }: Explanation, depth = 0): string[] {
  return [
    `${'  '.repeat(depth + 3)}${value.toFixed(4)}  ${label}`,
    ...(factors ?? []).flatMap((f) => tree(f, depth + 1)),
  ]
}

function searchText({ query, reading, notices, total, partial, results }: SearchAnswer): string {
  const said = notices.map(({ text, path, system, written }) =>
    path === undefined ? text : `${text} Run: medcodex number ${system} ${written}`,
  )
  const read = [...(reading === undefined ? [] : [reading]), ...said]
  if (results.length === 0) return [...read, `Nothing found for "${query}".`].join('\n')
  const width = Math.max(...results.map((r) => r.code.length))
  const lines = results.flatMap((r) => {
    const more = r.members ? `  (+${r.members.length - 1} alike)` : ''
    const usable = r.billable || !systemWords(r.system).reportable
    const state = r.current ? (usable ? '' : '  [header]') : '  [no longer valid]'
    return [
      `${r.system.padEnd(8)} ${r.code.padEnd(width)}  ${r.title}${state}${more}`,
      `${' '.repeat(10 + width)} ${r.why.text}`,
      ...(r.explanation ? tree(r.explanation as Explanation) : []),
    ]
  })
  return [
    ...read,
    ...lines,
    '',
    partial === true
      ? `${number(total)} found within the limit of one request; there may be more`
      : `${number(total)} found`,
  ].join('\n')
}

function suggestText({ suggestions }: SuggestAnswer): string {
  return suggestions.map((s) => `${s.system.padEnd(8)} ${s.code.padEnd(9)} ${s.title}`).join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

type Explained = ShowAnswer['explainer']
type ExplainedSection = Explained['sections'][number]

function blockLines(block: ExplainedSection['blocks'][number], indent: string): string[] {
  const said = (sentences: readonly { readonly text: string }[]): string => sentences.map((s) => s.text).join(' ')
  if (block.type === 'paragraph') return [`${indent}${said(block.sentences)}`]
  return block.items.flatMap((item, i) => [
    `${indent}${block.type === 'steps' ? `${i + 1}.` : '-'} ${said(item.sentences)}`,
    ...item.blocks.flatMap((inner) => blockLines(inner, `${indent}   `)),
  ])
}

function sectionLines({ heading, status, reviewed, blocks, sections }: ExplainedSection, indent: string): string[] {
  const made =
    status === 'composed'
      ? 'from official facts'
      : `${status}, ${reviewed ? `reviewed by ${reviewed.name}` : 'not reviewed'}`
  return [
    `${indent}${heading} (${made})`,
    ...blocks.flatMap((block) => blockLines(block, `${indent}  `)),
    ...sections.flatMap((inner) => sectionLines(inner, `${indent}  `)),
  ]
}

/** Plain words, each section with where its words come from. */
function meaningLines({ sections, sources, hasDraft, disclaimer }: Explained): string[] {
  if (sections.length === 0) return []
  return [
    '',
    'In plain words',
    `  ${disclaimer}`,
    ...(hasDraft ? ['  Parts of this are a draft that nobody has reviewed. It may be wrong.'] : []),
    ...sections.flatMap((each) => sectionLines(each, '  ')),
    ...(sources.length === 0 ? [] : ['  Sources']),
    ...sources.map(
      (s) =>
        `    ${s.id}. ${s.title}${s.publisher === undefined ? '' : `, ${s.publisher}`}${s.url === undefined ? '' : `  ${s.url}`}`,
    ),
  ]
}

function showText(a: ShowAnswer): string {
  const unbillable = systemWords(a.system).reportable ? 'header, cannot be reported' : 'listed; claims do not carry it'
  const state = a.status === 'active' ? (a.billable ? 'can be reported' : unbillable) : a.status
  return [
    `${a.systemName} ${a.code}  ${a.title}`,
    `${state}; in this form since ${a.validFrom}${a.validTo ? ` until ${a.validTo}` : ''}; release ${a.notice ?? a.release.label}`,
    ...meaningLines(a.explainer),
    ...section(
      'Stands under',
      a.ancestors.map((c) => `${c.code}  ${c.title}`),
    ),
    ...section(
      'Below it',
      a.children.map((c) => `${c.code}  ${c.title}`),
    ),
    ...section(
      'Notes',
      a.notes.map(
        (n) => `${n.kind}${n.character ? ` ${n.character}` : ''}: ${n.text}${n.from ? `  (at ${n.from.code})` : ''}`,
      ),
    ),
    ...section(
      'Also called',
      a.names.map((n) => n.text),
    ),
    ...section(
      'Index entries',
      a.index.map((i) => [i.path.join(', '), i.heading].filter(Boolean).join(' — ')),
    ),
    ...section(
      'Axes',
      a.axes.map((x) => `${x.code}  ${x.title}: ${x.label}`),
    ),
    ...section(
      'Facts',
      a.properties.map((p) => `${p.name}: ${p.meaning ?? p.value}`),
    ),
    ...section('Related', [
      ...a.relations.map((r) => `${r.kind} ${r.direction} ${r.code}${r.title ? `  ${r.title}` : ''}`),
      ...a.furtherRelations.map((r) => `${r.label}: ${r.count} more`),
    ]),
    ...section(
      'History',
      a.timeline.map(
        (t) => `${t.validFrom} – ${t.validTo ?? 'now'}  ${t.title}${t.billable ? '' : '  [not reportable]'}`,
      ),
    ),
    '',
    a.licence.notice,
    a.disclaimer,
  ].join('\n')
}

function similarText({ code, systemName, title, similar: rows, made, licences, disclaimer }: SimilarAnswer): string {
  const head = `${systemName} ${code}  ${title}`
  if (rows.length === 0) return [head, '', 'No similar code was found.'].join('\n')
  const width = Math.max(...rows.map((r) => r.code.length))
  const lines = rows.flatMap((r) => {
    const more = r.alike.length > 0 ? `  (+${r.alike.length} of the family)` : ''
    const state = r.status === 'active' ? '' : `  [${r.status}]`
    return [
      '',
      `${REASON_LABEL[r.reasons[0]!.kind]}: ${r.reasons[0]!.text}`,
      `  ${r.system.padEnd(8)} ${r.code.padEnd(width)}  ${r.title}${state}${more}`,
      ...r.reasons.slice(1).map((reason) => `  ${' '.repeat(9 + width)}  ${reason.text}`),
    ]
  })
  return [head, ...lines, '', made, ...licences.map((l) => l.notice), disclaimer].join('\n')
}

/** `=` before what all codes say, `≠` before what they do not. */
function compareText({ codes, rows, licences, disclaimer }: CompareAnswer): string {
  const head = codes.map((c, i) => `${i + 1}  ${c.systemName} ${c.code}  ${c.title}`)
  const body = rows
    .filter((r) => r.name !== 'title')
    .flatMap((r) => {
      if (!r.differs) return ['', `= ${r.name}`, ...(r.values[0] ?? []).map((v) => `    ${v.text}`)]
      const values = r.values.flatMap((list, i) =>
        list.length === 0 ? [`  ${i + 1} –`] : list.map((v) => `  ${i + 1} ${v.everywhere ? '=' : '≠'} ${v.text}`),
      )
      return ['', `≠ ${r.name}`, ...values]
    })
  return [...head, ...body, '', ...licences.map((l) => l.notice), disclaimer].join('\n')
}

function validateText({ results, total, valid, notices }: ValidateAnswer): string {
  const lines = results.flatMap((r) => {
    const when = r.endedOn ? ` on ${r.endedOn}` : r.startsOn ? ` until ${r.startsOn}` : ''
    return [
      `${(r.code ?? r.written).padEnd(12)} ${`${r.status}${when}`.padEnd(20)} ${r.title ?? ''}`.trimEnd(),
      ...r.suggestions.map((s) => `  ${s.text}`),
    ]
  })
  return [...lines, '', `${number(valid)} of ${number(total)} can be used`, ...notices].join('\n')
}

function systemsText({ systems: rows }: SystemsAnswer): string {
  return rows
    .map(
      (s) =>
        `${s.name.padEnd(15)} ${s.release.padEnd(8)} ${number(s.codes).padStart(8)} codes  from the ${sourceText(s.source)}${s.isInForce ? '' : `  (${s.notice})`}`,
    )
    .join('\n')
}

function browseText({ groups, letter, roots, next, system }: BrowseAnswer): string {
  if (letter === undefined && roots.length === 0) {
    const lines = groups.map((g) => `${g.key.padEnd(9)} ${g.first} – ${g.last}  ${number(g.codes)} codes`)
    return [...lines, '', `One group: medcodex browse ${system} ${groups[0]?.key ?? 'LETTER'}`].join('\n')
  }
  const width = Math.max(0, ...roots.map((r) => r.code.length))
  const more = next === undefined ? [] : ['', `More: add --after "${next}"`]
  return [...roots.map((r) => `${r.code.padEnd(width)}  ${r.title}`), ...more].join('\n')
}

/** Who served a release, in words. */
export function sourceText(source: string): string {
  const words: Record<string, string> = {
    publisher: 'publisher',
    mirror: 'package mirror',
    user: 'files you added',
    starter: 'starter set',
    program: 'program itself, which has all of it',
  }
  return words[source] ?? source
}

const RENDERERS: Readonly<Record<string, (answer: never) => string>> = {
  search: searchText,
  suggest: suggestText,
  show: showText,
  similar: similarText,
  compare: compareText,
  systems: systemsText,
  validate: validateText,
  browse: browseText,
  'code-policies': codePoliciesText,
  coverage: coverageText,
  policies: policiesText,
  passages: passagesText,
  'policy-impact': policyImpactText,
  policy: policyText,
  'policy-diff': policyDiffText,
}

/** The answer of the operation `name` as text; JSON when no layout is known. */
export function render(name: string, answer: unknown): string {
  const renderer = RENDERERS[name]
  return renderer ? renderer(answer as never) : JSON.stringify(answer, null, 2)
}
