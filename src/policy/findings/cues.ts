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
  '(?:(?:(?:prior|advance|pre|plan)[-\\s]?)?(?:auth(?!or(?:s|it\\w*)?\\b)\\w*|approvals?|notif\\w+)|pre-?(?:cert|auth)\\w*|PA)'
/** Looking at a request before the service. */
const REVIEW = '(?:(?:prior|clinical|medical|pre-?service)\\s+)?review'
const REQUEST = `(?:${AUTHORIZATION}|review\\w*|request\\w*|referral\\w*)`
const NEED = '(?:requir\\w*|need\\w*|must|subject\\s+to|mandatory|necessary)'
const YES =
  '(?:cover\\w*|reimburs\\w*|pa(?:y|id)\\w*|(?:medically\\s+)?necessary|medically\\s+appropriate|benefits?|eligible|allow\\w*|approved|accept\\w*|proven|qualif\\w+|sufficient|enough|valid)'
const DIAGNOSIS = '(?:diagnos[ei]s|indications?|ICD-?10\\S*)'
const UNPROVEN = '(?:investigational|experimental|unproven|cosmetic(?!s))'
const NOT = '(?:not|never|cannot|nor|neither|no\\s+longer)'

const i = (source: string): RegExp => new RegExp(source, 'gi')

export const CUES: readonly (readonly [CueKind, RegExp])[] = [
  // What is said of lists in general, of members and of approval by an authority, and of no code.
  [
    'neutral',
    i(
      `\\b(?:inclusion|listing|presence|absence)\\b[^.;]{0,90}\\bnot\\b[^.;]*|\\bnot\\s+(?:imply|constitute|guarantee|mean|ensure|(?:be\\s+)?(?:a\\s+guarantee|all[-\\s]inclusive))\\b[^.;]*|\\b(?:not|no\\s+longer)\\s+(?:considered\\s+)?${UNPROVEN}\\b|\\bguarantee\\s+of\\s+\\w+|\\bcover\\w+\\s+or\\s+non-?\\w+|\\bwhether\\b[^.;]{0,40}\\bcover\\w+|\\bFDA[-\\s]?(?:approv|clear)\\w+|\\bapprov\\w+\\s+by\\s+(?:the\\s+)?(?:U\\.?S\\.?\\s+)?(?:FDA|Food)|\\b(?:an?|the|any|another)\\s+(?:non-?)?covered\\s+(?!(?:benefit|service|code|procedure|item|diagnos|indication|ICD|CPT|HCPCS|by|under|when|if|only|for|in|as|with|and|or)\\w*)\\w+`,
    ),
  ],
  // What the document leaves to another one or to the past.
  [
    'mentions',
    i(
      `\\b(?:outside|beyond|scope)\\b[^.;]{0,25}\\b(?:polic\\w+|guidelines?|program|document|scope)\\b|\\b(?:address|review|evaluat|handl)ed\\s+(?:elsewhere|separately|by\\s+another|in\\s+(?:an)?other|in\\s+(?:the\\s+)?[A-Z])|\\bnot\\s+(?:\\w+\\s+)?(?:address|handle|evaluate)d?\\b|\\bpolic\\w+\\s+of\\s+(?:its|their)\\s+own\\b|\\b(?:was|were|been)\\s+(?:deleted|retired|discontinued)\\b|\\b(?:no|not\\s+an?|without\\s+an?)\\s+(?:\\w+\\s+){0,2}(?:statement|opinion|position|determination|view|stand)\\b(?!\\s+of)[^.;]*|\\bended(?=\\s+(?:on\\s+)?\\d|\\s*(?:[.;]|$))|\\b(?:do|should|must)\\s+not\\s+(?:be\\s+)?(?:use|report)d?\\b`,
    ),
  ],
  [
    'no-authorization',
    i(
      `\\b(?:no|not|never|without|exempt\\s+from)\\s+(?:[\\w-]+,?\\s+){0,3}?${REQUEST}\\b(?:\\s*(?:,|or|and|nor)\\s+${REQUEST}\\b)*(?:[^.;]{0,25}?\\b${NEED})?\\b|\\b${AUTHORIZATION}\\b[^.;,]{0,25}?\\b${NOT}\\s+(?:be\\s+)?${NEED}\\b`,
    ),
  ],
  // Covered only with an authorization.
  [
    'needs-authorization',
    i(
      `\\b(?:covered|payable|reimburs\\w+|approved)\\b[^.;]{0,40}\\b(?:with|after|upon|subject\\s+to|if|when)\\b[^.;]{0,25}\\b${AUTHORIZATION}\\b`,
    ),
  ],
  // Coverage without any condition, said expressly.
  [
    'covers',
    i(
      `\\b(?:regardless\\s+of|without|no)\\s+(?:[\\w-]+\\s+){0,3}?(?:criteria|conditions?|restrictions?)\\b(?:\\s+(?:apply|applies|(?:is|are)\\s+${NEED}))?`,
    ),
  ],
  // Not covered, unless.
  [
    'conditional',
    i(
      `\\b(?:not\\s+(?:\\w+\\s+){0,3}?${YES}|non-?covered|excluded|denied)\\b[^.;]{0,60}\\b(?:unless|except\\s+(?:when|if|where|after|to|for\\s+(?!(?:the\\s+)?(?:CPT|HCPCS|ICD|codes?|[A-Z]?\\d))\\w+))\\b`,
    ),
  ],
  [
    'does-not-support',
    i(
      `\\b(?:${NOT}|n['’]t|non-?)\\s*(?:\\w+\\s+){0,3}?(?:support|establish|justif)\\w*[^.;,:]{0,40}|\\b${DIAGNOSIS}\\s+(?:that|which)\\s+(?:never|(?:do|does|will)\\s+not)\\b(?:\\s+\\w+){0,2}`,
    ),
  ],
  [
    'excludes',
    i(
      `\\b${NOT}\\s+(?:\\w+\\s+){0,4}?${YES}\\b(?:\\s*,?\\s*(?:or|nor|and)\\s+${YES}\\b)*|\\bnon-?\\s?${YES}\\b|\\bno\\s+(?:coverage|benefits?|payment)\\b`,
    ),
  ],
  [
    'excludes',
    i(
      `\\b(?:den(?:y|ied)|rejected|refused|excluded|bundled|ineligible|${UNPROVEN})\\b|\\b(?:plan|benefit|policy)\\s+exclusions?\\b|^\\s*exclusions?\\b|\\bexclusions?\\s*:?\\s*$|\\bnot\\s+supported\\b`,
    ),
  ],
  [
    'needs-authorization',
    i(
      `\\b${NEED}\\b[^.;]{0,45}?\\b${AUTHORIZATION}\\b|\\b${AUTHORIZATION}\\b[^.;]{0,45}?\\b${NEED}\\b|\\b(?:prior|pre)[-\\s]?(?:auth|cert)\\w*|\\bprior\\s+approval\\b|\\bPA\\s+(?:list|codes?)\\b|\\b${NEED}\\s+(?:be\\s+)?(?:an?\\s+)?(?:${REVIEW}|approved?|requested)\\b|\\b${REVIEW}\\s+(?:is\\s+|are\\s+)?${NEED}\\b|^\\s*(?:auth\\w*|notif\\w+)\\s*[.:]?\\s*$`,
    ),
  ],
  [
    'conditional',
    i(
      `\\b(?:criteria|conditions|requirements)\\b[^.;:]{0,45}\\b(?:met|satisfied)\\b|\\bmeets?\\b[^.;:]{0,45}\\b(?:criteria|conditions|requirements)\\b|\\b(?:criteria|conditions|requirements)\\s+(?:\\S{1,5}\\s+)?(?:appl\\w+|hold)\\b|\\bsubject\\s+to\\b[^.;]{0,30}\\bcriteria\\b|\\bonly\\s+(?:if|when)\\b|\\b(?:coverage|selection|clinical|necessity)\\s+criteria\\b|\\bmay\\s+be\\s+(?:considered\\s+)?${YES}\\b|\\bthen\\s+(?:covered|paid|payable)\\b|\\b(?:cover\\w+|allowed|approved)\\s+with\\s+(?:\\w+\\s+)?(?:criteria|limit\\w+|restrict\\w+)\\b|\\bapproved\\s+(?:when|if)\\b|\\b(?:${NEED}|after)\\b[^.;]{0,30}\\b(?:trial|failure)\\b`,
    ),
  ],
  [
    'supports-necessity',
    i(
      `\\bsupport\\w*\\b[^.;]{0,30}\\b(?:necess\\w+|coverage|payment)\\b|\\b(?:accepted|covered|payable|qualifying|supporting)\\s+(?:\\w+\\s+)?${DIAGNOSIS}\\b|\\b${DIAGNOSIS}(?:\\s+codes?)?\\s+(?:that\\s+(?:are\\s+)?)?(?:meet|accepted|covered)\\b|\\bmust\\s+(?:be\\s+(?:on|listed|present|reported|billed|included|coded)|appear)\\b|\\b(?:qualif|sufficient|support|establish|justif)\\w*\\b|\\b${DIAGNOSIS}\\s+(?:is|are)\\s*:?\\s*(?:one|any)\\b`,
    ),
  ],
  [
    'covers',
    i(
      `\\b(?:covered|reimburs\\w+|payable|medically\\s+(?:necessary|appropriate)|reasonable\\s+and\\s+necessary|proven)\\b|\\bpays?\\s+for\\b|\\b(?:we|plan|program|policy|medicaid|medicare)\\s+(?:\\w+\\s+)?(?:pays?|covers?)\\b|\\bpaid\\b(?!\\s+(?:by|to)\\b)|\\b(?:is|are|as|be|been)\\s+(?:a\\s+)?(?:\\w+\\s+)?(?:benefits?|allowed|approved|accepted|eligible)\\b`,
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
