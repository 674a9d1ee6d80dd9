/**
 * Light stemming: only changes that never join two different clinical words. Plurals (English, Latin, Greek),
 * possessives and British spellings become one form; everything else is left to the dictionaries, which say why.
 */

/** Words whose last letters look like a plural and are not, or whose plural is another clinical word. */
const KEEP = new Set(
  (
    'aids abies alas anus ascites bias brucei calculus caries chlorides christmas corpus cramps dengues diabetes dies divers ' +
    'edges elephantiasis faeces feces facies forceps gas gallops graves hives herpes hiccups hydrops iris jaws ' +
    'kuru lens lupus lues mumps measles mellitus meningococcus meninges menses molluscum mucus nares news pancreas ' +
    'pubes pus rabies rachis rickets sarcoptes scabies scissors series shingles species sepsis status sternal ' +
    'thanks thymus trousers tuberculosis typhus this us uterus virus viscus yaws always across plus thus ' +
    'chorioretinitis coccus bacillus fungus focus fetus sinus tinnitus tetanus sulcus talus humerus radius hallux ' +
    'does has was his hers its is as glans mars pers trans ecs abs axis arms-length'
  ).split(' '),
)

/** Irregular plurals and Latin or Greek forms. */
const IRREGULAR: Readonly<Record<string, string>> = {
  feet: 'foot',
  teeth: 'tooth',
  women: 'woman',
  men: 'man',
  children: 'child',
  mice: 'mouse',
  lice: 'louse',
  vertebrae: 'vertebra',
  bursae: 'bursa',
  fistulae: 'fistula',
  bullae: 'bulla',
  maculae: 'macula',
  conjunctivae: 'conjunctiva',
  sequelae: 'sequela',
  fasciae: 'fascia',
  costae: 'costa',
  striae: 'stria',
  petechiae: 'petechia',
  tibiae: 'tibia',
  fibulae: 'fibula',
  scapulae: 'scapula',
  patellae: 'patella',
  papillae: 'papilla',
  fungi: 'fungus',
  bacteria: 'bacterium',
  ova: 'ovum',
  diverticula: 'diverticulum',
  septa: 'septum',
  labia: 'labium',
  atria: 'atrium',
  ganglia: 'ganglion',
  phalanges: 'phalanx',
  larynges: 'larynx',
  calculi: 'calculus',
  emboli: 'embolus',
  thrombi: 'thrombus',
  bronchi: 'bronchus',
  nuclei: 'nucleus',
  foci: 'focus',
  menisci: 'meniscus',
  alveoli: 'alveolus',
  bacilli: 'bacillus',
  humeri: 'humerus',
  tali: 'talus',
  sulci: 'sulcus',
  cocci: 'coccus',
  streptococci: 'streptococcus',
  staphylococci: 'staphylococcus',
  viscera: 'viscus',
  indices: 'index',
  cervices: 'cervix',
  apices: 'apex',
  cortices: 'cortex',
  appendices: 'appendix',
  varices: 'varix',
  matrices: 'matrix',
  carcinomata: 'carcinoma',
  condylomata: 'condyloma',
  stigmata: 'stigma',
  stomata: 'stoma',
  fibromata: 'fibroma',
  knives: 'knife',
  lives: 'life',
  leaves: 'leaf',
  calves: 'calf',
  halves: 'half',
  wolves: 'wolf',
}

/** British to American, as whole-word patterns that hold in medical vocabulary. */
const BRITISH: readonly (readonly [RegExp, string])[] = [
  [/^oe(?=[dst])/, 'e'], // oedema, oesophagus, oestrogen
  [/haem/, 'hem'],
  [/aem(?=i[ac])/, 'em'], // anaemia, leukaemic
  [/aemia/, 'emia'],
  [/^an?aes(?=th)/, 'anes'],
  [/paed(?=i|o)/, 'ped'],
  [/orthopaed/, 'orthoped'],
  [/gynaec/, 'gynec'],
  [/^caec/, 'cec'],
  [/caec(?=um|al)/, 'cec'],
  [/^faec/, 'fec'],
  [/^aeti/, 'eti'],
  [/diarrhoe/, 'diarrhe'],
  [/rrhoe/, 'rrhe'],
  [/coeli/, 'celi'],
  [/foet/, 'fet'],
  [/^homoe/, 'home'],
  [/^coel/, 'cel'],
  [/pnoe(?=a|ic)/, 'pne'],
  [/^leucoc/, 'leukoc'],
  [/^leucop/, 'leukop'],
  [/tumour/, 'tumor'],
  [/colour/, 'color'],
  [/odour/, 'odor'],
  [/behaviour/, 'behavior'],
  [/labour/, 'labor'],
  [/^fibre/, 'fiber'],
  [/^litre/, 'liter'],
  [/metre(?=s?$)/, 'meter'],
  [/^centre/, 'center'],
  [/^titre/, 'titer'],
  [/sulph/, 'sulf'],
  [/oesoph/, 'esoph'],
  [/oedem/, 'edem'],
  [/^ileoco/, 'ileoco'],
  [/isation/, 'ization'],
  [/(?<=[a-z]{3})yse(?=[ds]?$)/, 'yze'],
  [/(?<=crot|cauter|immun|stabil|catheter|hospital|visual|local|general|organ|steril|fertil)is(?=e|ing)/, 'iz'],
  [/^grey/, 'gray'],
  [/^mould/, 'mold'],
  [/^plaster/, 'plaster'],
  [/^neurone/, 'neuron'],
  [/^manoeuv/, 'maneuv'],
  [/^analogue/, 'analog'],
  [/^catalogue/, 'catalog'],
  [/^programme/, 'program'],
  [/^counsell/, 'counsel'],
  [/^labell/, 'label'],
  [/^tonsill?ectom/, 'tonsillectom'],
]

/** `word` (folded, lower case) in American spelling; a prefix of a word is treated the same way. */
export function americanize(word: string): string {
  if (word.length < 4) return word
  let spelled = american.get(word)
  if (spelled === undefined) {
    spelled = BRITISH.reduce((out, [from, to]) => (from.test(out) ? out.replace(from, to) : out), word)
    remember(american, word, spelled)
  }
  return spelled
}

/** Words repeat, in titles by the hundred; the pattern lists are walked once for each. */
const american = new Map<string, string>()
const terms = new Map<string, string>()
const MEMO_SIZE = 100_000

function remember(memo: Map<string, string>, word: string, value: string): void {
  if (memo.size >= MEMO_SIZE) memo.clear()
  memo.set(word, value)
}

function singular(word: string): string {
  const irregular = IRREGULAR[word]
  if (irregular !== undefined) return irregular
  if (word.length < 4 || !word.endsWith('s') || KEEP.has(word)) return word
  if (/(?:ss|us|is|itis|osis)$/.test(word)) return word
  if (
    /(?:oses|ases|eses|yses|ises)$/.test(word) &&
    word.length > 5 &&
    !/(?:diseases|nurses|cases|phases|noses|vases|bases|increases|releases|exercises|purchases|bruises|glucoses|doses|hoses)$/.test(
      word,
    )
  ) {
    return `${word.slice(0, -2)}is` // stenoses, metastases, prostheses, dialyses
  }
  if (/(?:ities|[^aeiou]ies)$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  // What aches: headaches, but not approaches or stomachs.
  if (/^(?:head|tooth|ear|back|belly|stomach|tummy|heart|body|bone|muscle|face|eye|neck|leg)?aches$/.test(word))
    return word.slice(0, -1)
  if (/(?:xes|ches|shes|sses|zes)$/.test(word)) return word.slice(0, -2)
  if (/ides$/.test(word) && word.length > 8) return word.slice(0, -1)
  return word.slice(0, -1)
}

const ORDINALS: Readonly<Record<string, string>> = {
  '1st': 'first',
  '2nd': 'second',
  '3rd': 'third',
  '4th': 'fourth',
  '5th': 'fifth',
  '6th': 'sixth',
  '7th': 'seventh',
  '8th': 'eighth',
  '9th': 'ninth',
  '10th': 'tenth',
  '11th': 'eleventh',
  '12th': 'twelfth',
}

const ROMAN: Readonly<Record<string, string>> = {
  ii: '2',
  iii: '3',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
  xi: '11',
  xii: '12',
  xiii: '13',
}

/** Roman numerals that are also words or abbreviations; read as numbers only after one of `NUMBERED`. */
const ROMAN_IN_CONTEXT: Readonly<Record<string, string>> = { i: '1', iv: '4', v: '5', x: '10' }

const NUMBERED = new Set(
  'type stage grade class factor phase group level degree category bipolar nerve trimester figo'.split(' '),
)

/** Number words read as digits after one of `NUMBERED`: "type two", "stage four". */
const COUNTED: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3', four: '4', five: '5' }

/**
 * The index term of a folded word: spelling, numerals and plural made uniform. `previous` is the folded word
 * before it, which decides whether `iv` is a numeral.
 */
export function termOf(word: string, previous?: string): string {
  if (previous !== undefined && NUMBERED.has(previous)) {
    const number = ROMAN_IN_CONTEXT[word] ?? COUNTED[word]
    if (number !== undefined) return number
  }
  let term = terms.get(word)
  if (term === undefined) {
    term = ORDINALS[word] ?? ROMAN[word] ?? singular(americanize(word))
    remember(terms, word, term)
  }
  return term
}

/** Suffix pairs that often join two forms of one root; each side may be tried when the vocabulary knows it. */
const FORMS: readonly (readonly [string, readonly string[]])[] = [
  ['ing', ['', 'e', 'ion', 'ed']],
  ['ed', ['', 'e', 'ion', 'ing']],
  ['ion', ['', 'e', 'ed', 'ing']],
  ['ation', ['e', 'ed', '']],
  ['ization', ['ize', 'ized']],
  ['ly', ['']],
  ['ies', ['y']],
  ['er', ['', 'e', 'ing']],
  ['ary', ['']],
  ['ectomy', ['ectomies']],
  ['oscopic', ['oscopy']],
  ['oscopically', ['oscopic']],
  ['graphy', ['gram', 'graphic']],
  ['gram', ['graphy']],
  ['ological', ['ology', 'ologic']],
  ['ical', ['ic', 'y']],
  ['e', ['ion', 'ed', 'ing']],
  ['ive', ['ion']],
  ['ity', ['e', '']],
  ['ous', ['']],
  ['ic', ['ia', 'ism', 'is']],
  ['ia', ['ic']],
  ['otic', ['osis']],
  ['osis', ['otic']],
  ['itic', ['itis']],
  ['itis', ['itic']],
  ['ism', ['', 'ic']],
  ['iness', ['y']],
  ['y', ['iness']],
  ['ness', ['']],
  ['ant', ['ance', 'ancy']],
  ['ent', ['ence', 'ency']],
  ['', ['ion', 'ed', 'ing', 'al', 'ness', 'ism']],
]

/** Other forms of a term worth trying when they are in the vocabulary: `fractured` → `fracture`, `infarct` → `infarction`. */
export function otherForms(term: string): string[] {
  if (term.length < 5 || /\d/.test(term)) return []
  const out = new Set<string>()
  for (const [suffix, others] of FORMS) {
    if (!term.endsWith(suffix)) continue
    const root = term.slice(0, term.length - suffix.length)
    if (root.length < 4) continue
    for (const other of others) out.add(root + other)
    // stopped → stop, bleeding keeps its double letter in neither form
    if ((suffix === 'ed' || suffix === 'ing') && root.at(-1) === root.at(-2)) out.add(root.slice(0, -1))
  }
  out.delete(term)
  return [...out]
}
