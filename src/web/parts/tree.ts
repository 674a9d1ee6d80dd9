/** Where a code stands: its ancestors, the codes beside it, those below it. */
import type { CodeLink, CodeShown } from '../answers.ts'
import { counted } from '../format.ts'
import { type Html, html } from '../html.ts'

/** Codes below the current one that fit here; the page lists them all. */
const BELOW = 12
/** So many codes beside the current one are shown whole; of more, those next to it. */
const WHOLE = 16
const BESIDE = 6

/** Kinds of reasons by which a neighbour is easily taken for the code shown, as a word. */
const NEAR: Readonly<Record<string, string>> = {
  excludes: 'often confused',
  nearTitle: 'nearly the same',
  sibling: 'variant',
}

/** Codes like the one shown, with why. */
type Near = ReadonlyMap<string, string>

/** A link; headers can be opened in place by the script. */
function link(
  { code, title, path, role }: CodeLink,
  { current = false, near }: { current?: boolean; near?: Near } = {},
): Html {
  const mark = current ? undefined : NEAR[near?.get(code) ?? '']
  const opens = !current && (role === 'header' || role === 'group' || role === 'frame')
  return html`<a href="${path}"${current ? html` aria-current="page"` : ''}${opens ? html` data-opens` : ''}><code>${code}</code> <span class="t">${title}${mark === undefined ? '' : html` <small class="near">${mark}</small>`}</span></a>`
}

function beside(shown: CodeShown, near: Near): Html {
  const rest = shown.children.length - BELOW
  const below =
    shown.children.length === 0
      ? ''
      : html`<ul>${shown.children.slice(0, BELOW).map(
          (child) => html`<li>${link(child)}</li>
`,
        )}${rest > 0 ? html`<li><a class="all" href="#below">${counted(rest, 'more', 'more')}</a></li>` : ''}</ul>`
  const at = shown.siblings.findIndex((sibling) => sibling.code === shown.code)
  const whole = shown.siblings.length <= WHOLE
  const first = whole ? 0 : Math.max(0, at - BESIDE)
  const last = whole ? WHOLE : at + BESIDE + 1
  const parent = shown.ancestors.at(-1)
  const all = (text: string): Html | '' =>
    parent === undefined ? '' : html`<li><a class="all" href="${parent.path}#below">${text}</a></li>`
  return html`<ul>${first > 0 ? all('… before') : ''}${shown.siblings.slice(first, last).map((sibling) => {
    const current = sibling.code === shown.code
    return html`<li>${link(sibling, { current, near })}${current ? below : ''}</li>
`
  })}${last < shown.siblings.length ? all('… after') : ''}</ul>`
}

/** The tree as nested lists, the current code marked. */
export function tree(shown: CodeShown, near: Near = new Map()): Html {
  const nested = shown.ancestors.reduceRight<Html>(
    (inside, ancestor) => html`<ul><li data-open>${link(ancestor)}${inside}</li></ul>`,
    beside(shown, near),
  )
  const name =
    shown.ancestors.length === 0 && shown.children.length === 0 ? 'Codes beside it' : `Place in ${shown.systemName}`
  return html`<nav class="tree" id="tree" aria-label="${name}"><h2>${name}</h2>${nested}</nav>`
}
