/** What a coder must know first: may it be reported, since when, from which release. */
import { levelWords, systemWords } from '../../service/system-words.ts'
import type { CodeShown } from '../answers.ts'
import { counted, day, dayBefore } from '../format.ts'
import { type Html, html } from '../html.ts'
import { KIND } from '../labels.ts'
import type { LoadedSystem } from '../loaded.ts'
import { stateBadge, stateOf } from './badges.ts'

/** Last day the code could be reported, for codes that have ended. */
function lastDay({ status, validFrom, validTo }: CodeShown): string | undefined {
  if (status === 'terminated') return dayBefore(validFrom)
  return status === 'deleted' ? validTo : undefined
}

/**
 * First day, and whether it may be earlier: releases that date no code on its own only tell that it stood in the
 * oldest one loaded, unless the conversion table says which year brought it.
 */
function since(shown: CodeShown, loaded: LoadedSystem | undefined): string {
  const brought = shown.relations
    .filter((r) => r.kind === 'replaces' && r.direction === 'to')
    .flatMap((r) => r.since ?? [])
  const [first] = brought.sort()
  if (first !== undefined && first < shown.since) return day(first)
  const oldest = loaded?.releases[0]?.validFrom
  return shown.since === oldest ? `${day(shown.since)} or earlier` : day(shown.since)
}

/** Banners: ended, as of another day, a newer release in force, starter set. */
export function banners(
  shown: CodeShown,
  { asOf, loaded }: { asOf: string | undefined; loaded: LoadedSystem | undefined },
): Html {
  const ended = lastDay(shown)
  return html`${asOf === undefined ? '' : html`<p class="notice asof">As of <strong>${day(asOf)}</strong>. <a href="${shown.path}">Show today</a></p>`}
${ended === undefined ? '' : html`<p class="notice ended">${shown.status === 'deleted' ? 'No longer listed' : 'Ended'}: the last day of use was <strong>${day(ended)}</strong>.</p>`}
${shown.notice === undefined ? '' : html`<p class="notice">${shown.notice}. <a href="/about-data#newer">How to update</a></p>`}
${loaded?.source === 'starter' ? html`<p class="notice">From the starter set, which holds a few hundred codes: lists around this code are not whole. <a href="/about-data#newer">Get the full release</a></p>` : ''}`
}

function verdict(shown: CodeShown, ended: string | undefined): Html {
  const { reportable } = systemWords(shown.system)
  const { role } = levelWords(shown.system, shown.level)
  const state = stateOf({ ...shown, role, ended: ended !== undefined, reportable })
  const badge = stateBadge(state)
  if (state === 'ended') return html`${badge} ${reportable ? 'not valid on claims today' : 'no longer in use'}`
  if (state === 'listed') return html`${badge} claims do not carry codes of this system`
  if (state === 'billable')
    return html`${badge} ${(shown.inForce?.loaded ?? true) ? 'valid for reporting on a claim' : `valid for reporting in ${shown.release.label}`}`
  if (state === 'modifier') return html`${badge} added to a code, not reported alone`
  const below = shown.children.length
  const codes = shown.children.every((child) => child.billable)
    ? counted(below, 'code')
    : counted(below, 'entry', 'entries')
  const level = levelWords(shown.system, shown.level).label
  return html`${badge} ${level.toLowerCase()}${below === 0 ? '' : html`: choose one of the <a href="#below">${codes} below</a>`}${plainCase(shown)}`
}

const plainCase = ({ plainCase: leaf }: CodeShown): Html | '' =>
  leaf === undefined ? '' : html`; when nothing more is known, <a href="${leaf.path}"><code>${leaf.code}</code></a>`

/** The key facts as a list of terms. */
export function status(shown: CodeShown, loaded: LoadedSystem | undefined): Html {
  const ended = lastDay(shown)
  return html`<dl class="status">
<div><dt>Status</dt><dd>${verdict(shown, ended)}</dd></div>
<div><dt>In use</dt><dd>${ended === undefined ? html`since ${since(shown, loaded)}` : html`${since(shown, loaded)} to ${day(ended)}`}</dd></div>
<div><dt>${KIND[shown.kind] ?? shown.kind}</dt><dd><a href="/systems/${shown.system}">${shown.systemName}</a>, release ${shown.release.label}</dd></div>
</dl>`
}
