/**
 * Gathers names from posting lists. Names are numbers from 0, so a set of them is a bitmap: a list is kept out of
 * another by one bit looked up a name, which is far cheaper than looking into the names themselves.
 */
import type { SearchIndex } from '../index/search-index.ts'
import type { Group } from './reading.ts'

/** Marking a group's names pays when there are at most this many times as many as names to test. */
export const PAYS = 16

export class Postings {
  /** Names gathered; valid up to the count that `gather` and `narrow` return. */
  readonly names: Uint32Array
  readonly #index: SearchIndex
  /** Names in `names`, while gathering from several lists. */
  readonly #seen: Uint32Array
  /** For names in `names`, while tallying: the groups that they meet, one bit each. */
  readonly met: Uint16Array
  /** Names of the group that others are tested against. */
  readonly #marked: Uint32Array

  constructor(index: SearchIndex) {
    this.#index = index
    const names = index.nameConcept.length
    this.names = new Uint32Array(names)
    this.#seen = new Uint32Array((names >>> 5) + 1)
    this.met = new Uint16Array(names)
    this.#marked = new Uint32Array((names >>> 5) + 1)
  }

  /** How many postings a group has; names with two of its terms count twice. */
  size({ ranges }: Group): number {
    let sum = 0
    for (const { lo, hi } of ranges) sum += this.#index.holders(lo, hi)
    return sum
  }

  /** Only names of this set are taken, one bit each; all when undefined. */
  only: Uint32Array | undefined

  /**
   * Gathers names that hold a term of the group, shortest first within a term; returns how many. A gathering that must be cut to `most` takes a share of every term, so that no word
   * hides the ones after it; names that `only` leaves out are not counted. Call `forget` when done.
   */
  gather(group: Group, most: number): number {
    const { postingStart, postings } = this.#index
    const { names, only } = this
    const seen = this.#seen
    let terms = 0
    for (const { lo, hi } of group.ranges) terms += hi - lo
    const share = this.size(group) <= most ? most : Math.max(2, Math.ceil(most / terms))
    let at = 0
    for (const { lo, hi } of group.ranges) {
      for (let term = lo; term < hi; term++) {
        const end = postingStart[term + 1]!
        let left = share
        for (let i = postingStart[term]!; i < end && left > 0; i++) {
          const name = postings[i]!
          if (only !== undefined && (only[name >>> 5]! & (1 << (name & 31))) === 0) continue
          left--
          const bits = seen[name >>> 5]!
          if ((bits & (1 << (name & 31))) !== 0) continue
          seen[name >>> 5] = bits | (1 << (name & 31))
          names[at++] = name
        }
      }
    }
    return at
  }

  /**
   * Calls `visit` with the names that hold a term of the group, those that hold two more than once; with the first
   * `most` of them.
   */
  each({ ranges }: Group, most: number, visit: (name: number) => void): void {
    const { postingStart, postings } = this.#index
    const { only } = this
    let left = most
    for (const { lo, hi } of ranges) {
      const end = Math.min(postingStart[hi]!, postingStart[lo]! + left)
      for (let i = postingStart[lo]!; i < end; i++) {
        const name = postings[i]!
        if (only === undefined || (only[name >>> 5]! & (1 << (name & 31))) !== 0) visit(name)
      }
      left -= end - postingStart[lo]!
    }
  }

  /**
   * Gathers the names that meet any of `groups`, ascending, with the groups that each meets (`met`); returns how many. Of a
   * group with more than `most` postings each term gives its shortest names. Call `forgetMet` when done.
   */
  tally(groups: readonly Group[], most: number): number {
    const { postingStart, postings } = this.#index
    const { met, only } = this
    const seen = this.#seen
    for (let g = 0; g < groups.length; g++) {
      const group = groups[g]!
      let terms = 0
      for (const { lo, hi } of group.ranges) terms += hi - lo
      const share = this.size(group) <= most ? most : Math.max(2, Math.ceil(most / terms))
      for (const { lo, hi } of group.ranges) {
        for (let term = lo; term < hi; term++) {
          const end = Math.min(postingStart[term + 1]!, postingStart[term]! + share)
          for (let i = postingStart[term]!; i < end; i++) {
            const name = postings[i]!
            const word = name >>> 5
            const bit = 1 << (name & 31)
            if (only !== undefined && (only[word]! & bit) === 0) continue
            seen[word]! |= bit
            met[name]! |= 1 << g
          }
        }
      }
    }
    return this.#drain()
  }

  /** Moves the names that were seen to `names`, ascending. */
  #drain(): number {
    const seen = this.#seen
    const { names } = this
    let count = 0
    for (let word = 0; word < seen.length; word++) {
      let bits = seen[word]!
      if (bits === 0) continue
      seen[word] = 0
      const first = word << 5
      for (; bits !== 0; bits &= bits - 1) names[count++] = first + 31 - Math.clz32(bits & -bits)
    }
    return count
  }

  /** Ends a tally of `count` names. */
  forgetMet(count: number): void {
    for (let i = 0; i < count; i++) this.met[this.names[i]!] = 0
  }

  /** Ends a gathering of `count` names. */
  forget(count: number): void {
    if (count > this.#seen.length) this.#seen.fill(0)
    else for (let i = 0; i < count; i++) this.#seen[this.names[i]! >>> 5] = 0
  }

  /**
   * Keeps those of the first `count` names that hold a term of every one of `groups`; groups with too many names for
   * that to pay are passed over unless `always`. Returns the new count.
   */
  narrow(groups: readonly Group[], count: number, always: boolean): number {
    let left = count
    for (const group of groups) {
      if (left === 0) return 0
      if (always || this.size(group) <= PAYS * left) left = this.#keep(group, left)
    }
    return left
  }

  #keep({ ranges }: Group, count: number): number {
    const { postingStart, postings } = this.#index
    const { names } = this
    const marked = this.#marked
    for (const { lo, hi } of ranges) {
      const end = postingStart[hi]!
      for (let i = postingStart[lo]!; i < end; i++) {
        const name = postings[i]!
        marked[name >>> 5]! |= 1 << (name & 31)
      }
    }
    let kept = 0
    for (let i = 0; i < count; i++) {
      const name = names[i]!
      if ((marked[name >>> 5]! & (1 << (name & 31))) !== 0) names[kept++] = name
    }
    marked.fill(0)
    return kept
  }
}
