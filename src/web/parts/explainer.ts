/**
 * What the code means in plain words: sections in the order of the template, each with where its words come from, the
 * facts and sources behind its sentences as footnotes, and a list of contents that follows the reader.
 */

import { factLabel } from '../../service/system-words.ts'
import type { CodeShown } from '../answers.ts'
import { codeHref, day } from '../format.ts'
import { type Html, html } from '../html.ts'

type Page = CodeShown['explainer']
type Section = Page['sections'][number]
type Block = Section['blocks'][number]
type Sentence = Extract<Block, { type: 'paragraph' }>['sentences'][number]

const STATUS: Readonly<Record<string, string>> = {
  composed: 'From official facts',
  authored: 'Written for Medcodex',
  imported: 'Imported',
  draft: 'Draft of a language model',
}

const TITLE: Readonly<Record<string, string>> = {
  composed: 'Put together by rule from the official facts of this code',
  authored: 'Written for Medcodex from the public sources named, with the help of a language model',
  imported: 'Taken over from a page that the operator of this server brought',
  draft: 'Written by a language model and reviewed by nobody',
}

/** Sentences of a run; sources are named once at its end, as they would be in print. */
function sentences(all: readonly Sentence[]): Html {
  const sources = [...new Set(all.flatMap((s) => s.sources))].sort((a, b) => Number(a) - Number(b))
  const marks = sources.map((n) => html`<a href="#source-${n}" aria-label="Source ${n}">${n}</a>`)
  return html`${all.map((s) => s.text).join(' ')}${marks.length === 0 ? '' : html`<sup class="cite">${marks}</sup>`}`
}

function block(each: Block): Html {
  if (each.type === 'paragraph') return html`<p>${sentences(each.sentences)}</p>`
  const items = each.items.map((item) => html`<li>${sentences(item.sentences)}${item.blocks.map(block)}</li>`)
  return each.type === 'steps' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
}

const idOf = (section: Section): string => `means-${section.id}`

/** Who made the words and who reviewed them, as one key. */
const originKey = ({ status, reviewed }: Section): string => JSON.stringify([status, reviewed ?? null])

/**
 * Sections that say where their words are from: the first of each run with one origin, read from top to bottom. A
 * section that follows an inner one of its own origin says it too where its elder beside it had another.
 */
function startsOfRuns(sections: readonly Section[]): Set<Section> {
  const starts = new Set<Section>()
  let last: string | undefined
  const walk = (beside: readonly Section[], around?: string): void => {
    let elder = around
    for (const section of beside) {
      const own = originKey(section)
      if (own !== last || own !== elder) starts.add(section)
      last = own
      elder = own
      walk(section.sections, own)
    }
  }
  walk(sections)
  return starts
}

function reviewOf({ status, reviewed }: Section): Html | '' {
  if (status === 'composed') return ''
  return reviewed
    ? html`, <span class="made reviewed">reviewed by ${reviewed.name}, ${day(reviewed.date)}</span>`
    : html`, <span class="made">not reviewed by a clinician yet</span>`
}

function originOf(section: Section): Html {
  const { status } = section
  return html`<p class="origin"><span class="made ${status}" title="${TITLE[status]}">${STATUS[status]}</span>${reviewOf(section)}</p>`
}

function sectionOf(section: Section, starts: ReadonlySet<Section>, inner = false): Html {
  const { heading, status, reviewed, scope, blocks, sections } = section
  const id = idOf(section)
  const title = inner ? html`<h4 id="${id}">${heading}</h4>` : html`<h3 id="${id}">${heading}</h3>`
  return html`<section class="means" data-status="${status}"${status === 'composed' ? '' : html` data-reviewed="${reviewed ? 'yes' : 'no'}"`}>${title}${starts.has(section) ? originOf(section) : ''}${scope === undefined ? '' : html`<p class="scope">About: ${scope}</p>`}${blocks.map(block)}${sections.map((each) => sectionOf(each, starts, true))}</section>
`
}

function sourcesOf({ sources }: Page): Html | '' {
  if (sources.length === 0) return ''
  const rows = sources.map(({ id, title, publisher, url, year }) => {
    const name = url === undefined ? html`${title}` : html`<a href="${url}" rel="noreferrer">${title}</a>`
    return html`<li id="source-${id}" value="${id}">${name}${publisher === undefined ? '' : `, ${publisher}`}${year === undefined ? '' : `, ${year}`}</li>`
  })
  return html`<details class="sources" open><summary>Sources</summary><ol>${rows}</ol></details>`
}

function factsOf({ facts }: Page): Html | '' {
  if (facts.length === 0) return ''
  const rows = facts.map(
    ({ name, kind, value, meaning, at }) =>
      html`<li><span>${factLabel(name ?? kind)}${at === undefined ? '' : ` at ${at}`}</span> <q>${value}</q>${meaning === undefined ? '' : `, ${meaning}`}</li>`,
  )
  return html`<details class="sources"><summary>Official facts behind these words (${facts.length})</summary><ul>${rows}</ul></details>`
}

/** Texts about something near, to be read on their own pages. */
function cardsOf({ cards }: Page): Html | '' {
  if (cards.length === 0) return ''
  const rows = cards.map(
    ({ title, scope, system, code }) =>
      html`<li><a href="${codeHref(system, code)}">${title}</a>${scope === title ? '' : html` <small>${scope}</small>`}</li>`,
  )
  return html`<section class="means cards"><h3>Related texts that are not about this code</h3><ul>${rows}</ul></section>`
}

/** Sections with something to say, for the list of contents. */
function contents(sections: readonly Section[]): Html | '' {
  if (sections.length < 4) return ''
  return html`<nav class="contents" aria-label="In plain words" data-follow><ol>${sections.map((s) => html`<li><a href="#${idOf(s)}">${s.heading}</a></li>`)}</ol></nav>`
}

/** Names people use, from the texts about the code, and everyday words for the words of its title. */
function lead(page: Page, figure: Html | ''): Html | '' {
  const named = page.sections.find(({ id }) => id === 'name')
  const names = named?.status === 'composed' ? named.sections : []
  if (names.length === 0 && page.everyday.length === 0 && figure === '') return ''
  const said = names.map(
    (each) =>
      html`<div class="said" data-status="${each.status}">${each.blocks.map(block)}${originOf(each)}${each.scope === undefined ? '' : html`<p class="scope">About: ${each.scope}</p>`}</div>`,
  )
  const words =
    page.everyday.length === 0
      ? ''
      : html`<dl class="gloss">${page.everyday.map(({ official, plain }) => html`<div><dt>${official}</dt><dd>${plain}</dd></div>`)}</dl>`
  return html`<div class="lead-words"><div>${said}${words === '' ? '' : html`<h3 class="small">Words of the title, in everyday words</h3>${words}`}</div>${figure}</div>`
}

/** Sections that the page shows in a place of their own: the title stands at its head. */
const isOwnPlace = ({ id, status }: Section, without: readonly string[]): boolean =>
  without.includes(id) || (id === 'name' && status === 'composed')

interface Shown {
  /** Ids of sections that stand elsewhere on the page. */
  readonly without?: readonly string[]
  /** Folded, for readers who came for something else. */
  readonly folded?: boolean
  readonly figure?: Html | ''
}

/** The section, or nothing when there is nothing to say. */
export function explainer(
  { explainer: page }: Pick<CodeShown, 'explainer'>,
  { without = [], folded = false, figure = '' }: Shown = {},
): Html | '' {
  const sections = page.sections.filter((each) => !isOwnPlace(each, without))
  const first = lead(page, figure)
  if (sections.length === 0 && first === '') return ''
  const starts = startsOfRuns(sections)
  const body = html`${first}<div class="plain-words">${contents(sections)}<div class="words-body">${sections.map((s) => sectionOf(s, starts))}
${cardsOf(page)}${sourcesOf(page)}${factsOf(page)}</div></div>`
  return html`<section id="meaning"><h2>In plain words</h2>
<p class="fine advice">${page.disclaimer}</p>
${page.hasDraft ? html`<p class="notice ended">Parts of this text are a draft of a language model that nobody has reviewed. It may be wrong.</p>` : ''}
${folded ? html`<details class="folded"><summary>What it is, section by section (${sections.length})</summary>${body}</details>` : body}</section>`
}

/** How the code is used, in plain words, as a section of the page: for those who read it to code. */
export function codingWords({ explainer: page }: Pick<CodeShown, 'explainer'>): Html | '' {
  const section = page.sections.find(({ id }) => id === 'coding')
  if (section === undefined) return ''
  const starts = startsOfRuns([section])
  return html`<section id="coding"><h2>${section.heading}</h2><p class="fine advice">${page.disclaimer}</p>${originOf(section)}${section.scope === undefined ? '' : html`<p class="scope">About: ${section.scope}</p>`}<div class="means">${section.blocks.map(block)}${section.sections.map((each) => sectionOf(each, starts))}</div></section>`
}
