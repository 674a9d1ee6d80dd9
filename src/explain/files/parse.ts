/**
 * An explainer file: YAML front matter, then Markdown with a `##` heading for each section, `###` for sections inside
 * another, paragraphs, lists, numbered steps, and footnotes `[^id]` that name sources of the front matter. What cannot be
 * used is an Issue with its line; the rest of the file still counts.
 */
import { marked, type Token, type Tokens } from 'marked'
import type { Issue } from '../../core/issue.ts'
import { excerpt } from '../../core/text.ts'
import { parseYaml } from '../../core/yaml.ts'
import { parseApplies } from '../applies.ts'
import type { Applies, Block, Explainer, Facets, Item, Kind, Section } from '../model.ts'
import { OTHER_SECTION, sectionByHeading, TEMPLATES } from '../templates.ts'
import { Header } from './header.ts'
import { sentencesFrom } from './sentences.ts'

export interface ParsedExplainer {
  readonly explainer?: Explainer
  readonly issues: readonly Issue[]
}

type Report = (code: string, severity: Issue['severity'], text: string, line?: number) => void

const FRONT = /^---\r?\n([\s\S]*?)\r?\n---\r?(?:\n|$)/

/** Text of inline Markdown without its marks; links keep their words. */
function plain(tokens: readonly Token[] | undefined, fallback: string): string {
  if (tokens === undefined) return fallback
  return tokens
    .map((token) =>
      'tokens' in token && token.tokens
        ? plain(token.tokens, token.raw)
        : token.type === 'br'
          ? ' '
          : inlineText(token),
    )
    .join('')
}

function inlineText(token: Token): string {
  const text = 'text' in token && typeof token.text === 'string' ? token.text : token.raw
  return text
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
}

function itemOf(item: Tokens.ListItem): Item {
  const lead = item.tokens.filter((token) => token.type === 'text' || token.type === 'paragraph')
  const rest = item.tokens.filter((token) => token.type !== 'text' && token.type !== 'paragraph')
  const text = lead.map((token) => plain('tokens' in token ? token.tokens : undefined, token.raw)).join(' ')
  return { sentences: sentencesFrom(text), blocks: rest.flatMap(blockOf) }
}

function blockOf(token: Token): Block[] {
  if (token.type === 'paragraph' || token.type === 'text') {
    const sentences = sentencesFrom(plain('tokens' in token ? token.tokens : undefined, token.raw))
    return sentences.length === 0 ? [] : [{ type: 'paragraph', sentences }]
  }
  if (token.type === 'list') {
    const list = token as Tokens.List
    return [{ type: list.ordered ? 'steps' : 'list', items: list.items.map(itemOf) }]
  }
  if (token.type === 'blockquote') return ((token as Tokens.Blockquote).tokens ?? []).flatMap(blockOf)
  return []
}

/** Tokens that hold nothing to read; a comment is for writers. */
const isSilent = (token: Token): boolean =>
  token.type === 'space' || token.type === 'hr' || (token.type === 'html' && /^\s*<!--[\s\S]*-->\s*$/.test(token.raw))

interface Open {
  readonly id: string
  readonly heading: string
  readonly line: number
  readonly blocks: Block[]
}

function openSection(kind: Kind, heading: string, { line, report }: { line: number; report: Report }): Open {
  const template = sectionByHeading(kind, heading)
  if (template === undefined) {
    const known = TEMPLATES[kind].map((each) => each.heading).join(', ')
    report('unknown-section', 'warning', `“${excerpt(heading)}” is no section of a ${kind}; known: ${known}.`, line)
  }
  return { id: template?.id ?? OTHER_SECTION, heading: template?.heading ?? heading, line, blocks: [] }
}

function readSections(body: string, kind: Kind, { from, report }: { from: number; report: Report }): Section[] {
  const sections: Open[] = []
  let line = from
  for (const token of marked.lexer(body)) {
    if (token.type === 'heading') {
      const heading = plain(token.tokens, token.raw)
      if ((token as Tokens.Heading).depth === 1)
        report('title-in-body', 'warning', 'The title belongs in the front matter.', line)
      else sections.push(openSection(kind, heading, { line, report }))
    } else if (!isSilent(token)) {
      const blocks = blockOf(token)
      const open = sections.at(-1)
      if (blocks.length === 0)
        report('unreadable-block', 'error', `A ${token.type} cannot be used here: “${excerpt(token.raw)}”.`, line)
      else if (open === undefined)
        report('text-before-section', 'error', `Text before the first section: “${excerpt(token.raw)}”.`, line)
      else open.blocks.push(...blocks)
    }
    line += token.raw.split('\n').length - 1
  }
  for (const open of sections) {
    if (open.blocks.length === 0) report('empty-section', 'error', `“${excerpt(open.heading)}” has no text.`, open.line)
  }
  return joinRepeated(sections.filter((open) => open.blocks.length > 0))
}

/** Two headings of one section are one section; sections that no template knows stay apart. */
function joinRepeated(sections: readonly Open[]): Section[] {
  const joined: { id: string; heading: string; blocks: Block[] }[] = []
  for (const { id, heading, blocks } of sections) {
    const same = joined.find((each) => each.id === id && (id !== OTHER_SECTION || each.heading === heading))
    if (same) same.blocks.push(...blocks)
    else joined.push({ id, heading, blocks: [...blocks] })
  }
  return joined
}

function facetsOf(header: Header['facets']): Facets | undefined {
  if (header === undefined) return undefined
  const { duration, setting, anesthesia, personnel, equipment } = header
  const per = duration?.unit === 'hours' ? 60 : 1
  return {
    ...(setting === undefined ? {} : { setting }),
    ...(anesthesia === undefined ? {} : { anesthesia }),
    ...(duration === undefined ? {} : { duration: { min: duration.min * per, max: duration.max * per } }),
    ...(personnel === undefined ? {} : { personnel }),
    ...(equipment === undefined ? {} : { equipment }),
  }
}

function readHeader(yaml: string, report: Report): Header | undefined {
  let value: unknown
  try {
    value = parseYaml(yaml)
  } catch (thrown) {
    report(
      'bad-front-matter',
      'error',
      `The front matter is not YAML: ${excerpt(String((thrown as Error).message))}`,
      1,
    )
    return undefined
  }
  const result = Header.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const key = String(issue.path[0] ?? '')
    const at = yaml.split('\n').findIndex((each) => each.startsWith(`${key}:`))
    report(
      'bad-front-matter',
      'error',
      `${issue.path.join('.') || 'front matter'}: ${issue.message}.`,
      at < 0 ? 1 : at + 2,
    )
  }
  return undefined
}

function readApplies(entries: readonly string[], yaml: string, report: Report): Applies[] {
  return entries.flatMap((entry) => {
    const read = parseApplies(entry)
    if (!('problem' in read)) return [read]
    const at = yaml.split('\n').findIndex((each) => each.includes(entry))
    report('bad-applies', 'error', read.problem, at < 0 ? 1 : at + 2)
    return []
  })
}

/** Footnotes that name no source of the file. */
function checkFootnotes(
  body: string,
  known: ReadonlySet<string>,
  { from, report }: { from: number; report: Report },
): void {
  body.split('\n').forEach((text, i) => {
    for (const [, id = ''] of text.matchAll(/\[\^([^\]\s]+)\]/g)) {
      if (!known.has(id))
        report('unknown-source', 'error', `The footnote “${excerpt(id)}” names no source of this file.`, from + i)
    }
  })
}

/** Reads one file. `file` is its path for Issues, `id` the name of the explainer. */
export function parseExplainer(text: string, { file, id }: { file: string; id: string }): ParsedExplainer {
  const issues: Issue[] = []
  const report: Report = (code, severity, what, line) => {
    issues.push({ type: 'issue', code, severity, file, ...(line === undefined ? {} : { line }), text: what })
  }
  const front = FRONT.exec(text)
  if (!front) {
    report('no-front-matter', 'error', 'The file does not begin with front matter between lines of “---”.', 1)
    return { issues }
  }
  const header = readHeader(front[1]!, report)
  if (header === undefined) return { issues }
  const body = text.slice(front[0].length)
  const from = front[0].split('\n').length
  const applies = readApplies(header.applies, front[1]!, report)
  const sections = readSections(body, header.kind, { from, report })
  checkFootnotes(body, new Set(header.sources.map((each) => each.id)), { from, report })
  if (sections.length === 0) report('no-sections', 'error', 'The file has no section with text.', from)
  const facets = facetsOf(header.facets)
  const isBlock = header.aspect !== undefined && header.match !== undefined && header.match.length > 0
  if (!isBlock && header.applies.length === 0) {
    report('bad-front-matter', 'error', 'applies: a text names its codes, and a block its aspect and match.', 1)
  }
  if ((applies.length === 0 && !isBlock) || sections.length === 0) return { issues }
  const { scope, requires, words, aspect, match } = header
  const related = readApplies(header.related ?? [], front[1]!, report)
  const explainer: Explainer = {
    id,
    title: header.title,
    ...(scope === undefined ? {} : { scope }),
    kind: header.kind,
    applies,
    ...(requires === undefined ? {} : { requires }),
    ...(related.length === 0 ? {} : { related }),
    ...(words === undefined ? {} : { words }),
    ...(aspect === undefined ? {} : { aspect }),
    ...(match === undefined ? {} : { match }),
    sections,
    sources: header.sources.map(({ id: key, title, publisher, url, year }) => ({
      id: key,
      title,
      ...(publisher === undefined ? {} : { publisher }),
      ...(url === undefined ? {} : { url }),
      ...(year === undefined ? {} : { year }),
    })),
    status: header.status,
    ...(facets === undefined ? {} : { facets }),
    ...(header.reviewed === 'none' ? {} : { reviewed: header.reviewed }),
  }
  return { explainer, issues }
}
