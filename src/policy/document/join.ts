/**
 * Lines of a block made one run of text: words that were hyphenated are whole again, and so are codes that a line break
 * or a narrow cell has cut (`E11-` / `.9`, `J90` / `35`); the hyphen of a range stays (`J9000-` / `J9999`).
 */

/** A code that is whole, as far as its shape says. */
const WHOLE = /^(?:[A-V]\d{4}|\d{5}|\d{4}[FTUMA]|[A-Z]\d[0-9AB]\.[0-9A-Z]{1,4}|[A-Z]\d[0-9AB])$/i
const HCPCS_OR_CPT = /^(?:[A-V]\d{4}|\d{5}|\d{4}[FTUMA])$/i
/** A code of five characters named before: what is cut behind it is another one, and no category of diseases. */
const HCPCS_BEFORE = /\b[A-V]\d{4}\b/
const PCS = /^[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}$/
const TAIL = /([A-Za-z0-9.]+)$/
const HEAD = /^([A-Za-z0-9.]*[A-Za-z0-9])/
/** Beginnings that keep their hyphen. */
const PREFIXES =
  /(?:^|[^A-Za-z])(?:non|self|well|long|short|high|low|evidence|medicare|office|two|one|three|out|in|follow|co|pre|re|post)$/i

export interface Joining {
  /** A break was put there by the writer and not by the width of a line. */
  readonly hard: boolean
  /** The text is a cell, whose lines may be as short as part of a code. */
  readonly cell: boolean
}

export function joinLines(text: string, { hard, cell }: Joining): string {
  const [first = '', ...rest] = text.split('\n').map((line) => line.trim())
  let joined = first
  for (const line of rest) joined = joinTwo(joined, line, { hard, cell })
  return joined
}

function joinTwo(a: string, b: string, at: Joining): string {
  if (a === '') return b
  if (b === '') return a
  const code = joinCode(a, b, at)
  if (code !== undefined) return code
  if (at.hard) return `${a}\n${b}`
  const hyphen = /[A-Za-z0-9][-\u2010]$/.test(a)
  if (hyphen) {
    const word = /[a-z]-$/.test(a) && /^[a-z]/.test(b) && !PREFIXES.test(a.slice(0, -1))
    return word || a.endsWith('\u2010') ? a.slice(0, -1) + b : a + b
  }
  if (/[A-Za-z0-9]\/$/.test(a)) return a + b
  // A line that begins with a label is a line of its own.
  return /^[A-Z][A-Za-z /-]{1,30}:\s/.test(b) ? `${a}\n${b}` : `${a} ${b}`
}

/** `a` and `b` as one where the break cut a code or a range; undefined where it did not. */
function joinCode(a: string, b: string, { cell }: Joining): string | undefined {
  const dashed = /[-\u2010-\u2015\u2212]$/.test(a)
  const body = dashed ? a.slice(0, -1) : a
  const tail = TAIL.exec(body)?.[1] ?? ''
  const head = /^\.?[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)?/.exec(b)?.[0] ?? ''
  if (tail === '' || head === '') return undefined
  if (/^\.[0-9A-Z]{1,4}$/i.test(head) && /^[A-Z]\d[0-9AB]$/i.test(tail)) return body + b
  if (!dashed && /^[A-Z]\d[0-9AB]\.$/i.test(tail) && /^\d[0-9A-Z]{0,3}$/i.test(head)) return a + b
  if (dashed && /^[A-V]\d\d$/i.test(tail) && /^\d\d$/.test(head) && HCPCS_BEFORE.test(a)) return body + b
  if (dashed && WHOLE.test(tail) && (WHOLE.test(head) || /^\.?\d{1,4}$/.test(head))) return a + b
  const partial = !WHOLE.test(tail) && /\d/.test(tail + head) && /^(?:[A-V]\d{1,3}|\d{2,4})$/i.test(tail)
  const whole = HCPCS_OR_CPT.test(tail + head)
  if (dashed && partial && whole && /^\d{1,3}[0-9FTUMA]?$/i.test(head) && !/^(?:19|20)\d\d$/.test(tail)) return body + b
  // Without a hyphen only a cell that is nothing but the beginning of a code is joined.
  const alone = cell && HEAD.exec(a)?.[1] === a && HEAD.exec(b)?.[1] === b
  if (alone && ((partial && whole) || (PCS.test(a + b) && /[A-Z]/.test(a + b)))) return a + b
  return undefined
}
