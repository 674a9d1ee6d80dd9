/** What somebody who puts the code on a claim needs first: its unit, what goes with it, what does not, what payers say. */
import type { CodeShown, Note } from '../answers.ts'
import { counted } from '../format.ts'
import { type Html, html } from '../html.ts'

/** A line: what it is, and what holds. */
type Line = readonly [label: string, says: Html | string]

/** The first sentence of the section that says what one unit is, where the description leaves no doubt. */
function unit({ explainer }: CodeShown): Line[] {
  const section = explainer.sections.find(({ id, status }) => id === 'billing' && status === 'composed')
  const [block] = section?.blocks ?? []
  const said = block?.type === 'paragraph' ? block.sentences[0]?.text : undefined
  return said === undefined ? [] : [['Unit', said]]
}

const NOTE_LINES: readonly { kind: string; label: string; says(n: number): string }[] = [
  { kind: 'codeFirst', label: 'Goes before it', says: (n) => `${counted(n, 'note')} to code first` },
  { kind: 'useAdditionalCode', label: 'Goes after it', says: (n) => `${counted(n, 'note')} to use an additional code` },
  { kind: 'codeAlso', label: 'Goes with it', says: (n) => `${counted(n, 'note')} to code also` },
  { kind: 'excludes1', label: 'Not with it', says: (n) => `${counted(n, 'Excludes1 note')}` },
]

/** Notes that bear on sequencing, those of headers above included: they hold here too. */
function sequencing(notes: readonly Note[]): Line[] {
  return NOTE_LINES.flatMap(({ kind, label, says }): Line[] => {
    const n = notes.filter((note) => note.kind === kind).length
    return n === 0 ? [] : [[label, html`<a href="#notes">${says(n)}</a>`]]
  })
}

/** What the 7th character of the code says. */
function seventh({ code, notes }: CodeShown): Line[] {
  const last = code.replace('.', '').length === 7 ? code.at(-1) : undefined
  const found = notes.find((note) => note.kind === 'sevenChrDef' && note.character === last)
  return found === undefined ? [] : [['7th character', `${last}, ${found.text}`]]
}

function facts({ properties }: CodeShown): Line[] {
  return properties
    .filter(({ onClaim }) => onClaim)
    .map(({ label, name, value, meaning }) => [label ?? name, meaning ?? value])
}

/** The lines, or nothing where the official files say nothing of a claim. */
export function forAClaim(shown: CodeShown): Html | '' {
  if (!shown.billable) return ''
  const lines = [...unit(shown), ...seventh(shown), ...sequencing(shown.notes), ...facts(shown)]
  if (lines.length === 0) return ''
  return html`<section class="claim"><h2>For a claim</h2><dl>${lines.map(([label, says]) => html`<div><dt>${label}</dt><dd>${says}</dd></div>`)}</dl></section>`
}
