/**
 * Numbers as they are stored: seven bits a byte, the lowest first, the eighth bit set while more follow. A column is
 * stored as the differences from value to value, which for numbers in nearly ascending order is a byte each.
 */

import { damagedIndex } from './bounds.ts'

/** A growing array of bytes that numbers are written to. */
export class PackedNumbers {
  #bytes = new Uint8Array(4096)
  length = 0

  #makeRoom(size: number): void {
    if (this.length + size <= this.#bytes.length) return
    const larger = new Uint8Array(this.#bytes.length * 2 + size)
    larger.set(this.#bytes)
    this.#bytes = larger
  }

  push(value: number): void {
    this.#makeRoom(5)
    let left = value >>> 0
    while (left > 0x7f) {
      this.#bytes[this.length++] = (left & 0x7f) | 0x80
      left >>>= 7
    }
    this.#bytes[this.length++] = left
  }

  /** Appends bytes as they are. */
  append(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length)
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.length)
  }
}

/** Reads numbers one after another. */
export class NumberReader {
  readonly #bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.at = at
  }

  next(): number {
    const bytes = this.#bytes
    let byte = bytes[this.at++]!
    let value = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[this.at++]!
      value |= (byte & 0x7f) << shift
    }
    return value >>> 0
  }
}

/** A column of 32-bit numbers as differences; a step down is stored as an odd number. */
export function packColumn(values: Uint32Array): Uint8Array {
  const packed = new PackedNumbers()
  let previous = 0
  for (const value of values) {
    const step = (value - previous) | 0
    packed.push((step << 1) ^ (step >> 31))
    previous = value
  }
  return packed.bytes()
}

/**
 * Fills `values` with numbers from `bytes`; a loop of its own, because opening an index is little else.
 * @throws AppError `edition-damaged`
 */
export function unpackInto(bytes: Uint8Array, values: Uint32Array): void {
  let at = 0
  for (let i = 0; i < values.length; i++) {
    let byte = bytes[at++]!
    let value = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[at++]!
      value |= (byte & 0x7f) << shift
    }
    values[i] = value
  }
  if (at > bytes.length) throw damagedIndex('the terms of names are fewer than it says')
}

/**
 * The `length` numbers of a column, each below `limit`; `what` names them. The check is made on the way: a second walk over
 * millions of numbers would cost as much as the first.
 * @throws AppError `edition-damaged`
 */
export function unpackColumn(bytes: Uint8Array, length: number, limit = 2 ** 32, what = 'a number'): Uint32Array {
  // A number has a byte at least; what says otherwise would make room for anything.
  if (!(length <= bytes.length)) throw damagedIndex('a column is shorter than it says')
  const values = new Uint32Array(length)
  let at = 0
  let previous = 0
  let largest = 0
  for (let i = 0; i < length; i++) {
    let step = bytes[at++]!
    if (step > 0x7f) {
      step &= 0x7f
      for (let shift = 7; ; shift += 7) {
        const byte = bytes[at++]!
        step |= (byte & 0x7f) << shift
        // Behind the last byte there is none: that ends a number too.
        if (!(byte > 0x7f)) break
      }
    }
    previous = (previous + ((step >>> 1) ^ -(step & 1))) | 0
    const value = previous >>> 0
    values[i] = value
    if (value > largest) largest = value
  }
  if (at > bytes.length) throw damagedIndex('a column is shorter than it says')
  if (largest >= limit) throw damagedIndex(`${what} points nowhere`)
  return values
}
