/** Which HCPCS codes report an answer to a quality measure and stand for no service. */
import type { Matter, PageFacts } from '../system.ts'

/** Their words; no service is done or paid under them. */
const MEASURE =
  /\b(?:performance (?:not )?met|measure(?:ment)? (?:period|year)|documentation of|documented|not (?:performed|prescribed|documented|eligible)|reason\(?s?\)? (?:not|for)|mips value pathways?|patients? (?:had|was|were|with|who)|denominator|numerator)\b/i

/** Where the grouping of Medicare files measures of G8 and G9, whatever they measure. */
const GROUP_OF_MEASURES = 'M5B'

/** Value of a code that Medicare does not price. */
const UNPRICED = '00'

/** A code of the G and M series that Medicare does not price and whose words or place report what was found or done. */
export function isMeasure({ code, title, property }: Pick<PageFacts, 'code' | 'title' | 'property'>): boolean {
  if (!/^[GM]/.test(code) || property('pricingIndicator') !== UNPRICED) return false
  return MEASURE.test(title) || (/^G[89]/.test(code) && property('betos') === GROUP_OF_MEASURES)
}

/** A report of a measure, or what Medicare prices; nothing is said of codes that are neither. */
export function matterOf(facts: PageFacts): Matter | undefined {
  if (isMeasure(facts)) return 'report'
  const pricing = facts.property('pricingIndicator')
  return pricing === undefined || pricing === UNPRICED ? undefined : 'service'
}
