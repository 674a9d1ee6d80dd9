/** What looks like a code and is something else, by the words around it. */
import { matchesOf } from './matches.ts'

interface Decoy {
  readonly reason: string
  readonly pattern: RegExp
}

/** Each pattern matches all of what is no code; tokens inside a match are rejected with the reason. */
const DECOYS: readonly Decoy[] = [
  {
    reason: 'web or mail address',
    pattern:
      /\b(?:https?:\/\/|www\.)[^\s|)>\]]+|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]+|\b[\w-]{1,64}\.(?:com|org|gov|net|edu|pdf|html?|aspx|xlsx?|docx?)\b[^\s|,;)]*/gi,
  },
  { reason: 'digital object identifier', pattern: /\bdoi:?\s*\S+|\b10\.\d{4,9}\/\S+/gi },
  {
    reason: 'number of a publication',
    pattern: /\b(?:PMID|PMCID|PMC|ISSN|ISBN|PubMed(?:\s+ID)?|Epub|NCT|EudraCT|ISRCTN|CRD)\s*[:#.]?\s*[\d-]+X?\b/gi,
  },
  {
    reason: 'citation',
    pattern:
      /\b(?:19|20)\d{2}(?:\s+[A-Z][a-z]{2}\.?(?:\s+\d{1,2})?)?\s*;\s*(?:\d+|[A-Z]?\d+)?\s*(?:\([^)]{1,20}\))?\s*:?\s*[A-Z]{0,2}\d+(?:\s?[-–]\s?[A-Z]{0,2}\d+)?/g,
  },
  {
    reason: 'citation',
    pattern:
      /\b\d{1,4}\s?\(\s?(?:\d{1,3}(?:[-–]\d{1,3})?|suppl[^)]{0,10})\s?\)\s?:\s?[A-Z]{0,2}\d+(?:\s?[-–]\s?[A-Z]{0,2}\d+)?/gi,
  },
  {
    reason: 'page number',
    pattern: /\b(?:pages?|pp?\.|pgs?\.?|vol(?:ume)?\.?|lines?)\s*[A-Z]?\d+(?:\s?[-–]\s?[A-Z]?\d+)?/gi,
  },
  {
    reason: 'telephone or fax number',
    pattern:
      /(?:\+?1[-.\s])?\(?\b\d{3}\)?[-.\s]\s?\d{3}[-.\s]\d{4}\b(?:\s*,?\s*(?:x|ext\.?|extension|option)\s*\d+)?/gi,
  },
  { reason: 'telephone or fax number', pattern: /\b1?-?8(?:00|33|44|55|66|77|88)-[\dA-Z]{3,7}(?:-[\dA-Z]{4})?\b/g },
  {
    reason: 'telephone or fax number',
    pattern:
      /\b(?:phone|telephone|tel|fax|ext(?:ension)?|x|dial|call|TTY|TDD)\b\.?\s*(?:no\.?|number|#|line|at)?\s*[:#]?\s*[\d-]{3,}(?:[-\s]\d{2,})*/gi,
  },
  { reason: 'extension', pattern: /\bext(?:ension)?s?\.?\s*(?:no\.?|number|#)?\s*:?\s*\d+/gi },
  {
    reason: 'price',
    pattern:
      /[$€£]\s?[\d,]+(?:\.\d+)?(?:\s?[-–]\s?[$€£]?[\d,]+(?:\.\d+)?)?|\b\d[\d,]*(?:\.\d+)?\s?(?:dollars|USD|cents)\b/gi,
  },
  { reason: 'date', pattern: /\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b|\b(?:19|20)\d{6}\b/g },
  {
    reason: 'date',
    pattern:
      /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b/gi,
  },
  {
    reason: 'statute or regulation',
    pattern:
      /\b\d+\s*(?:C\.?F\.?R\.?|U\.?S\.?C\.?|Fed\.?\s*Reg\.?|FR|Stat\.)\s*(?:Part|§+|Sec(?:tion)?\.?)?\s*[\d.,]+(?:\([\w]+\))*(?:\s?[-–]\s?[\d.]+)?/gi,
  },
  {
    reason: 'statute or regulation',
    pattern:
      /(?:§+|\bsections?|\bsec\.|\btitle|\bchapters?|\bch\.|\bparts?|\bPub(?:lication)?\.?|\bparagraph|\barticle)\s*(?:no\.?\s*)?(?:[A-Z]?\d[\d.\-–]*[A-Z]?)(?:\([\w]+\))*(?=$|[^\w])/gi,
  },
  {
    reason: 'statute or regulation',
    pattern: /\b(?:Public Law|P\.?\s?L\.|H\.?R\.|Pub\.?\s?L\.(?:\s+No\.)?)\s*[\d-]+/g,
  },
  {
    reason: 'number of a coverage document',
    pattern:
      /\b(?:NCDs?|LCDs?|LCAs?|[Aa]rticles?|NCAs?|CAG|DL|DA)\s*(?:ID|no\.?|number|#|\()?\s*[:#(]?\s*(?:[A-Z]{0,2}\d{2,6}[A-Z]{0,2}(?:\.\d+){0,2}(?:\s*(?:,|and|or|&)\s*(?=[A-Z]{0,2}\d{4,6}))?)+/g,
  },
  {
    reason: 'number of a form',
    pattern:
      /\b(?:forms?|CMS|HCFA|UB|SF|OMB|FDA|DHS|HHS|EOB|W)[\s#-]*(?:no\.?|number|#)?\s*-?\s*(?![A-V]\d{4}\b)[A-Z]{0,3}-?\d{2,6}[A-Z]?(?:-[A-Z0-9]{1,5}){0,2}\b(?!\s*[-–]\s*[A-Z]?\d{4}\b)/g,
  },
  { reason: 'number of a form', pattern: /\bforms?\s+(?:no\.?\s*|number\s*|#\s*)?[A-Z]{0,4}-?\d[\w-]*/gi },
  {
    reason: 'policy or document number',
    pattern:
      /\b(?:(?:medical|clinical|coverage|pharmacy|reimbursement|payment|drug|corporate|administrative|related|dental)\s+)*(?:polic(?:y|ies)|guidelines?|bulletins?|documents?|doc|protocols?|procedure manual|CPB|MCG|InterQual|criteria|reference|ref|file|control|tracking|catalog|part|model|serial|lot|batch|SKU|item|account|acct|member|subscriber|patient|group|claims?|case|authorization|auth|referral|confirmation|ticket|transmittal|change request|CR|SE|MM|memo|contract|plan|provider|PTAN|tax|EIN|TIN|license|order|invoice|PO|index|record|report|docket|job|task|requisition|room|suite|ste|unit|bldg|building|floor|apt|box|mail\s?stop|MS|dept|department|submission|grant|award|patent|CLIA|NPI)\s*(?:ID|IDs|no\.?|nos\.?|numbers?|num|#)\s*(?:is|was|are)?\s*[:#.]?\s*#?\s*[A-Z0-9][\w.\-/]*\d[\w.\-/]*(?:\s?[–—]\s?\w*\d\w*)?/gi,
  },
  {
    reason: 'policy or document number',
    pattern:
      /\b(?:[Pp]olic(?:y|ies)|[Gg]uidelines?|[Bb]ulletins?|CPB|[Tt]ransmittals?|[Cc]hange [Rr]equests?|CR|SE|MM|[Cc]ontracts?|[Pp]lan|[Cc]ase|[Cc]laim|[Rr]oom|[Ss]uite|[Ss]te\.?|[Bb]uilding|PTAN|EIN|TIN|TIN|CLIA|NPI|[Ll]ot|[Mm]odel|[Ss]erial|[Cc]atalog|[Mm]ember|[Tt]icket|[Ii]nvoice|[Pp]atent)\s*[:#]?\s*#?(?:[A-Z]{1,4}[-.]?)?\d[\w.-]*/g,
  },
  { reason: 'national provider identifier', pattern: /\bNPI\b\D{0,25}\d{10}\b/gi },
  {
    reason: 'study',
    pattern:
      /\b(?:trial|study|SWOG|ECOG(?:-ACRIN)?|RTOG|CALGB|NSABP|NRG|Alliance|EORTC|GOG|COG|KEYNOTE|CheckMate|protocol|NCI|ACOSOG|ACRIN|Z0)\s*[-#]?\s*[A-Z]{0,2}-?\d{3,6}\b/g,
  },
  {
    reason: 'device clearance',
    pattern: /\b(?:K|P|DEN|BK|H)\d{6}\b|\b510\(k\)\s*(?:number|no\.?|#)?\s*:?\s*[A-Z]?\d+/g,
  },
  { reason: 'post office box', pattern: /\bP\.?\s?O\.?\s+Box\s+\d+/gi },
  {
    reason: 'ZIP code',
    pattern:
      /(?:(?<=,\s?)(?:OR|IN)|(?<=[a-z],?\s|,\s?)(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADL]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HK]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]))\.?,?\s+\d{5}(?:-\d{4})?(?![-\d])/g,
  },
  {
    reason: 'ZIP code',
    pattern:
      /\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New\s+(?:Hampshire|Jersey|Mexico|York)|(?:North|South)\s+(?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode\s+Island|Tennessee|Texas|Utah|Vermont|(?:West\s+)?Virginia|Washington|Wisconsin|Wyoming|Puerto\s+Rico)\.?,?\s+\d{5}(?:-\d{4})?(?![-\d])/g,
  },
  { reason: 'ZIP code', pattern: /\b\d{5}-\d{4}\b(?!-)/g },
  {
    reason: 'ZIP code',
    pattern:
      /\b(?:zip|postal)(?:\s+codes?)?\s*(?:areas?)?\s*[:#]?\s*(?:\d{5}(?:-\d{4})?(?:\s*(?:,|and|or|through|to|[-–])+\s*)*)+/gi,
  },
  {
    reason: 'street address',
    pattern:
      /\b\d{1,5}\s+(?:[NSEW]\.?\s+)?(?:[A-Z][a-z]+\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Way|Parkway|Pkwy|Highway|Hwy|Court|Ct|Plaza|Circle|Place|Square)\b/g,
  },
  {
    reason: 'dose or quantity',
    pattern:
      /\b\d[\d,]*(?:\.\d+)?\s?[-–]?\s?(?:mg|mcg|µg|ug|g|kg|mL|ml|L|IU|units?|mEq|mmol|cells?|copies|patients?|participants?|subjects?|women|men|children|members|persons|people|cases|controls|events|hours?|hrs?|minutes?|days?|weeks?|months?|years?|miles|feet|meters|nm|mm|cm|Hz|kHz|Gy|cGy|MBq|mCi|steps|calories|kcal|beneficiaries|adults|individuals|enrollees|lives|hospitals|providers|claims|procedures performed|doses?|tablets|capsules|per\s+(?:100,?000|year|million))\b(?!\s*\()/g,
  },
  { reason: 'count', pattern: /\b[nN]\s?=\s?[\d,]+|\b(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}\b/g },
  {
    reason: 'version',
    pattern:
      /\b(?:[Vv]ersion|[Vv]er\.|[Rr]elease|[Rr]ev(?:ision)?\.?|[Ee]dition|HCC|RxHCC|[Dd]raft)\s*#?\s?[A-Z]?\d+(?:\.\d+)*[a-z]?\b|\bv\.?\s?\d+(?:\.\d+)+\b/g,
  },
  {
    reason: 'table, figure or appendix',
    pattern:
      /\b(?:tables?|figures?|fig\.?|appendi(?:x|ces)|exhibits?|attachments?|addendum)\s*#?[A-Z]?-?\d+(?:\.\d+)*[A-Z]?\b|\b(?:footnote|question|step|tier|level|phase|stage|grade|class|type|group)\s*#?\d+[A-Z]?\b/gi,
  },
  {
    reason: 'vitamin or laboratory name',
    pattern:
      /\bvitamins?\s*-?[A-Z]-?\d{0,2}\b|\bB-?(?:1|2|3|5|6|7|9|12)\b(?!\.\d)|\b(?:hemoglobin|Hb|HgbA?|HbA)\s?-?A?1-?c\b|\bA1C\b|\bCA\s?-?\d{2,3}(?:-\d)?\b|\bD5W\b|\bCoQ-?10\b|\bQ10\b(?!\.)|\bT[34]\b/gi,
  },
  {
    reason: 'isotope',
    pattern:
      /\b(?:F|C|N|O|I|Y|P|Ga|Lu|Tc|In|Ra|Sr|Rb|Cu|Zr|Tl|Xe|Sm|Co|Cs|Pd|Ir)-?(?:1[1358]|32|47|57|60|64|67|68|82|89|90|99m?|103|111|123|125|131|133|137|153|177|192|201|223)\s*(?:\([^)]*\))?[-\s]*(?:labell?ed|choline|ammonia|FDG|fluoro\w*|iodine|iodide|MIBG|yttrium|acetate|flor\w+|flu\w+|PSMA|PiB|water|radio\w*|microspheres|PET|SPECT|chromic|uptake|sodium|seeds?|brachytherapy)/gi,
  },
  {
    reason: 'level of the spine',
    pattern:
      /\b[CTLS]\d{1,2}\s?(?:[-–/]|to|through)\s?[CTLS]?\d{1,2}\b(?!\.)(?=[^.]{0,40}\b(?:vertebra\w*|spin\w*|level\w*|disc|disk|nerve|root|interspace|fracture|fusion|lamin\w*|segment|foram\w*|facet))/g,
  },
  {
    reason: 'level of the spine',
    pattern:
      /(?:vertebra\w*|spin(?:e|al)|levels?|discs?|nerve roots?|facet|interspace|dermatomes?)\s+(?:at\s+|of\s+)?[CTLS]\d{1,2}(?:\s?[-–/]\s?[CTLS]?\d{1,2})?\b(?!\.)/g,
  },
  {
    reason: 'level of the spine',
    pattern: /\b[CTLS]\d{1,2}\s+(?:vertebra\w*|spin\w*|levels?|disc|nerve|root|dermatome)\b/g,
  },
  { reason: 'stage', pattern: /\bp?T[0-4X][a-d]?\s?N[0-3X][a-c]?\s?(?:M[01X][a-c]?)?\b|\b[yrpc]{1,2}[TNM]\d[a-c]?\b/g },
  {
    reason: 'gene variant',
    pattern:
      /\b[pcg]\.\(?[A-Za-z]{1,3}\d+[A-Za-z*]{1,3}\)?|\b[ACDEFGHIKLMNPQRSTVWY]\d{2,4}[ACDEFGHIKLMNPQRSTVWY](?:\/[A-Z])?\b(?=[^.;|]{0,30}\b(?:mutation|variant|polymorphism|allele|genotype|substitution|resistance|fusion|positive|inhibitor)s?\b)/g,
  },
  {
    reason: 'gene variant',
    pattern:
      /\b(?:BRAF|KRAS|NRAS|HRAS|EGFR|MTHFR|JAK2|IDH[12]|PIK3CA|FGFR\d|KIT|ALK|RET|MET|CFTR|HFE|F5|F2|NTRK\d?|BRCA[12]|HER2|ABL1?|BCR-ABL|FLT3|AKT1?|CYP\w+|VKORC1|SMN1|ESR1|POLE|MYD88|EZH2|gene|mutations?|variants?|alleles?|genotypes?|codon|exon|polymorphisms?)\b[\s:(,/]*(?:p\.)?[A-Z]\d{2,4}[A-Z*]\b(?:\s*(?:,|\/|and|or)\s*[A-Z]\d{2,4}[A-Z*]\b)*/g,
  },
  {
    reason: 'gene',
    pattern:
      /\b(?:E2F1|H3K27M?|H2O2?|CD\d{1,3}|IL-?\d{1,2}|CYP\w+|P53|p16|S100B?|U1RNP|H1N1|H5N1|O157|A1AT|K562|C3a|C5a|C1q|T2DM|T1DM|F508del)\b/g,
  },
  {
    reason: 'drug name',
    pattern: /\b(?:Q24|Q12|Q8)H\b|\bU-?(?:100|200|300|500)\b|\bD(?:5|10)W?\b(?!\.)|\bD50W\b|\bT-20\b/g,
  },
  { reason: 'policy or document number', pattern: /\bdoc(?:ument)?\s+control\s*[:#]?\s*\S+/gi },
  { reason: 'score', pattern: /\bCHA2?DS2?(?:-VASc)?\b/gi },
  { reason: 'percentage', pattern: /\b\d+(?:\.\d+)?\s?%/g },
  { reason: 'number with thousands', pattern: /\b\d{1,3}(?:,\d{3})+\b(?!\d)/g },
]

export interface DecoySpan {
  readonly start: number
  readonly end: number
  readonly reason: string
}

/** Spans of `text` whose tokens are no codes. */
export function decoysIn(text: string): DecoySpan[] {
  // A text without digits has nothing that could be taken for a code.
  if (!/\d/.test(text)) return []
  const spans: DecoySpan[] = []
  for (const { reason, pattern } of DECOYS) {
    for (const match of matchesOf(pattern, text)) {
      if (match[0] !== '') spans.push({ start: match.index, end: match.index + match[0].length, reason })
    }
  }
  return spans
}
