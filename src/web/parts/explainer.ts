/**
 * What the code means in plain words: sections in the order of the template, each with where its words come from, the
 * facts and sources behind its sentences as footnotes, and a list of contents that follows the reader.
 */
import type { CodeShown } from '../answers.ts'
import { day } from '../format.ts'
import { type Html, html } from '../html.ts'

type Page = CodeShown['explainer']
type Section = Page['sections'][number]
type Block = Section['blocks'][number]
type Sentence = Extract<Block, { type: 'paragraph' }>['sentences'][number]

const STATUS: Readonly<Record<string, string>> = {
  composed: 'From official facts',
  authored: 'Written by us',
  imported: 'Imported',
  draft: 'Draft of a language model',
}

const TITLE: Readonly<Record<string, string>> = {
  composed: 'Put together by rule from the official facts of this code',
  authored: 'Written by hand from the public sources named',
  imported: 'Taken over from a page that the operator of this server brought',
  draft: 'Written by a language model and reviewed by nobody',
}

/** Sentences of a run; sources are named once at its end, as they would be in print. */
function sentences(all: readonly Sentence[]): Html {
  const sources = [...new Set(all.flatMap((s) => s.sources))]
  const marks = sources.map((n) => html`<a href="#source-${n}" aria-label="Source ${n}">${n}</a>`)
  return html`${all.map((s) => s.text).join(' ')}${marks.length === 0 ? '' : html`<sup class="cite">${marks}</sup>`}`
}

function block(each: Block): Html {
  if (each.type === 'paragraph') return html`<p>${sentences(each.sentences)}</p>`
  const items = each.items.map((item) => html`<li>${sentences(item.sentences)}${item.blocks.map(block)}</li>`)
  return each.type === 'steps' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
}

const idOf = (section: Section): string => `means-${section.id}`

function reviewOf({ status, reviewed }: Section): Html | '' {
  if (status === 'composed') return ''
  return reviewed
    ? html`<span class="made reviewed">Reviewed by ${reviewed.name}, ${day(reviewed.date)}</span>`
    : html`<span class="made">Not reviewed</span>`
}

/** `outer` is the status said already by the section around it. */
function sectionOf(section: Section, outer?: string): Html {
  const { heading, status, blocks, sections } = section
  const badge =
    status === outer
      ? ''
      : html`<span class="made ${status}" title="${TITLE[status]}">${STATUS[status]}</span>${reviewOf(section)}`
  const title =
    outer === undefined
      ? html`<h3 id="${idOf(section)}">${heading} ${badge}</h3>`
      : html`<h4 id="${idOf(section)}">${heading} ${badge}</h4>`
  return html`<section class="means">${title}${blocks.map(block)}${sections.map((inner) => sectionOf(inner, status))}</section>
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
      html`<li><span>${name ?? kind}${at === undefined ? '' : ` at ${at}`}</span> <q>${value}</q>${meaning === undefined ? '' : ` (${meaning})`}</li>`,
  )
  return html`<details class="sources"><summary>Official facts behind these words (${facts.length})</summary><ul>${rows}</ul></details>`
}

/** Sections with something to say, for the list of contents. */
function contents(sections: readonly Section[]): Html | '' {
  if (sections.length < 4) return ''
  return html`<nav class="contents" aria-label="In plain words" data-follow><ol>${sections.map((s) => html`<li><a href="#${idOf(s)}">${s.heading}</a></li>`)}</ol></nav>`
}

/** The section, or nothing when there is nothing to say. */
export function explainer({ explainer: page }: Pick<CodeShown, 'explainer'>): Html | '' {
  if (page.sections.length === 0) return ''
  return html`<section id="meaning"><h2>In plain words</h2>
<p class="fine advice">${page.disclaimer}</p>
${page.hasDraft ? html`<p class="notice ended">Parts of this text are a draft of a language model that nobody has reviewed. It may be wrong.</p>` : ''}
<div class="plain-words">${contents(page.sections)}<div class="words-body">${page.sections.map((s) => sectionOf(s))}
${sourcesOf(page)}${factsOf(page)}</div></div></section>`
}
