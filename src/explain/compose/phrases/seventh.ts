/** What the seventh characters of ICD-10-CM mean in plain words, by official meaning, after the official guidelines. */
export const SEVENTH: Readonly<Record<string, string>> = {
  'initial encounter': 'The patient is still getting active treatment for the condition.',
  'subsequent encounter': 'Active treatment is over, and the patient gets routine care while healing or recovering.',
  sequela: 'It is about a later problem that arose as a direct result of the condition.',
  'sequela of fracture': 'It is about a later problem that arose as a direct result of the fracture.',
  bilateral: 'Both sides are affected.',
}

/** The longer meanings, checked in order. Nonunion and malunion may still be treated, so nothing is said of treatment. */
export const SEVENTH_PATTERNS: readonly (readonly [pattern: RegExp, plain: string])[] = [
  [/^initial encounter for .*fracture/, 'The patient is still getting active treatment for the fracture.'],
  [
    /^subsequent encounter for .*fracture .*routine healing$/,
    'Active treatment is over, and the fracture is healing as expected.',
  ],
  [
    /^subsequent encounter for .*fracture .*delayed healing$/,
    'The fracture is healing more slowly than expected (delayed healing).',
  ],
  [/^subsequent encounter for .*fracture .*nonunion$/, 'The broken bone has not grown together (nonunion).'],
  [
    /^subsequent encounter for .*fracture .*malunion$/,
    'The broken bone has grown together in a wrong position (malunion).',
  ],
]
