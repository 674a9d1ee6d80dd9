/** The code systems, and each from its top. */
import { browse } from '../../service/browse.ts'
import type { ServiceContext } from '../../service/context.ts'
import { perform } from '../../service/operation.ts'
import { count, counted, day, withQuery } from '../format.ts'
import { type Html, html } from '../html.ts'
import { KINDS } from '../labels.ts'
import { layout } from '../layout.ts'
import { loadedNow } from '../loaded.ts'
import { codeList } from '../parts/code-list.ts'
import { currencyNote, systemTable } from '../parts/system-table.ts'
import { toneOf } from '../tone.ts'

/** `/systems` */
export function systemsPage(context: ServiceContext, origin: string): Html {
  const { systems } = loadedNow(context)
  return layout({
    title: 'Code systems',
    description: `The code systems loaded: ${systems.map((s) => `${s.name} ${s.release}`).join(', ')}.`,
    canonical: `${origin}/systems`,
    query: '',
    body: html`<h1>Code systems</h1>
${systemTable(systems)}
<section class="prose"><h2>Which one is it?</h2>
<dl class="facts">
${systems.map((s) => html`<div class="${toneOf(s.id)}"><dt>${s.name}</dt><dd>${s.title}. Published by ${s.publisher}. ${s.licence.notice}</dd></div>`)}
</dl></section>`,
  })
}

type Browsed = ReturnType<typeof browse.run>

function letters({ groups, letter, system }: Browsed): Html | '' {
  if (groups.length === 0) return ''
  const links = groups.map(
    ({ key, first, last, codes }) =>
      html`<li><a href="/systems/${system}?letter=${encodeURIComponent(key)}"${
        key === letter ? html` aria-current="true"` : ''
      }><strong>${key}</strong> <code>${first === last ? first : `${first} – ${last}`}</code> <span>${counted(codes, 'code')}</span></a></li>`,
  )
  return html`<nav aria-label="First letter"><ul class="letters${letter === undefined ? '' : ' chosen'}">${links}</ul></nav>`
}

interface Asked {
  readonly system: string
  readonly letter: string | undefined
  readonly after: string | undefined
}

/** `/systems/{id}?letter=&after=`. @throws AppError `unknown-system`, `invalid-input` */
export function systemPage(context: ServiceContext, { system, letter, after }: Asked, origin: string): Html {
  const browsed = perform(browse, context, {
    system,
    ...(letter === undefined ? {} : { letter }),
    ...(after === undefined ? {} : { after }),
  })
  const about = loadedNow(context).systems.find((s) => s.id === browsed.system)
  const { roots, next } = browsed
  return layout({
    title: letter === undefined ? browsed.systemName : `${browsed.systemName}, ${browsed.letter ?? letter}`,
    description: `Browse ${browsed.systemName} from the top.`,
    ...(after === undefined
      ? { canonical: origin + withQuery(`/systems/${browsed.system}`, { letter: browsed.letter }) }
      : {}),
    query: '',
    body: html`<div class="system-page ${toneOf(browsed.system)}">
<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/systems">Code systems</a></li></ol></nav>
<h1>${browsed.systemName}${browsed.letter === undefined ? '' : html` <small>${browsed.letter}</small>`}</h1>
${
  about === undefined
    ? ''
    : html`<p class="lede">${about.title}. ${KINDS[about.kind] ?? about.kind}: ${counted(about.codes, 'code')}, ${count(about.billable)} of them billable. Release ${about.release}, in force from ${day(about.validFrom)}.</p>
${currencyNote(about)}`
}
${letters(browsed)}
${roots.length === 0 ? '' : html`<h2 class="vh">Codes</h2>${codeList(roots)}`}
${next === undefined ? '' : html`<p class="pager"><a class="button" href="${withQuery(`/systems/${browsed.system}`, { letter: browsed.letter, after: next })}">Next after ${next}</a></p>`}
${about === undefined ? '' : html`<p class="fine">${about.licence.notice} <a href="${about.licence.url}" rel="noreferrer">${about.licence.name}</a>.</p>`}
</div>`,
  })
}
