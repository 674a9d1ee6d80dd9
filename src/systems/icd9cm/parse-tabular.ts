/**
 * The tabular lists of ICD-9-CM as plain text: chapters, sections, categories and the notes at each.
 *
 * @source Dtab12.rtf and Ptab12.rtf of CDC/NCHS (fiscal year 2012, the last full edition), as text: dtab12.txt with
 *   71,650 lines, ptab12.txt with 21,156.
 * @layout one paragraph a line, blank lines between:
 *   `1. INFECTIOUS AND PARASITIC DISEASES (001-139)`   chapter with its range
 *   `SUPPLEMENTARY CLASSIFICATION OF … (V01-V91)`        V and E codes; kept as chapters 18 and 19
 *   `INTESTINAL INFECTIOUS DISEASES (001-009)`          section with its range, in capitals
 *   `250 Diabetes mellitus`, `250.0 …`, `36.01 …`       category or code with its title
 *   `Includes:`, `Excludes:`, `Note:`, `Code first …`, `Use additional code …`, `Code also …`   a note; the lines
 *     after it, up to the next note or code, belong to it
 *   `[0-2]`                                              fifth digits allowed; not kept
 *   `The following fifth-digit subclassification …`      a note about the fifth digits with its lines
 *   any other line after a code                          another name of what the code includes
 * Irregularities: long notes are broken over lines at about 120 characters; the next line then begins in small letters.
 */
import { squeeze } from '../../core/text.ts'
import type { Line } from '../../sources/lines.ts'
import type { NoteKind } from '../records.ts'

export interface Heading {
  readonly type: 'heading'
  /** Stored code: `chapter-1`, `001-009`, `250`, `2500`. */
  readonly code: string
  readonly level: 'chapter' | 'section' | 'category'
  readonly title: string
}

export interface TabularNote {
  readonly type: 'tabularNote'
  readonly code: string
  readonly kind: NoteKind | 'inclusionTerm'
  readonly text: string
}

const CHAPTER = /^(\d{1,2}[A-Z]?)\.\s+([A-Z][A-Z ,.;:'()/[\]&-]+?)\s*\((\w+(?:\.\w+)?)-(\w+(?:\.\w+)?)\)$/
/** V and E codes stand in classifications of their own after the 17 numbered chapters. */
const SUPPLEMENTARY = /^(SUPPLEMENTARY CLASSIFICATION OF [A-Z ,&-]+?)\s*\(([VE])\d+-[VE]\d+\)$/
const SUPPLEMENTS: Readonly<Record<string, string>> = { V: 'chapter-18', E: 'chapter-19' }
const SECTION = /^([A-Z][A-Z ,.;:'/&-]{5,}?)\s*\(([VE]?\d{2,3})(?:-([VE]?\d{2,3}))?\)$/
const DIAGNOSIS = /^((?:\d{3}|V\d{2}|E\d{3})(?:\.\d{1,2})?)\s+(\S.*)$/
const PROCEDURE = /^(\d{2}(?:\.\d{1,2})?)\s+([A-Z].*)$/
const NOTES: readonly (readonly [RegExp, NoteKind])[] = [
  [/^Includes:?\s*/i, 'includes'],
  [/^Excludes:?\s*/i, 'excludes2'],
  [/^Note:?\s*/i, 'note'],
  [/^(?=Code first)/i, 'codeFirst'],
  [/^(?=Use additional)/i, 'useAdditionalCode'],
  [/^(?=Code also)/i, 'codeAlso'],
  [/^(?=The following fifth-digit)/i, 'note'],
]
const FIFTH_DIGITS = /^\[[\d,\s-]+\]$/

/** `procedures`: the list of volume 3, whose codes have two digits before the point. */
export async function* parseTabular(
  lines: AsyncIterable<Line>,
  { procedures }: { readonly procedures: boolean },
): AsyncIterable<Heading | TabularNote> {
  const pattern = procedures ? PROCEDURE : DIAGNOSIS
  let at: string | undefined
  let kind: TabularNote['kind'] = 'inclusionTerm'
  for await (const { text: raw } of lines) {
    const text = squeeze(raw)
    if (text === '' || FIFTH_DIGITS.test(text)) continue
    const supplement = SUPPLEMENTARY.exec(text)
    const chapter = supplement ? null : CHAPTER.exec(text)
    const section = supplement || chapter ? null : SECTION.exec(text)
    const code = supplement || chapter || section ? null : pattern.exec(text)
    if (supplement) {
      at = SUPPLEMENTS[supplement[2]!]!
      yield { type: 'heading', code: at, level: 'chapter', title: squeeze(supplement[1]!) }
    } else if (chapter) {
      at = `chapter-${Number.parseInt(chapter[1]!, 10)}`
      yield { type: 'heading', code: at, level: 'chapter', title: squeeze(chapter[2]!) }
    } else if (section) {
      at = `${section[2]}-${section[3] ?? section[2]}`
      yield { type: 'heading', code: at, level: 'section', title: squeeze(section[1]!) }
    } else if (code) {
      at = code[1]!.replace('.', '')
      yield { type: 'heading', code: at, level: 'category', title: code[2]! }
    }
    if (supplement || chapter || section || code) {
      kind = 'inclusionTerm'
      continue
    }
    if (at === undefined) continue
    const note = NOTES.find(([start]) => start.test(text))
    if (note) kind = note[1]
    const words = note ? text.replace(note[0], '') : text
    if (words !== '') yield { type: 'tabularNote', code: at, kind, text: words }
  }
}
