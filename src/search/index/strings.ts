/**
 * Strings as they are stored. Titles say the same words over and over, so a string is the numbers of its words in a
 * list of all words that occur more than once, the commonest first; a word that is not in the list stands there
 * spelled out, as codes do, after a 0 and its length in bytes.
 */
import { damagedIndex } from './bounds.ts'
import { NumberReader, PackedNumbers, packColumn } from './packing.ts'

/** Collects strings, each once. */
export class StringsBuilder {
  readonly #ids = new Map<string, number>()

  add(text: string): number {
    const known = this.#ids.get(text)
    if (known !== undefined) return known
    this.#ids.set(text, this.#ids.size)
    return this.#ids.size - 1
  }

  /** The sections of the index that hold the strings, and how many strings there are. */
  finish(): { sections: Record<string, Uint8Array>; count: number } {
    const uses = new Map<string, number>()
    for (const text of this.#ids.keys()) for (const word of text.split(' ')) uses.set(word, (uses.get(word) ?? 0) + 1)
    const words = [...uses.entries()].filter(([, n]) => n > 1).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    const numbers = new Map(words.map(([word], i) => [word, i + 1]))
    const encoder = new TextEncoder()
    const packed = new PackedNumbers()
    const ends = new Uint32Array(this.#ids.size)
    let string = 0
    for (const text of this.#ids.keys()) {
      for (const word of text.split(' ')) {
        const number = numbers.get(word)
        if (number !== undefined) {
          packed.push(number)
          continue
        }
        const spelled = encoder.encode(word)
        packed.push(0)
        packed.push(spelled.byteLength)
        packed.append(spelled)
      }
      ends[string++] = packed.length
    }
    const sections = {
      strings: packed.bytes(),
      stringEnds: packColumn(ends),
      stringWords: encoder.encode(JSON.stringify(words.map(([word]) => word))),
    }
    return { sections, count: string }
  }
}

/** The read side. */
export class Strings {
  readonly #bytes: Uint8Array
  readonly #ends: Uint32Array
  readonly #words: readonly string[]
  readonly #decoder = new TextDecoder()

  /** `ends` says where each string ends; it was checked when it was unpacked. */
  constructor(section: (name: string) => Uint8Array, ends: Uint32Array) {
    this.#bytes = section('strings')
    this.#ends = ends
    this.#words = JSON.parse(this.#decoder.decode(section('stringWords'))) as string[]
  }

  at(id: number): string {
    const reader = new NumberReader(this.#bytes, id === 0 ? 0 : this.#ends[id - 1]!)
    const end = this.#ends[id]!
    let text: string | undefined
    while (reader.at < end) {
      const number = reader.next()
      const word = number === 0 ? this.#spelled(reader) : this.#words[number - 1]!
      text = text === undefined ? word : `${text} ${word}`
    }
    return text ?? ''
  }

  #spelled(reader: NumberReader): string {
    const length = reader.next()
    const start = reader.at
    if (length > this.#bytes.length - start) throw damagedIndex('a word ends outside the file')
    reader.at += length
    let text = ''
    for (let i = start; i < reader.at; i++) {
      const byte = this.#bytes[i]!
      if (byte > 0x7f) return this.#decoder.decode(this.#bytes.subarray(start, reader.at))
      text += String.fromCharCode(byte)
    }
    return text
  }
}
