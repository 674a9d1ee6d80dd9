/**
 * Where on the body a code is about, as far as official words settle it: the block of an injury, the body part of a
 * table, a joint or limb that the title of a musculoskeletal code names alone. Anything less certain has no place.
 */
import type { CodeShown } from './answers.ts'

export const REGIONS = [
  'head',
  'neck',
  'chest',
  'abdomen',
  'pelvis',
  'shoulder',
  'upperArm',
  'elbow',
  'forearm',
  'wrist',
  'hand',
  'hip',
  'thigh',
  'knee',
  'lowerLeg',
  'ankle',
  'foot',
] as const
export type Region = (typeof REGIONS)[number]
export type Side = 'left' | 'right' | 'both'

export interface Place {
  readonly regions: readonly Region[]
  /** Absent for what has no sides, or where no side is named. */
  readonly side: Side | undefined
}

/** Words of body parts and blocks, in order: the first that meets a label places it. */
const PARTS: readonly (readonly [RegExp, readonly Region[]])[] = [
  // What lies in many places, or elsewhere than its name says.
  [/\bfetal\b|transplant|integumentary system|tissue and breast|cervico-cerebral|cerebrospinal|spine and pelvis/i, []],
  [/\bhead and neck\b|\bhead\/neck\b|skull and cervical spine/i, ['head', 'neck']],
  [/\bchest and neck\b/i, ['neck', 'chest']],
  [/\bchest, abdomen and pelvis\b/i, ['chest', 'abdomen', 'pelvis']],
  [/\bchest and abdomen\b|thoracic aorta and abdominal|thoraco-?abdominal|thoracolumbar/i, ['chest', 'abdomen']],
  [/\babdomen and pelvis\b/i, ['abdomen', 'pelvis']],
  [/\bhumeral head\b/i, ['shoulder']],
  [/\bbladder neck\b/i, ['pelvis']],
  [/\bknee joint\b/i, ['knee']],
  [/\blower arm and wrist\b/i, ['forearm', 'wrist']],
  [
    /\b(?:skull|brain|cerebr\w*|cerebell\w*|head|scalp|frontal|parietal|temporal|occipital|ocular|eye|eyelid|ear|nasal|nose|mouth|tongue|teeth|tooth|mandible|maxilla|palate|orbit|face|facial|zygomatic|lip|gingiva|intracranial|cranial|pituitary|ethmoid|sphenoid|mastoid|tympanic|auditory|lacrimal|parotid|salivary|temporomandibular|cornea|iris|retina|vitreous|lens|sclera|conjunctiva)\b/i,
    ['head'],
  ],
  [
    /\b(?:neck|thyroid|parathyroid|larynx|vocal|carotid|jugular|trachea|pharynx|cervical vertebra\w*|cervical spin\w+)\b/i,
    ['neck'],
  ],
  [
    /\b(?:lung|lungs|heart|breast|ribs?|sternum|sternoclavicular|thora\w+|thorax|pleura|pleural|bronchus|chest|esophag\w+|mediastinum|pericardi\w+|thymus|coronary|mitral|tricuspid|(?:aortic|pulmonary) valve|diaphragm)\b|^(?:ventricle|atrium|ventricular|atrial)\b/i,
    ['chest'],
  ],
  [
    /\b(?:stomach|liver|gallbladder|pancreas|pancreatic|spleen|kidneys?|intestine|colon|cecum|appendix|duodenum|jejunum|ileum|abdom\w+|peritone\w+|omentum|adrenal|lumbar|bile|hepatic|ureters?|mesenter\w+|gastric|lower back|lobe liver)\b/i,
    ['abdomen'],
  ],
  [
    /\b(?:bladder|uterus|ovary|ovaries|fallopian|prostate|rectum|anus|anal|vagina|cervix|pelvis|pelvic|testis|testes|penis|scrotum|urethra|sacr\w+|coccyx|coccygeal|inguinal|perineum|vulva|seminal|prepuce|uterine|buttock)\b/i,
    ['pelvis'],
  ],
  [/\bankle and foot\b/i, ['ankle', 'foot']],
  [/\bwrist(?:,| and) hand\b/i, ['wrist', 'hand']],
  [/\bshoulder and upper arm\b/i, ['shoulder', 'upperArm']],
  [/\belbow and forearm\b/i, ['elbow', 'forearm']],
  [/\bhip and thigh\b/i, ['hip', 'thigh']],
  [/\bknee and lower leg\b/i, ['knee', 'lowerLeg']],
  [/\b(?:shoulder|clavicle|scapula|acromioclavicular|axilla|axillary)\b/i, ['shoulder']],
  [/\bupper arm\b|\bhumer\w+|\bbrachial artery\b/i, ['upperArm']],
  [/\belbow\b/i, ['elbow']],
  [/\b(?:lower arm|forearm|radius|ulna|radial artery|ulnar artery)\b/i, ['forearm']],
  [/\b(?:wrist|carpal)\b/i, ['wrist']],
  [/\b(?:hand|finger|fingers|thumb|metacarp\w+)\b/i, ['hand']],
  [/\b(?:hip|acetabul\w+)\b/i, ['hip']],
  [/\b(?:upper leg|femur|femoral|thigh)\b/i, ['thigh']],
  [/\b(?:knee|patella)\b/i, ['knee']],
  [/\b(?:lower leg|tibia|fibula|tibial|peroneal)\b/i, ['lowerLeg']],
  [/\bankle\b/i, ['ankle']],
  [/\b(?:foot|toe|toes|tarsal|metatars\w+)\b/i, ['foot']],
]

/** What a phrase is about, by the first word that settles it. */
export const regionsIn = (words: string): readonly Region[] => PARTS.find(([word]) => word.test(words))?.[1] ?? []

const BLOCKS: readonly (readonly [RegExp, readonly Region[]])[] = [
  [/^Injuries to the head\b/, ['head']],
  [/^Injuries to the neck\b/, ['neck']],
  [/^Injuries to the thorax\b/, ['chest']],
  [/^Injuries to the abdomen\b/, ['abdomen', 'pelvis']],
  [/^Injuries to the shoulder and upper arm\b/, ['shoulder', 'upperArm']],
  [/^Injuries to the elbow and forearm\b/, ['elbow', 'forearm']],
  [/^Injuries to the wrist, hand and fingers\b/, ['wrist', 'hand']],
  [/^Injuries to the hip and thigh\b/, ['hip', 'thigh']],
  [/^Injuries to the knee and lower leg\b/, ['knee', 'lowerLeg']],
  [/^Injuries to the ankle and foot\b/, ['ankle', 'foot']],
  [/^Burn and corrosion of head, face,? and neck/, ['head', 'neck']],
  [/^Burn and corrosion of trunk/, ['chest', 'abdomen']],
  [/^Burn and corrosion of shoulder and upper limb/, ['shoulder', 'upperArm', 'elbow', 'forearm']],
  [/^Burn and corrosion of wrist and hand/, ['wrist', 'hand']],
  [/^Burn and corrosion of lower limb/, ['hip', 'thigh', 'knee', 'lowerLeg']],
  [/^Burn and corrosion of ankle and foot/, ['ankle', 'foot']],
]

/** Joints and limbs that a title names by everyday words; `neck` may be that of a bone and is no such word. */
const LIMBS =
  /\b(?:ankle and foot|shoulder|elbow|wrist|hand|hip|knee|ankle|foot|upper arm|forearm|thigh|lower leg|low(?:er)? back)\b/gi

function sideOf(words: string): Side | undefined {
  if (/\bbilateral\b/i.test(words)) return 'both'
  const sides = new Set((words.match(/\b(?:left|right)\b/gi) ?? []).map((side) => side.toLowerCase()))
  const [side] = sides
  return sides.size === 1 && (side === 'left' || side === 'right') ? side : undefined
}

/** Of the parts of a block, those that the title names, where it names any. */
function narrowed(regions: readonly Region[], title: string): readonly Region[] {
  const named = regions.filter((region) => new RegExp(`\\b${WORD[region]}\\b`, 'i').test(title))
  return named.length === 0 ? regions : named
}

const WORD: Readonly<Record<Region, string>> = {
  head: 'head',
  // The neck of a bone is not the neck.
  neck: 'of neck, ',
  chest: '(?:thorax|chest)',
  abdomen: '(?:abdomen|abdominal|lumbar|lower back)',
  pelvis: '(?:pelvis|pelvic|sacrum|pubis|ilium|ischium|genital\\w*)',
  shoulder: '(?:shoulder|clavicle|scapula)',
  upperArm: '(?:upper arm|humerus)',
  elbow: '(?:elbow|olecranon)',
  forearm: 'forearm',
  wrist: '(?:wrist|carpal|scaphoid|navicular)',
  hand: '(?:hand|finger|thumb|metacarpal|phalanx)',
  hip: '(?:hip|neck of (?:left |right |unspecified )?femur|acetabul\\w+)',
  thigh: 'thigh',
  knee: '(?:knee|patella)',
  lowerLeg: '(?:lower leg|shaft of (?:left |right |unspecified )?(?:tibia|fibula))',
  ankle: '(?:ankle|malleolus)',
  foot: '(?:foot|toes?|calcaneus|metatarsal)',
}

/** The place of a code, or undefined where official words do not settle it. */
export function placeOf({
  title,
  ancestors,
  axes,
}: Pick<CodeShown, 'title' | 'ancestors' | 'axes'>): Place | undefined {
  const part = axes.find(({ position, title: name }) => position === 4 && /^body (?:part|region)/i.test(name))
  if (part !== undefined) return placed(regionsIn(part.label), part.label)
  for (const { title: group } of ancestors.toReversed()) {
    const block = BLOCKS.find(([pattern]) => pattern.test(group))
    if (block !== undefined) return placed(narrowed(block[1], title), title)
  }
  if (!ancestors.some(({ title: group }) => /^Diseases of the musculoskeletal system/.test(group))) return undefined
  const named = new Set((title.match(LIMBS) ?? []).map((word) => word.toLowerCase()))
  const [word] = named
  return named.size === 1 && word !== undefined ? placed(regionsIn(word), title) : undefined
}

const placed = (regions: readonly Region[], words: string): Place | undefined =>
  regions.length === 0 ? undefined : { regions, side: sideOf(words) }
