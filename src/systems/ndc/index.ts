/** National Drug Codes: every drug product listed with the FDA, by labeler, product and package. */
import { type IsoDate, isoDate } from '../../core/date.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import type { CodeSystem, RecognizedFile, ReleaseId } from '../system.ts'
import { grammar } from './grammar.ts'
import { inDocuments } from './in-documents.ts'
import { load } from './load.ts'

/** The directory is published each day; a release is named after its day. */
const releaseOf = (day: IsoDate): ReleaseId => ({ system: 'ndc', label: day, validFrom: day })

/** The day in the path, or in the note of where the file came from. */
function dayIn(path: string): IsoDate | undefined {
  const found = [...path.matchAll(/(20\d\d)-?(\d\d)-?(\d\d)(?=\D|$)/g)].at(-1)
  return found ? isoDate(`${found[1]}-${found[2]}-${found[3]}`) : undefined
}

function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  const role = /^\ufeff?PRODUCTID\tPRODUCTNDC\tPRODUCTTYPENAME\t/i.test(head)
    ? 'product'
    : /^\ufeff?PRODUCTID\tPRODUCTNDC\tNDCPACKAGECODE\t/i.test(head)
      ? 'package'
      : undefined
  // ndctext.zip carries no date: the newest marketing date that its first rows name is the best there is.
  return role === undefined ? undefined : { role, release: releaseOf(dayIn(file.path) ?? file.modified ?? UNDATED) }
}

/** Day of a directory of which nothing tells the day. */
const UNDATED = isoDate('2019-04-29')

const SCHEDULES: Readonly<Record<string, string>> = {
  CI: 'Schedule I',
  CII: 'Schedule II',
  CIII: 'Schedule III',
  CIV: 'Schedule IV',
  CV: 'Schedule V',
}

export const ndc: CodeSystem = {
  id: 'ndc',
  name: 'NDC',
  title: 'National Drug Code Directory',
  kind: 'drug',
  uri: 'http://hl7.org/fhir/sid/ndc',
  oids: ['2.16.840.1.113883.6.69'],
  names: ['National Drug Code', 'NDC-11', 'NDC10', 'NDC codes', 'N4'],
  publisher: 'Food and Drug Administration (FDA)',
  licence: {
    access: 'public',
    name: 'US public domain',
    notice:
      'The NDC Directory is published by the Food and Drug Administration and is in the public domain. That a product is ' +
      'listed does not mean that the FDA approved it.',
    url: 'https://www.fda.gov/drugs/drug-approvals-and-databases/national-drug-code-directory',
  },
  grammar,
  inDocuments,
  levels: {
    labeler: { role: 'group', label: 'Labeler', phrase: 'a labeler' },
    product: { role: 'header', label: 'Product', phrase: 'a product' },
    package: { role: 'code', label: 'Package', codeOnly: true },
  },
  reportable: true,
  properties: {
    elevenDigits: { label: '11 digits, as on a claim', type: 'code' },
    substance: { label: 'Substance' },
    strength: { label: 'Strength' },
    form: { label: 'Dosage form' },
    route: { label: 'Route' },
    pharmacologicClass: { label: 'Pharmacologic class' },
    schedule: { label: 'DEA schedule', type: 'code', meaning: (value) => SCHEDULES[value] },
    productType: { label: 'Type of product' },
    marketingCategory: { label: 'Marketing category' },
    application: { label: 'Application' },
    labeler: { label: 'Labeler, as this product names it' },
    sample: { label: 'Sample package', type: 'boolean', meaning: () => 'Given as a sample' },
  },
  composition: 'facts',
  pageKind: () => 'drug',
  codeRoles: [['product', 'package']],
  releaseInForce: () => undefined,
  recognize,
  load,
}
