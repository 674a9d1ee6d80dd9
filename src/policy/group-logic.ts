/**
 * What the paragraph above a list of diagnoses asks for. Any one code is enough unless its words say that another
 * list, or a second code, is needed too; and a paragraph that names services is about those services only.
 */

import { sentencesOf } from './findings/sentences.ts'

export interface GroupLogic {
  /** `any`: one code of the group. `with`: one of it together with one of each group in `groups`, or a second code. */
  readonly kind: 'any' | 'with'
  /** Titles of the other groups needed, as `Group 2`; empty where the words name none. */
  readonly groups: readonly string[]
  /** Services the paragraph is about; empty when it names none. */
  readonly services: readonly string[]
  /** The words that say so; absent for `any`. */
  readonly quote?: string
  /** Sentences that ask for a second code in some cases only: a reader has to judge whether one of them is at hand. */
  readonly cases: readonly string[]
}

/** Words by which a second diagnosis is asked for. */
const TOGETHER =
  /\b(?:both\b[^.]*\b(?:required|must|needed|reported|billed|submitted|groups?|diagnos[ei]s)|dual diagnos|two (?:diagnos|codes|icd)|primary (?:and|diagnosis[^.]*\band) [^.]*secondary|secondary (?:diagnosis|code)[^.]*(?:required|must|also)|(?:must|should|shall|required to|need to) (?:also )?(?:be )?(?:reported|billed|accompanied|submitted|used|listed|coded|paired)[^.]*\b(?:with|by|in addition|together|along|and)\b|in addition to (?:a|an|one|the)|in (?:combination|conjunction) with|together with|along with|paired with|accompanied by)/i

/** How a sentence begins that holds in some cases only. */
const CASE = /^(?:when|if|where|in case|for (?!all\b|any\b|each\b))/i

const GROUP = /\bgroups?\s+((?:\d+|[A-D])\b(?:\s*(?:,|and|or|&|\/|to|through|-|–)\s*(?:group\s+)?(?:\d+|[A-D])\b)*)/gi
const SERVICE = /\b(?:\d{4}[0-9A-Z]|[A-V]\d{4})\b/g

const sentences = (text: string): string[] =>
  sentencesOf(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end).trim())

/** The logic of the group `title`, read from its paragraph and footnote. */
export function groupLogic(title: string, paragraph = ''): GroupLogic {
  const services = [...new Set(paragraph.match(SERVICE) ?? [])].filter((code) => !/^(?:19|20)\d\d\d?$/.test(code))
  const cases: string[] = []
  for (const sentence of sentences(paragraph)) {
    const told = TOGETHER.exec(sentence)
    if (!told) continue
    const named = [...sentence.matchAll(GROUP)].flatMap((m) => m[1]!.match(/\d+|\b[A-D]\b/g) ?? [])
    const groups = [...new Set(named.map((each) => `Group ${each.toUpperCase()}`))].filter((group) => group !== title)
    // "Both" of anything but diagnoses or groups says nothing about what must be reported together.
    if (groups.length === 0 && !/\b(?:diagnos|icd|secondary|code)/i.test(sentence)) continue
    if (groups.length === 0 && CASE.test(sentence)) {
      cases.push(sentence)
      continue
    }
    return { kind: 'with', groups, services, quote: sentence, cases }
  }
  return { kind: 'any', groups: [], services, cases }
}
