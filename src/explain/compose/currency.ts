/** Whether a code may be used and since when, in words; the same for every system. */
import { type IsoDate, longDate } from '../../core/date.ts'
import type { Sentence } from '../model.ts'
import type { CodeFacts } from './facts.ts'
import { say } from './write.ts'

/** One sentence on the use of a code: complete, needs more characters, or no longer in use. */
export function statusSentence(code: CodeFacts): Sentence {
  const { concept, system } = code
  if (concept.status === 'deleted') {
    return concept.validTo === undefined
      ? say('This code is no longer in use.', 'status')
      : say(`This code is no longer in use: its last day was ${longDate(concept.validTo)}.`, 'status', 'validTo')
  }
  if (concept.status === 'terminated') {
    const last = code.facts.get('lastDay')?.value as IsoDate | undefined
    return last === undefined
      ? say('This code has ended and may not be reported any more.', 'status')
      : say(`This code has ended: its last day was ${longDate(last)}.`, 'status', 'lastDay')
  }
  if (concept.billable) return say('It is a complete code and may be reported.', 'billable')
  if (!system.reportable) return say(`Claims do not carry codes of ${system.name}.`, 'billable')
  return say(`It is not a complete ${system.name} code and may not be reported as it stands.`, 'billable', 'code')
}
