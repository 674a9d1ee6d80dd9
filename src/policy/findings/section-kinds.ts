/** Headings and sentences whose codes are only named. */

/** Sections that name codes without saying anything of them now. */
export const NAMING_SECTION =
  /\b(?:revisions?|history|change\s*(?:log|s\s+to)|changes\b|updates?\b|what['’]?s\s+new|references?|bibliograph\w*|literature|works\s+cited|sources|citations?|related\s+(?:\w+\s+)?(?:polic\w*|documents?|codes?|guidelines?|CPT|HCPCS|ICD\S*|articles?|information|lcds?|ncds?|procedures?|services?)|other\b[^.]{0,30}\bcodes?|codes?\s+related|see\s+also|cross[-\s]?(?:ref\w*|walk)|crosswalk|(?:coding|claims?|billing|case)\s+examples?|examples?\s*(?:\d|:|\bof\b|$)|samples?\s+(?:claims?|letters?|cases?)|scenarios?|deleted|discontinued|retired|archived?|inactive|superseded|obsolete|former|replaced|glossary|definitions?|acronyms?|abbreviations?|contacts?|disclaimers?|legal|informational|associated\s+codes|additional\s+codes|not\s+addressed|appeals?|no\s+(?:prior\s+)?(?:authori[sz]ation|PA|precert\w*))\b/i
/** Sections of prose that take nothing over from the headings above them; their sentences count. */
export const PROSE_SECTION =
  /\b(?:background|overview|description|introduction|summary|purpose|scope|rationale|discussion|evidence|regulatory|FDA|(?:coding|billing)\s+(?:guid\w*|instruct\w*|information|notes?|tips)|documentation|claims?|submission|how\s+to|reporting)\b/i
/** An example, or a pointer to another code. */
export const EXAMPLE =
  /^\s*(?:also\s+)?see\s+(?:also\s+)?(?:(?:CPT|HCPCS|codes?)\s+)*[A-Z]?\d|\b(?:for\s+example|for\s+instance|example\b|e\.g\.,?\s*a\s+claim|sample\s+claim|scenario)\b/i
