/**
 * The greatest of many numbers, with what each stands for. Numbers are kept until there are twice as many as wanted; then
 * the lesser half goes, so that each costs a comparison or two, not a place in an order.
 */

export class Greatest {
  readonly #wanted: number
  /** Number and row in one: a greater number first, of equal ones the earlier row. */
  readonly #keys: Float64Array
  readonly #rows: number
  #size = 0
  #floor = Number.NEGATIVE_INFINITY

  /** The `wanted` greatest of the numbers that `rows` rows have; whole numbers of 31 bits. */
  constructor(wanted: number, rows: number) {
    this.#wanted = wanted
    this.#rows = rows
    this.#keys = new Float64Array(wanted * 2)
  }

  /** Numbers not above this are not among the greatest. */
  get floor(): number {
    return this.#floor
  }

  /** Offers the number of a row; rows come in ascending order. */
  offer(number: number, row: number): void {
    if (number <= this.#floor) return
    this.#keys[this.#size++] = number * this.#rows + (this.#rows - 1 - row)
    if (this.#size === this.#keys.length) this.#halve()
  }

  /** Rows and their numbers, the greatest first. */
  sorted(): { readonly row: number; readonly number: number }[] {
    const keys = this.#keys.subarray(0, this.#size).sort().reverse()
    return Array.from(keys.subarray(0, this.#wanted), (key) => {
      const number = Math.floor(key / this.#rows)
      return { row: this.#rows - 1 - (key - number * this.#rows), number }
    })
  }

  /** Moves the greater half to the front (Hoare's selection) and raises the floor to the least of it. */
  #halve(): void {
    const keys = this.#keys
    const last = this.#wanted - 1
    let low = 0
    let high = this.#size - 1
    while (low < high) {
      const pivot = keys[(low + high) >> 1]!
      let i = low
      let j = high
      while (i <= j) {
        while (keys[i]! > pivot) i++
        while (keys[j]! < pivot) j--
        if (i > j) break
        const key = keys[i]!
        keys[i++] = keys[j]!
        keys[j--] = key
      }
      if (last <= j) high = j
      else if (last >= i) low = i
      else break
    }
    this.#size = this.#wanted
    this.#floor = Math.floor(keys[last]! / this.#rows)
  }
}
