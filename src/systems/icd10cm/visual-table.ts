/** The table of visual impairment categories at H54, the only table inside the tabular list, as one line a row. */
import { squeeze } from '../../core/text.ts'

interface Range {
  max: string
  min: string
}

interface Row {
  category: string
  ranges: Range[]
}

/**
 * Collects `<visualImpairment>`: visCategory* > (heading | value), visRange* > (heading)?, visMax?, visMin?, the last
 * two holding a heading or a value; ranges of one row say the same in other notations. The first visCategory holds the column headings.
 */
export class VisualTable {
  readonly #rows: Row[] = []
  #row: Row = { category: '', ranges: [] }
  #cell: 'category' | 'max' | 'min' | 'range' = 'category'
  #text = ''

  open(name: string): void {
    if (name === 'visCategory') {
      this.#row = { category: '', ranges: [] }
      this.#rows.push(this.#row)
      this.#cell = 'category'
    } else if (name === 'visRange') {
      this.#row.ranges.push({ max: '', min: '' })
      this.#cell = 'range'
    } else if (name === 'visMax') this.#cell = 'max'
    else if (name === 'visMin') this.#cell = 'min'
    this.#text = ''
  }

  text(text: string): void {
    this.#text += text
  }

  close(name: string): void {
    if (name !== 'heading' && name !== 'value') return
    const text = squeeze(this.#text)
    const range = this.#row.ranges.at(-1)
    if (this.#cell === 'category') this.#row.category = text
    else if (range && this.#cell !== 'range') {
      range[this.#cell] = range[this.#cell] === '' ? text : `${range[this.#cell]}, ${text}`
    }
    this.#text = ''
  }

  /** `Category of visual impairment 1: Maximum less than: 6/18, Minimum equal to or better than: 6/60; …`. */
  rows(): string[] {
    const [headings, ...rows] = this.#rows
    const { max = '', min = '' } = headings?.ranges[0] ?? {}
    return rows.map((row) => {
      const ranges = row.ranges.map((range) =>
        [range.max && `${max} ${range.max}`, range.min && `${min} ${range.min}`]
          .filter((part) => part !== '')
          .join(', '),
      )
      return squeeze(`${headings?.category ?? ''} ${row.category}: ${ranges.join('; ')}`)
    })
  }
}
