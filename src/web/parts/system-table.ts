/** The systems loaded: what each is for, its release, how current that is, and how many codes. */
import { count, day } from '../format.ts'
import { type Html, html } from '../html.ts'
import { KINDS } from '../labels.ts'
import type { LoadedSystem } from '../loaded.ts'
import { toneOf } from '../tone.ts'

/** What stands under a system that is not whole or not the newest. */
export function currencyNote({ notice, source }: LoadedSystem): Html | '' {
  const starter =
    source === 'starter'
      ? html`<p class="notice">Starter set: a few hundred codes chosen by hand, not the whole release. <a href="/about-data#newer">Get the full release</a></p>`
      : ''
  const older =
    notice === undefined ? '' : html`<p class="notice">${notice}. <a href="/about-data#newer">How to update</a></p>`
  return starter === '' && older === '' ? '' : html`${starter}${older}`
}

function row(system: LoadedSystem): Html {
  return html`<tr class="${toneOf(system.id)}">
<th scope="row"><a href="/systems/${system.id}">${system.name}</a><span class="sub">${KINDS[system.kind] ?? system.kind}<span class="full">. ${system.title}</span></span>${currencyNote(system)}</th>
<td>${system.release}<span class="sub">from ${day(system.validFrom)}</span></td>
<td class="n">${count(system.codes)}<span class="sub">${count(system.billable)} billable</span></td>
</tr>`
}

/** A table, one row a system, each leading to its tree. */
export function systemTable(systems: readonly LoadedSystem[]): Html {
  return html`<table class="systems">
<thead><tr><th scope="col">Code system</th><th scope="col">Release</th><th scope="col" class="n">Codes</th></tr></thead>
<tbody>${systems.map(row)}</tbody>
</table>`
}
