/** Words of ICD-10-CM that once stood at a code they were not meant for, and what stands there now. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadExplainers, SHIPPED_BLOCKS } from './files/load.ts'
import { closeness } from './fit.ts'
import { ASPECTS, type Block, type Kind } from './model.ts'

const { explainers: blocks } = loadExplainers(SHIPPED_BLOCKS)

const wordsIn = (block: Block): string[] =>
  block.type === 'paragraph'
    ? block.sentences.map((each) => each.text)
    : block.items.flatMap((item) => [...item.sentences.map((each) => each.text), ...item.blocks.flatMap(wordsIn)])

type Facts = Readonly<Record<string, string>>

/** What the page of a code with these facts says: of each aspect the closest block that has the section. */
function said(facts: Facts, kind: Kind = 'diagnosis'): string {
  const known = (key: string): readonly string[] => (facts[key] === undefined ? [] : [facts[key]])
  const near = blocks
    .filter((each) => each.kind === kind)
    .map((each) => ({ each, near: closeness(each, known) }))
    .filter((found) => found.near > 0)
    .sort((a, b) => b.near - a.near || (a.each.id < b.each.id ? -1 : 1))
    .map(({ each }) => each)
  const sections = new Set(near.flatMap((each) => each.sections.map(({ id }) => id)))
  return [...sections]
    .flatMap((id) =>
      ASPECTS.flatMap((aspect) => {
        const block = near.find((each) => each.aspect === aspect && each.sections.some((one) => one.id === id))
        return block?.sections.find((one) => one.id === id)?.blocks.flatMap(wordsIn) ?? []
      }),
    )
    .join('\n')
}

const cm = (chapter: number, section: string, category: string, title: string, more: Facts = {}): Facts => ({
  system: 'icd10cm',
  chapter: `Chapter ${chapter}`,
  section,
  category,
  title,
  words: title,
  ...more,
})
const later = { seventh: 'subsequent encounter for fracture with nonunion' }

const first = { begins: 'S', seventh: 'initial encounter for closed fracture' }
const late = { begins: 'T', seventh: 'sequela' }

const cases: readonly [what: string, facts: Facts, has: RegExp, not: RegExp][] = [
  [
    'a stye',
    cm(7, 'H00-H05', 'H00', 'Hordeolum externum left upper eyelid', { begins: 'H' }),
    /stye/,
    /chalazion|does not hurt/,
  ],
  [
    'the shaft of the ulna',
    cm(19, 'S50-S59', 'S52', 'Displaced transverse fracture of shaft of right ulna', {
      ...first,
      words: 'Fracture of shaft of ulna',
    }),
    /little finger/,
    /One or both bones|side of the thumb/,
  ],
  [
    'a bone of the middle hand',
    cm(19, 'S60-S69', 'S62', 'Other fracture of third metacarpal bone, left hand', first),
    /break/,
    /bones of the wrist/,
  ],
  [
    'the sacrum',
    cm(19, 'S30-S39', 'S32', 'Nondisplaced Zone I fracture of sacrum', first),
    /closes the pelvis/,
    /tailbone|soft ring/,
  ],
  [
    'a growth point at the hip',
    cm(19, 'S70-S79', 'S72', 'Displaced apophyseal fracture of left femur', first),
    /sprinting/,
    /broken hip|half or whole new hip/,
  ],
  [
    'kidney failure without word of its course',
    cm(14, 'N17-N19', 'N19', 'Unspecified kidney failure', { begins: 'N' }),
    /not stated/,
    /for months or longer|tells the stage/,
  ],
  [
    'a late effect of too little of a drug',
    cm(19, 'T36-T50', 'T42', 'Underdosing of benzodiazepines, sequela', late),
    /missed, cut or stopped/,
    /scar|injury itself/,
  ],
  [
    'a late effect of lead',
    cm(19, 'T51-T65', 'T56', 'Toxic effect of lead and its compounds, accidental, sequela', late),
    /learning, memory/,
    /injury itself/,
  ],
  [
    'sciatica',
    cm(13, 'M50-M54', 'M54', 'Sciatica, left side', { begins: 'M' }),
    /down the leg/,
    /into an arm|around the trunk/,
  ],
  [
    'joints after a bowel bypass',
    cm(13, 'M00-M02', 'M02', 'Arthropathy following intestinal bypass, right hip', { begins: 'M' }),
    /bypassed/,
    /urinary tract|vaccine/,
  ],
  [
    'a renal artery whose wall is torn',
    cm(9, 'I70-I79', 'I77', 'Dissection of renal artery', { begins: 'I' }),
    /flank/,
    /neck, chest|signs of a stroke/,
  ],
  [
    'toxic epidermal necrolysis',
    cm(12, 'L49-L54', 'L51', 'Toxic epidermal necrolysis [Lyell]'),
    /burn or intensive care unit/,
    /come and go for years|itching or scales/,
  ],
  [
    'more white cells',
    cm(3, 'D70-D77', 'D72', 'Elevated white blood cell count, unspecified'),
    /too many/,
    /spleen|ribs/,
  ],
  [
    'the socket of the hip',
    cm(19, 'S30-S39', 'S32', 'Nondisplaced dome fracture of unspecified acetabulum', later),
    /hip joint[\s\S]*nonunion/,
    /ribs|neck/,
  ],
  ['pain after an operation', cm(6, 'G89-G99', 'G89', 'Acute post-thoracotomy pain'), /pain control/, /tingling/],
  [
    'late trouble with memory after a stroke',
    cm(9, 'I60-I69', 'I69', 'Memory deficit following cerebral infarction'),
    /notes and reminders/,
    /dissolve|catheter/,
  ],
  ['the foreskin', cm(14, 'N40-N53', 'N47', 'Other disorders of prepuce'), /foreskin/, /weak stream|frequent urge/],
  [
    'a smear with cancer cells',
    cm(18, 'R83-R89', 'R87', 'Cytologic evidence of malignancy on smear of vagina'),
    /Tissue has not proved it/,
    /harmless variants|slight changes go away/,
  ],
  [
    'a chemical burn of the first degree',
    cm(19, 'T20-T25', 'T23', 'Corrosion of first degree of left hand, initial encounter', {
      seventh: 'initial encounter',
    }),
    /heals within days without a scar/,
    /grafts|brown or black/,
  ],
  [
    'typhoid fever',
    cm(1, 'A00-A09', 'A01', 'Typhoid fever with other complications'),
    /weeks/,
    /within days\b|C\. difficile/,
  ],
  [
    'a score of a coma scale',
    cm(18, 'R40-R46', 'R40', 'Coma scale, eyes open, never'),
    /scored/,
    /none has been named/,
  ],
  [
    'one lame arm',
    cm(6, 'G80-G83', 'G83', 'Monoplegia of upper limb affecting right side'),
    /one leg/i,
    /Cerebral palsy|both legs/,
  ],
  [
    'a fibula',
    cm(19, 'S80-S89', 'S82', 'Fracture of shaft of fibula', { seventh: 'sequela' }),
    /healed crooked/,
    /cast is enough/,
  ],
  ['glass dust apart from moldy hay', cm(10, 'J60-J70', 'J67', 'Maltworker lung'), /molds/i, /asbestos|coal|vomit/i],
  [
    'financial abuse',
    cm(19, 'T66-T78', 'T74', 'Child financial abuse, confirmed'),
    /money/,
    /pictures look for old injuries/,
  ],
  // Rare kinds in a group of categories are not told of the common kind.
  [
    'albinism',
    cm(4, 'E70-E88', 'E70', 'Tyrosinase negative oculocutaneous albinism'),
    /pigment/,
    /less protein|in babies/i,
  ],
  [
    'milk sugar',
    cm(4, 'E70-E88', 'E73', 'Lactose intolerance, unspecified'),
    /lactase/,
    /in babies poor feeding|cannot be woken/i,
  ],
  [
    'fat carriers in a disorder of building fats',
    cm(4, 'E70-E88', 'E78', 'Smith-Lemli-Opitz syndrome'),
    /rare disorder/,
    /statin|lids/i,
  ],
  ['too much fluid', cm(4, 'E70-E88', 'E87', 'Fluid overload, unspecified'), /more fluid/, /thirst|little urine/i],
  ['being locked in', cm(6, 'G80-G83', 'G83', 'Locked-in state'), /awake/, /both legs/i],
  ['both arms', cm(6, 'G80-G83', 'G83', 'Diplegia of upper limbs'), /Both arms/, /both legs|wheelchair/i],
  ["Horner's syndrome", cm(6, 'G89-G99', 'G90', "Horner's syndrome"), /pupil/, /bladder|gut/i],
  ['a hereditary nerve disease', cm(6, 'G60-G65', 'G60', "Refsum's disease"), /changed gene/, /alcohol|vitamins/i],
  ['a burst cyst of the knee', cm(13, 'M65-M67', 'M66', 'Rupture of popliteal cyst'), /calf/, /antibiotics|sewing/i],
  ['a finger sheath with germs', cm(13, 'M65-M67', 'M65', 'Abscess of tendon sheath'), /Germs/, /thumb|overuse/i],
  ['an absent nipple', cm(17, 'Q80-Q89', 'Q83', 'Absent nipple'), /nipple/, /several parts|learning/i],
  ['a mirror of organs', cm(17, 'Q80-Q89', 'Q89', 'Situs inversus'), /mirror/, /learning/i],
  ['a stillbirth', cm(16, 'P90-P96', 'P95', 'Stillbirth'), /Grief/, /most newborns recover|green vomit/i],
  ['warmth of a newborn', cm(16, 'P80-P83', 'P80', 'Hypothermia of newborn'), /warming/, /belly|vomit/i],
  ['seizures of pregnancy', cm(15, 'O10-O16', 'O15', 'Eclampsia in labor'), /seizure/, /HELLP/],
  [
    'hepatitis A',
    cm(1, 'B15-B19', 'B15', 'Hepatitis A without hepatic coma'),
    /does not become chronic/,
    /cancer|sex/i,
  ],
  ['harmless dust', cm(10, 'J60-J70', 'J63', 'Siderosis'), /does not scar/, /asbestos|coal|has scarred/i],
  ['speech', cm(5, 'F80-F89', 'F80', 'Phonological disorder'), /speech/, /autism|clumsy|numbers/i],
  ['a tube of the womb', cm(14, 'N70-N77', 'N70', 'Salpingitis, unspecified'), /tubes/, /itching|vulva/i],
  [
    'a late effect of a sprain',
    cm(19, 'S60-S69', 'S63', 'Sprain of interphalangeal joint of finger, sequela', { seventh: 'sequela' }),
    /joint that is loose/,
    /bone that healed/,
  ],
  [
    'a vesicant drug that ran into tissue',
    cm(19, 'T80-T88', 'T80', 'Extravasation of other vesicant agent', { seventh: 'initial encounter' }),
    /tissue around it/,
    /hives|blood groups/i,
  ],
  [
    'heat by anesthesia',
    cm(19, 'T80-T88', 'T88', 'Malignant hyperthermia due to anesthesia', { seventh: 'initial encounter' }),
    /dantrolene/,
    /sore throat|vaccine/i,
  ],
  [
    'a bite',
    cm(19, 'S20-S29', 'S21', 'Open bite of unspecified part of thorax', {
      words: 'Open wound of thorax',
      seventh: 'initial encounter',
    }),
    /bitten/,
    /knives|glass/i,
  ],
  [
    'a scrape',
    cm(19, 'S20-S29', 'S20', 'Abrasion of right front wall of thorax', {
      words: 'Superficial injury of thorax',
      seventh: 'initial encounter',
    }),
    /scraped off/,
    /insect|sting|splinter/i,
  ],
  [
    'a kidney in diphtheria',
    cm(1, 'A30-A49', 'A36', 'Diphtheritic tubulo-interstitial nephropathy'),
    /the title names/,
    /fits of cough|soil/i,
  ],
  ['smearing', cm(18, 'R10-R19', 'R15', 'Fecal smearing'), /the title names/, /womb|vomiting/i],
  [
    'a vein near the skin in pregnancy',
    cm(15, 'O20-O29', 'O22', 'Superficial thrombophlebitis in pregnancy, second trimester'),
    /the title names/,
    /anus|brain/i,
  ],
  ['warts', cm(1, 'B00-B09', 'B07', 'Plantar wart'), /wart/, /shingles|measles|sleeps in nerves/i],
  [
    'a rash nobody has named',
    cm(1, 'B00-B09', 'B09', 'Unspecified viral infection characterized by skin and mucous membrane lesions'),
    /nobody has named/,
    /wart|names the virus and the organ/,
  ],
  ['an inflamed brain', cm(1, 'B00-B09', 'B00', 'Herpesviral encephalitis'), /MRI/, /Sores heal within/],
  ['narcolepsy', cm(6, 'G40-G47', 'G47', 'Narcolepsy with cataplexy'), /cataplexy/, /[Ss]nor|mask/],
  [
    'the ear canal’s skin',
    cm(8, 'H60-H62', 'H60', 'Cholesteatoma of right external ear'),
    /canal/,
    /within a week or two/,
  ],
  ['lichen planus', cm(12, 'L40-L45', 'L43', 'Hypertrophic lichen planus'), /shiny bumps/, /psoriasis/],
  [
    'a gap of the diaphragm',
    cm(11, 'K40-K46', 'K44', 'Diaphragmatic hernia'),
    /stomach/,
    /one or both sides|belly wall/,
  ],
  [
    'the ciliary body, and not of the skull',
    cm(2, 'D10-D36', 'D31', 'Benign neoplasm of right ciliary body'),
    /eye check/,
    /skull|may become malignant/,
  ],
  [
    'a lymphoma of the skin',
    cm(2, 'C81-C96', 'C84', 'Cutaneous T-cell lymphoma, unspecified, lymph nodes of axilla and upper limb'),
    /scaly patches[\s\S]*armpit/,
    /Slow forms may be watched/,
  ],
  [
    'a lens in the eye',
    cm(19, 'T80-T88', 'T85', 'Breakdown (mechanical) of intraocular lens, initial encounter', {
      seventh: 'initial encounter',
    }),
    /cloudy one[\s\S]*loss of sight/,
    /shunt|pump|stitches/,
  ],
  [
    'a crush without a stump',
    cm(19, 'S60-S69', 'S67', 'Crushing injury of unspecified wrist, sequela', { seventh: 'sequela' }),
    /Grip can be weak/,
    /stump|missing/,
  ],
  ['feigned illness', cm(5, 'F60-F69', 'F68', 'Factitious disorder imposed on self, unspecified'), /feigns/, /gender/],
  [
    'an inflamed disc',
    cm(13, 'M45-M49', 'M46', 'Discitis, unspecified, cervical region'),
    /antibiotics for weeks/i,
    /HLA|red eye/,
  ],
]

describe('a page of ICD-10-CM', () => {
  for (const [what, facts, has, not] of cases) {
    it(`is told of ${what}, and of nothing else`, () => {
      const text = said(facts)
      assert.match(text, has)
      assert.doesNotMatch(text, not)
    })
  }

  it('says of an external cause what this kind of event is, and of a place no rule of an activity', () => {
    const event = (section: string, category: string, title: string, more: Facts = {}): string =>
      said(cm(20, section, category, title, more), 'circumstance')
    const pool = event('W00-W19', 'W16', 'Fall into swimming pool striking wall causing other injury, sequela', {
      seventh: 'sequela',
    })
    assert.match(pool, /dived into water[\s\S]*7th character S/)
    assert.doesNotMatch(pool, /grab bars|ladder/)
    const gun = event('W20-W49', 'W33', 'Accidental discharge of shotgun, initial encounter')
    assert.match(gun, /locked and unloaded/)
    assert.doesNotMatch(gun, /machine|goggles/)
    const place = event('Y90-Y99', 'Y92', 'Art Gallery as the place of occurrence of the external cause')
    assert.match(place, /no 7th character/)
    assert.doesNotMatch(place, /poisoning/)
    assert.match(event('Y90-Y99', 'Y93', 'Activity, running'), /Only one activity[\s\S]*poisoning/)
    const who = event(
      'X92-Y09',
      'Y07',
      'Other therapist or healthcare provider, perpetrator of maltreatment and neglect',
    )
    assert.match(who, /confirmed/)
    assert.doesNotMatch(who, /The means/)
  })
})
