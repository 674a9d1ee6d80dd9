/**
 * Which texts stand for which concept: its title, and the other names its publisher lists at it. Not every concept
 * has one: variants that differ from their parent only by an ending that thousands share ("initial encounter",
 * "sequela") are found by the parent, and a family of procedures has one text of what its members have in common.
 */
import type { SearchIndex } from '../../search/index/search-index.ts'

export interface ConceptText {
  /** Number of the concept in the search index; of a family, its first member. */
  readonly concept: number
  readonly text: string
}

/** An ending that this many titles add to their parent's says nothing about what the concept is. */
const COMMON_ENDING = 500
/** Left at the end of what the titles of a family share, these lead nowhere. */
const PREPOSITION = /^(?:with|without|from|to|in|into|of|on|at|by|for|using|via|and|or|the|through)$/i

/** Concepts and the texts that each get a vector, by concept, its title first; no text twice within a system. */
export function conceptTexts(index: SearchIndex): ConceptText[] {
  const endings = endingsOf(index)
  const uses = new Map<string, number>()
  for (const ending of endings.values()) uses.set(ending, (uses.get(ending) ?? 0) + 1)
  const families = new Map<number, number[]>()
  const singles: number[] = []
  for (let concept = 0; concept < index.conceptCount; concept++) {
    if (index.grouping(concept)) continue
    const family = index.conceptFamily[concept]!
    const members = families.get(family)
    if (members) members.push(concept)
    else if (family !== 0) families.set(family, [concept])
    else if ((uses.get(endings.get(concept) ?? '') ?? 0) < COMMON_ENDING) singles.push(concept)
  }
  const texts = [
    ...singles.map((concept) => ({ concept, text: index.title(concept) })),
    ...[...families.values()].map((members) => ({
      concept: members[0]!,
      text: familyText(members.map((concept) => index.title(concept))),
    })),
  ]
  return [...withoutTwins(index, texts, otherNames(index))].sort((a, b) => a.concept - b.concept)
}

/** What each concept's title adds, after a comma, to the title of the nearest shorter code. */
function endingsOf(index: SearchIndex): Map<number, string> {
  const byCode = new Map<string, number>()
  for (let c = 0; c < index.conceptCount; c++) byCode.set(`${index.system(c)} ${index.code(c)}`, c)
  const endings = new Map<number, string>()
  for (let concept = 0; concept < index.conceptCount; concept++) {
    const parent = nearestShorter(byCode, index.system(concept), index.code(concept))
    if (parent === undefined) continue
    const start = `${index.title(parent)}, `
    if (index.title(concept).startsWith(start)) endings.set(concept, index.title(concept).slice(start.length))
  }
  return endings
}

function nearestShorter(byCode: ReadonlyMap<string, number>, system: string, code: string): number | undefined {
  for (let length = code.length - 1; length >= 3; length--) {
    const found = byCode.get(`${system} ${code.slice(0, length)}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** Names that stand at a concept in its publisher's own list; they say what people call it. */
function otherNames(index: SearchIndex): ConceptText[] {
  const names: ConceptText[] = []
  for (let name = 0; name < index.nameCount; name++) {
    const concept = index.nameConcept[name]!
    if (index.kindOf(name) !== 'inclusionTerm' || index.grouping(concept)) continue
    names.push({ concept, text: index.textOf(name) })
  }
  return names
}

/** Of several titles of one system that are the same the billable one stays, else the first; of names the first. */
function withoutTwins(
  index: SearchIndex,
  titles: readonly ConceptText[],
  names: readonly ConceptText[],
): Iterable<ConceptText> {
  const kept = new Map<string, ConceptText>()
  const keyOf = ({ concept, text }: ConceptText): string => `${index.system(concept)} ${text.toLowerCase()}`
  for (const title of titles) {
    const before = kept.get(keyOf(title))
    if (!before || (!index.billable(before.concept) && index.billable(title.concept))) kept.set(keyOf(title), title)
  }
  for (const name of names) if (!kept.has(keyOf(name))) kept.set(keyOf(name), name)
  return kept.values()
}

/**
 * The words all titles of a family begin with and all end with: `Replacement of Dura Mater with Tissue Substitute`.
 * Their last parts after a comma are left out while they begin differently: that is "Diagnostic", and the approach.
 */
export function familyText(titles: readonly string[]): string {
  let cut = [...new Set(titles)]
  while (new Set(cut.map(startOfLastPart)).size > 1) {
    const most = Math.max(...cut.map(partsOf))
    // The longest lose a part first, so that a title without "Diagnostic" keeps as much as one with it.
    cut = [...new Set(cut.map((t) => (partsOf(t) === most ? t.slice(0, t.lastIndexOf(', ')) : t)))]
  }
  const lists = cut.map((title) => title.split(' '))
  const shortest = Math.min(...lists.map((words) => words.length))
  const same = (at: (words: readonly string[]) => string): boolean => new Set(lists.map(at)).size === 1
  let head = 0
  while (head < shortest && same((words) => words[head]!)) head++
  let tail = 0
  while (tail < shortest - head && same((words) => words[words.length - 1 - tail]!)) tail++
  const first = lists[0]!
  const end = first.slice(first.length - tail)
  // `Removal of Infusion Device from …` and `Removal of Stent from …` share `Removal of`, then `from …`.
  const start = first.slice(0, head).join(' ')
  const text = end.length === 0 || PREPOSITION.test(end[0]!) ? withoutDangling(start) : start
  const whole = withoutDangling([text, ...end].join(' '))
  return whole.includes(' ') ? whole : titles[0]!
}

function withoutDangling(text: string): string {
  const words = text.replace(/[\s,]+$/, '').split(/\s+/)
  while (words.length > 0 && PREPOSITION.test(words.at(-1)!)) words.pop()
  return words.join(' ').replace(/[\s,]+$/, '')
}

const partsOf = (title: string): number => title.split(', ').length
const startOfLastPart = (title: string): string => /.*, (\S+)/.exec(title)?.[1] ?? ''
