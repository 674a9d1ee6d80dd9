/**
 * Titles of all codes from the tabular list and the code list, for releases whose order file is not at hand.
 *
 * The tabular list writes out few codes of seven characters. For the others it gives the meanings of the 7th
 * character once, at the code or at an element above it; a code is then the stem padded with X to six characters
 * and the character, its title the stem's title, a comma and the meaning. All combinations are more than the codes
 * in use (FY2026: 98,262 to 98,186), so the code list decides which exist. Titles made so are those of the order
 * file (FY2026: all 98,186, apart from accents).
 */
import type { NoteRecord } from '../records.ts'
import type { TabularNode } from './parse-tabular.ts'

export class SeventhCharacters {
  readonly #nodes: ReadonlyMap<string, TabularNode>
  /** Code of the element that defines them → character → meaning. */
  readonly #definitions = new Map<string, Map<string, string>>()

  constructor(nodes: ReadonlyMap<string, TabularNode>, notes: Iterable<NoteRecord>) {
    this.#nodes = nodes
    for (const note of notes) {
      if (note.kind !== 'sevenChrDef' || note.character === undefined) continue
      const meanings = this.#definitions.get(note.code) ?? new Map<string, string>()
      if (!meanings.has(note.character)) meanings.set(note.character, note.text)
      this.#definitions.set(note.code, meanings)
    }
  }

  /** The title of `code`, written out or composed; undefined when the tabular list does not lead to it. */
  titleOf(code: string): string | undefined {
    const written = this.#nodes.get(code)
    if (written) return written.title
    if (code.length !== 7) return undefined
    const stem = this.#stemOf(code.slice(0, 6))
    const meaning = stem && this.#meaningOf(stem, code.slice(6))
    return stem && meaning !== undefined ? `${stem.title}, ${meaning}` : undefined
  }

  #stemOf(six: string): TabularNode | undefined {
    for (let stem = six; stem.length >= 3; stem = stem.slice(0, -1)) {
      const node = this.#nodes.get(stem)
      if (node || !stem.endsWith('X')) return node
    }
    return undefined
  }

  /** The nearest definition upwards counts, even when it lacks the character: it replaces those above it. */
  #meaningOf(stem: TabularNode, character: string): string | undefined {
    for (let node: TabularNode | undefined = stem; node; node = this.#nodes.get(node.parent ?? '')) {
      const meanings = this.#definitions.get(node.code)
      if (meanings) return meanings.get(character)
    }
    return undefined
  }
}
