/** English around official words: articles, lists, and labels turned from index order into reading order. */

/** Capitals that stay: names of people and places, abbreviations, Roman numerals, names with a hyphen and a letter. */
const KEPT =
  /^(?:[A-Z]{2,}.*|.*[a-z][A-Z].*|[IVX]+|.*\d.*|Vater|Eustachian|Meckel.*|Bekesy|Stenger|Eppendorf|Christian|Yoga's|Doppler|T-cell|B-type|Gamma|Xenon|Antabuse|Vena-?Fix)$/

/** A label in small letters, except where a capital is part of the word. */
export function lowered(label: string): string {
  return label
    .split(/(\([^)]*\d[^)]*\))/)
    .map((part) => (part.startsWith('(') ? part : loweredWords(part)))
    .join('')
}

function loweredWords(label: string): string {
  return label
    .split(/([ \-/(),])/)
    .map((word) => (KEPT.test(word) ? word : word.toLowerCase()))
    .join('')
    .replace(/\bt-cell\b/g, 'T-cell')
    .replace(/\bb-type\b/g, 'B-type')
}

/** `a` or `an`, by sound as far as letters tell. */
export function article(noun: string): string {
  if (/^(?:uni|use|ur[ei]|uter|eu|one\b)/i.test(noun)) return 'a'
  if (/^(?:[FHLMNRSX][A-Z]|8|11|18|hour|honest|heir)/.test(noun)) return 'an'
  return /^[aeiou]/i.test(noun) ? 'an' : 'a'
}

/** `noun` with `a` or `an`, unless it is plural, counted or has no singular. */
export function withArticle(noun: string): string {
  if (/^(?:one|two|three|four|both|a|an|the|another|other|\d)\b/i.test(noun)) return noun
  return `${article(noun)} ${noun}`
}

/** `a, b and c`; in front of the last stands `and`, or the word given. */
export function joined(parts: readonly string[], last = 'and'): string {
  if (parts.length <= 1) return parts[0] ?? ''
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`
}

/** A number as people write it: `1,204`. */
export const grouped = (count: number): string => count.toLocaleString('en-US')

/** The usual plural of a singular noun phrase, by its last word. */
export function plural(noun: string): string {
  if (/s$/.test(noun)) return noun
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

const SIDES = /^(?:right|left)$/

/** Last parts of a label that describe and go in front; others name a place: `skin, scalp` is the skin of the scalp. */
const BEFORE =
  /^(?:upper|middle|lower|common|accessory|female|male|intracranial|multiple|iliac|vertebral|descending|ascending|ascending\/arch|mesenteric|aortic|internal mammary|(?:right |left )?(?:axillary|inguinal)|other|retained|ectopic|cervical|pelvic|1 to 2|\d+ to \d+|\d+ or more|four or more arteries|single|all)$/

function inOrder(parts: readonly string[]): string {
  const [head = '', ...rest] = parts
  const last = rest.at(-1)
  if (last === undefined) return head
  const before = inOrder([head, ...rest.slice(0, -1)])
  if (last === 'bilateral') return `both ${plural(before)}`
  if (SIDES.test(last))
    return rest.length > 1 && / of the /.test(before)
      ? before.replace(' of the ', ` of the ${last} `)
      : `${last} ${before}`
  const counted = /^(one|two|three|four or more) arter(?:y|ies)$/.exec(last)
  if (counted) return `${counted[1]} ${before.replace(/artery$/, counted[1] === 'one' ? 'artery' : 'arteries')}`
  if (/^(?:acetabular|femoral|tibial) surface$/.test(last)) return `${last} of the ${before}`
  if (/^(?:right|left) lobe$|^pylorus$|^arch$/.test(last)) return `${last} of the ${before}`
  if (BEFORE.test(last)) return `${last} ${before}`
  return `${before} of the ${last}`
}

/** Labels whose commas join and do not describe. */
const PLAIN_LISTS: Readonly<Record<string, string>> = {
  'Tongue, Palate, Pharynx Muscle': 'tongue, palate or pharynx muscle',
  'Thoracic Sympathetic Nerve, Cardiac Plexus': 'cardiac plexus of the thoracic sympathetic nerve',
  'Gallbladder, Bile Ducts and Pancreatic Ducts': 'gallbladder, bile ducts and pancreatic ducts',
  'Kidneys, Ureters and Bladder': 'kidneys, ureters and bladder',
  'Ileal Loop, Ureters and Kidneys': 'ileal loop, ureters and kidneys',
  'Chest, Abdomen and Pelvis': 'chest, abdomen and pelvis',
  'Ear, Nose, Mouth and Throat': 'ear, nose, mouth and throat',
  'Skin, Subcutaneous Tissue and Breast': 'skin, subcutaneous tissue and breast',
  'Heart, Right and Left': 'right and left heart',
  'Kidney, Ureter and Bladder, Right': 'right kidney, right ureter and bladder',
  'Kidney, Ureter and Bladder, Left': 'left kidney, left ureter and bladder',
  'Thoracic Aorta, Ascending/Arch': 'ascending thoracic aorta or its arch',
  'Products of Conception, Circulatory': 'circulatory system of the products of conception',
  'Abdominal/Retroperitoneal Lymphatics, Unilateral': 'abdominal or retroperitoneal lymphatics of one side',
  'Hepatobiliary System, All': 'whole hepatobiliary system',
  'Musculoskeletal System, All': 'whole musculoskeletal system',
  'Musculoskeletal System, Other': 'other parts of the musculoskeletal system',
  'Bypass Graft, Other': 'another bypass graft',
  'Anatomical Region, Other': 'another anatomical region',
  'Whole Body, Infant': 'whole body of an infant',
  'First Trimester, Single Fetus': 'single fetus in the first trimester',
  'First Trimester, Multiple Gestation': 'multiple gestation in the first trimester',
  'Second Trimester, Single Fetus': 'single fetus in the second trimester',
  'Second Trimester, Multiple Gestation': 'multiple gestation in the second trimester',
  'Third Trimester, Single Fetus': 'single fetus in the third trimester',
  'Third Trimester, Multiple Gestation': 'multiple gestation in the third trimester',
  'Pulmonary Vein, Confluence': 'pulmonary vein confluence',
  Subclavian: 'subclavian artery',
  Carotid: 'carotid artery',
  'Upper GI': 'upper GI tract',
  'Lower GI': 'lower GI tract',
  Nasal: 'nasal region',
  Anorectal: 'anorectal region',
  'Female Reproductive': 'female reproductive tract',
  'Male Reproductive': 'male reproductive tract',
  Cervical: 'cervical region',
  Thoracic: 'thoracic region',
  Lumbar: 'lumbar region',
}

/** Adjectives that stand for a vessel or region when they are the place of `Lymphatic`. */
const LYMPHATIC = /^Lymphatics?, /

/** A body part, region or site in reading order, without an article: `Lung, Right` → `right lung`. */
export function bodyPart(label: string): string {
  const known = PLAIN_LISTS[label]
  if (known !== undefined) return known
  const text = lowered(label.replace(LYMPHATIC, 'Lymphatics, ').replace(/^Lymphatic$/, 'Lymphatics'))
  return inOrder(text.split(', '))
}

/** Parts that are named without `the`. */
const BARE =
  /^(?:both|one|two|three|four|all|another|\d+ (?:to|or)|multiple|other|products of conception|retained|ectopic)/

/** Values that stand for any one of several. */
const ONE_OF_MANY =
  /^(?:(?:peripheral|central|upper|lower|coronary|intracranial|cranial|great|cervical|thoracic|lumbar)? ?(?:vein|artery|vessel|nerve|bone|joint|muscle|tendon|tooth)|blood vessel|endocrine gland|salivary gland|facial bone|finger nail)$/

/** Values that are only the adjective of a body system. */
const SYSTEMS =
  /^(?:circulatory|respiratory|arterial|venous|cardiac|urinary|biliary|gastrointestinal|musculoskeletal|central nervous|peripheral nervous|visual|olfactory)$/

/** `the right lung`, `both kidneys`, `1 to 2 ribs`. */
export function theBodyPart(label: string): string {
  const part = bodyPart(label)
  if (part.startsWith('single ') || ONE_OF_MANY.test(part)) return withArticle(part)
  if (SYSTEMS.test(part)) return `the ${part} system`
  return BARE.test(part) ? part : `the ${part}`
}

/** Official text as part of a sentence: no full stop at its end, which the sentence has itself. */
export const unstopped = (text: string): string => text.replace(/[.;:,\s]+$/, '')

/** Official text in quotes. */
export const quote = (text: string): string => `“${unstopped(text)}”`
