/** Small resources and sessions for tests of the terminology. */
import { expand } from './expand.ts'
import { Library } from './library.ts'
import { NO_OPTIONS, type Options } from './options.ts'
import { ResourceShelf } from './resource-shelf.ts'
import type { CodeSystem, CodeSystemConcept, TerminologyResource, ValueSet, ValueSetCompose } from './resources.ts'
import { Session } from './session.ts'

export const ANIMALS = 'http://example.org/CodeSystem/animals'

/** A tree: animal > (mammal > (cat, dog), bird > owl), and a dodo that is gone. */
export function animals(version = '1.0.0', more: readonly CodeSystemConcept[] = []): CodeSystem {
  const legs = (n: number) => [{ code: 'legs', valueInteger: n }]
  return {
    resourceType: 'CodeSystem',
    url: ANIMALS,
    version,
    name: 'Animals',
    status: 'active',
    language: 'en',
    caseSensitive: true,
    content: 'complete',
    property: [
      { code: 'legs', uri: 'http://example.org/properties#legs', type: 'integer' },
      { code: 'notSelectable', uri: 'http://hl7.org/fhir/concept-properties#notSelectable', type: 'boolean' },
      { code: 'status', uri: 'http://hl7.org/fhir/concept-properties#status', type: 'code' },
    ],
    concept: [
      {
        code: 'animal',
        display: 'Animal',
        property: [{ code: 'notSelectable', valueBoolean: true }],
        concept: [
          {
            code: 'mammal',
            display: 'Mammal',
            concept: [
              {
                code: 'cat',
                display: 'Cat',
                definition: 'It purrs.',
                designation: [{ language: 'de', value: 'Katze' }],
                property: legs(4),
              },
              { code: 'dog', display: 'Dog', property: legs(4) },
            ],
          },
          { code: 'bird', display: 'Bird', concept: [{ code: 'owl', display: 'Owl', property: legs(2) }] },
        ],
      },
      { code: 'dodo', display: 'Dodo', property: [{ code: 'status', valueCode: 'retired' }, ...legs(2)] },
      ...more,
    ],
  }
}

export function valueSet(name: string, compose: ValueSetCompose, more: Partial<ValueSet> = {}): ValueSet {
  return { resourceType: 'ValueSet', url: `http://example.org/ValueSet/${name}`, status: 'active', compose, ...more }
}

export function session(resources: readonly TerminologyResource[], options: Partial<Options> = {}): Session {
  return new Session(new Library([new ResourceShelf(resources)]), { ...NO_OPTIONS, ...options })
}

/** Codes of the expansion of a value set over `resources`, in their order, nested ones after what they stand below. */
export function codesOf(
  of: ValueSet,
  resources: readonly TerminologyResource[],
  options: Partial<Options> = {},
): string[] {
  const flat = { excludeNested: true, ...options }
  return expand(session([...resources, of], flat), of).entries.map((entry) => entry.code)
}
