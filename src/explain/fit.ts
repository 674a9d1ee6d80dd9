/**
 * Whether a text fits a code, by the code's own facts: values of its axes, words of its title, the groups it stands in,
 * its properties. Conditions are written in the front matter of a text (`requires`, `match`), one map for each case.
 */
import type { CodeFacts } from './compose/facts.ts'
import type { Condition, Explainer } from './model.ts'

/** The values a code has for a key of a condition; [] when it has none. */
export type Known = (key: string) => readonly string[]

/** Facts by the names that conditions use. Besides these, every property of a system is a key (`betos`, `coverage`). */
export function knownOf(code: CodeFacts): Known {
  const above = (level: string): string[] =>
    code.ancestors.filter((each) => each.level === level).map((each) => code.system.grammar.display(each.code))
  const valuesOf = (key: string): readonly string[] => {
    if (key === 'system') return [code.system.id]
    if (key === 'begins') return [code.concept.code]
    if (key === 'title') return [code.concept.title]
    if (key === 'words') {
      return [code.concept.title, ...code.ancestors.map((each) => each.title), ...code.axes.map((each) => each.label)]
    }
    if (key === 'chapter') return above(key)
    if (key === 'category') {
      // A category without subdivisions is a code itself.
      const found = above(key)
      return found.length > 0 || code.axes.length > 0 ? found : [code.system.grammar.display(code.concept.code)]
    }
    // A block of the classification is a `section` of the tabular list; those of tables are axis 1.
    if (key === 'section') return above('section')
    if (key === 'seventh') return seventhOf(code)
    const axis = /^axis([1-7])$/.exec(key)
    if (axis) return code.axes.filter((each) => each.position === Number(axis[1])).map((each) => each.label)
    return code.content.properties.filter((each) => each.name === key).map((each) => each.value)
  }
  // Hundreds of blocks ask a page for the same few keys.
  const found = new Map<string, readonly string[]>()
  return (key) => {
    const values = found.get(key) ?? valuesOf(key)
    found.set(key, values)
    return values
  }
}

function seventhOf({ concept, notes }: CodeFacts): string[] {
  const character = concept.code.length === 7 ? concept.code[6] : undefined
  const found = notes.find((note) => note.kind === 'sevenChrDef' && note.character === character)
  return character === undefined || found === undefined ? [] : [found.text]
}

/** Values and patterns of one key of a condition. */
interface Wanted {
  readonly key: string
  readonly whole: ReadonlySet<string>
  readonly patterns: readonly RegExp[]
}

/** A condition made ready once: every page asks all blocks. */
interface Ready {
  readonly is: readonly Wanted[]
  readonly not: readonly Wanted[]
}

const ready = new WeakMap<Condition, Ready>()

/** `/words/` is a pattern in any capitals; everything else is the whole value. */
const isPattern = (wanted: string): boolean => wanted.startsWith('/') && wanted.endsWith('/') && wanted.length > 2

const wantedOf = (keys: Readonly<Record<string, readonly string[]>>): Wanted[] =>
  Object.entries(keys).map(([key, list]) => ({
    key,
    whole: new Set(list.filter((each) => !isPattern(each)).map((each) => each.toLowerCase())),
    patterns: list.filter(isPattern).map((each) => new RegExp(each.slice(1, -1), 'i')),
  }))

function readyOf(condition: Condition): Ready {
  const known = ready.get(condition)
  if (known) return known
  const made = { is: wantedOf(condition.is), not: wantedOf(condition.not) }
  ready.set(condition, made)
  return made
}

const holdsKey = ({ key, whole, patterns }: Wanted, known: Known): boolean =>
  known(key).some((value) => whole.has(value.toLowerCase()) || patterns.some((each) => each.test(value)))

/** True when every key holds, and none of those under `not`. */
export function holds(condition: Condition, known: Known): boolean {
  const { is, not } = readyOf(condition)
  return is.every((wanted) => holdsKey(wanted, known)) && !not.some((wanted) => holdsKey(wanted, known))
}

/** False for blocks that name other systems in every condition: no code of this one is asked about them. */
export const mayFit = ({ match }: Explainer, system: string): boolean =>
  (match ?? []).some(({ is }) => is['system'] === undefined || is['system'].includes(system))

/** True when the text has no conditions, or one of them holds. */
export const fits = ({ requires }: Explainer, known: Known): boolean =>
  requires === undefined || requires.length === 0 || requires.some((each) => holds(each, known))

/** How closely a block names a code: the most keys of a condition that holds; 0 when none does. */
export function closeness({ match }: Explainer, known: Known): number {
  const found = (match ?? []).filter((each) => holds(each, known))
  return Math.max(0, ...found.map((each) => Object.keys(each.is).length))
}

/** Words that say nothing about what a text is about. */
const EMPTY = new Set('with without from into general other kind code codes that this what the and for its'.split(' '))

const stems = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/[a-z]{3,}/g) ?? []).filter((w) => !EMPTY.has(w)).map((w) => w.slice(0, 4)))

/**
 * What speaks against a text at a code it names, in a sentence; absent when one of its own words (of title, scope or
 * `words`) is official text of the code.
 */
export function misfit(text: Explainer, code: CodeFacts): string | undefined {
  const own = stems([text.title, text.scope ?? '', ...(text.words ?? [])].join(' '))
  const official = stems(
    [
      ...knownOf(code)('words'),
      ...code.content.designations.map((each) => each.text),
      ...code.above.flatMap((each) => each.terms),
      ...code.notes.filter((note) => note.kind === 'includes').map((note) => note.text),
      ...code.axes.flatMap((each) => each.includes),
    ].join(' '),
  )
  if ([...own].some((stem) => official.has(stem))) return undefined
  return `${code.system.grammar.display(code.concept.code)} (${code.concept.title}) has no word of “${text.title}”`
}
