/** The words by which documents say what they do with a code. One line, one way of saying it; earlier lines win. */
import type { Disposition } from '../model.ts'

/**
 * `neutral` takes words out of the reckoning; `no-authorization` is `mentions`, said expressly; `contrary` and `same`
 * leave the verb out ("J9190 is not.", "in adults it does") and take up what was said before.
 */
export type CueKind = Disposition | 'neutral' | 'no-authorization' | 'contrary' | 'same' | 'affirm'

const AUTHORIZATION =
  '(?:(?:prior|pre|advance|service|medical|plan|clinical)[-\\s]?)?(?:authori[sz]ations?|authori[sz]ed|certification)|(?:prior|advance|plan|pre)[-\\s]?(?:approvals?|notifications?|determinations?|cert|review)|precert\\w*|preauth\\w*|auth|pre-?service review|notifications?|PA'
const NECESSARY =
  '(?:medically\\s+(?:necessary|appropriate|indicated)|reasonable\\s+(?:and|or)\\s+necessary|necessary|covered|reimburs(?:ed|able)|payable|eligible|a\\s+(?:covered\\s+)?(?:benefit|service)|a\\s+\\w+\\s+benefit|benefits?|paid|allowed|allowable|clinically\\s+proven|proven|established|appropriate|approved|accepted|acceptable|qualif(?:y|ies|ied)|sufficient|enough|valid)'
/** Looking at a request before the service; not an audit after it. */
const REVIEW =
  '(?:(?:prior|pre-?service|pre-?payment|clinical|medical(?:\\s+director)?|advance|utilization|nurse|peer|physician)\\s+)*review(?!\\s+(?:of|date|history|every|article))'
const UNPROVEN = '(?:investigational|experimental|unproven|cosmetic)'

const i = (source: string): RegExp => new RegExp(source, 'gi')

export const CUES: readonly (readonly [CueKind, RegExp])[] = [
  // What is said of lists in general and of no code in it.
  [
    'neutral',
    i(
      `\\b(?:inclusion|exclusion|listing|presence|absence|appearance|mention|(?<=the\\s)use)\\b[^.;]{0,90}\\b(?:does|do|is|are|should)\\s+not\\b[^.;]*`,
    ),
  ],
  [
    'neutral',
    i(`\\b(?:does|do)\\s+not\\s+(?:imply|constitute|guarantee|mean|indicate|denote|signify|ensure|assure)\\b[^.;]*`),
  ],
  ['neutral', i(`\\bnot\\s+(?:be\\s+)?(?:a\\s+)?(?:guarantee|all[-\\s]inclusive|exhaustive|intended)\\b[^.;]*`)],
  ['neutral', i(`\\b(?:guarantee|determination|verification|denial)\\s+of\\s+(?:coverage|benefits?|payment)\\b`)],
  [
    'neutral',
    i(
      `\\b(?:covered|coverage)\\s+(?:or|and|\\/)\\s+non-?covered\\b|\\bwhether\\s+(?:or\\s+not\\s+)?[^.;]{0,40}\\b(?:covered|coverage)\\b`,
    ),
  ],
  [
    'neutral',
    i(`\\b(?:not|no\\s+longer)\\s+(?:be\\s+)?(?:considered\\s+|deemed\\s+|regarded\\s+as\\s+)?${UNPROVEN}\\b`),
  ],
  [
    'neutral',
    i(
      `\\bexcluded\\s+from\\s+(?:the\\s+)?(?:${AUTHORIZATION})\\b|\\bcosmetics\\b|\\bexperimental\\s+(?:drug|group|arm|study|design)\\b`,
    ),
  ],
  [
    'neutral',
    i(`\\b(?:covered|treating|eligible)\\s+(?:person|member|individual|entity|entities|provider|patient)s?\\b`),
  ],
  ['neutral', i(`\\bnot\\s+(?:be\\s+)?separately\\s+(?:billable|billed|reported|reportable)\\b`)],
  // What an authority allows to be sold is another matter.
  [
    'neutral',
    i(
      `\\b(?:not\\s+)?(?:FDA|F\\.D\\.A\\.)[-\\s]?(?:approv\\w+|clear\\w+)|\\b(?:not\\s+)?approv\\w+\\s+(?:by|for|from|under)\\s+(?:the\\s+)?(?:U\\.?S\\.?\\s+)?(?:FDA|Food|government|sale|marketing|an?\\s+510)`,
    ),
  ],
  // "A covered pump" says of another service that it is one.
  [
    'neutral',
    i(
      `\\b(?:an?|the|any|another)\\s+(?:non-?)?covered\\s+(?!(?:benefit|service|code|procedure|item|diagnos|indication|ICD|CPT|HCPCS|by|under|when|if|only|for|in|as|with|and|or)\\w*)\\w+`,
    ),
  ],
  // What the document leaves to another one.
  [
    'mentions',
    i(
      `\\b(?:is|are|be)\\s+(?:outside(?:\\s+of)?|beyond(?:\\s+the\\s+scope\\s+of)?|not\\s+(?:the\\s+subject|part|within\\s+the\\s+scope|in\\s+the\\s+scope)\\s+of)\\s+(?:this|our|the)\\s+(?:\\w+\\s+)?(?:polic(?:y|ies)|guidelines?|program|document|LCD|article|criteria|list|scope)\\b|\\b(?:is|are)\\s+(?:addressed|reviewed|handled|discussed|evaluated|managed|dealt\\s+with)\\s+(?:elsewhere|separately|in\\s+(?:the\\s+)?[A-Z]|by\\s+another|under\\s+another|in\\s+(?:an)?other)|\\bmakes?\\s+no\\s+statement\\b|\\b(?:was|were|has\\s+been|have\\s+been)\\s+(?:deleted|retired|end-?dated|terminated|discontinued|renumbered|replaced\\s+by)\\b|\\bended(?=\\s+(?:on\\s+)?\\d|\\s*(?:[.;]|$))|\\b(?:do|should|must|may)\\s+not\\s+(?:be\\s+)?(?:use|used|report|reported)\\b|\\b(?:does|do)\\s+not\\s+(?:address|deal\\s+with)\\b|\\bnot\\s+(?:separately\\s+)?(?:addressed|evaluated)\\s+(?:by|in|here)\\b|\\bbelongs?\\s+to\\s+(?:the|another)\\s+[\\w -]{0,30}polic\\w+|\\bhas?(?:ve)?\\s+polic(?:y|ies)\\s+of\\s+(?:its|their)\\s+own\\b|\\bno\\s+determination\\s+is\\s+made\\b|\\boutside\\s+(?:of\\s+)?(?:our|this|the)\\s+(?:program|scope)\\b`,
    ),
  ],
  // What follows once an authorization is there.
  ['neutral', i(`\\b(?:it|they|this|these)\\s+(?:is|are)\\s+then\\s+(?:covered|paid|payable)\\b`)],
  // Authorization that is not asked for.
  [
    'no-authorization',
    i(
      `\\bno\\s+(?:[\\w-]+,?\\s+(?:or\\s+)?){0,3}?(?:review|requests?|referrals?|approvals?|notifications?|preauthori[sz]ation|[A-Z]-?\\d{1,2}|${AUTHORIZATION})\\b[^.;]{0,40}?\\b(?:is|are|appl(?:y|ies)|required|needed|necessary)\\b(?:\\s+(?:required|needed|necessary))?`,
    ),
  ],
  [
    'no-authorization',
    i(
      `\\b(?:with\\s+no|without(?:\\s+(?:an?|any|prior))?)\\s+(?:requests?|referrals?|review)\\b(?:\\s+or\\s+(?:${AUTHORIZATION}))?`,
    ),
  ],
  [
    'no-authorization',
    i(
      `\\b(?:need|do|does)\\s+not\\s+(?:have\\s+to\\s+|need\\s+to\\s+)?(?:ask|request|obtain|seek|notify)\\b[^.;]{0,40}`,
    ),
  ],
  [
    'no-authorization',
    i(
      `\\b(?:not|never|no\\s+longer)\\s+(?:be\\s+)?(?:(?:subject\\s+to|requir\\w+|need\\w*)\\s+(?:an?\\s+|any\\s+)?(?:\\w+\\s+)?review|reviewed)\\b`,
    ),
  ],
  [
    'no-authorization',
    i(
      `\\b(?:no|without(?:\\s+(?:a|any|the))?)\\s+(?:${AUTHORIZATION})\\b(?:\\s+(?:is\\s+|are\\s+)?(?:required|needed|necessary))?`,
    ),
  ],
  [
    'no-authorization',
    i(
      `\\b(?:${AUTHORIZATION})\\b[^.;,]{0,25}?\\b(?:not|no\\s+longer|never|isn['’]t)\\s+(?:be\\s+)?(?:required|needed|necessary|applicable|apply|used|sought|asked)\\b`,
    ),
  ],
  [
    'no-authorization',
    i(
      `\\bexempt(?:ed)?\\s+from\\s+(?:the\\s+)?(?:${AUTHORIZATION})\\b|\\b(?:${AUTHORIZATION})\\b(?:\\s+requirements?)?\\s+(?:has\\s+been|have\\s+been|is|was|were|are)?\\s*(?:removed|waived|lifted|discontinued|retired|exempt)\\b|\\bremoved\\s+from\\s+(?:the\\s+)?(?:prior|pre|PA)\\b[^.;]{0,30}`,
    ),
  ],
  // Covered only with an authorization, or not without one.
  [
    'needs-authorization',
    i(
      `\\b(?:covered|payable|reimbursed|reimbursable|allowed|available|eligible|a\\s+benefit|approved)\\b[^.;]{0,40}\\b(?:with|after|upon|subject\\s+to|only\\s+(?:if|when|with|after)|if|when|following|by)\\b[^.;]{0,25}\\b(?:${AUTHORIZATION})\\b`,
    ),
  ],
  [
    'needs-authorization',
    i(
      `\\bnot\\s+(?:be\\s+)?(?:covered|payable|paid|reimbursed)\\b[^.;]{0,20}\\b(?:unless|without)\\b[^.;]{0,25}\\b(?:${AUTHORIZATION})\\b`,
    ),
  ],
  // Coverage without any condition, said expressly.
  [
    'covers',
    i(
      `\\b(?:regardless\\s+of|without(?:\\s+(?:any|further|other))?|no(?:\\s+(?:further|other|additional))?)\\s+(?:medical\\s+necessity\\s+|clinical\\s+|coverage\\s+)?(?:criteria|conditions?|restrictions?|documentation)\\b(?:\\s+(?:appl(?:y|ies)|(?:is|are)\\s+(?:needed|required)))?`,
    ),
  ],
  // Not covered, unless.
  [
    'conditional',
    i(
      `\\b(?:not\\s+(?:\\w+\\s+){0,3}?${NECESSARY}|non-?covered|excluded|denied|${UNPROVEN}|not\\s+cover|deny)\\b[^.;]{0,60}\\b(?:unless|except\\s+(?:when|if|where|after|as|to|in\\s+(?!CPT|HCPCS)\\w+|for\\s+(?!(?:the\\s+)?(?:CPT|HCPCS|ICD|codes?|[A-Z]?\\d))\\w+))(?:[^.;]{0,60}?\\b(?:covered|paid|necessary|allowed))?\\b`,
    ),
  ],
  // Criteria that are not met, and evidence that does not suffice.
  [
    'excludes',
    i(
      `\\bcriteria\\b[^.;,]{0,30}\\b(?:are|is|were|was|have|has)\\s+not\\s+(?:been\\s+)?(?:met|satisfied)\\b|\\b(?:has|have)\\s+not\\s+(?:yet\\s+)?met\\b[^.;]{0,60}\\b(?:criteria|standards?|requirements)\\b|\\b(?:research|evidence|literature|studies|data)\\b[^.;]{0,30}\\b(?:does|do)\\s+not\\s+support\\b`,
    ),
  ],
  // A diagnosis that does or does not support.
  [
    'does-not-support',
    i(
      `\\bdiagnos[ei]s\\s+(?:that|which)\\s+(?:never|(?:do|does|will)\\s+not)\\b(?:\\s+\\w+){0,2}|\\b(?:do|does|will|did|would|can)\\s*(?:not|n['’]t|never)\\s+(?:\\w+\\s+)?(?:support|establish|justify|substantiate)\\b[^.;,:]{0,40}|\\bcan(?:not|\\s+not)\\s+support\\b|\\b(?:not|never|non-?)\\s*support(?:ing|ive|s|ed)?\\b|\\bfails?\\s+to\\s+support\\b`,
    ),
  ],
  [
    'excludes',
    i(
      `\\b(?:outside(?:\\s+of)?|not\\s+(?:in|within|part\\s+of|included\\s+in|listed\\s+in))\\s+(?:the|your|our|this|a)\\s+(?:\\w+\\s+)?(?:benefits?|coverage|contract)\\b`,
    ),
  ],
  [
    'excludes',
    i(
      `\\bnever\\s+(?:be\\s+)?(?:pays?|paid|covers?|covered|reimburse\\w*|allow\\w*)\\b|\\b(?:claims?|bills?|billed|lines?|requests?|payments?)\\b[^.;]{0,60}\\b(?:is|are|be)\\s+refused\\b|\\b(?:is|are|be)\\s+(?:disallowed|returned\\s+unpaid|non-?payable)\\b|\\bnot\\s+(?:be\\s+)?separately\\s+(?:reimburs(?:ed|able)|payable|paid|covered)\\b|\\bdenied\\s+as\\s+bundled\\b|\\b(?:is|are)\\s+bundled\\b|\\bcloses?\\b[^.;]{0,20}\\bagainst\\b`,
    ),
  ],
  [
    'excludes',
    i(
      `\\b(?:not|never|cannot|nor|neither|no\\s+longer|\\w+n['’]t)\\s+(?!separately)(?:be\\s+)?(?:\\w+\\s+(?!separately)){0,4}?${NECESSARY}\\b(?:\\s*(?:,|\\/|,?\\s+(?:or|nor|and))\\s*(?:be\\s+|considered\\s+)?${NECESSARY}\\b)*(?!\\s+separately)`,
    ),
  ],
  [
    'excludes',
    i(
      `\\bnon-?\\s?(?:covered|coverage|reimbursable|payable|benefits?|allowed|medically\\s+necessary)\\b|\\buncovered\\b|\\bineligible\\b`,
    ),
  ],
  [
    'excludes',
    i(
      `\\b(?:does|do|will|shall|would|can|may)\\s*(?:not|n['’]t|never)\\s+(?:\\w+\\s+){0,2}?(?:cover|reimburse|pay\\b|allow\\b|accept\\b|recognize\\b|consider\\b[^.;]{0,60}${NECESSARY})`,
    ),
  ],
  [
    'excludes',
    i(
      `\\b(?:no|without)\\s+(?:coverage|benefits?|payment|reimbursement)\\b|\\b(?:coverage|payment|reimbursement)\\s+(?:is|are|will\\s+be)\\s+(?:denied|excluded|not\\s+(?:provided|available|allowed|made))\\b|\\bno\\s+(?:proven|established)\\s+\\w+`,
    ),
  ],
  [
    'excludes',
    i(
      `\\b(?:is|are|be|been|being)\\s+(?:denied|excluded|rejected|deleted\\s+from\\s+coverage)\\b|\\b(?:excluded|denied)\\s+(?:from|by|under|as|codes?|services?|procedures?|diagnos[ei]s|items?|benefits?|when|if|for)\\b|\\bexcluded\\b|\\b(?:coverage|benefit|plan|policy|statutory)\\s+exclusions?\\b|^\\s*exclusions?\\b|\\bexclusions?\\s*:?\\s*$|\\bdenied\\b|\\bwill\\s+deny\\b|\\bdeny\\b`,
    ),
  ],
  ['excludes', i(`\\b(?:investigational|experimental|unproven|cosmetic(?!s)|E\\/I(?:\\/U)?|EIU|NMN)\\b`)],
  [
    'excludes',
    i(
      `\\b(?:insufficient|inadequate|lack\\s+of)\\s+(?:\\w+\\s+){0,2}evidence\\b|\\bnot\\s+(?:yet\\s+)?(?:been\\s+)?(?:clinically\\s+)?(?:proven|established|demonstrated|supported)\\b`,
    ),
  ],
  // Authorization.
  [
    'needs-authorization',
    i(
      `\\b${REVIEW}\\s+(?:is\\s+|are\\s+)?(?:required|needed|necessary|mandatory)\\b|\\b(?:requires?|needs?|subject\\s+to|(?:go(?:es)?|sent|referred|routed|forwarded|submitted)\\s+(?:to|for)|undergo(?:es)?|request)\\s+(?:an?\\s+)?(?!(?:\\w+\\s+){0,2}(?:retro|post|claims?\\b|periodic|annual))${REVIEW}\\b|\\b(?:prior|pre-?service)\\s+review\\b|\\breview(?:ed)?\\s+(?:before|prior\\s+to|ahead\\s+of|in\\s+advance\\s+of)\\s+(?:the\\s+|an?\\s+)?(?:services?|procedure|payment|delivery|treatment|admission|scheduling|test)\\b`,
    ),
  ],
  [
    'needs-authorization',
    i(
      `\\b(?:ask|call)(?:\\s+(?:us|the\\s+plan))?\\s+first\\b|\\bask\\s+us\\s+(?:with|for\\s+approval|before)\\b|\\bnotify\\s+(?:us|(?:the\\s+)?(?:health\\s+)?plan)\\b|\\btell\\s+us\\s+(?:within|before|first)\\b|\\b(?:send|submit|file)\\s+(?:us\\s+)?(?:an?|the)\\s+(?:[\\w-]+\\s+){0,3}request\\b|\\brequests?\\s+must\\s+(?:come|be\\s+(?:sent|made|submitted|received|filed))\\b`,
    ),
  ],
  [
    'needs-authorization',
    i(
      `\\b(?:needs?|requires?|must\\s+have)\\s+an?\\s+approved\\s+(?!diagnos|indication|ICD|device|drug|product|use\\b|label)[\\w-]+|\\b(?:after|once|until)\\b[^.;]{0,50}\\b(?:has|have)\\s+(?:been\\s+)?(?:pre-?)?(?:approved|authori[sz]ed)\\b|\\bmust\\s+(?:first\\s+)?(?:pre-?)?(?:authori[sz]e|approve)\\b|\\bmust\\s+be\\s+pre-?approved\\b`,
    ),
  ],
  [
    'needs-authorization',
    i(`^\\s*(?:notif(?:y|ication)|auth(?:ori[sz]ation)?|precert\\w*|referral\\s+required)\\s*[.:]?\\s*$`),
  ],
  [
    'needs-authorization',
    i(
      `\\b(?:requir\\w+|need(?:s|ed|ing)?|subject\\s+to|must\\s+(?:have|obtain|receive|be|first|get)|obtain\\w*|mandatory|contingent\\s+(?:up)?on|secure|request|submit)\\b[^.;]{0,45}?\\b(?:${AUTHORIZATION})\\b`,
    ),
  ],
  [
    'needs-authorization',
    i(
      `\\b(?:${AUTHORIZATION})\\b[^.;]{0,45}?\\b(?:requir(?:ed|ement|ements|es|ing)|needed|mandatory|must\\s+be|appl(?:y|ies)|necessary)\\b`,
    ),
  ],
  [
    'needs-authorization',
    i(
      `\\b(?:prior|pre)[-\\s]?auth\\w*\\b(?:\\s+(?:code\\s+)?lists?)?|\\bprecertif\\w+|\\bpreauth\\w*|\\bprior\\s+approval\\b|\\b(?:PA|authori[sz]ation)\\s+(?:required|needed|list|codes?)\\b|\\brequires?\\s+(?:PA|auth)\\b|\\bauth\\.?\\s+req\\w*`,
    ),
  ],
  [
    'needs-authorization',
    i(
      `\\b(?:needs?|requires?|subject\\s+to|must\\s+(?:have|get|obtain)|only\\s+(?:with|after))\\b[^.;]{0,20}\\bapproval\\b`,
    ),
  ],
  // On conditions.
  [
    'neutral',
    i(
      `\\b(?:not|never|no\\s+longer)\\s+(?:require|need|subject\\s+to)\\w*\\b[^.;]{0,30}\\b(?:step\\s+therapy|trial|criteria)`,
    ),
  ],
  [
    'conditional',
    i(
      `\\b(?:requir\\w+|needs?|after|must\\s+have|following)\\b[^.;]{0,30}\\b(?:trial|failure|step\\s+therapy|inadequate\\s+response|intoleran\\w+)`,
    ),
  ],
  ['conditional', i(`\\bmay\\s+be\\s+(?:considered\\s+|deemed\\s+)?(?:to\\s+be\\s+)?${NECESSARY}\\b`)],
  [
    'conditional',
    i(
      `\\b(?:is|are|and)\\s+then\\s+(?:be\\s+)?(?:covered|paid|payable)\\b|\\bcase[-\\s]by[-\\s]case\\b|\\bindividual(?:ized)?\\s+(?:consideration|review)\\b|\\bconditional(?:ly)?\\b|\\b(?:limited|restricted)\\s+coverage\\b|\\b(?:cover(?:ed|age)|allowed|approved|paid|payable|reimbursed|eligible)\\s+with\\s+(?:\\w+\\s+)?(?:criteria|conditions|limitations?|restrictions?|evidence)\\b`,
    ),
  ],
  [
    'conditional',
    i(
      `\\b(?:criteria|conditions|requirements)\\b[^.;:]{0,45}\\b(?:is|are|be|been|has|have)?\\s*(?:met|satisfied|fulfilled)\\b|\\b(?:meets?|meeting|satisf(?:y|ies|ying)|fulfil\\w*)\\b[^.;:]{0,45}\\b(?:criteria|conditions|requirements)\\b|\\b(?:subject\\s+to|per|based\\s+on)\\s+(?:\\w+\\s+){0,3}criteria\\b|\\bcriteria\\s+(?:[A-Z\\d.]{1,5}\\s+)?(?:apply|applies)\\b|\\b(?:these|those|the\\s+same|the\\s+above|all)\\s+(?:conditions|requirements|limits|rules)\\s+(?:hold|apply)\\b`,
    ),
  ],
  [
    'conditional',
    i(
      `\\b(?:may|will|can|shall)\\s+be\\s+(?:approved|authori[sz]ed|granted)\\b[^.;]{0,30}?\\b(?:when|if|for|once|after|provided)\\b|\\bapproved\\s+(?:when|if|only)\\b`,
    ),
  ],
  [
    'conditional',
    i(`\\b(?:coverage|approval|medical\\s+necessity|selection|clinical|continuation|renewal)\\s+criteria\\b`),
  ],
  // Support.
  [
    'supports-necessity',
    i(
      `\\b(?:support(?:s|ing|ive|ed)?|establish(?:es|ing)?|show(?:s|ing)?|demonstrat(?:es?|ing)|justif(?:y|ies|ying))\\b[^.;]{0,30}\\b(?:medical(?:ly)?\\s+necess\\w+|necessity|coverage|payment|reimbursement|criteria)\\b`,
    ),
  ],
  [
    'supports-necessity',
    i(
      `\\b(?:accepted|acceptable|approved|allowed|qualifying|payable|covered|eligible|supporting|supportive)\\s+(?:\\w+\\s+)?(?:diagnos[ei]s|indications?|ICD\\S*)|\\bdiagnos[ei]s(?:\\s+codes?)?\\s+(?:that|which)\\s+(?:meet|satisf|establish)\\w*|\\bdiagnos[ei]s\\s+(?:has|have|needs?)\\s+to\\s+be\\b|\\bone\\s+of\\s+(?:these|the\\s+following)\\b[^.;:]{0,20}\\bon\\s+the\\s+claim\\b|\\bICD-?10(?:-CM)?\\s+codes?\\s+(?:accepted|approved|allowed|covered)\\b|\\b(?:diagnos[ei]s|indications?)(?:\\s+codes?)?\\s+(?:that\\s+(?:are|is)\\s+|which\\s+are\\s+)?(?:accepted|approved|allowed|acceptable|supported)\\b|\\bclaims?\\b[^.;]{0,40}\\b(?:needs?|requires?|(?:must|should|have\\s+to)\\s+(?:carry|show|list|have|name|include|bear|contain))(?=\\s+(?:[A-Z]\\d|one|a\\s+(?:code|diagnosis)|any))|\\bmust\\s+(?:be\\s+(?:on|listed|present|reported|billed|included|coded)|appear)\\b|\\b(?:qualif(?:y|ies|ied|ying)|sufficient|suffices?|justif(?:y|ies|ied)|supports?|supported|supporting)\\b`,
    ),
  ],
  [
    'supports-necessity',
    i(
      `\\b(?:both|each|either|one|any|all)\\s+(?:code\\s+)?(?:(?:of|from)\\s+)?(?:the\\s+)?(?:two\\s+|three\\s+)?(?:groups?|lists?)\\b[^.;]{0,40}\\b(?:needed|required|must)\\b|\\bdiagnos[ei]s(?:\\s+codes?)?\\s+(?:(?:that|which)\\s+)?(?:must|shall|should|have\\s+to|needs?\\s+to)\\s+be\\b|\\bdiagnos[ei]s\\s+(?:is|are|of|includes?)\\s*:?\\s*(?:(?:any|at\\s+least)\\s+)?(?:one\\b|any\\s+of\\b)|\\b(?:one|any)\\s+of\\s+(?:the\\s+|these\\s+)?(?:following\\s+|listed\\s+)?(?:diagnos[ei]s|indications)\\b|\\bmust\\s+(?:be\\s+)?(?:billed|reported|submitted|have|include|carry|contain)\\b[^.;]{0,50}\\bdiagnos[ei]s\\b|\\b(?:covered|payable|approved|allowable|qualifying|acceptable|eligible)\\s+(?:ICD-?10\\S*\\s+)?diagnos[ei]s\\b`,
    ),
  ],
  // Covered.
  [
    'covers',
    i(
      `\\bpays?\\s+for\\b|^\\s*an?\\s+(?:covered\\s+)?benefit\\b|^\\s*allowed\\b(?!\\s+amount)|\\bcost-?\\s?shared\\b|\\bin\\s+(?:the\\s+)?favou?r\\s+of\\s+the\\s+(?:request|member|patient)|\\bcloses?\\b[^.;]{0,20}\\bin\\s+favou?r\\b|\\bwe\\s+(?:will\\s+|also\\s+)?pay\\b|\\b(?:the\\s+)?(?:plan|program|claims?|medicaid|medicare|trust|fund)\\s+(?:will\\s+|also\\s+)?pays?\\b(?!\\s+attention)|\\b(?:in|within|part\\s+of)\\s+(?:the|your|our)\\s+(?:\\w+\\s+)?benefits?\\b|\\b(?:is|are)\\s+authori[sz]ed\\s+(?:for|when|if|in)\\b`,
    ),
  ],
  ['covers', i(`\\b(?:medically\\s+(?:necessary|appropriate)|reasonable\\s+and\\s+necessary)\\b`)],
  [
    'covers',
    i(
      `\\b(?:covered|reimbursable|payable|reimbursed)\\b|\\b(?:plans?|polic(?:y|ies)|medicare|medicaid|program|health\\w*|state|we|it|also|only|benefit|insurance)\\s+(?:\\w+\\s+)?covers\\b|\\b(?:we|plan|program|state)\\s+(?:\\w+\\s+)?accepts?\\b|^\\s*eligible\\b|\\b(?:is|are|be|or)\\s+eligible\\b|\\b(?:will|shall|to|we|plan|may)\\s+(?:also\\s+)?(?:cover|reimburse)\\b|\\bcoverage\\s+(?:of|for)\\b[^.;]{0,70}?\\b(?:is|are)\\s+(?:limited|restricted|available|provided|allowed)\\b|\\bcoverage\\s+(?:is|will\\s+be|shall\\s+be|may\\s+be)\\s+(?:provided|available|allowed|extended|granted|approved|limited)\\b|\\beligible\\s+for\\s+(?:coverage|reimbursement|payment|benefits?)\\b|\\bindications\\s+(?:and\\s+limitations\\s+)?of\\s+coverage\\b`,
    ),
  ],
  [
    'covers',
    i(
      `\\b(?:is|are|as)\\s+(?:a\\s+)?(?:\\w+\\s+)?benefits?\\b|\\bbenefits?\\s+of\\s+(?:the\\s+)?(?:plan|program|\\w+\\s+medicaid)\\b|\\b(?:clinically\\s+)?proven\\b|\\bpaid\\b(?!\\s+(?:by|to)\\b)|\\b(?:is|are|be|been)\\s+(?:also\\s+)?(?:allowed|approved|accepted)\\b|\\b(?:we|plan|program|medicaid|medicare)\\s+(?:will\\s+)?pays?\\s+(?:for\\s+)?(?=[A-Z]?\\d)`,
    ),
  ],
]

/** A document that says expressly that it says nothing. */
export const WITHHELD: readonly (readonly ['mentions', RegExp])[] = [
  [
    'mentions',
    i(
      `\\b(?:no|without(?:\\s+an?)?|not\\s+(?:an?|any))\\s+(?:\\w+\\s+)?(?:statement|opinion|position|determination|judg(?:e)?ment|view|stand)\\b(?!\\s+of)[^.;]*`,
    ),
  ],
]

/** Sentences whose verb stands in the one before. */
export const ELLIPSIS: readonly (readonly ['contrary' | 'same' | 'affirm', RegExp])[] = [
  ['contrary', i(`(?<=\\bbut\\s+)not\\s+(?:for|in|with|when|if)\\b`)],
  ['contrary', i(`\\bnever\\s+(?:do|does|will|is|are)\\b(?=\\s*(?:$|[.,;:()]))|\\b(?:will|do)\\s+not\\s+either\\b`)],
  ['contrary', i(`\\b(?:does|do|did|is|are|was|were|will|would)(?:\\s+not|n['’]t)\\s*(?=$|[.,;:()])`)],
  [
    'same',
    i(
      `\\b(?:so|as)\\s+(?:does|do|is|are)\\b(?=[^.;]*[.;]?$)|\\bin\\s+the\\s+same\\s+way\\b|\\b(?:do|does|is|are)\\s+(?:too|likewise|as\\s+well)\\b|\\bfollows?\\s+the\\s+same\\b|\\bthe\\s+same\\s+(?:\\w+\\s+)?(?:appl(?:y|ies)|holds?)\\b|\\b(?:rules?|criteria|requirements?)\\s+(?:also\\s+)?appl(?:y|ies)\\s+to\\b`,
    ),
  ],
  ['affirm', i(`\\b(?:it|they|these|those|codes?)\\s+(?:does|do|is|are)\\s*(?=$|[.,;])`)],
]

/** Legends that payers use without explaining them; only below a heading that says a column is a status. */
export const USUAL_LEGEND: Readonly<Record<string, CueKind>> = {
  C: 'covers',
  NC: 'excludes',
  COV: 'covers',
  'NON-COV': 'excludes',
  PA: 'needs-authorization',
  AUTH: 'needs-authorization',
  'E/I': 'excludes',
  EI: 'excludes',
  INV: 'excludes',
  EXP: 'excludes',
  MN: 'covers',
  NMN: 'excludes',
  CC: 'conditional',
  'PA REQ': 'needs-authorization',
  NPA: 'no-authorization',
  'NO PA': 'no-authorization',
  'N/C': 'excludes',
}
