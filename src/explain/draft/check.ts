/**
 * Whether what a drafted sentence cites supports the names and numbers in it. A sentence that fails is dropped: a
 * drafted text may be short, but it may not say a name or a number that nothing given says.
 */
import { ADVICE } from '../lint.ts'

const NUMBER_WORDS: Readonly<Record<string, string>> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  ninety: '90',
  hundred: '100',
  thousand: '1000',
  half: '0.5',
}

/** Units by which a number changes its meaning; plural and short forms are one. */
const UNITS: Readonly<Record<string, string>> = {
  milligram: 'mg',
  mg: 'mg',
  gram: 'g',
  g: 'g',
  microgram: 'mcg',
  mcg: 'mcg',
  milliliter: 'ml',
  ml: 'ml',
  liter: 'l',
  unit: 'unit',
  second: 'second',
  minute: 'minute',
  min: 'minute',
  hour: 'hour',
  hr: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  year: 'year',
  percent: '%',
  '%': '%',
}

const NUMBER = /\d+(?:[.,]\d+)*/g

/** Numbers of a text, digits and words alike, each with its unit where one follows: `8 hour`, `10 mg`, `2`. */
export function numbersIn(text: string): string[] {
  const lower = text.toLowerCase()
  const worded = lower.replace(/[a-z]+/g, (word) => NUMBER_WORDS[word] ?? word)
  return [...worded.matchAll(NUMBER)].map((match) => {
    const after = worded.slice(match.index + match[0].length)
    const unit = /^[\s-]*(%|[a-z]+)/.exec(after)?.[1] ?? ''
    const known = UNITS[unit] ?? UNITS[unit.replace(/s$/, '')]
    const number = match[0].replaceAll(',', '')
    return known === undefined ? number : `${number} ${known}`
  })
}

/** Words a sentence begins with that are never part of a name. */
const OPENERS =
  /^(?:a|an|the|this|that|these|those|it|its|they|their|in|on|at|for|from|with|when|if|after|before|during|as|by|of|to|and|or|but|some|many|most|other|each|all|no|not|one)$/i

/**
 * Names of a text: words in capitals or with a digit, and words with a capital that do not begin the sentence. A first
 * word counts when it goes on with another name.
 */
export function namesIn(text: string): string[] {
  const words = [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu)]
  const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word)
  return words.flatMap(([word], i) => {
    if (/^\d[\d.,]*$/.test(word)) return []
    if (/^\p{Lu}[\p{Lu}\d-]+$/u.test(word) || /\p{L}.*\d|\d.*\p{L}/u.test(word)) return [word]
    if (!isCapital(word) || OPENERS.test(word)) return []
    const before = text.slice(0, words[i]!.index).trimEnd()
    const first = before === '' || /[.!?:]["”’)]?$/.test(before)
    return first && !(words[i + 1] && isCapital(words[i + 1]![0])) ? [] : [word]
  })
}

const fold = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}%.]+/gu, ' ')

/** Why a sentence is dropped; undefined when it may stay. `cited` are the words of the ids it names. */
export function refusalOf(text: string, cited: readonly string[]): string | undefined {
  if (cited.length === 0) return 'it cites nothing that was given'
  if (ADVICE.test(text)) return 'it gives advice'
  const said = cited.join('\n')
  const numbers = new Set(numbersIn(said))
  const bare = new Set([...numbers].map((number) => number.split(' ')[0]!))
  for (const number of numbersIn(text)) {
    const [value, unit] = number.split(' ')
    if (!(unit === undefined ? bare.has(value!) : numbers.has(number))) return `what it cites does not say “${number}”`
  }
  const words = ` ${fold(said)} `
  for (const name of namesIn(text)) {
    const folded = fold(name).trim()
    // A plural or possessive of a name is the name.
    const root = folded.replace(/s$/, '')
    if (!words.includes(` ${folded} `) && !words.includes(` ${root} `) && !words.includes(` ${folded}s `)) {
      return `what it cites does not name “${name}”`
    }
  }
  return undefined
}
