/** Codes that a note names in brackets, as links: `injury of Achilles tendon (S86.0-)`. */
import { codeHref } from '../format.ts'
import { type Html, html } from '../html.ts'

const BRACKETS = /\([^()]*\)/g
/** Printed form, with or without the hyphen of a partial code. What is no code after all leads to suggestions. */
const PRINTED = /\b([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)(?=\.?-|[,;\s)]|$)/g

function insideBrackets(text: string, system: string): Html {
  let at = 0
  const pieces = [...text.matchAll(PRINTED)].map((match) => {
    const code = match[1] ?? ''
    const before = text.slice(at, match.index)
    at = match.index + code.length
    return html`${before}<a href="${codeHref(system, code)}">${code}</a>`
  })
  return html`${pieces}${text.slice(at)}`
}

/** `text` with a link on each code it names. */
export function linkedCodes(text: string, system: string): Html {
  let at = 0
  const pieces = [...text.matchAll(BRACKETS)].map((match) => {
    const before = text.slice(at, match.index)
    at = match.index + match[0].length
    return html`${before}${insideBrackets(match[0], system)}`
  })
  return html`${pieces}${text.slice(at)}`
}
