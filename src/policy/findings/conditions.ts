/** Words that make coverage depend on something, or say that it depends on nothing. */

/** Said of coverage, these words take no condition along: they say that there is none, or how a claim is to be sent. */
export const NO_CONDITION =
  /\b(?:regardless\s+of|without(?:\s+(?:any|further|other))?|no(?:\s+(?:further|other|additional))?)\s+(?:medical\s+necessity\s+|clinical\s+|coverage\s+)?(?:criteria|conditions?|restrictions?|documentation)\b|\b(?:when|if|where)\s+(?:it\s+is\s+|they\s+are\s+)?(?:billed|sent|reported|submitted|coded)\s+(?:with|on|as|under)\b[^.;,]*/gi
/** An age or an amount that must be reached. Numbers of visits and units are limits and no condition. */
export const THRESHOLD =
  /\b(?:below|under|over|above|at\s+least|older\s+than|younger\s+than|exceed(?:s|ing)?|greater\s+than)\s+(?:the\s+)?(?:ages?\s+(?:of\s+)?)?\d+(?![\d/]|\s*(?:visits?|times|units?|per\b|sessions?|treatments?|doses?|tests?|items?|pairs?|every|each|hours?\s+(?:a|per)))|\bage[sd]?\s+(?:of\s+)?(?:\d|at\s+least|below|under|over)|\b\d+\s+(?:years?|months?)\s+(?:of\s+age|old|(?:and|or)\s+(?:older|over|above|younger|under))|\b\d+\s*(?:[a-z%]+\s+)?or\s+(?:more|greater|higher|above|older|over|less|lower|younger)\b(?!\s+(?:visits?|times|units?|sessions?))|\badults?\s+only\b|\bchildren\s+only\b|\bonly\s+(?:for\s+)?(?:adults?|children|members|women|men|patients|individuals|in|to|at|by|within)\b/i
/** Words that make coverage depend on more than a diagnosis. */
export const CONDITION =
  /\b(?:when|where|while|if|only(?!\s+(?:beside|alongside|together|in\s+addition|as\s+(?:an?\s+)?(?:add|second)|once|one|per)\b)|provided(?:\s+that)?|once(?!\s+(?:a|an|per|in|every|each|daily|weekly|monthly|yearly|annually)\b)|unless|until|(?<!\bnot\s+)subject\s+to|as\s+long\s+as|so\s+long\s+as|limited\s+to|restricted\s+to|contingent|(?:who|whose)\s+\w+|(?:for|in)\s+whom|after|criteria|meeting|(?:all|any|one|both|either)\s+of\s+the\s+following|following\s+(?:conditions|circumstances|situations)|in\s+the\s+following|before(?!\s+(?:\d|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec|the\s+(?:effective|end)|then|this)))\b/i
/** A condition that is nothing but a list of diagnoses. */
export const DIAGNOSIS_CONDITION =
  /\b(?:when|if|only|for|in|limited\s+to|restricted\s+to|provided)\b[^.;,]{0,70}\b(?:diagnos[ei]s|ICD-?(?:9|10)[-\w]*|dx)\b/i
export const OTHER_CONDITION =
  /\b(?:criteria|age|aged|years?|failed|failure|documented|documentation|trial|prior|both|all\s+of|and\s+(?:when|if)|ordered|history\s+of|refractory|intolerant)\b/i
