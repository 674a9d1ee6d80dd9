/** `/compare?codes=…`: two to four codes side by side, what differs marked. A plain table; nothing needs the script. */
import { compare } from '../../service/compare.ts'
import type { ServiceContext } from '../../service/context.ts'
import { perform } from '../../service/operation.ts'
import { factLabel } from '../../service/system-words.ts'
import type { Compared } from '../answers.ts'
import { day } from '../format.ts'
import { type Html, html } from '../html.ts'
import { FIELDS, NOTES } from '../labels.ts'
import { layout } from '../layout.ts'
import { toneOf } from '../tone.ts'

type Row = Compared['rows'][number]
type Value = Row['values'][number][number]

function labelOf({ group, name }: Row): string {
  if (group === 'notes') return NOTES[name]?.label ?? name
  if (group === 'facts') return factLabel(name)
  return group === 'code' ? (FIELDS[name] ?? name) : name
}

/** A mark and a word for screen readers, never colour alone. */
function value({ text, everywhere }: Value, differs: boolean): Html {
  const shown = day(text)
  return differs && !everywhere ? html`<li><mark>${shown}</mark></li>` : html`<li>${shown}</li>`
}

function rowOf(row: Row, codes: Compared['codes']): Html {
  const cells = row.values.map(
    (list, i) =>
      html`<td data-code="${codes[i]!.code}">${list.length === 0 ? html`<span class="none">none</span>` : html`<ul>${list.map((v) => value(v, row.differs))}</ul>`}</td>`,
  )
  return html`<tr${row.differs ? html` class="differs"` : ''}><th scope="row">${labelOf(row)} <small>${row.differs ? 'differs' : 'same'}</small></th>${cells}</tr>
`
}

function form(codes: string): Html {
  return html`<form class="compare-form" action="/compare" method="get"><label for="codes">Codes to compare, 2 to 4</label>
<input id="codes" name="codes" value="${codes}" maxlength="400" placeholder="icd10cm:E11.9, icd10cm:E10.9" autocomplete="off" spellcheck="false"><button type="submit">Compare</button></form>`
}

function table({ codes, rows }: Compared): Html {
  const heads = codes.map(
    (c) =>
      html`<th scope="col" class="${toneOf(c.system)}"><a href="${c.path}"><code>${c.code}</code></a> <span class="sysname">${c.systemName}</span></th>`,
  )
  return html`<table class="compare n${codes.length}"><thead><tr><td><span class="vh">Field</span></td>${heads}</tr></thead>
<tbody>${rows.map((row) => rowOf(row, codes))}</tbody></table>`
}

/** What the official notes say of reporting two of the codes together; nothing where they say nothing. */
function together({ excludes }: Compared): Html | '' {
  if (excludes.length === 0) return ''
  const rows = excludes.map(({ codes: [first, second], kind, at, text }) => {
    const says =
      kind === 'excludes1'
        ? html`<strong>Excludes1</strong>: ${first} and ${second} are not reported together, unless the two have nothing to do with each other.`
        : html`<strong>Excludes2</strong>: ${second} is not part of ${first}; where a patient has both, both may be reported.`
    return html`<li class="${kind}">${says} <span class="fine">The note at ${at}: <q>${text}</q></span></li>`
  })
  return html`<section class="together"><h2 class="small">Together on a claim</h2><ul>${rows}</ul></section>`
}

/** The page; without codes it asks for them. @throws AppError for codes that cannot be compared */
export function comparePage(context: ServiceContext, query: Readonly<Record<string, string>>): Html {
  const codes = query['codes'] ?? ''
  const asOf = query['asOf']
  if (codes.trim() === '') {
    return layout({
      title: 'Compare codes',
      query: '',
      body: html`<div class="compare-page"><h1>Compare codes</h1><p class="lede">Two to four codes of any system, side by side. Write each as system:code or system/code.</p>${form('')}</div>`,
    })
  }
  const compared = perform(compare, context, { codes, ...(asOf === undefined || asOf === '' ? {} : { asOf }) })
  const names = compared.codes.map((c) => c.code).join(', ')
  return layout({
    title: `Compare ${names}`,
    query: '',
    body: html`<div class="compare-page"><h1>Compare ${names}</h1>
${together(compared)}
${table(compared)}
${form(codes)}
<p class="fine">${compared.licences.map((l) => `${l.notice} `)}</p></div>`,
  })
}
