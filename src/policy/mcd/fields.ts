/**
 * Text fields of the Coverage Database: fragments of HTML in the export, the same escaped once more in the API.
 * Nothing in them runs or is fetched; scripts and styles are not text.
 */
import { Parser } from 'htmlparser2'
import { squeeze } from '../../core/text.ts'
import type { PolicyTextBuilder } from '../text-builder.ts'

const SILENT = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'head'])
const BREAKS = new Set([
  'p',
  'div',
  'br',
  'ul',
  'ol',
  'table',
  'section',
  'article',
  'blockquote',
  'dd',
  'dt',
  'hr',
  'pre',
])

interface Piece {
  readonly kind: 'heading' | 'paragraph' | 'item'
  readonly text: string
}

/** Once decoded: what the API's `&lt;p&gt;` stands for. */
function unescapeOnce(html: string): string {
  let text = ''
  const parser = new Parser({
    ontext(part) {
      text += part
    },
  })
  parser.end(html)
  return text
}

/** The text of a fragment in pieces, in order. */
export function piecesOf(html: string): Piece[] {
  const source = !/<[a-z!/]/i.test(html) && /&lt;\/?[a-z]/i.test(html) ? unescapeOnce(html) : html
  const pieces: Piece[] = []
  let text = ''
  let kind: Piece['kind'] = 'paragraph'
  let silent = 0
  const close = (next: Piece['kind'] = 'paragraph'): void => {
    const line = squeeze(text)
    if (line !== '') pieces.push({ kind, text: line })
    text = ''
    kind = next
  }
  const parser = new Parser({
    onopentagname(name) {
      if (SILENT.has(name)) silent++
      else if (/^h[1-6]$/.test(name)) close('heading')
      else if (name === 'li') close('item')
      else if (name === 'tr') close()
      else if (name === 'td' || name === 'th') text += text.trim() === '' ? '' : ' | '
      else if (BREAKS.has(name)) close(name === 'br' ? kind : 'paragraph')
    },
    onclosetag(name) {
      if (SILENT.has(name)) silent--
      else if (/^h[1-6]$/.test(name) || name === 'li' || name === 'tr' || (BREAKS.has(name) && name !== 'br')) close()
    },
    ontext(part) {
      if (silent === 0) text += part
    },
  })
  parser.end(source)
  close()
  return pieces
}

/** A fragment as one line of text. */
export function plainText(html: string): string {
  return piecesOf(html)
    .map((piece) => piece.text)
    .join(' ')
}

/** Adds a field under its heading; an empty field adds nothing. */
export function addField(
  builder: PolicyTextBuilder,
  { heading, html }: { readonly heading: string; readonly html: string },
): void {
  const pieces = piecesOf(html)
  if (pieces.every(({ text }) => /^(?:n\/?a|none|not applicable)?\.?$/i.test(text))) return
  builder.heading(2, heading)
  for (const { kind, text } of pieces) {
    if (kind === 'heading') builder.heading(3, text)
    else if (kind === 'item') builder.item(text)
    else builder.paragraph(text)
  }
}
