/** What the title and the seventh character of an ICD-10-CM code say, read with the rules of the classification. */
import type { Sentence } from '../model.ts'
import type { CodeFacts } from './facts.ts'
import { SEVENTH, SEVENTH_PATTERNS } from './phrases/seventh.ts'
import { quote } from './words.ts'
import { say } from './write.ts'

/** Uses of left and right that are anatomy or plain English and not the side of the condition. */
const NOT_A_SIDE =
  /\b(?:left|right)[- ](?:without|before|to|in|on|over|behind|unattended|ventric\w*|atri\w*|heart|bundle|main|sided|(?:posterior |anterior )?fascicular|superior|handed|circumflex|anterior descending|coronary|aortic|shift)\b|\bto (?:left|right)\b|\baccidentally left\b|\[(?:left|right)\]/i

/** The side the title names. Both sides in one title, and words that are not sides, give nothing. */
export function sideSentence(code: CodeFacts): Sentence | undefined {
  const title = code.concept.title
  if (NOT_A_SIDE.test(title)) return undefined
  const sides = new Set((title.match(/\b(?:left|right|bilateral)\b/gi) ?? []).map((side) => side.toLowerCase()))
  if (sides.size !== 1) return undefined
  const [side] = sides
  return side === 'bilateral'
    ? say('Bilateral means that both sides are affected.', 'title')
    : say(`It is about the ${side} side of the body.`, 'title')
}

/** “Unspecified” and “other specified” have a meaning of their own in the classification. */
export function residualSentence(code: CodeFacts): Sentence | undefined {
  const title = code.concept.title
  if (/\bunspecified\b/i.test(title)) {
    const phrase =
      /\bunspecified (?:eye|ear|side|site|limb|arm|leg|foot|hand|knee|hip|ankle|shoulder|elbow|wrist|finger|toe|thumb|trimester|stage|severity|femur|tibia|fibula|radius|ulna|humerus|lung|kidney|breast|ovary)\b/i.exec(
        title,
      )?.[0]
    return say(
      `In the title ${quote(phrase?.toLowerCase() ?? 'unspecified')} means that the record does not say more on this point.`,
      'title',
    )
  }
  if (/^other specified\b|\bother specified\b/i.test(title)) {
    return say(
      `In the title ${quote('other specified')} means that the record gives a detail for which there is no code of its own.`,
      'title',
    )
  }
  if (/^other\b/i.test(title)) {
    return say(
      `Its title begins with ${quote('other')}: it gathers what the record names and the codes beside this one do not.`,
      'title',
    )
  }
  return undefined
}

/** The meaning of the seventh character, from the definitions at the nearest header that has them. */
export function seventhSentences(code: CodeFacts): Sentence[] {
  const character = code.concept.code.length === 7 ? code.concept.code[6] : undefined
  if (character === undefined || code.concept.level !== 'code') return []
  const found = code.notes.find((note) => note.kind === 'sevenChrDef' && note.character === character)
  if (found === undefined) return []
  const plain = SEVENTH[found.text] ?? SEVENTH_PATTERNS.find(([pattern]) => pattern.test(found.text))?.[1]
  const main = say(`The 7th character ${character} means ${quote(found.text)}.`, 'code', found.fact.id)
  return plain === undefined ? [main] : [main, say(plain, found.fact.id)]
}

/** What sets the code apart from the header it stands under: the words its title adds. */
export function apartSentence(code: CodeFacts): Sentence | undefined {
  const title = code.concept.title
  const above = code.ancestors.toReversed().find((each) => each.level === 'category' || each.level === 'subcategory')
  if (above === undefined || title.length <= above.title.length + 2) return undefined
  if (!title.toLowerCase().startsWith(above.title.toLowerCase())) return undefined
  // The header's title must end where a word ends: `ureter` is not the beginning of `ureteropelvic`.
  if (!/^[\s,;:(]/.test(title.slice(above.title.length))) return undefined
  const rest = title.slice(above.title.length).replace(/^[,;:\s]+/, '')
  const last = code.concept.code.length === 7 ? code.concept.code[6] : undefined
  const seventh = code.notes.find((note) => note.kind === 'sevenChrDef' && note.character === last)
  if (seventh?.text === rest) return undefined
  const written = code.system.grammar.display(above.code)
  return say(`Under ${written} it is the form ${quote(rest)}.`, 'title', `in.${above.level}@${written}`)
}
