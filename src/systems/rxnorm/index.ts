/** RxNorm, NLM's names for drugs: ingredients, brands, clinical drugs and packs, with the links between them. */
import { type IsoDate, isoDate } from '../../core/date.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { defineGrammar } from '../grammar.ts'
import { FLAT } from '../levels.ts'
import type { CodeSystem, RecognizedFile } from '../system.ts'
import { clinicalTable } from './clinical-table.ts'
import { load } from './load.ts'
import { RELATIONS, TERM_TYPES } from './vocabulary.ts'

const ROLES: Readonly<Record<string, string>> = { RXNCONSO: 'conso', RXNREL: 'rel', RXNSAT: 'sat' }

/** `RxNorm_full_prescribe_09082026.zip`, or an ISO day, anywhere in the path. */
function dayIn(path: string): IsoDate | undefined {
  const american = /_(\d\d)(\d\d)(20\d\d)(?=\D)/.exec(path)
  if (american) return isoDate(`${american[3]}-${american[1]}-${american[2]}`)
  const iso = /(20\d\d)-(\d\d)-(\d\d)/.exec(path)
  return iso ? isoDate(`${iso[1]}-${iso[2]}-${iso[3]}`) : undefined
}

/** Day of a release of which nothing tells the day: that of the rows that were checked. */
const UNDATED = isoDate('2026-09-08')

function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  const role = ROLES[/^(RXN[A-Z]+)(?:\.excerpt)?\.RRF$/i.exec(file.name)?.[1]?.toUpperCase() ?? '']
  if (role === undefined || !/^\ufeff?[^|\n]*\|/.test(head)) return undefined
  const day = dayIn(file.path) ?? file.modified ?? UNDATED
  return { role, release: { system: 'rxnorm', label: day, validFrom: day } }
}

const identifier = (text: string): string | undefined => {
  const digits = text.replace(/^(?:RxCUI|RxNorm)[\s:#-]*/i, '').trim()
  return /^[1-9]\d{0,7}$/.test(digits) ? digits : undefined
}

const SUPPRESS: Readonly<Record<string, string>> = {
  O: 'Obsolete at its source',
  Y: 'Suppressed by an editor',
  E: 'Not suited for prescribing',
}

export const rxnorm: CodeSystem = {
  id: 'rxnorm',
  name: 'RxNorm',
  title: 'RxNorm prescribable content',
  kind: 'drug',
  uri: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  oids: ['2.16.840.1.113883.6.88'],
  names: ['RxCUI', 'RXNORM', 'rxterms'],
  publisher: 'National Library of Medicine (NLM)',
  licence: {
    access: 'notice',
    name: 'Free to use, with credit',
    notice:
      'This product uses publicly available data from the U.S. National Library of Medicine (NLM), National Institutes of ' +
      'Health, Department of Health and Human Services; NLM is not responsible for the product and does not endorse or ' +
      'recommend this or any other product.',
    url: 'https://www.nlm.nih.gov/research/umls/rxnorm/docs/termsofservice.html',
  },
  grammar: defineGrammar({
    open: true,
    normalize: identifier,
    normalizePrefix: (text) => (/^[1-9]\d{0,7}$/.test(text) ? text : undefined),
  }),
  clinicalTable,
  levels: FLAT,
  reportable: false,
  properties: {
    termType: { label: 'Term type', type: 'code', meaning: (value) => TERM_TYPES[value] },
    suppress: { label: 'Suppressed', type: 'code', meaning: (value) => SUPPRESS[value] },
    strength: { label: 'Strength' },
    availableStrength: { label: 'Available strength' },
    doseForm: { label: 'Dose form' },
    quantity: { label: 'Quantity' },
    qualitativeDistinction: { label: 'Distinction' },
    humanDrug: { label: 'Human drug' },
    veterinaryDrug: { label: 'Veterinary drug' },
    ndc: { label: 'National Drug Code', type: 'code' },
  },
  relations: RELATIONS,
  composition: 'facts',
  pageKind: () => 'drug',
  codeRoles: [['conso']],
  releaseInForce: () => undefined,
  recognize,
  load,
}
