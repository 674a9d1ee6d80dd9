/** An XML file as a flat stream of events. Nothing is fetched and no entity of a document is ever expanded. */
import { SaxesParser } from 'saxes'
import { AppError, problemOf } from '../core/errors.ts'
import type { SourceFile } from './source-file.ts'

export type XmlEvent =
  | {
      readonly type: 'open'
      readonly name: string
      readonly attributes: Readonly<Record<string, string>>
      /** 1-based line on which the tag ends. */
      readonly line: number
    }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'close'; readonly name: string; readonly line: number }

/** White space between elements that stand on lines of their own. */
const INDENT = /^\s*\n\s*$/

/**
 * The elements and text of `file` in document order. Comments and processing instructions are left out, and so is
 * indentation (white space with a line break between two tags); CDATA arrives as text.
 * Throws AppError `file-unreadable`, with the line, when the file is not well-formed, is not in the encoding it
 * declares, or declares entities.
 */
export async function* readXml(file: SourceFile): AsyncIterable<XmlEvent> {
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true })
  let events: XmlEvent[] = []
  const refuse = (problem: string, cause?: unknown): AppError =>
    new AppError('file-unreadable', { path: file.path, problem: `line ${parser.line}: ${problem}` }, { cause })

  parser.on('error', (error) => {
    // saxes starts its messages with "line:column: ", which the sentence already says.
    throw refuse(error.message.replace(/^(?:.*?:)?\d+:\d+: /, '').replace(/\.$/, ''), error)
  })
  parser.on('doctype', (text) => {
    if (/<!ENTITY/i.test(text)) throw refuse('it declares XML entities, which are not accepted')
  })
  parser.on('opentag', (tag) => {
    events.push({ type: 'open', name: tag.name, attributes: tag.attributes, line: parser.line })
  })
  parser.on('closetag', (tag) => {
    events.push({ type: 'close', name: tag.name, line: parser.line })
  })
  parser.on('text', (text) => {
    if (!INDENT.test(text)) events.push({ type: 'text', text })
  })
  parser.on('cdata', (text) => {
    events.push({ type: 'text', text })
  })

  let decoder: TextDecoder | undefined
  const decode = (bytes: Uint8Array | undefined): string => {
    try {
      decoder ??= new TextDecoder(encodingOf(bytes ?? new Uint8Array()), { fatal: true })
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch (error) {
      throw refuse(`its characters are not in the encoding it declares (${problemOf(error)})`, error)
    }
  }

  for await (const chunk of file.open()) {
    parser.write(decode(chunk))
    yield* events
    events = []
  }
  parser.write(decode(undefined))
  parser.close()
  yield* events
}

/** The encoding named by a byte order mark or the XML declaration in the first bytes; UTF-8 when none is. */
function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const declaration = Buffer.from(head.subarray(0, 200)).toString('latin1')
  return /^[^<]*<\?xml[^>]*\sencoding=["']([\w.-]+)["']/.exec(declaration)?.[1] ?? 'utf-8'
}
