/**
 * The words by which documents say what they do with a code, reduced to a few rules of high precision; what they do not
 * know, the stance model hears. A rule is a relation between kinds of words (`YES`, `AUTHORIZATION`, `NEED`); earlier
 * ones win.
 */
import type { Disposition } from '../model.ts'

/**
 * `neutral` takes words out of the reckoning; `no-authorization` is `mentions`, said expressly; `contrary` and `same`
 * leave the verb out ("J9190 is not.", "in adults it does") and take up what was said before.
 */
export type CueKind = Disposition | 'neutral' | 'no-authorization' | 'contrary' | 'same' | 'affirm'

const AUTHORIZATION =
  '(?:(?:(?:prior|advance|pre)[-\\s]?)?(?:auth(?:ori[sz]ations?)?|approval|notification)|precert\\w*|preauth\\w*|PA)'
/** Looking at a request before the service. */
const REQUEST = `(?:${AUTHORIZATION}|review(?:ed)?|requests?|referrals?)`
const NEED = '(?:requir\\w+|need(?:s|ed|ing)?|must|subject\\s+to|mandatory)'
const YES =
  '(?:covere?(?:d|s)?|reimburs(?:ed?|able)|pa(?:ys?|yable|id)|(?:medically|reasonable\\s+and)\\s+(?:necessary|appropriate)|necessary|benefits?|eligible|allow(?:ed|able)?|approved|accept(?:ed|able)?|proven|qualif(?:y|ies|ied)|sufficient|enough|valid)'
const DIAGNOSIS = '(?:diagnos[ei]s|indications?|ICD-?10\\S*)'

const i = (source: string): RegExp => new RegExp(source, 'gi')

export const CUES: readonly (readonly [CueKind, RegExp])[] = [
  // What is said of lists in general, of members and of approval by an authority, and of no code.
  [
    'neutral',
    i(
      `\\b(?:inclusion|listing|presence|absence)\\b[^.;]{0,90}\\bnot\\b[^.;]*|\\bnot\\s+(?:imply|constitute|guarantee|mean|ensure|(?:be\\s+)?(?:a\\s+guarantee|all[-\\s]inclusive))\\b[^.;]*|\\bguarantee\\s+of\\s+\\w+|\\bcover(?:ed|age)\\s+or\\s+non-?\\w+|\\bwhether\\b[^.;]{0,40}\\bcover(?:ed|age)|\\bFDA[-\\s]?(?:approv|clear)\\w+|\\bapprov\\w+\\s+by\\s+(?:the\\s+)?(?:U\\.?S\\.?\\s+)?(?:FDA|Food)|\\b(?:an?|the|any|another)\\s+(?:non-?)?covered\\s+(?!(?:benefit|service|code|procedure|item|diagnos|indication|ICD|CPT|HCPCS|by|under|when|if|only|for|in|as|with|and|or)\\w*)\\w+`,
    ),
  ],
  // What the document leaves to another one or to the past.
  [
    'mentions',
    i(
      `\\b(?:is|are|be)\\s+(?:outside|beyond|not\\s+(?:in|within)\\s+the\\s+scope)\\b[^.;]{0,25}\\b(?:polic\\w+|guideline|program|scope)|\\b(?:is|are|does|do|not)\\s+(?:not\\s+)?(?:address(?:ed)?|reviewed|evaluated)\\s+(?:elsewhere|separately|by|here|in|\\w+\\b)|\\b(?:was|were|been)\\s+(?:deleted|retired|discontinued)\\b|\\bended(?=\\s+(?:on\\s+)?\\d|\\s*(?:[.;]|$))|\\b(?:do|should|must)\\s+not\\s+(?:be\\s+)?(?:use|report)(?:d|ed)?\\b`,
    ),
  ],
  [
    'no-authorization',
    i(
      `\\b(?:no|not|never|without|exempt\\s+from)\\s+(?:[\\w-]+,?\\s+){0,3}?${REQUEST}\\b(?:[^.;]{0,25}?\\b(?:required|needed|necessary))?|\\b${AUTHORIZATION}\\b[^.;,]{0,25}?\\b(?:not|no\\s+longer|never)\\s+(?:be\\s+)?(?:required|needed|necessary)\\b`,
    ),
  ],
  // Covered only with an authorization.
  [
    'needs-authorization',
    i(`\\b(?:covered|payable|approved)\\b[^.;]{0,40}\\b(?:with|after|upon|subject\\s+to|if|when)\\b[^.;]{0,25}\\b${AUTHORIZATION}\\b`),
  ],
  // Coverage without any condition, said expressly.
  [
    'covers',
    i(
      `\\b(?:regardless\\s+of|without|no)\\s+(?:[\\w-]+\\s+){0,3}?(?:criteria|conditions?|restrictions?)\\b(?:\\s+(?:appl(?:y|ies)|(?:is|are)\\s+(?:needed|required)))?`,
    ),
  ],
  // Not covered, unless.
  [
    'conditional',
    i(
      `\\b(?:not\\s+(?:\\w+\\s+){0,3}?${YES}|non-?covered|excluded|denied|not\\s+cover)\\b[^.;]{0,60}\\b(?:unless|except\\s+(?:when|if|where|after|to|for\\s+(?!(?:the\\s+)?(?:CPT|HCPCS|ICD|codes?|[A-Z]?\\d))\\w+))\\b`,
    ),
  ],
  [
    'does-not-support',
    i(
      `\\b(?:not|never|n['’]t|non-?)\\s*(?:\\w+\\s+)?(?:support|establish|justify)(?:ing|ive|s|ed)?\\b[^.;,:]{0,40}|\\b${DIAGNOSIS}\\s+(?:that|which)\\s+(?:never|(?:do|does|will)\\s+not)\\b(?:\\s+\\w+){0,2}`,
    ),
  ],
  [
    'excludes',
    i(
      `\\b(?:not|never|cannot|nor|neither|no\\s+longer)\\s+(?:\\w+\\s+){0,4}?${YES}\\b(?:\\s*,?\\s*(?:or|nor|and)\\s+${YES}\\b)*|\\bnon-?\\s?(?:covered|coverage|reimbursable|payable|benefits?)\\b|\\bno\\s+(?:coverage|benefits?|payment)\\b`,
    ),
  ],
  [
    'excludes',
    i(
      `\\b(?:den(?:y|ied)|rejected|refused|excluded|exclusions?|bundled|investigational|experimental|unproven|cosmetic(?!s))\\b|\\b(?:outside|not\\s+supported)\\b`,
    ),
  ],
  [
    'needs-authorization',
    i(
      `\\b${NEED}\\b[^.;]{0,45}?\\b${AUTHORIZATION}\\b|\\b${AUTHORIZATION}\\b[^.;]{0,45}?\\b${NEED}\\b|\\b(?:prior|pre)[-\\s]?auth\\w*|\\bprecertif\\w+|\\bprior\\s+approval\\b|\\bPA\\s+(?:list|codes?)\\b|\\bmust\\s+(?:authori[sz]e|approve)\\b|^\\s*(?:auth(?:ori[sz]ation)?|notif\\w+)\\s*[.:]?\\s*$`,
    ),
  ],
  [
    'conditional',
    i(
      `\\b(?:criteria|conditions|requirements)\\b[^.;:]{0,45}\\b(?:met|satisfied)\\b|\\bmeets?\\b[^.;:]{0,45}\\b(?:criteria|conditions|requirements)\\b|\\bcriteria\\s+(?:\\S{1,5}\\s+)?appl(?:y|ies)\\b|\\b(?:coverage|selection|clinical)\\s+criteria\\b|\\bmay\\s+be\\s+(?:considered\\s+)?${YES}\\b|\\b(?:then\\s+)(?:covered|paid|payable)\\b|\\bcover(?:ed|age)\\s+with\\s+(?:\\w+\\s+)?(?:criteria|limitations?|restrictions?)\\b|\\b${NEED}\\b[^.;]{0,30}\\b(?:trial|failure)\\b|\\bafter\\b[^.;]{0,30}\\b(?:trial|failure)\\b`,
    ),
  ],
  [
    'supports-necessity',
    i(
      `\\bsupport(?:s|ing|ed)?\\b[^.;]{0,30}\\b(?:medical(?:ly)?\\s+necess\\w+|necessity|coverage|payment)\\b|\\b(?:accepted|covered|payable|qualifying|supporting)\\s+(?:\\w+\\s+)?${DIAGNOSIS}\\b|\\b${DIAGNOSIS}(?:\\s+codes?)?\\s+(?:that\\s+(?:are\\s+)?)?(?:meet|accepted|covered)\\b|\\bmust\\s+(?:be\\s+(?:on|listed|present|reported|billed|included|coded)|appear)\\b|\\b(?:qualif(?:y|ies|ied|ying)|sufficient|supports?|supported|supporting)\\b|\\b${DIAGNOSIS}\\s+(?:is|are)\\s*:?\\s*(?:one|any)\\b`,
    ),
  ],
  [
    'covers',
    i(
      `\\b(?:covered|reimbursable|payable|reimbursed|medically\\s+(?:necessary|appropriate)|reasonable\\s+and\\s+necessary|proven)\\b|\\bpays?\\s+for\\b|\\b(?:we|plan|program|policy|medicaid|medicare)\\s+(?:\\w+\\s+)?(?:pays?|covers?)\\b|\\bpaid\\b(?!\\s+(?:by|to)\\b)|\\b(?:is|are|as|be|been)\\s+(?:a\\s+)?(?:\\w+\\s+)?(?:benefits?|allowed|approved|accepted|eligible)\\b`,
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
