/** All our plain words by the official text they stand for: what a sentence may say because it names that fact. */

import { APPROACHES } from './approaches.ts'
import { ABBREVIATIONS, COVERAGE, ROUTES } from './hcpcs.ts'
import { OPERATIONS, PROGRAMS, SERVICES } from './operations.ts'
import { SEVENTH, SEVENTH_PATTERNS } from './seventh.ts'
import { DEVICES, DURATIONS, FUNCTIONS, QUALIFIERS, SUBSTANCES } from './values.ts'

function collect(): Map<string, string> {
  const all = new Map<string, string>()
  const add = (key: string, words: string): void => {
    all.set(key, `${all.get(key) ?? ''} ${words}`)
  }
  for (const table of [
    APPROACHES,
    DEVICES,
    DURATIONS,
    FUNCTIONS,
    PROGRAMS,
    QUALIFIERS,
    SERVICES,
    SUBSTANCES,
    SEVENTH,
    COVERAGE,
  ]) {
    for (const [key, words] of Object.entries(table)) add(key, words.replace(/\{\w+\}/g, ' '))
  }
  for (const [key, { does, withDevice = '', aim = '' }] of Object.entries(OPERATIONS)) {
    add(key, `${does} ${withDevice} ${aim}`.replace(/\{\w+\}/g, ' '))
  }
  return all
}

/** By the whole official value. */
export const PLAIN_WORDS: ReadonlyMap<string, string> = collect()

/** By words that the official value has: routes and abbreviations of descriptions, words of titles with a fixed meaning. */
export const PLAIN_PATTERNS: readonly (readonly [pattern: RegExp, words: string])[] = [
  ...ROUTES,
  ...Object.entries(ABBREVIATIONS).map(([short, long]) => [new RegExp(`\\b${short}\\b`, 'i'), long] as const),
  ...SEVENTH_PATTERNS,
  [
    /^Intraluminal Device|^Radioactive|^Synthetic Substitute|^Internal Fixation|^External Fixation/,
    'a device that lies inside the channel man-made material outside body holds parts in place',
  ],
  [/\bbilateral\b/i, 'both sides are affected'],
  [/\bCutaneous\b/, 'skin'],
  [/^Lymphatic\b/, 'lymphatics'],
  [/^Coronary Artery/, 'blood'],
  [/^Subclavian$|^Carotid$/, 'artery'],
  [/^(?:Upper|Lower) GI$|Reproductive$|^Nasal$|^Anorectal$|^(?:Cervical|Thoracic|Lumbar)$/, 'tract region'],
  [/^Radionuclide$|^Isotope$/, 'radioactive material'],
  [/^Contrast$/, 'contrast material'],
  [/^Other\b|, Other$/, 'another other parts'],
  [
    /^(?:Circulatory|Respiratory|Arterial|Venous|Cardiac|Urinary|Biliary|Gastrointestinal|Musculoskeletal|(?:Central|Peripheral) Nervous|Visual|Olfactory)$/,
    'system',
  ],
  [/, Unilateral$/, 'of one side'],
  [/, All$/, 'whole all'],
  [/, Infant$/, 'of an infant'],
  [/, Single$/, 'a single'],
  [/\d units?\b/i, 'product'],
  [/\bper diem\b/i, 'one day'],
  [/\beach\b|\bea\b|\bper unit\b/i, 'one item unit of the product'],
  [/\bper (?:study|treatment)\b/i, 'dose as used for one study or treatment'],
  [/\bper\b|\bpair\b|\bsq\.|\bcu\./i, 'one unit of any amount up to square cubic centimeter'],
  [/\bnoc\b|\bnos\b|not otherwise|unclassified|unlisted/i, 'not otherwise specified or classified'],
]
