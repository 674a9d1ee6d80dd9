/**
 * Text fields of the Coverage Database: fragments of HTML in the export, the same escaped once more in the API.
 * Nothing in them runs or is fetched; scripts and styles are not text.
 */
import { Parser } from 'htmlparser2'
import { squeeze } from '../../core/text.ts'
import { readHtml } from '../../sources/html/html.ts'
import type { PolicyTextBuilder } from '../text-builder.ts'

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

/** The text of a fragment in pieces, in order, a line each; a row of a table is a paragraph. */
export function piecesOf(html: string): Piece[] {
  const source = !/<[a-z!/]/i.test(html) && /&lt;\/?[a-z]/i.test(html) ? unescapeOnce(html) : html
  return readHtml(source).parts.flatMap(({ kind, text, cells }) =>
    (cells ? [cells.join(' | ')] : text.split('\n'))
      .map((line) => ({ kind: kind === 'row' ? ('paragraph' as const) : kind, text: squeeze(line) }))
      .filter((piece) => piece.text !== ''),
  )
}

/** A fragment as text, a line for each paragraph or item. */
export function linedText(html: string): string {
  return piecesOf(html)
    .map((piece) => piece.text)
    .join('\n')
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
