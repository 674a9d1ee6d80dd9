/**
 * SNOMED CT, from a release that the user brings under a licence of theirs. Nothing of it ships, and without the user's
 * word no file of it is read.
 */
import { parseCompactDate } from '../../core/date.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { FLAT } from '../levels.ts'
import type { CodeSystem, RecognizedFile } from '../system.ts'
import { grammar } from './grammar.ts'
import { load } from './load.ts'

const ROLES: readonly (readonly [role: string, name: RegExp])[] = [
  ['concept', /^x?sct2_Concept_/i],
  ['description', /^x?sct2_Description_/i],
  ['relationship', /^x?sct2_Relationship_/i],
  ['association', /^x?der2_cRefset_(?:Association|AssociationReference)/i],
  ['map', /^x?der2_iisssccRefset_(?:ExtendedMap|ComplexMap)/i],
]

/** `sct2_Concept_Snapshot_US1000124_20260301.txt`; a delta holds only changes and is not read. */
function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  const role = ROLES.find(([, name]) => name.test(file.name))?.[0]
  const day = /_(20\d{6})\.txt$/i.exec(file.name)?.[1]
  if (role === undefined || day === undefined || /Delta/.test(file.name) || !/^\ufeff?id\teffectiveTime\t/.test(head))
    return undefined
  const validFrom = parseCompactDate(day)
  return validFrom === undefined ? undefined : { role, release: { system: 'snomed', label: validFrom, validFrom } }
}

export const snomed: CodeSystem = {
  id: 'snomed',
  name: 'SNOMED CT',
  shortName: 'SNOMED',
  title: 'Systematized Nomenclature of Medicine, Clinical Terms',
  kind: 'concept',
  uri: 'http://snomed.info/sct',
  oids: ['2.16.840.1.113883.6.96'],
  names: ['SNOMED', 'SNOMEDCT', 'SCT', 'SCTID'],
  publisher: 'SNOMED International',
  licence: {
    access: 'licensed',
    name: 'SNOMED CT licence, held by the operator of this server',
    notice:
      'SNOMED CT is copyright of SNOMED International and is shown under a licence of the operator. It may not be passed ' +
      'on without such a licence.',
    url: 'https://www.snomed.org/get-snomed',
  },
  grammar,
  constraints: 'ecl',
  levels: FLAT,
  reportable: false,
  properties: { semanticTag: { label: 'Semantic tag' } },
  relations: {
    attribute: { label: 'Defined by', inverse: 'Defines' },
    sameAs: { label: 'The same as', inverse: 'The same as' },
    replacedBy: { label: 'Replaced by', inverse: 'Replaces' },
    possiblyEquivalentTo: { label: 'Possibly the same as', inverse: 'Possibly the same as' },
    wasA: { label: 'Was a kind of', inverse: 'Was more general than' },
    movedTo: { label: 'Moved to', inverse: 'Moved from' },
    mapsTo: { label: 'Maps to', inverse: 'Mapped from', maps: 'related-to' },
  },
  composition: 'facts',
  pageKind: () => 'reference',
  codeRoles: [['concept', 'description']],
  releaseInForce: () => undefined,
  recognize,
  load,
}
