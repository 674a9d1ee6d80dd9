/** `/policy/{payer}/{number}`: a policy's text with its codes linked, its lists, versions and related documents. */
import type { FindingShown, PolicyChange, PolicyDocument } from '../answers.ts'
import { counted, day, withQuery } from '../format.ts'
import { type Html, html } from '../html.ts'
import { FLAG } from '../labels.ts'
import { layout } from '../layout.ts'
import { breakable, dispositionBadge, doubt, lostRows, policyLink } from '../parts/policies.ts'

/** Rows of a list shown at once; the rest unfold. */
const OPEN = 30
/** Codes named beside a paragraph. */
const FEW = 6

const fold = (code: string): string => code.toUpperCase().replace(/[.\s-]/g, '')

/** The page's own parameters: version and places. */
type Asked = Readonly<Record<string, string | undefined>>

/** Findings by the codes they name, to find them again in the text. */
function byCode(findings: readonly FindingShown[]): Map<string, FindingShown> {
  const map = new Map<string, FindingShown>()
  for (const finding of findings) if (finding.code !== undefined) map.set(fold(finding.code), finding)
  return map
}

const SHAPE = /\b[0-9A-Z][0-9A-Z.]{2,9}[0-9A-Z]\b/gi

/** Text with the codes of the findings linked, and the findings met on the way. */
function linked(text: string, codes: ReadonlyMap<string, FindingShown>): { shown: Html; met: FindingShown[] } {
  const met: FindingShown[] = []
  const parts: (Html | string)[] = []
  let at = 0
  for (const match of text.matchAll(SHAPE)) {
    const finding = codes.get(fold(match[0]))
    if (!finding) continue
    parts.push(text.slice(at, match.index))
    parts.push(
      finding.path === undefined
        ? html`<code>${match[0]}</code>`
        : html`<a href="${finding.path}"><code>${match[0]}</code></a>`,
    )
    met.push(finding)
    at = match.index + match[0].length
  }
  parts.push(text.slice(at))
  return { shown: html`${parts}`, met }
}

function margin(found: readonly FindingShown[]): Html | '' {
  if (found.length === 0) return ''
  const groups = Map.groupBy(found, (f) => f.disposition)
  const few = (of: readonly FindingShown[]): string => {
    const codes = [...new Set(of.map((f) => f.written))]
    return codes.slice(0, FEW).join(', ') + (codes.length > FEW ? ` and ${codes.length - FEW} more` : '')
  }
  return html`<span class="margin">${[...groups].map(([disposition, of]) => html`<span>${dispositionBadge(disposition)} ${few(of)}</span>`)}</span>`
}

function textOf({ text, textStart, blocks, groups, findings, inText, policy }: PolicyDocument): Html {
  const codes = byCode([...groups.flatMap((g) => g.findings), ...findings, ...inText])
  const starting = [...inText].sort((a, b) => a.evidence.start - b.evidence.start)
  let next = 0
  let page: number | undefined
  const shown = blocks.map((block) => {
    const words = text.slice(block.start - textStart, block.end - textStart)
    const mark = block.page !== undefined && block.page !== page ? html`<p class="page">Page ${block.page}</p>` : ''
    page = block.page
    const here: FindingShown[] = []
    for (; next < starting.length && starting[next]!.evidence.start < block.end; next++)
      if (starting[next]!.evidence.start >= block.start) here.push(starting[next]!)
    if (block.kind === 'heading') {
      if (block.level === 1 && words === policy.title) return ''
      return html`${mark}<h3 id="t${block.start}" class="level${Math.min(4, block.level ?? 2)}">${words}</h3>`
    }
    const { shown: line, met } = linked(words, codes)
    const side = margin([...new Set([...here, ...met])])
    return html`${mark}<p id="t${block.start}" class="${block.kind}">${line}${side}</p>`
  })
  return html`<div class="text">${shown}</div>`
}

function codeOf({ written, path, marked }: FindingShown): Html {
  return html`${path === undefined ? html`<code>${written}</code>` : html`<a href="${path}"><code>${written}</code></a>`}${marked ? html` <span title="marked">*</span>` : ''}`
}

/** What is said of all the codes of a list, once; nothing where it differs from code to code. */
function saidOfAll(findings: readonly FindingShown[]): Html | '' {
  const [first, ...others] = new Set(findings.map((f) => f.disposition))
  return first === undefined || others.length > 0 ? '' : dispositionBadge(first)
}

function codeRow(finding: FindingShown, each: boolean): Html {
  const { title, disposition, flags, conditions } = finding
  return html`<tr><td>${codeOf(finding)}</td><td>${title ?? ''}${flags.map((flag) => html` <small class="warn">${FLAG[flag] ?? flag}</small>`)}${conditions === undefined ? '' : html`<small class="cond">${conditions}</small>`}${doubt(finding)}</td>${each ? html`<td>${dispositionBadge(disposition)}</td>` : ''}</tr>
`
}

/** Codes with nothing beside them stand in a line; else in a table, with what is said where it differs. */
function codeTable(findings: readonly FindingShown[], caption: string): Html {
  const each = saidOfAll(findings) === ''
  // One table of the conditions would repeat the same sentence in each row.
  const same = new Set(findings.map((f) => f.conditions)).size <= 1
  if (!each && same && findings.every((f) => f.title === undefined && f.flags.length === 0 && f.sure))
    return html`<ul class="bare-codes" aria-label="${caption}">${findings.map((f) => html`<li>${codeOf(f)}</li>`)}</ul>`
  const head = html`<thead><tr><th scope="col">Code</th><th scope="col">Title</th>${each ? html`<th scope="col">What it says</th>` : ''}</tr></thead>`
  const rows = findings.map((f) => codeRow(same ? { ...f, conditions: undefined } : f, each))
  const rest = rows.slice(OPEN)
  return html`<table class="policy-codes"><caption class="vh">${caption}</caption>${head}<tbody>${rows.slice(0, OPEN)}</tbody></table>${
    rest.length === 0
      ? ''
      : html`<details><summary>${rest.length} more</summary><table class="policy-codes"><caption class="vh">${caption}, more</caption>${head}<tbody>${rest}</tbody></table></details>`
  }`
}

function codesHeading(title: string, findings: readonly FindingShown[], total = findings.length): Html {
  const shown = findings.length < total ? `${findings.length} of ` : ''
  return html`<h3>${title} <small>${shown}${counted(total, 'code')}</small> ${saidOfAll(findings)}</h3>`
}

/** Where a page of codes, or a part of the text, goes on. */
function goOn({ policy }: PolicyDocument, asked: Asked, more: Readonly<Record<string, number | undefined>>): Html | '' {
  const [name, place] = Object.entries(more)[0]!
  if (place === undefined) return ''
  const address = withQuery(policy.path, { ...asked, [name]: String(place) })
  const words = name === 'after' ? 'More codes' : 'More of the text'
  return html`<p class="more"><a href="${address}#${name === 'after' ? 'codes' : 'text'}">${words}</a></p>`
}

function lists(document: PolicyDocument, asked: Asked): Html | '' {
  const { groups, findings, codes, next } = document
  if (groups.length + findings.length === 0) return ''
  return html`<section id="codes"><h2>Codes it names${next === undefined ? '' : html` <small>${counted(codes, 'code')}</small>`}</h2>
${groups.map(
  (g) => html`${codesHeading(g.title, g.findings, g.codes)}
${g.paragraph === undefined ? '' : html`<p class="words">${g.paragraph}</p>`}${g.footnote === undefined ? '' : html`<p class="fine">* ${g.footnote}</p>`}${codeTable(g.findings, g.title)}`,
)}
${findings.length === 0 ? '' : html`${codesHeading(groups.length === 0 ? 'Codes' : 'In the text', findings)}${codeTable(findings, 'Codes in the text')}`}${goOn(document, asked, { after: next })}</section>`
}

function versionsOf({ versions, revisions, policy }: PolicyDocument): Html | '' {
  const diff = (i: number): Html | '' =>
    versions[i + 1] === undefined
      ? ''
      : html` <a href="${withQuery(`${policy.path}/diff`, { from: versions[i + 1]!.version, to: versions[i]!.version })}">What changed</a>`
  const list =
    versions.length < 2
      ? ''
      : html`<ul>${versions.map((v, i) => html`<li><a href="${withQuery(policy.path, { version: v.version })}">Version ${v.version ?? versions.length - i}</a>${v.effective === undefined ? '' : ` from ${day(v.effective)}`}${diff(i)}</li>`)}</ul>`
  const history =
    revisions.length === 0
      ? ''
      : html`<details><summary>Revision history (${revisions.length})</summary><ul>${revisions.map((r) => html`<li>${r.day === undefined ? '' : html`<b>${day(r.day)}</b> `}${r.text}</li>`)}</ul></details>`
  return list === '' && history === '' ? '' : html`<section id="versions"><h2>Versions</h2>${list}${history}</section>`
}

/** The page of one version of a policy. */
export function policyPage(document: PolicyDocument, { origin, asked }: { origin: string; asked: Asked }): Html {
  const { policy, related, notice } = document
  const until = policy.ends ?? policy.superseded
  return layout({
    title: `${policy.number} ${policy.title} – ${policy.payer}`,
    canonical: `${origin}${policy.path}`,
    query: '',
    body: html`<article class="policy-page">
<div class="head"><p class="kind">${policy.payer}${policy.plan === undefined ? '' : ` · ${policy.plan}`} · ${policy.kindName}</p>
<h1><span class="codeline"><code>${policy.number}</code></span> <span class="title">${breakable(policy.title)}</span></h1>
<dl class="status">
${policy.effective === undefined ? '' : html`<div><dt>In force</dt><dd>from ${day(policy.effective)}${until === undefined ? '' : ` to ${day(until)}`}</dd></div>`}
${policy.version === undefined ? '' : html`<div><dt>Version</dt><dd>${policy.version}</dd></div>`}
<div><dt>Holds in</dt><dd>${policy.states === undefined ? 'all states' : policy.states.join(', ')}</dd></div>
${policy.retrieved === undefined ? '' : html`<div><dt>${policy.summary ? 'Facts checked' : 'Obtained'}</dt><dd>${day(policy.retrieved)}</dd></div>`}
</dl>
${policy.summary ? html`<p class="notice">The text here is a summary of ours, not the payer’s words.${policy.url === undefined ? '' : html` <a href="${policy.url}" rel="noreferrer">Read the document itself</a>.`}</p>` : policy.url === undefined ? '' : html`<p class="fine"><a href="${policy.url}" rel="noreferrer">The document at its publisher</a></p>`}
${policy.contractors.length === 0 ? '' : html`<p class="fine">${policy.contractors.join('; ')}</p>`}</div>
<div class="main">
${lostRows(policy)}${lists(document, asked)}
<section id="text"><h2>${policy.summary ? 'Summary' : 'Text'}</h2>${textOf(document)}${goOn(document, asked, { textAfter: document.nextText })}</section>
${versionsOf(document)}
${related.length === 0 ? '' : html`<section id="related"><h2>Related documents</h2><ul class="plain">${related.map((r) => html`<li>${r.path === undefined ? html`${r.number} <small>not loaded</small>` : policyLink({ path: r.path, number: r.number, title: r.title ?? '' })}</li>`)}</ul></section>`}
<p class="fine">${notice}</p>
<p class="fine"><a href="/api/v1/policies/${policy.payerSlug}/${encodeURIComponent(policy.number)}">This page as JSON</a></p>
</div></article>`,
  })
}

/** `/policy/{payer}/{number}/diff`: two versions, in words and in codes. */
export function policyDiffPage({
  from,
  to,
  words,
  added,
  removed,
  addedTotal,
  removedTotal,
  partial,
}: PolicyChange): Html {
  const changed = words.filter((w) => w.kind !== 'same').length
  const codes = (title: string, findings: readonly FindingShown[], total: number): Html =>
    findings.length === 0 ? html`` : html`${codesHeading(title, findings, total)}${codeTable(findings, title)}`
  const shorten = (text: string): string => (text.length > 400 ? `${text.slice(0, 180)} … ${text.slice(-180)}` : text)
  return layout({
    title: `${to.number}: what changed`,
    query: '',
    body: html`<article class="policy-page"><h1>What changed in ${to.number}</h1>
<p class="lede">${policyLink(to)}: from version ${from.version ?? '?'}${from.effective === undefined ? '' : ` (${day(from.effective)})`} to version ${to.version ?? '?'}${to.effective === undefined ? '' : ` (${day(to.effective)})`}.</p>
<div class="main"><section><h2>Codes</h2>${added.length + removed.length === 0 ? html`<p>The same codes with the same meaning.</p>` : ''}${codes('Added, or said otherwise', added, addedTotal)}${codes('Removed, or said otherwise before', removed, removedTotal)}</section>
<section><h2>Words</h2>${partial === true ? html`<p class="fine">Some passages are compared as wholes: so much changed.</p>` : ''}${changed === 0 ? html`<p>The same words.</p>` : html`<p class="diff">${words.map((w) => (w.kind === 'added' ? html`<ins>${w.text}</ins>` : w.kind === 'removed' ? html`<del>${w.text}</del>` : html`${shorten(w.text)}`))}</p>`}</section></div></article>`,
  })
}
