/**
 * Counts by address, for limits: how often in a window of time, and how many at once. They stand in memory that the
 * workers of one server share, so that a limit is one limit however many answer. Of bounded size; addresses are kept as
 * hashes. Two workers that count the same address in the same instant may lose a count, never more.
 */
import { randomBytes } from 'node:crypto'

export interface WindowLimit {
  /** Events allowed in one window. */
  readonly most: number
  /** Length of a window in milliseconds. */
  readonly window: number
}

/** Addresses there is room for. */
const SLOTS = 65_536
/** Slots looked at for an address; when all are taken, the one whose window began first goes. */
const PROBES = 16
/** Numbers of a slot: two halves of the address' hash, when its window began, how many there were. */
const [LOW, HIGH, SINCE, COUNT, SIZE] = [0, 1, 2, 3, 4]

/** FNV-1a of a text from a seed, mixed, 32 bits, never 0. */
function hashOf(text: string, seed: number): number {
  let hash = seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  // Addresses differ in their last characters alone; every bit of the hash shall.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0 || 1
}

/** Memory for one limit, with seeds that nobody outside knows. Shared by handing it to other threads. */
export function windowsMemory(): SharedArrayBuffer {
  const memory = new SharedArrayBuffer((SLOTS * SIZE + 2) * 4)
  const seeds = randomBytes(8)
  new Int32Array(memory).set([seeds.readInt32LE(0), seeds.readInt32LE(4)], SLOTS * SIZE)
  return memory
}

export class Windows {
  readonly #limit: WindowLimit
  readonly #now: () => number
  readonly #table: Int32Array

  /** `now` gives milliseconds; tests hand in their own. */
  constructor(limit: WindowLimit, now: () => number = Date.now, memory: SharedArrayBuffer = windowsMemory()) {
    this.#limit = limit
    this.#now = now
    this.#table = new Int32Array(memory)
  }

  #hashes(key: string): [low: number, high: number] {
    return [hashOf(key, this.#table[SLOTS * SIZE]!), hashOf(key, this.#table[SLOTS * SIZE + 1]!)]
  }

  /** Milliseconds since the window of a slot began. */
  #age(slot: number): number {
    return ((this.#now() | 0) - Atomics.load(this.#table, slot + SINCE!)) >>> 0
  }

  /** The slot of an address whose window is not over, or undefined. */
  #find([low, high]: readonly [number, number]): number | undefined {
    for (let probe = 0; probe < PROBES; probe++) {
      const slot = ((low + probe) & (SLOTS - 1)) * SIZE!
      const isIts = Atomics.load(this.#table, slot + LOW!) === low && Atomics.load(this.#table, slot + HIGH!) === high
      if (isIts) return this.#age(slot) < this.#limit.window ? slot : undefined
    }
    return undefined
  }

  /** Takes the address' old slot, a free one, or the oldest. */
  #claim([low, high]: readonly [number, number]): void {
    const table = this.#table
    let best = 0
    let oldest = -1
    for (let probe = 0; probe < PROBES; probe++) {
      const slot = ((low + probe) & (SLOTS - 1)) * SIZE!
      const there = Atomics.load(table, slot + LOW!)
      const isIts = there === low && Atomics.load(table, slot + HIGH!) === high
      const age = isIts || there === 0 ? Number.POSITIVE_INFINITY : this.#age(slot)
      if (age > oldest) [best, oldest] = [slot, age]
      if (isIts) break
    }
    Atomics.store(table, best + LOW!, low)
    Atomics.store(table, best + HIGH!, high)
    Atomics.store(table, best + SINCE!, this.#now() | 0)
    Atomics.store(table, best + COUNT!, 1)
  }

  /** Seconds until `key` may go on, at least 1; 0 when it may now. */
  wait(key: string): number {
    const slot = this.#find(this.#hashes(key))
    if (slot === undefined || Atomics.load(this.#table, slot + COUNT!) < this.#limit.most) return 0
    return Math.max(1, Math.ceil((this.#limit.window - this.#age(slot)) / 1_000))
  }

  /** Counts one event of `key`. */
  add(key: string): void {
    const hashes = this.#hashes(key)
    const slot = this.#find(hashes)
    if (slot === undefined) this.#claim(hashes)
    else Atomics.add(this.#table, slot + COUNT!, 1)
  }
}

/** Memory for what is under way in `rows` threads. */
export function underWayMemory(rows: number): SharedArrayBuffer {
  const memory = new SharedArrayBuffer((SLOTS * rows + 1) * 4)
  new Int32Array(memory)[SLOTS * rows] = randomBytes(4).readInt32LE(0)
  return memory
}

/** How many requests of an address are being answered. Each thread counts in a row of its own, so that none outlives it. */
export class UnderWay {
  readonly #table: Int32Array
  readonly #rows: number
  readonly #row: number

  constructor(memory: SharedArrayBuffer = underWayMemory(1), row = 0) {
    this.#table = new Int32Array(memory)
    this.#rows = (this.#table.length - 1) / SLOTS
    this.#row = row
    this.#table.fill(0, row * SLOTS, (row + 1) * SLOTS)
  }

  #place(key: string): number {
    return hashOf(key, this.#table[SLOTS * this.#rows]!) & (SLOTS - 1)
  }

  /** Of all threads. Two addresses may share a place, one pair in 65,536. */
  of(key: string): number {
    const place = this.#place(key)
    let sum = 0
    for (let row = 0; row < this.#rows; row++) sum += Atomics.load(this.#table, row * SLOTS + place)
    return sum
  }

  begin(key: string): void {
    Atomics.add(this.#table, this.#row * SLOTS + this.#place(key), 1)
  }

  end(key: string): void {
    Atomics.sub(this.#table, this.#row * SLOTS + this.#place(key), 1)
  }
}
