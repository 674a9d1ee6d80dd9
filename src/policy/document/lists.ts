/** Paragraphs of lines that each begin with a code are lists, whatever the file set them as. */
import type { Part } from '../../sources/part.ts'

const CODE_FIRST =
  /^(?:[A-V]\d{4}|\d{5}|\d{4}[FTUM]|[A-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?|[0-9B-DF-HX][0-9A-HJ-NP-Z]{6})(?![A-Za-z0-9])/
/** A line that ends like this goes on in the next one. */
const OPEN_END = /(?:[,/&–—-]|\b(?:and|or|through|thru|to|codes?|CPT|HCPCS|CM|PCS|except|with|for|by|of|the|than))$/i

export function splitLists(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => (part.kind === 'row' || part.kind === 'heading' ? [part] : split(part)))
}

function split(part: Part): Part[] {
  const lines = part.text.split('\n')
  const starts = lines.flatMap((line, i) => {
    const open = i > 0 && OPEN_END.test(lines[i - 1]!.trim())
    return CODE_FIRST.test(line.trim()) && !open ? [i] : []
  })
  // One such line in the middle of a paragraph is where a sentence happened to be broken.
  if (starts.length < 2) return [part]
  const bounds = [...new Set([0, ...starts, lines.length])]
  return bounds.slice(0, -1).map((from, i): Part => {
    const kind = from === 0 && starts[0] !== 0 ? part.kind : 'item'
    return { ...part, kind, text: lines.slice(from, bounds[i + 1]).join('\n') }
  })
}
